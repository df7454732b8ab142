import JupyterWire

/// A JSON document of which any part can become anything, be it JSON or not.
package indirect enum JSONTree {
  /// What is written as it stands: a number, `true`, or what no document may hold.
  case literal(String)
  case string(String)
  /// A document within a string, as the metadata of safetensors files hold them.
  case embedded(JSONTree)
  case array([JSONTree])
  case object([(key: String, value: JSONTree)])

  package init(_ json: JSON) {
    switch json {
    case .string(let text): self = .string(text)
    case .array(let items): self = .array(items.map { JSONTree($0) })
    case .object(let object): self = .object(object.members.map { ($0.key, JSONTree($0.value)) })
    default: self = .literal(String(decoding: json.encoded, as: UTF8.self))
    }
  }

  package init(parsing bytes: [UInt8]) throws { self.init(try JSON(parsing: bytes)) }

  package var text: String {
    switch self {
    case .literal(let text): text
    case .string(let text): Self.quoted(text)
    case .embedded(let tree): Self.quoted(tree.text)
    case .array(let items): "[" + items.map(\.text).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { Self.quoted($0.key) + ":" + $0.value.text }.joined(separator: ",") + "}"
    }
  }

  private static func quoted(_ text: String) -> String { String(decoding: JSON.string(text).encoded, as: UTF8.self) }

  /// The parts that it is made of, in their order.
  private var children: [JSONTree] {
    switch self {
    case .literal, .string: []
    case .embedded(let tree): [tree]
    case .array(let items): items
    case .object(let members): members.map(\.value)
    }
  }

  /// How many parts there are, itself and those within parts included.
  package var count: Int { children.reduce(1) { $0 + $1.count } }

  /// Changes the part of that number, counted from itself, 0, on downwards.
  package mutating func change(_ number: Int, _ body: (inout JSONTree) -> Void) {
    guard number > 0 else { return body(&self) }
    var rest = number - 1
    /// Passes on where the number lies within the part.
    func enter(_ child: inout JSONTree) -> Bool {
      let count = child.count
      guard rest < count else {
        rest -= count
        return false
      }
      child.change(rest, body)
      return true
    }
    switch self {
    case .literal, .string: break
    case .embedded(var tree):
      _ = enter(&tree)
      self = .embedded(tree)
    case .array(var items):
      for place in items.indices where enter(&items[place]) { break }
      self = .array(items)
    case .object(var members):
      for place in members.indices where enter(&members[place].value) { break }
      self = .object(members)
    }
  }

  /// What leads to the part of that number: `["training", "state", "epochs", "3"]`.
  package func path(to number: Int) -> [String] {
    guard number > 0 else { return [] }
    var rest = number - 1
    for (place, child) in children.enumerated() {
      let count = child.count
      guard rest >= count else {
        let key: String? =
          switch self {
          case .object(let members): members[place].key
          case .embedded: nil
          default: "\(place)"
          }
        return (key.map { [$0] } ?? []) + child.path(to: rest)
      }
      rest -= count
    }
    return []
  }
}
