import Foundation

/// A safetensors file taken apart: its header with the documents in its metadata, and the bytes of its tensors.
package struct SavedFile {
  package var header: JSONTree
  package var body: [UInt8]

  package init(_ bytes: [UInt8]) throws {
    let length = bytes.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    header = try JSONTree(parsing: Array(bytes[8..<8 + length]))
    body = Array(bytes[(8 + length)...])
    guard case .object(var members) = header, let place = members.firstIndex(where: { $0.key == "__metadata__" }),
      case .object(var entries) = members[place].value
    else { return }
    for entry in entries.indices {
      guard case .string(let text) = entries[entry].value, text.hasPrefix("{"),
        let document = try? JSONTree(parsing: Array(text.utf8))
      else { continue }
      entries[entry].value = .embedded(document)
    }
    members[place].value = .object(entries)
    header = .object(members)
  }

  package init(path: String) throws { try self.init([UInt8](Data(contentsOf: URL(filePath: path)))) }

  package var bytes: [UInt8] {
    let header = Array(self.header.text.utf8)
    return (0..<8).map { UInt8(truncatingIfNeeded: header.count >> ($0 * 8)) } + header + body
  }

  package func write(to path: String) throws { try Data(bytes).write(to: URL(filePath: path)) }
}
