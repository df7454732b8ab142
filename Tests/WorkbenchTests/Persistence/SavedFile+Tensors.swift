import Foundation
import TestSupport

extension SavedFile {
  /// The bytes of each tensor, by name.
  func tensors() throws -> [String: [UInt8]] {
    let header = try JSONSerialization.jsonObject(with: Data(self.header.text.utf8)) as? [String: Any] ?? [:]
    var result: [String: [UInt8]] = [:]
    for (name, entry) in header where name != "__metadata__" {
      guard let offsets = (entry as? [String: Any])?["data_offsets"] as? [Int], offsets.count == 2 else { continue }
      result[name] = Array(body[offsets[0]..<offsets[1]])
    }
    return result
  }

  /// One of the documents in the metadata.
  func document(_ name: String) throws -> [String: Any] {
    let header = try JSONSerialization.jsonObject(with: Data(self.header.text.utf8)) as? [String: Any] ?? [:]
    guard let text = (header["__metadata__"] as? [String: String])?[name] else { return [:] }
    return try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any] ?? [:]
  }
}

extension Sequence<UInt8> {
  /// FNV-1a with 64 bits, as 16 digits.
  var fingerprint: String {
    let value = reduce(UInt64(0xCBF2_9CE4_8422_2325)) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
