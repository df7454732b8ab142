/// What `import` brings: names behind a dot.
package final class NamespaceValue: ObjectValue {
  /// Its path: `kitchen.tools`.
  package let path: String
  private let members: [String: Value]
  /// Whether any further name is there too, as a note that means nothing: the names of types.
  private let isOpen: Bool
  /// The error of a name that it has not; nil for the usual one.
  private let unknown: (@Sendable (String) -> Diagnostic?)?

  package init(
    _ path: String, _ members: [String: Value], isOpen: Bool = false,
    unknown: (@Sendable (String) -> Diagnostic?)? = nil
  ) {
    (self.path, self.isOpen, self.unknown) = (path, isOpen, unknown)
    self.members = members.reduce(into: [:]) { members, member in
      guard case .builtin(var entry) = member.value else { return members[member.key] = member.value }
      entry.path = "\(path).\(member.key)"
      members[member.key] = .builtin(entry)
    }
  }

  package var names: [String] { members.keys.sorted() }

  package subscript(name: String) -> Value? {
    members[name] ?? (isOpen ? .object(NamespaceValue("\(path).\(name)", [:], isOpen: true)) : nil)
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
