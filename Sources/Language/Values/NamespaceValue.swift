/// What `import` brings: names behind a dot.
package final class NamespaceValue: ObjectValue {
  /// Its path: `kitchen.tools`.
  package let path: String
  private var members: [String: Value]
  /// Whether any further name is there too, as a note that means nothing: the names of types.
  private let isOpen: Bool
  /// Whether programs may set what it has, as switches that something deeper would obey.
  private let isSettable: Bool
  /// The error of a name that it has not; nil for the usual one.
  private let unknown: (@Sendable (String) -> Diagnostic?)?

  /// The module whose names this one has, as a part of it.
  private weak var whole: NamespaceValue?
  /// The text of a written module that has not been read yet.
  private var unread: String?
  /// Whether its text is in the language.
  let isWritten: Bool
  /// The interpreter that reads it.
  private weak var reader: Interpreter?

  /// - Parameter text: a program in the language itself, read when the module is first asked for something. What it defines are
  ///   members too, but for names that begin with an underscore; it sees the other members by their names.
  package init(
    _ path: String, _ members: [String: Value], isOpen: Bool = false, isSettable: Bool = false, text: String? = nil,
    unknown: (@Sendable (String) -> Diagnostic?)? = nil
  ) {
    (self.path, self.isOpen, self.isSettable, self.unknown, unread) = (path, isOpen, isSettable, unknown, text)
    isWritten = text != nil
    self.members = members.reduce(into: [:]) { members, member in
      guard case .builtin(var entry) = member.value else { return members[member.key] = member.value }
      entry.path = "\(path).\(member.key)"
      members[member.key] = .builtin(entry)
    }
  }

  /// A part of a module that has all its names, and perhaps some of its own: where elsewhere something lies deeper, as
  /// `kitchen.drawers.whisk`.
  package struct Part: ExpressibleByStringLiteral {
    fileprivate let name: String
    fileprivate let members: [String: Value]
    fileprivate let parts: [Part]

    package init(_ name: String, _ members: [String: Value] = [:], parts: [Part] = []) {
      (self.name, self.members, self.parts) = (name, members, parts)
    }

    package init(stringLiteral name: String) { self.init(name) }
  }

  /// A module with parts.
  package convenience init(_ path: String, _ members: [String: Value], text: String, parts: [Part]) {
    let made = Self.made(parts, in: path)
    self.init(path, members.merging(made.mapValues { .object($0) }) { $1 }, text: text)
    for part in made.values { part.join(self) }
  }

  private static func made(_ parts: [Part], in path: String) -> [String: NamespaceValue] {
    parts.reduce(into: [:]) { made, part in
      let own = "\(path).\(part.name)"
      made[part.name] = NamespaceValue(
        own, part.members.merging(Self.made(part.parts, in: own).mapValues { .object($0) }) { $1 })
    }
  }

  private func join(_ whole: NamespaceValue) {
    self.whole = whole
    for case .object(let part as NamespaceValue) in members.values { part.join(whole) }
  }

  /// Whether it is the name of a type, and holds nothing.
  var isNote: Bool { isOpen && members.isEmpty }

  /// Says which interpreter reads the written modules in here.
  func attach(_ interpreter: Interpreter) {
    reader = interpreter
    for case .object(let object) in members.values { (object as? NamespaceValue)?.attach(interpreter) }
  }

  /// Lets go of what written modules in here define: their code knows the table, in which the modules are.
  func forget() {
    for value in members.values { value.module?.forget() }
    if isWritten { (members, unread) = ([:], nil) }
  }

  /// Reads a written module, once.
  private func read() {
    guard let text = unread, let reader else { return }
    unread = nil
    members = reader.read(text, of: path, given: members)
  }

  package var names: [String] {
    if let whole { return Set(whole.names + members.keys.filter { !$0.hasPrefix("_") }).sorted() }
    read()
    return members.keys.filter { !$0.hasPrefix("_") }.sorted()
  }

  package subscript(name: String) -> Value? {
    if let whole { return members[name] ?? whole[name] }
    // What is there without its text needs no reading of it.
    if let member = members[name] { return member }
    read()
    return members[name] ?? (isOpen ? .object(NamespaceValue("\(path).\(name)", [:], isOpen: true)) : nil)
  }

  package var typeName: String { "module" }
  package var detail: String? { path }
  package var provenance: String? { nil }
  package func repr() -> String { "<module \(path)>" }
  package var isOwnAbstraction: Bool { true }
  package var attributeNames: [String] { names }

  package func attribute(_ name: String, _ context: Context) throws -> Value? {
    if let value = self[name] { return value }
    if name == "__name__" { return .string(path) }
    throw missing(name)
  }

  package func assign(_ value: Value, to name: String, _ context: Context) throws {
    guard isSettable else {
      throw Diagnostic(
        .attribute, "the attributes of a module are read, not assigned",
        suggestion: "keep the value in a variable of its own")
    }
    members[name] = value
  }

  /// The error of a name that it has not.
  package func missing(_ name: String) -> Diagnostic {
    if let error = unknown?(name) { return error }
    let near = NearestName.find(name, among: names)
    var error = Diagnostic(
      .attribute, "`\(path)` has no `\(name)` here" + (near.map { "; did you mean `\($0)`?" } ?? ""))
    if let near { error.fixIt = .focus(near) }
    return error
  }

  /// Types in square brackets, `List[int]`, are notes too.
  package func subscripted(_ indices: [Index], _ context: Context) throws -> Value {
    guard isOpen else { throw Diagnostic(.type, "the module \(path) cannot be indexed") }
    return .object(self)
  }
}

extension Value {
  /// The value as a module.
  package var module: NamespaceValue? { if case .object(let object) = self { object as? NamespaceValue } else { nil } }

  /// Where modules have it, `kitchen.tools.whisk`; for a module itself with a dot behind it. Nil for all else.
  package var path: String? {
    switch self {
    case .builtin(let entry): entry.path
    case .function(let function):
      if case .code(let code) = function.body, function.enclosing == nil, let module = code.origin.source.module {
        "\(module).\(function.name)"
      } else {
        nil
      }
    case .object(let module as NamespaceValue): module.path + "."
    case .object(let type as ClassValue): type.origin?.source.module.map { "\($0).\(type.name)" }
    default: nil
    }
  }
}
