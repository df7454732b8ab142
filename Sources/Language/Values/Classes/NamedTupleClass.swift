/// A class of tuples whose items have names, as `namedtuple` makes it.
package final class NamedTupleClass: NativeClass {
  package let name: String
  let fields: [String]
  /// Those of the last fields.
  let defaults: [Value]

  package init(_ name: String, fields: [String], defaults: [Value]) {
    (self.name, self.fields, self.defaults) = (name, fields, defaults)
  }

  /// What a class that derives from it cannot say: the operators are those of tuples.
  static let fixed: Set<Symbol> = {
    var symbols: Set = [
      Special.maker, Special.initializer, Special.item, Special.length, Special.iteration, Special.containing,
      Special.hash, Special.truth, Special.call, Special.missingAttribute, Special.assignment, Special.format,
    ]
    for names in Special.operators.values { symbols.formUnion([names.plain, names.mirrored, names.inPlace]) }
    return symbols
  }()

  package func make(_ type: ClassValue, _ arguments: [CallArgument], _ context: Context) throws -> Value? {
    var items = [Value?](repeating: nil, count: fields.count)
    var position = 0
    for argument in arguments {
      if let name = argument.name {
        guard let place = fields.firstIndex(of: name) else {
          throw Diagnostic(
            .argument, "\(type.name) has no item `\(name)`", notes: ["it has " + fields.joined(separator: ", ")],
            parameter: name)
        }
        guard items[place] == nil else {
          throw Diagnostic(.argument, "\(type.name) got `\(name)` twice", parameter: name)
        }
        items[place] = argument.value
      } else {
        guard position < fields.count else {
          throw Diagnostic(
            .argument,
            "\(type.name) takes \(fields.count == 1 ? "1 value" : "\(fields.count) values"), and got more",
            notes: ["they are " + fields.joined(separator: ", ")])
        }
        items[position] = argument.value
        position += 1
      }
    }
    let first = fields.count - defaults.count
    let missing = fields.indices.filter { items[$0] == nil && $0 < first }
    guard missing.isEmpty else {
      throw Diagnostic(
        .argument, "\(type.name) needs " + missing.map { "`\(fields[$0])`" }.joined(separator: " and "))
    }
    return tuple(fields.indices.map { items[$0] ?? defaults[$0 - first] }, type)
  }

  private func tuple(_ items: [Value], _ type: ClassValue) -> Value {
    .tuple(TupleValue(items, names: fields, type: type))
  }

  package func attribute(_ name: String, ofClass type: ClassValue, _ context: Context) throws -> Value? {
    switch name {
    case "_fields": .tuple(fields.map { .string($0) })
    case "_field_defaults":
      .dict(DictValue(zip(fields.suffix(defaults.count), defaults).map { ($0, $1) }))
    case "_make":
      .object(
        NativeFunction(name) { [self] arguments, context in
          guard arguments.count == 1 else { throw Diagnostic(.argument, "_make takes the values in one list") }
          let items = try Iteration.items(arguments[0].value, context)
          guard items.count == fields.count else {
            throw Diagnostic(.argument, "\(type.name) takes \(fields.count) values, and got \(items.count)")
          }
          return tuple(items, type)
        })
    default: nil
    }
  }

  /// What a tuple of such a class has beside its items.
  static func attribute(_ name: String, of tuple: TupleValue, _ context: Context) throws -> Value? {
    guard let type = tuple.type, let native = type.native as? NamedTupleClass else { return nil }
    if let member = type.member(Symbol(name)) {
      switch member {
      case .function: return .object(BoundMethod(member, receiver: .tuple(tuple)))
      case .object(let object as PropertyValue): return try object.read(.tuple(tuple), context)
      default: return try Descriptors.ofClass(member, type)
      }
    }
    switch name {
    case "_asdict":
      return .object(
        NativeFunction(name) { arguments, _ in
          guard arguments.isEmpty else { throw Diagnostic(.argument, "_asdict takes no arguments") }
          return .dict(DictValue(zip(native.fields, tuple.items).map { ($0, $1) }))
        })
    case "_replace":
      return .object(
        NativeFunction(name) { arguments, _ in
          var items = tuple.items
          for argument in arguments {
            guard let name = argument.name else {
              throw Diagnostic(.argument, "_replace takes names with their values", suggestion: "_replace(x=…)")
            }
            guard let place = native.fields.firstIndex(of: name) else {
              throw Diagnostic(.value, "\(type.name) has no item `\(name)`", parameter: name)
            }
            items[place] = argument.value
          }
          return native.tuple(items, type)
        })
    default: return try native.attribute(name, ofClass: type, context)
    }
  }

  /// Refuses a class whose operators would be other than those of its tuples.
  package func define(_ type: ClassValue) throws -> ClassValue {
    guard let member = type.memberNames.first(where: { Self.fixed.contains(Symbol($0)) }) else { return type }
    throw Diagnostic(
      .type, "a class of named tuples has methods of its own, and no `\(member)`: that is the tuples'",
      suggestion: "a class without a base, with the values as attributes")
  }
}

/// `NamedTuple`: a class that derives from it is one of tuples, whose items are the names that it annotates.
package final class NamedTupleBase: NativeClass {
  package let name = "NamedTuple"

  // Never changed once made: ``ClassValue/assign(_:to:_:)`` refuses a library's class.
  package nonisolated(unsafe) static let shared = ClassValue(NamedTupleBase())

  package func define(_ type: ClassValue) throws -> ClassValue {
    guard case .dict(let notes)? = type.member(Special.notes) else {
      throw Diagnostic(.type, "a named tuple has names with types, and \(type.name) has none", suggestion: "x: int")
    }
    let fields = notes.entries.map(\.key.text)
    let defaults = fields.compactMap { type.member($0) }
    if let wrong = fields.dropLast(defaults.count).first(where: { type.member($0) != nil }) {
      throw Diagnostic(.type, "`\(wrong)` of \(type.name) has a default, and a name behind it has none")
    }
    let base = ClassValue(NamedTupleClass(type.name, fields: fields, defaults: defaults))
    let made = try ClassValue(
      type.name, bases: [base], machine: type.machine, origin: type.origin, isAbstract: type.isAbstract)
    for (name, value) in type.members.all where !fields.contains(name) { made.set(value, for: Symbol(name)) }
    return try base.native?.define(made) ?? made
  }

  package func make(_ type: ClassValue, _ arguments: [CallArgument], _ context: Context) throws -> Value? {
    throw Diagnostic(
      .type, "NamedTuple is the base of a class here", suggestion: "collections.namedtuple(\"Point\", \"x y\")")
  }
}
