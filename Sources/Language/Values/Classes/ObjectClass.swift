/// The base of classes without one.
final class ObjectClass: NativeClass {
  let name = "object"
  let takesTableMethods = false

  // Never changed once made: ``ClassValue/assign(_:to:_:)`` refuses a library's class.
  nonisolated(unsafe) static let shared = ClassValue(ObjectClass())

  /// What every object has; as a function of `object` itself, with the object first, where none is given.
  static func member(_ name: String, of instance: InstanceValue?) -> Value? {
    let body: (InstanceValue, ArraySlice<CallArgument>, Context) throws -> Value
    switch name {
    case "__new__":
      return .object(
        NativeFunction(name) { arguments, _ in
          guard case .object(let object)? = arguments.first?.value, let type = object as? ClassValue else {
            throw Diagnostic(.type, "__new__ takes the class of the object to make", suggestion: "super().__new__(cls)")
          }
          return .object(InstanceValue(type))
        })
    case "__init__":
      body = { instance, arguments, _ in
        // As in Python: what `__init__` leaves over is nobody's.
        guard arguments.isEmpty else {
          throw Diagnostic(.argument, "the __init__ of object takes no arguments, and got \(arguments.count)")
        }
        return .none
      }
    case "__setattr__":
      body = { instance, arguments, context in
        let arguments = Array(arguments)
        guard arguments.count == 2, case .string(let name) = arguments[0].value else {
          throw Diagnostic(.argument, "__setattr__ takes a name and a value")
        }
        try instance.assignPlainly(arguments[1].value, to: Symbol(name), name, context)
        return .none
      }
    case "__repr__", "__str__":
      body = { instance, _, _ in .string(instance.type.native?.repr(of: instance) ?? "<\(instance.type.name) object>") }
    case "__eq__":
      body = { instance, arguments, _ in
        guard case .object(let other)? = arguments.first?.value, other === instance else {
          return Constants.notImplemented
        }
        return .bool(true)
      }
    case "__hash__": body = { instance, _, _ in .integer(Identities.number(of: ObjectIdentifier(instance))) }
    default: return nil
    }
    return .object(
      NativeFunction(name) { arguments, context in
        if let instance { return try body(instance, arguments[...], context) }
        guard case .object(let object)? = arguments.first?.value, let instance = InstanceValue.cast(object) else {
          throw Diagnostic(.type, "\(name) of object takes an object of a class first")
        }
        return try body(instance, arguments.dropFirst(), context)
      })
  }
}
