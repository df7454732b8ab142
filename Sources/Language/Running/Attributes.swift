/// Names behind a dot: an object's attributes, the methods of Python's own types, and the table's functions that may be
/// methods.
enum Attributes {
  /// `x.name`
  static func read(_ value: Value, _ name: String, _ machine: Machine) throws -> Value {
    if let result = try own(value, name, machine) { return result }
    if let method = Methods.find(name, of: value) { return method.bound(to: value) }
    if value.takesTableMethods, machine.table.method(name) != nil {
      var diagnostic = Diagnostic(
        .attribute, "`\(name)` of \(value.phrase) is a function, and needs its brackets")
      diagnostic.fixIt = .focus("\(name)()")
      throw diagnostic
    }
    throw unknown(value, name, hasArguments: false, machine.table)
  }

  /// `getattr(x, name)`: nil where it has none. A method is one that belongs to the value.
  static func find(_ value: Value, _ name: String, _ context: Context) throws -> Value? {
    guard let machine = context.machine else { return nil }
    if case .object(let object as NamespaceValue) = value { return object[name] }
    do {
      if let found = try own(value, name, machine) { return found }
    } catch let error as Diagnostic where Exceptions.type(of: error).derives(from: Exceptions.attribute) { return nil }
    if case .object(let object) = value, object is InstanceValue || object is ClassValue { return nil }
    if let method = Methods.find(name, of: value) { return method.bound(to: value) }
    // What an entry would refuse is none of its methods.
    guard case .object(let object) = value, let entry = machine.table.method(name), entry.mayTake(object) else {
      return nil
    }
    return .object(
      NativeFunction(name) { arguments, _ in try call(value, name, arguments, machine) })
  }

  /// `x.name(…)`
  static func call(
    _ receiver: Value, _ name: String, _ arguments: [CallArgument], _ machine: Machine
  ) throws -> Value {
    if let found = try own(receiver, name, machine) {
      if found.isCallable { return try machine.call(found, arguments) }
      // Attributes may carry empty brackets: `x.size()`.
      if arguments.isEmpty { return found }
      throw Diagnostic(
        .type, "`\(name)` of \(receiver.phrase) is \(found.phrase), and takes no arguments", suggestion: ".\(name)")
    }
    if let method = Methods.find(name, of: receiver) {
      return try method.run(receiver, arguments, machine.callContext)
    }
    guard let entry = receiver.takesTableMethods ? machine.table.method(name) : nil,
      !receiver.isInstance || !entry.computesWithLists(machine.table.dialect)
    else {
      throw unknown(receiver, name, hasArguments: !arguments.isEmpty, machine.table)
    }
    // The function would make one value of several, which may be the results of another.
    if case .tuple = receiver {
      throw Diagnostic(
        .attribute, "\(receiver.phrase) has no `\(name)`", suggestion: "take it apart first: a, b = …")
    }
    return try machine.run(entry, [CallArgument(receiver)] + arguments, hasReceiver: true)
  }

  /// An attribute that the value has of itself; nil where it has none of that name.
  private static func own(_ value: Value, _ name: String, _ machine: Machine) throws -> Value? {
    if name == "__class__" {
      if case .object(let object) = value, object is InstanceValue || object is ClassValue {
        return try object.attribute(name, machine.callContext)
      }
      return Builtins.type(of: value, machine.table)
    }
    return switch value {
    case .object(let object): try object.attribute(name, machine.callContext)
    case .tuple(let tuple):
      try tuple[name: name] ?? NamedTupleClass.attribute(name, of: tuple, machine.callContext)
    case .function(let function):
      switch name {
      case "__name__", "__qualname__": .string(function.name == "lambda" ? "<lambda>" : function.name)
      case "__module__": .string("__main__")
      case "__doc__": Value.none
      default: nil
      }
    case .iterator(let iterator):
      name == "__name__" || name == "__qualname__" ? iterator.generator.map { .string($0.name) } : nil
    case .builtin(let entry): try TypeAttributes.find(name, of: entry)
    case .range(let range):
      switch name {
      case "start": .integer(range.start)
      case "stop": .integer(range.stop)
      case "step": .integer(range.step)
      default: nil
      }
    case .integer, .real, .bool:
      switch name {
      case "real": value
      case "imag": .integer(0)
      default: nil
      }
    default: nil
    }
  }

  /// All names that may follow the dot: attributes first, then methods.
  static func names(of value: Value, _ table: Table) -> (attributes: [String], methods: [String]) {
    switch value {
    case .object(let object):
      let attributes = object.attributeNames
      guard value.takesTableMethods else { return (attributes, []) }
      let methods = table.allMethods.filter { $0.mayTake(object) && !attributes.contains($0.name) }
      return (attributes, methods.map(\.name))
    case .tuple(let tuple): return (tuple.names, Methods.names(of: value))
    default: return ([], Methods.names(of: value))
    }
  }

