import Datasets
import Files
import Language

/// Files of tensors from their paths.
enum SavedTensors {
  /// A safetensors file.
  ///
  /// - Throws: ``DatasetError`` where the file cannot be read, ``Diagnostic`` where it is no safetensors file.
  static func read(_ path: String) throws -> SafetensorsReader { try read(try WholeFile.read(path), path) }

  /// The bytes of one.
  ///
  /// - Throws: ``Diagnostic`` where they are none.
  static func read(_ bytes: [UInt8], _ path: String) throws -> SafetensorsReader {
    do { return try SafetensorsReader(bytes) } catch {
      throw Diagnostic(.data, "\(path) cannot be loaded: \(error.message)")
    }
  }

  /// The weights in a file of PyTorch's or of safetensors.
  ///
  /// - Throws: ``DatasetError`` where the file cannot be read, or would run something; ``Diagnostic`` where it holds none.
  static func weights(_ path: String) throws -> any NamedTensors {
    guard isTorch(path) else { return try read(path) }
    let weights = TorchWeights(try TorchReader(path).value)
    guard !weights.names.isEmpty else {
      throw Diagnostic(
        .data, "\(path) has no tensors under names, as the weights of a network have them",
        suggestion: "x = torch.load(\(path.literal))")
    }
    return weights
  }

  /// Whether a file is one of PyTorch's, whatever it is called: a zip archive, or a pickle, whose first bytes are 0x80 and
  /// the protocol. A safetensors file's length may begin with these too, and ends in zeros.
  static func isTorch(_ path: String) -> Bool {
    if isNamedTorch(path) { return true }
    guard let front = try? FileReader(path).next(8), front.count == 8 else { return false }
    let isLength = front[4..<8].allSatisfy { $0 == 0 }
    return front.starts(with: [0x50, 0x4b, 3, 4]) || front[0] == 0x80 && (2...5).contains(front[1]) && !isLength
  }

  /// Whether a file is called as PyTorch's are.
  static func isNamedTorch(_ path: String) -> Bool { Paths.hasEnding(path, ".pt") || Paths.hasEnding(path, ".pth") }
}
