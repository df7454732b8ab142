/// A dict: shared by reference, in order of insertion. Keys are strings, numbers, bools, None, or tuples of them.
package final class DictValue {
  package private(set) var entries: [(key: Value, value: Value)] = []
  private var positions: [Key: Int] = [:]

  package init() {}

  /// A dict of these names and values, in this order.
  package convenience init(_ items: [(String, Value)]) {
    self.init()
    for (name, value) in items { insert(value, at: .string(ExactText(text: name)), named: .string(name)) }
  }

  deinit {
    var values = entries.map(\.value)
    entries = []
    Teardown.dispose(of: &values)
  }

  package var count: Int { entries.count }

  /// The value under a name; nil where there is none.
  package subscript(name: String) -> Value? { positions[.string(ExactText(text: name))].map { entries[$0].value } }

  /// The value under a key; nil where there is none. Throws where the key cannot be one.
  package func value(for key: Value) throws -> Value? { positions[try Key(key)].map { entries[$0].value } }

  package func set(_ value: Value, for key: Value) throws {
    let count = entries.count
    try Limits.checkEntries(count, within: entries.capacity, size: MemoryLayout<(Value, Value)>.stride)
    // A quarter of the places of a hash table stays empty.
    try Limits.checkEntries(count, within: positions.capacity, size: MemoryLayout<(Key, Int)>.stride * 4 / 3)
    insert(value, at: try Key(key), named: key)
  }

  /// Removes a key and gives its value back. Linear in the number of entries.
  package func remove(_ key: Value) throws -> Value? {
    guard let position = positions.removeValue(forKey: try Key(key)) else { return nil }
    let removed = entries.remove(at: position)
    for (key, other) in positions where other > position { positions[key] = other - 1 }
    return removed.value
  }

  /// Removes and gives back the entry inserted last.
  func removeLast() throws -> (key: Value, value: Value)? {
    guard let last = entries.popLast() else { return nil }
    positions[try Key(last.key)] = nil
    return last
  }

  package func removeAll() {
    entries = []
    positions = [:]
  }

  private func insert(_ value: Value, at key: Key, named name: Value) {
    if let position = positions[key] {
      entries[position].value = value
    } else {
      positions[key] = entries.count
      entries.append((name, value))
    }
  }

  /// The identity of a key: `1`, `1.0` and `True` are one key, as in Python.
  enum Key: Hashable {
    case none
    case number(Double)
    case string(ExactText)
    case tuple([Key])

    init(_ value: Value, depth: Int = 0) throws {
      switch value {
      case .none: self = .none
      case .bool(let flag): self = .number(flag ? 1 : 0)
      case .integer(let number): self = .number(Double(number))
      case .real(let number): self = .number(number)
      case .string(let text): self = .string(ExactText(text: text))
      case .tuple(let items) where depth < 16: self = .tuple(try items.map { try Key($0, depth: depth + 1) })
      default:
        throw Diagnostic(
          .type, "\(value.phrase) cannot be the key of a dict",
          suggestion: "use a string, a number or a tuple of them")
      }
    }
  }
}

/// A text that is another one where its bytes are: Swift's own strings are equal where they only look the same.
struct ExactText: Hashable {
  let text: String

  static func == (left: ExactText, right: ExactText) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

  func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}
