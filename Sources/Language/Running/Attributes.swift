/// What follows a dot: an object's attributes, the methods of Python's own types, and the table's functions that may be
/// methods.
enum Attributes {
  /// `x.name`
  static func read(_ value: Value, _ name: String, _ machine: Machine) throws -> Value {
    if case .object(let object) = value, let result = try object.attribute(name, machine.callContext) { return result }
    if Methods.find(name, of: value) != nil || machine.table.method(name) != nil {
      var diagnostic = Diagnostic(
        .attribute, "`\(name)` of \(value.phrase) is a function, and needs its brackets")
      diagnostic.replacement = "\(name)()"
      throw diagnostic
    }
    throw unknown(value, name, machine.table)
  }

  /// `x.name(…)`
  static func call(
    _ receiver: Value, _ name: String, _ arguments: [CallArgument], _ machine: Machine
  ) throws -> Value {
    if case .object(let object) = receiver, let found = try object.attribute(name, machine.callContext) {
      if found.isCallable { return try machine.call(found, arguments) }
      // Attributes may carry empty brackets: `loss.item()`.
      if arguments.isEmpty { return found }
      throw Diagnostic(
        .type, "`\(name)` of \(receiver.phrase) is \(found.phrase), and takes no arguments", suggestion: ".\(name)")
    }
    if let method = Methods.find(name, of: receiver) {
      return try method.run(receiver, arguments, machine.callContext)
    }
    guard let entry = machine.table.method(name) else { throw unknown(receiver, name, machine.table) }
    return try machine.run(entry, [CallArgument(receiver)] + arguments, hasReceiver: true)
  }

  /// All names that may follow the dot: attributes first, then methods.
  static func names(of value: Value, _ table: Table) -> (attributes: [String], methods: [String]) {
    switch value {
    case .object(let object):
      let attributes = object.attributeNames
      return (attributes, table.entries.filter { $0.isMethod && !attributes.contains($0.name) }.map(\.name))
    default: return ([], Methods.names(of: value))
    }
  }

  private static func unknown(_ value: Value, _ name: String, _ table: Table) -> Diagnostic {
    let names = names(of: value, table)
    let known = names.attributes + names.methods
    let meant =
      table.entries.first { $0.isMethod && $0.otherNames.contains(name) }?.name
      ?? NearestName.find(name, among: known)
    var diagnostic = Diagnostic(
      .attribute, "\(value.phrase) has no `\(name)`" + (meant.map { "; did you mean `\($0)`?" } ?? ""))
    if let meant {
      diagnostic.replacement = meant
    } else if let entry = table[name], !entry.isMethod {
      diagnostic.suggestion = "`\(name)` is no method: \(entry.signature)"
    } else if !known.isEmpty {
      diagnostic.notes = ["it has " + known.prefix(12).joined(separator: ", ") + (known.count > 12 ? " …" : "")]
    }
    return diagnostic
  }
}