  private static func unknown(
    _ value: Value, _ name: String, hasArguments: Bool, _ table: Table
  ) -> Diagnostic {
    if case .builtin(let entry) = value { return unknown(entry, name, table) }
    if case .dict(let dict) = value, !hasArguments, (try? dict.value(for: .string(name))) != nil {
      var diagnostic = Diagnostic(.attribute, "the values of a dict stand behind their keys in brackets")
      diagnostic.fixIt = .member("$x[\"\(name)\"]")
      return diagnostic
    }
    let dialect = table.dialect
    if let advice = dialect.advice(on: UnknownMember(name, of: value, hasArguments: hasArguments, table)) {
      return Diagnostic("\(value.phrase) has no `\(name)`", advice)
    }
    let names = names(of: value, table)
    let known = names.attributes + names.methods
    let isOther = dialect.names.falseFriends.contains(name) || name.hasSuffix("_")
    let meant =
      table.entries.first { $0.isMethod && $0.otherNames.contains(name) }?.name
      ?? (isOther ? nil : NearestName.find(name, among: known))
    var diagnostic = Diagnostic(
      .attribute, "\(value.phrase) has no `\(name)`" + (meant.map { "; did you mean `\($0)`?" } ?? ""))
    if let meant {
      diagnostic.fixIt = .focus(meant)
    } else if let entry = table[name], !entry.isMethod, !dialect.members.others.contains(name),
      case .object(let object) = value, entry.mayTake(object)
    {
      diagnostic.message += ": it is a function"
      diagnostic.fixIt = .member(hasArguments ? "\(name)($x, $a)" : "\(name)($x)")
    } else if let entry = table[name], !entry.isMethod {
      diagnostic.suggestion = "`\(name)` is no method: \(entry.signature)"
    } else if !known.isEmpty {
      // Names with underscores are the inner ones.
      let plain = known.filter { !$0.hasPrefix("_") }
      let told = plain.isEmpty ? known : plain
      diagnostic.notes = ["it has " + told.prefix(12).joined(separator: ", ") + (told.count > 12 ? " …" : "")]
    }
    return diagnostic
  }

  /// `draw.circle`: a command, or a function, has nothing behind a dot; another entry may be what is meant.
  private static func unknown(_ entry: Entry, _ name: String, _ table: Table) -> Diagnostic {
    let kind = entry.kind == .command ? "command" : "function"
    let message = "`\(entry.name)` is a \(kind), and has no `\(name)`"
    let member = UnknownMember(name, of: .builtin(entry), hasArguments: false, table)
    if let advice = table.dialect.advice(on: member) { return Diagnostic(message, advice) }
    let other = table.entries.first { $0.otherNames.contains("\(entry.name).\(name)") }
    return Diagnostic(
      .attribute, message + (other.map { "; `\($0.name)` gives \($0.summary)" } ?? ""),
      suggestion: other?.signature ?? (entry.kind == .command ? "\(entry.name)() is its value" : nil))
  }
}

extension Diagnostic {
  /// The error of a member that a value does not have, with what the dialect says of it.
  fileprivate init(_ message: String, _ advice: MemberAdvice) {
    self.init(.attribute, advice.message ?? message + advice.addition)
    fixIt = advice.fixIt
  }
}

extension Value {
  /// Whether the table's functions may be its methods: not those of an object of a class that knows nothing of them.
  fileprivate var takesTableMethods: Bool {
    guard case .object(let object) = self else { return true }
    if let instance = InstanceValue.cast(object) { return instance.type.native?.takesTableMethods ?? false }
    return !(object is ClassValue)
  }
}

extension Value {
  fileprivate var isInstance: Bool {
    if case .object(let object) = self { InstanceValue.cast(object) != nil } else { false }
  }
}

extension Entry {
  /// Whether what it takes first is what a list of numbers becomes, as no object of a user's class does.
  fileprivate func computesWithLists(_ dialect: any Dialect) -> Bool {
    guard case .like(let type)? = parameters.first?.type else { return false }
    return dialect.parameters.typesOfLists.contains(type)
  }

  /// Whether `x.name(…)` can be meant for an object.
  fileprivate func mayTake(_ object: any ObjectValue) -> Bool {
    guard let type = parameters.first?.type else { return false }
    // An entry that takes any value computes with it.
    return type.mayTake(object.typeName) ?? (object.count != nil || object.number != nil)
  }
}

extension ParameterType {
  /// Whether an object of a type fits; nil where all types do.
  fileprivate func mayTake(_ typeName: String) -> Bool? {
    switch self {
    case .any, .name: nil
    case .object(let name), .like(let name): name == typeName
    case .either(let types): types.contains { $0.mayTake(typeName) ?? true }
    default: false
    }
  }
}
