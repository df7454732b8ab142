import Datasets
import Files
import Language
import Networks
import Tensors

/// A value on its way into a file, in the format that the file's ending names.
struct SavedValue {
  private let value: Value
  /// The command that writes it, for errors.
  private let entry: String

  init(_ value: Value, for entry: String = "save") { (self.value, self.entry) = (value, entry) }

  /// - Returns: the path that was written.
  /// - Throws: ``Diagnostic`` where the value has no such form, ``FileError`` where the file cannot be written.
  func write(to path: String, _ catalog: DatasetCatalog) throws -> String {
    let path = try FileNames.writable(path, catalog)
    let bytes: [UInt8]
    if Paths.hasEnding(path, ".npy") {
      bytes = NPY.encoded(try value.tensor(for: entry).value)
    } else if Paths.hasEnding(path, ".npz") {
      bytes = try NPZ.encoded(try named("arr_0"))
    } else if Paths.hasEnding(path, ".safetensors") {
      bytes = try safetensors()
    } else if SavedTensors.isNamedTorch(path) {
      bytes = try TorchValueWriter.encoded(try torchValue(), for: entry)
    } else if Paths.hasEnding(path, ".png") {
      guard case .object(let object) = value, let picture = object as? PictureValue else {
        throw Diagnostic(
          .type, "a .png holds a picture, and this is \(value.phrase)", suggestion: "make one first: p = show(x)")
      }
      bytes = picture.picture.png
    } else {
      throw Diagnostic(
        .value, "the ending of \(path) names no format that values are saved in",
        suggestion:
          "use .npy, .npz, .pt or .safetensors for tensors, .pt or .safetensors for networks, .png for pictures")
    }
    try AtomicFile.write(bytes, to: path)
    return path
  }

  /// What PyTorch has in such a file: of a network its `state_dict`.
  private func torchValue() throws -> Value {
    guard let network = value.module else { return value }
    return .dict(DictValue(try StateDict(network).items.map { ($0.name, Value(.detach($0.variable))) }))
  }

  private func safetensors() throws -> [UInt8] {
    var writer = SafetensorsWriter()
    if case .object(let object) = value, let network = (object as? NetworkValue)?.layer {
      for (name, parameter) in network.namedParameters { writer.add(name, parameter.value) }
      for (name, buffer) in network.namedBuffers { writer.add(name, buffer.value) }
    } else {
      for (name, tensor) in try named("tensor") { writer.add(name, tensor) }
    }
    return try writer.encoded()
  }

  /// The tensors of a dict under its keys; a tensor alone under a name that it needs not have.
  private func named(_ single: String) throws -> [(name: String, tensor: Tensor)] {
    guard let dict = value.dictionary else { return [(single, try value.tensor(for: entry).value)] }
    return try dict.entries.map { key, value in
      guard case .string(let name) = key else {
        throw Diagnostic(.type, "tensors in a file have names, and this dict has a key that is \(key.phrase)")
      }
      return (name, try value.tensor(for: entry).value)
    }
  }
}
