import Threads

/// A part of a value, as who opens the value sees it.
package struct ValuePart {
  /// What it is called there: `0`, `'key'`, `weight`.
  package let name: String
  /// What stands behind an expression for the whole to give the part: `[0]`, `.weight`. Nil where nothing does.
  package let access: String?
  package let value: Value

  package init(_ name: String, access: String?, _ value: Value) {
    self.name = name
    self.access = access
    self.value = value
  }

  /// An attribute of an object.
  package static func attribute(_ name: String, _ value: Value) -> ValuePart {
    ValuePart(name, access: ".\(name)", value)
  }

  /// An item by its number.
  package static func item(_ number: Int, _ value: Value) -> ValuePart {
    ValuePart("\(number)", access: "[\(number)]", value)
  }
}

extension Value {
  /// So many parts are seen at a glance; those behind them are not shown.
  private static let mostParts = 1000

  /// What the value consists of: the items of a list, the attributes of an object. Nil where it has no parts.
  package var parts: [ValuePart]? {
    let parts = allParts
    return parts.map { $0.isEmpty ? nil : $0 } ?? nil
  }

  private var allParts: [ValuePart]? {
    switch self {
    case .list(let list): return list.items.prefix(Self.mostParts).enumerated().map { .item($0.offset, $0.element) }
    case .tuple(let tuple):
      return tuple.items.prefix(Self.mostParts).enumerated().map { number, value in
        guard tuple.names.indices.contains(number) else { return .item(number, value) }
        return .attribute(tuple.names[number], value)
      }
    case .dict(let dict):
      return dict.entries.prefix(Self.mostParts).map { entry in
        let key = entry.key.glance
        // The glance at a long text leaves some of it out.
        return ValuePart(key, access: key == entry.key.repr ? "[\(key)]" : nil, entry.value)
      }
    case .object(let object): return object.parts.map { Array($0.prefix(Self.mostParts)) }
    case .none, .bool, .integer, .real, .string, .range, .iterator, .function, .builtin: return nil
    }
  }

  /// The value in a line, for who looks at many at once.
  package var glance: String {
    switch self {
    case .object(let object):
      object.glance ?? object.detail.map { "\(object.typeName) \($0)" }
        ?? Self.oneLine(repr(mostItems: Self.mostGlanced))
    case .function(let function): "\(function.name)(\(function.signature))"
    case .builtin: phrase
    default: Self.oneLine(repr(mostItems: Self.mostGlanced))
    }
  }

  /// Whether ``glance`` says of which type the value is.
  package var glanceNamesType: Bool { if case .object(let object) = self { object.glance != nil } else { false } }

  /// So many items of a container, and so much of a text, in characters, are seen in a line.
  private static let mostGlanced = 60
  private static let longestGlance = 120

  private static func oneLine(_ text: String) -> String {
    let line = text.prefix(4 * longestGlance).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    return line.count <= longestGlance && text.count <= 4 * longestGlance ? line : line.prefix(longestGlance - 1) + "…"
  }
}

extension Interpreter {
  /// Looks at values, whose classes may have ways of their own to be written, without letting that take for ever.
  package func looking<Result>(_ cancellation: Cancellation, _ body: () throws -> Result) rethrows -> Result {
    try machine.running(NoOutput(), cancellation, body)
  }

  /// A variable's value as inspection shows it: its text and its facts, and a picture where it has one.
  package static func page(of name: String, _ value: Value) -> Display {
    description(of: name, value, detail: 1, beginsWithPicture: true)
  }
}
