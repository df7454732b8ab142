/// Members of a class that are something else where they are read from an object.
enum Descriptors {
  /// The member as an object has it: a function becomes a method.
  static func bound(_ member: Value, to instance: InstanceValue) -> Value {
    switch member {
    case .function: .object(BoundMethod(member, receiver: .object(instance)))
    case .object(let object as NativeFunction) where object.isDecorated:
      .object(BoundMethod(member, receiver: .object(instance)))
    case .object(let object as StaticMethodValue): object.function
    case .object(let object as ClassMethodValue):
      .object(BoundMethod(object.function, receiver: .object(instance.type)))
    case .object(let object as AbstractMethodValue): .object(BoundMethod(object.function, receiver: .object(instance)))
    default: member
    }
  }

  /// The member as an object has it, where that may be what the member's `__get__` makes of the two.
  static func read(_ member: Value, from instance: InstanceValue) throws -> Value {
    try member.special(Special.access, .object(instance), .object(instance.type)) ?? bound(member, to: instance)
  }

  /// A member that takes no object by itself, `__new__`.
  static func unbound(_ member: Value) -> Value {
    if case .object(let object) = member, let method = object as? StaticMethodValue { return method.function }
    return member
  }

  /// The member as the class itself has it.
  static func ofClass(_ member: Value, _ type: ClassValue) throws -> Value {
    switch member {
    case .object(let object as StaticMethodValue): object.function
    case .object(let object as ClassMethodValue): .object(BoundMethod(object.function, receiver: .object(type)))
    default: try member.special(Special.access, .none, .object(type)) ?? member
    }
  }
}

/// A method taken off its object, which it goes on belonging to.
package final class BoundMethod: ObjectValue {
  package private(set) var function: Value
  package private(set) var receiver: Value

  package init(_ function: Value, receiver: Value) {
    (self.function, self.receiver) = (function, receiver)
  }

  deinit {
    var values = [function, receiver]
    (function, receiver) = (.none, .none)
    Teardown.dispose(of: &values)
  }

  package var typeName: String { "method" }
  package func repr() -> String { "<method \(name) of \(receiver.phrase)>" }
  package var isCallable: Bool { true }
  package var attributeNames: [String] { ["__self__", "__name__"] }

  private var name: String {
    switch function {
    case .function(let function): function.name
    case .object(let object): object.detail ?? ""
    default: ""
    }
  }

  package func attribute(_ name: String, _ context: Context) throws -> Value? {
    switch name {
    case "__self__": receiver
    case "__name__": .string(self.name)
    default: nil
    }
  }

  package func call(_ arguments: [CallArgument], _ context: Context) throws -> Value {
    try context.call(function, [CallArgument(receiver)] + arguments)
  }
}

/// `@property`: a method that is read as an attribute.
final class PropertyValue: ObjectValue {
  private let getter: Value
  private let setter: Value?

  init(_ getter: Value, setter: Value? = nil) { (self.getter, self.setter) = (getter, setter) }

  var typeName: String { "property" }
  func repr() -> String { "<property>" }
  var attributeNames: [String] { ["setter", "getter"] }

  /// `@area.setter` above a second function of the same name.
  func attribute(_ name: String, _ context: Context) throws -> Value? {
    switch name {
    case "setter":
      .object(
        NativeFunction("setter") { [getter] arguments, _ in
          .object(PropertyValue(getter, setter: try Self.function(arguments)))
        })
    case "getter":
      .object(
        NativeFunction("getter") { [setter] arguments, _ in
          .object(PropertyValue(try Self.function(arguments), setter: setter))
        })
    default: nil
    }
  }

  private static func function(_ arguments: [CallArgument]) throws -> Value {
    guard arguments.count == 1, arguments[0].value.isCallable else {
      throw Diagnostic(.argument, "a property takes one function")
    }
    return arguments[0].value
  }

  /// The getter and the setter.
  var functions: [Value] { [getter] + (setter.map { [$0] } ?? []) }

  func copied(_ copy: (Value) throws -> Value) rethrows -> PropertyValue {
    PropertyValue(try copy(getter), setter: try setter.map(copy))
  }

  func read(_ instance: InstanceValue, _ context: Context) throws -> Value {
    try read(.object(instance), context)
  }

  func read(_ holder: Value, _ context: Context) throws -> Value { try context.call(getter, holder) }

  func write(_ value: Value, _ instance: InstanceValue, _ name: String, _ context: Context) throws {
    guard let setter else {
      throw Diagnostic(
        .attribute, "`\(name)` of \(instance.typeName) is a property without a setter", suggestion: "@\(name).setter")
    }
    _ = try context.call(setter, .object(instance), value)
  }
}

/// `@staticmethod`: a function in a class that takes no object.
final class StaticMethodValue: ObjectValue {
  let function: Value

  init(_ function: Value) { self.function = function }

  var typeName: String { "staticmethod" }
  func repr() -> String { "<staticmethod>" }
  var isCallable: Bool { true }
  func call(_ arguments: [CallArgument], _ context: Context) throws -> Value { try context.call(function, arguments) }
}

/// `@classmethod`: a function in a class that takes the class.
final class ClassMethodValue: ObjectValue {
  let function: Value

