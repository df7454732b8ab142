import Foundation

/// Whether records that are saved lose fields on the way: a field that is written or read by hand, and was forgotten there,
/// comes back as its default.
package enum SavedFields {
  /// The fields of a record that would be lost.
  ///
  /// - Parameters:
  ///   - record: one in which each field has another value than its default.
  ///   - others: fields that this record cannot have beside the rest.
  ///   - joined: fields that are structures whose own fields stand in their place.
  package static func lost<Record: Codable>(
    of record: Record, except others: Set<String> = [], joined: Set<String> = []
  ) throws -> [String] {
    let whole = try JSONSerialization.jsonObject(with: try bytes(of: record)) as? [String: Any] ?? [:]
    let keys = whole.keys.filter { $0 != "kind" }
    var lost: [String] = []
    let fields = fields(of: record, joined)
    if fields.count != keys.count { lost.append("of \(fields.sorted()) there are \(keys.sorted()) in the file") }
    if try bytes(of: try JSONDecoder().decode(Record.self, from: try bytes(of: record))) != bytes(of: record) {
      lost.append("what is read back is another record")
    }
    for key in keys where !others.contains(key) {
      var rest = whole
      rest[key] = nil
      let text = try JSONSerialization.data(withJSONObject: rest)
      guard let without = try? JSONDecoder().decode(Record.self, from: text) else { continue }
      if try bytes(of: without) == bytes(of: record) { lost.append("\(key) is not read, or has its default here") }
    }
    return lost
  }

  /// The names of a record's stored properties; of a case of an enum, those of what it holds.
  private static func fields(of record: Any, _ joined: Set<String>) -> [String] {
    let mirror = Mirror(reflecting: record)
    if mirror.displayStyle == .enum { return mirror.children.first.map { fields(of: $0.value, joined) } ?? [] }
    guard mirror.displayStyle == .struct || mirror.displayStyle == .tuple else { return ["layers"] }
    return mirror.children.flatMap { child -> [String] in
      let name = child.label ?? ""
      return joined.contains(name) ? fields(of: child.value, joined) : [name]
    }
  }

  private static func bytes(of record: some Encodable) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return try encoder.encode(record)
  }
}
