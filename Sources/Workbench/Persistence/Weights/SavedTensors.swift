import Datasets
import Language

/// Safetensors files from their paths.
enum SavedTensors {
  /// - Throws: ``DatasetError`` where the file cannot be read, ``Diagnostic`` where it is no safetensors file.
  static func read(_ path: String) throws -> SafetensorsReader {
    let bytes = try WholeFile.read(path)
    do { return try SafetensorsReader(bytes) } catch {
      // What torch.save writes is an archive, or a bare pickle: 0x80 and the protocol. A header's length may begin with
      // these too, and ends in zeros.
      let isLength = bytes.count >= 8 && bytes[4..<8].allSatisfy { $0 == 0 }
      let isPickle = bytes.count >= 2 && bytes[0] == 0x80 && (2...5).contains(bytes[1]) && !isLength
      if bytes.starts(with: [0x50, 0x4b, 3, 4]) || isPickle {
        throw Diagnostic(
          .data,
          "\(path) is a pickle of Python's, which may run anything when it is read; weights come as .safetensors",
          suggestion: "in Python: safetensors.torch.save_file(net.state_dict(), \"weights.safetensors\")")
      }
      throw Diagnostic(.data, "\(path) cannot be loaded: \(error.message)")
    }
  }
}