  init(_ function: Value) { self.function = function }

  var typeName: String { "classmethod" }
  func repr() -> String { "<classmethod>" }
}

/// A function of Swift's that is made while a program runs, such as a method of a library's object.
package final class NativeFunction: ObjectValue {
  private let name: String
  /// Whether it stands for a function of the user's, which it calls: in a class it then is a method.
  let isDecorated: Bool
  private let body: ([CallArgument], Context) throws -> Value

  package init(
    _ name: String, isDecorated: Bool = false, _ body: @escaping ([CallArgument], Context) throws -> Value
  ) {
    (self.name, self.isDecorated, self.body) = (name, isDecorated, body)
  }

  package var typeName: String { "function" }
  package var detail: String? { name }
  package func repr() -> String { "<function \(name)>" }
  package var isCallable: Bool { true }
  package func call(_ arguments: [CallArgument], _ context: Context) throws -> Value { try body(arguments, context) }
  package func subscripted(_ indices: [Index], _ context: Context) throws -> Value {
    throw Diagnostic(
      .type, "`\(name)` is a function, and takes its arguments in round brackets", suggestion: "\(name)(…)")
  }
}

/// `super()`: an object, or a class in a class method, as the classes see it that come behind one in the order of its own class.
final class SuperValue: ObjectValue {
  /// Those classes.
  private let rest: ArraySlice<ClassValue>
  private let receiver: Receiver

  /// Whose members are meant.
  enum Receiver {
    case instance(InstanceValue)
    case type(ClassValue)

    /// The first argument of a method; nil where `super()` has nothing to do with it.
    init?(_ value: Value?, of type: ClassValue) {
      guard case .object(let object)? = value else { return nil }
      if let instance = InstanceValue.cast(object), instance.type.derives(from: type) {
        self = .instance(instance)
      } else if let held = object as? ClassValue, held.derives(from: type) {
        self = .type(held)
      } else {
        return nil
      }
    }
  }

  init(behind type: ClassValue, _ receiver: Receiver) {
    let own =
      switch receiver {
      case .instance(let instance): instance.type
      case .type(let type): type
      }
    if own === type {
      rest = own.ancestors[...]
    } else {
      let place = own.ancestors.firstIndex { $0 === type }
      rest = place.map { own.ancestors[($0 + 1)...] } ?? type.ancestors[...]
    }
    self.receiver = receiver
  }

  private var native: (any NativeClass)? { rest.lazy.compactMap(\.native).first }

  var typeName: String { "super" }
  func repr() -> String { "<super: \((rest.first ?? ObjectClass.shared).repr())>" }
  var attributeNames: [String] {
    var seen: Set<String> = []
    return (rest.flatMap { $0.members.all.map(\.name) } + (native?.attributeNames ?? [])).filter {
      seen.insert($0).inserted
    }
  }

  func attribute(_ name: String, _ context: Context) throws -> Value? {
    let member = BaseOrder.member(Symbol(name), of: rest)
    switch receiver {
    case .type(let type):
      if let member { return try Descriptors.ofClass(member, type) }
      if let value = ObjectClass.member(name, of: nil) { return value }
      return try native?.attribute(name, ofClass: type, context)
    case .instance(let instance):
      if let member {
        if case .object(let object) = member, let property = object as? PropertyValue {
          return try property.read(instance, context)
        }
        return try Descriptors.read(member, from: instance)
      }
      if name == "__init__", let native {
        return .object(
          NativeFunction(name) { arguments, context in
            try native.initialize(instance, arguments, context)
            return .none
          })
      }
      if name == "__call__", let native, native.makesCallables {
        return .object(
          NativeFunction(name) { arguments, context in try native.call(instance, arguments, context) ?? .none })
      }
      if let value = try native?.attribute(name, of: instance, context) { return value }
      return ObjectClass.member(name, of: instance)
    }
  }
}

extension Value {
  /// Functions in a class that are not called as they stand there, taken apart: what kind of them it is, and what it is made
  /// of. Nil for all else.
  package var wrapped: (kind: String, values: [Value])? {
    guard case .object(let object) = self else { return nil }
    switch object {
    case let method as StaticMethodValue: return ("staticmethod", [method.function])
    case let method as ClassMethodValue: return ("classmethod", [method.function])
    case let method as AbstractMethodValue: return ("abstractmethod", [method.function])
    case let property as PropertyValue: return ("property", property.functions)
    case let method as BoundMethod: return ("method", [method.function, method.receiver])
    default: return nil
    }
  }

  /// What ``wrapped`` took apart; nil where there is no such kind, or it is made of something else.
  package static func wrapping(_ kind: String, _ values: [Value]) -> Value? {
    switch (kind, values.count) {
    case ("staticmethod", 1): .object(StaticMethodValue(values[0]))
    case ("classmethod", 1): .object(ClassMethodValue(values[0]))
    case ("abstractmethod", 1): .object(AbstractMethodValue(values[0]))
    case ("property", 1...2): .object(PropertyValue(values[0], setter: values.count > 1 ? values[1] : nil))
    case ("method", 2): .object(BoundMethod(values[0], receiver: values[1]))
    default: nil
    }
  }
}
