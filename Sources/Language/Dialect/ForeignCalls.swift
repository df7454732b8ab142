/// Calls of other libraries that can be written anew with all that they were given.
package struct ForeignCalls: Sendable {
  /// By their last name, in whichever of ``ForeignModules/modulesOfCalls`` they are; those whose first parameter is
  /// `input` are methods too.
  package var byName: [String: ForeignCall] = [:]
  /// By their path, where a name is something else in one module than in another.
  package var byPath: [String: ForeignCall] = [:]
  /// Classes whose objects are functions here.
  package var objects: [String: ForeignObject] = [:]
  /// Other names of a call's parameters, and those by which the forms know them.
  package var parameterNames: [String: String] = [:]
  /// Functions and methods that give the same for the same, and so may be called twice.
  package var repeatable: Set<String> = []

  package init() {}
}

extension Dialect {
  /// The call of that path, or of its last name; nil where it is none that can be written anew.
  func call(_ path: String) -> ForeignCall? {
    let (modules, calls) = (modules, calls)
    let path = modules.usual(path)
    let parts = path.split(separator: ".")
    let isDescribed = parts.count < 2 || parts.count == 2 && modules.modulesOfCalls.contains(String(parts[0]))
    return calls.byPath[path] ?? (isDescribed ? calls.byName[parts.last.map(String.init) ?? path] : nil)
  }

  /// Whether an expression has the same value however often it is computed: it calls nothing that may give another.
  func isRepeatable(_ expression: Expression) -> Bool {
    switch expression.kind {
    case .lambda, .statement: return false
    case .call(let callee, let arguments):
      let name = if case .attribute(_, let last) = callee.kind { last } else { callee.name ?? "" }
      return (Self.repeatable.contains(name) || calls.repeatable.contains(name))
        && arguments.allSatisfy { isRepeatable($0.value) }
    default: return expression.children.allSatisfy(isRepeatable)
    }
  }

  /// Functions of the language itself that give the same for the same.
  private static var repeatable: Set<String> { ["abs", "sum", "max", "min", "len", "float", "int"] }
}
