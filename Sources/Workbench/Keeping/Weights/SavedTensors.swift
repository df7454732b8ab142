import Datasets
import Language

/// Safetensors files from their paths.
enum SavedTensors {
  /// - Throws: ``DatasetError`` where the file cannot be read, ``Diagnostic`` where it is no safetensors file.
  static func read(_ path: String) throws -> SafetensorsReader {
    let bytes = try WholeFile.read(path)
    do { return try SafetensorsReader(bytes) } catch {
      // What torch.save writes is an archive, or a bare pickle.
      if bytes.starts(with: [0x50, 0x4b, 3, 4]) || bytes.first == 0x80 {
        throw Diagnostic(
          .data,
          "\(path) is a pickle of Python's, which may run anything when it is read; weights come as .safetensors",
          suggestion: "in Python: safetensors.torch.save_file(net.state_dict(), \"weights.safetensors\")")
      }
      throw Diagnostic(.data, "\(path) cannot be loaded: \(error.message)")
    }
  }
}
