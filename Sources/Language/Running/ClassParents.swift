/// What stands between the brackets behind a class's name: the classes that it derives from, and others that only say
/// something of it.
struct ClassParents {
  var bases: [ClassValue] = []
  var isAbstract = false
  var isGeneric = false

  mutating func add(_ value: Value) throws {
    switch value {
    case .object(let object as ClassValue):
      if object === AbstractClass.shared { return isAbstract = true }
      bases.append(object)
    // Every class derives from `object`.
    case .builtin(let entry) where entry.name == "object": return
    case .builtin(let entry) where entry.name == "dict" && entry.makes != nil: bases.append(DictClass.shared)
    case .builtin(let entry):
      guard let base = entry.base?() else {
        throw Diagnostic(
          .type, "a class derives from a class, and this is \(value.phrase)",
          example: entry.recognizes.map { _ in "self.inner = \(entry.path ?? entry.name)(…)" })
      }
      bases.append(base)
    // Of types: `Generic[T]`.
    case .object(let module as NamespaceValue) where module.isNote: isGeneric = true
    default: throw Diagnostic(.type, "a class derives from a class, and this is \(value.phrase)")
    }
  }

  mutating func addMetaclass(_ value: Value) throws {
    switch value {
    case .object(let object as ClassValue) where object === AbstractClass.shared: isAbstract = true
    case .builtin(let entry) where entry.name == "type": return
    default:
      throw Diagnostic(
        .type, "of metaclasses there is `ABCMeta` alone here",
        suggestion: "a decorator above the class, or a call behind it")
    }
  }

  /// The class that derives from them.
  func type(
    _ name: String, machine: Machine, origin: ClassValue.ClassOrigin, isAbstract: Bool = false
  ) throws -> ClassValue {
    try ClassValue(
      name, bases: bases.isEmpty && (self.isAbstract || isAbstract) ? [AbstractClass.shared] : bases,
      machine: machine, origin: origin, isAbstract: self.isAbstract || isAbstract, isGeneric: isGeneric)
  }
}
