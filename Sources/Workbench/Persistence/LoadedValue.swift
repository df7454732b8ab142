import Datasets
import Files
import Language
import Networks
import Tensors
import Text

/// A value from a file, in the format that the file's ending names: the way back from ``SavedValue``.
struct LoadedValue {
  private let path: String
  private let context: Context

  init(_ path: String, _ context: Context) { (self.path, self.context) = (path, context) }

  /// Whether the file is one of arrays by its ending.
  var isArray: Bool { Paths.hasEnding(path, ".npy") || Paths.hasEnding(path, ".npz") }

  /// The tensor, or the dict of tensors, that the file holds; nil where it holds the weights of a network, or a session.
  ///
  /// - Throws: ``Diagnostic`` or ``DatasetError`` where it cannot be read.
  func read() throws -> Value? {
    if Paths.hasEnding(path, ".npy") { return try value(of: try NPY.read(path)) }
    if Paths.hasEnding(path, ".npz") { return .dict(try archive()) }
    if SavedTensors.isTorch(path) {
      let saved = try TorchReader(path).value
      guard !Self.isOfNetwork(TorchWeights(saved).names) else { return nil }
      var reader = TorchValueReader(path, note: say)
      return try reader.value(saved)
    }
    return try Paths.hasEnding(path, ".safetensors") ? tensors() : nil
  }

  /// Whether one of the tensors is called as parameters of networks are.
  private static func isOfNetwork(_ names: [String]) -> Bool {
    names.contains { name in ["weight", "bias", "num_batches_tracked"].contains(name.split(separator: ".").last ?? "") }
  }

  /// The tensors of a file in which none is called as parameters of networks are.
  private func tensors() throws -> Value? {
    let file = try SavedTensors.read(path)
    guard file.metadata["format"] != SessionRecord.format, !Self.isOfNetwork(file.names) else { return nil }
    let arrays = file.storedArrays(path)
    // The name that a tensor has which was saved alone.
    if arrays.count == 1, arrays[0].name == "tensor" { return try value(of: arrays[0]) }
    return .dict(DictValue(try arrays.map { ($0.name, try value(of: $0)) }))
  }

  /// The arrays of an archive by their names; what is no array of numbers is left out, and said.
  private func archive() throws -> DictValue {
    let contents = try NPZ.read(path)
    let left = contents.left.map { "\($0.name) (\($0.what))" }
    guard left.isEmpty || !contents.arrays.isEmpty else {
      throw Diagnostic(.data, "\(path) holds no array of numbers, but \(left.prefix(8).joined(separator: ", "))")
    }
    if !left.isEmpty {
      say("left out of \(path): \(left.prefix(8).joined(separator: ", "))\(left.count > 8 ? ", …" : "")")
    }
    return DictValue(try contents.arrays.map { ($0.name, try value(of: $0)) })
  }

  /// The numbers of an array. What float32 rounds or cannot hold is mentioned.
  private func value(of array: StoredArray) throws -> Value {
    let tensor = try array.tensor()
    if let line = Rounding.words(of: tensor, array.type, array.path) { say(line) }
    return Value(tensor)
  }

  private func say(_ line: String) { context.output.write(line + "\n", to: .standardOutput) }
}
