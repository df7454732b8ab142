import Foundation
import Tensors

/// Tensors by name from a file in the safetensors format, as the scripts beside the fixtures write it: the length of a
/// header, the header in JSON, the numbers.
struct TensorFile {
  let tensors: [String: Tensor]
  /// What the script says about the file, with which PyTorch it was made above all.
  let metadata: [String: String]

  struct Malformed: Error {}

  init(_ path: URL) throws {
    let file = try Data(contentsOf: path)
    guard file.count >= 8 else { throw Malformed() }
    let length = file.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    guard length <= file.count - 8,
      let header = try JSONSerialization.jsonObject(with: file.dropFirst(8).prefix(length)) as? [String: Any]
    else { throw Malformed() }
    let numbers = Data(file.dropFirst(8 + length))
    var tensors: [String: Tensor] = [:]
    for (name, entry) in header where name != "__metadata__" {
      guard let entry = entry as? [String: Any], let shape = entry["shape"] as? [Int],
        let range = entry["data_offsets"] as? [Int], range.count == 2, range[1] <= numbers.count
      else { throw Malformed() }
      let values = numbers[range[0]..<range[1]].withUnsafeBytes { bytes in
        (0..<bytes.count / 4).map { Float(bitPattern: bytes.loadUnaligned(fromByteOffset: 4 * $0, as: UInt32.self)) }
      }
      tensors[name] = try Tensor(values, Shape(shape))
    }
    self.tensors = tensors
    metadata = header["__metadata__"] as? [String: String] ?? [:]
  }

  /// A file of the Fixtures folder beside the test that asks.
  init(fixture name: String, of test: String = #filePath) throws {
    try self.init(
      URL(filePath: test).deletingLastPathComponent().appending(path: "Fixtures/\(name).safetensors").standardized)
  }
}
