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
    return try Paths.hasEnding(path, ".safetensors") ? tensors() : nil
  }

  /// The tensors of a file in which none is called as parameters of networks are.
  private func tensors() throws -> Value? {
    let file = try SavedTensors.read(path)
    let isOfNetwork = file.names.contains { name in
      ["weight", "bias", "num_batches_tracked"].contains(name.split(separator: ".").last ?? "")
    }
    guard file.metadata["format"] != SessionRecord.format, !isOfNetwork else { return nil }
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

  /// The numbers of an array. Whole numbers that float32 rounds are mentioned: two of them may
  /// have become one.
  private func value(of array: StoredArray) throws -> Value {
    let tensor = try array.tensor()
    if array.type.isRounded {
      var most: Float = 0
      tensor.inspect { for number in $0 { most = max(most, abs(number)) } }
      if most >= 16_777_216 {
        say(
          "\(array.path): its whole numbers go up to \(Int(exactly: most.rounded()).map(grouped) ?? "\(most)"), and from "
            + "16,777,216 on a tensor, which is float32, rounds them")
      }
    }
    return Value(tensor)
  }

  private func say(_ line: String) { context.output.write(line + "\n", to: .standardOutput) }
}
