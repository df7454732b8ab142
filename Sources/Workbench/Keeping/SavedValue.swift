import Datasets
import Language
import Networks
import Tensors

/// A value on its way into a file, in the format that the file's ending names.
struct SavedValue {
  private let value: Value

  init(_ value: Value) { self.value = value }

  /// - Returns: the path that was written.
  /// - Throws: ``Diagnostic`` where the value has no such form, ``FileError`` where the file cannot be written.
  func write(to path: String, _ catalog: DatasetCatalog) throws -> String {
    let path = try FileNames.writable(path, catalog)
    let bytes: [UInt8]
    if path.hasSuffix(".npy") {
      bytes = NPY.encoded(try value.tensor(for: "save").value)
    } else if path.hasSuffix(".safetensors") {
      bytes = try safetensors()
    } else if path.hasSuffix(".png") {
      guard case .object(let object) = value, let picture = object as? PictureValue else {
        throw Diagnostic(
          .type, "a .png holds a picture, and this is \(value.phrase)", suggestion: "make one first: p = show(x)")
      }
      bytes = picture.picture.png
    } else {
      throw Diagnostic(
        .value, "the ending of \(path) names no format that values are saved in",
        suggestion: "use .npy or .safetensors for tensors, .safetensors for networks, .png for pictures")
    }
    try AtomicFile.write(bytes, to: path)
    return path
  }

  private func safetensors() throws -> [UInt8] {
    var writer = SafetensorsWriter()
    if case .object(let object) = value, let network = (object as? NetworkValue)?.layer {
      for (name, parameter) in network.namedParameters { writer.add(name, parameter.value) }
      for (name, buffer) in network.namedBuffers { writer.add(name, buffer.value) }
    } else if case .dict(let dict) = value {
      for (key, value) in dict.entries {
        guard case .string(let name) = key else {
          throw Diagnostic(.type, "tensors in a file have names, and this dict has a key that is \(key.phrase)")
        }
        writer.add(name, try value.tensor(for: "save").value)
      }
    } else {
      writer.add("tensor", try value.tensor(for: "save").value)
    }
    return try writer.encoded()
  }
}
