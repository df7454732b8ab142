import Synchronization

/// A class of the user's, or one that a library brings for users to derive theirs from.
package final class ClassValue: ObjectValue, Registered {
  package let name: String
  package let base: ClassValue?
  /// The classes that it derives from by its text, the first of which is ``base``.
  let bases: [ClassValue]
  /// All that it derives from, in the order in which attributes are looked for: Python's, the C3 linearization.
  let ancestors: [ClassValue]
  /// What the class body bound: functions, which are its objects' methods, and values that its objects share.
  @exclusivity(unchecked) private(set) var members = Attributed()
  /// The part of its objects that a library brings; that of the base where it brings none of its own.
  package let native: (any NativeClass)?
  /// The machine that runs its methods where no call of the program's is at hand. It outlives no interpreter.
  var machine: Machine? { link?.machine }
  private let link: MachineLink?
  @exclusivity(unchecked) var place: Int?
  private let register: Register?
  /// What its methods find it by.
  let cell = ClassCell()
  /// Where its text stands; nil for a library's.
  let origin: ClassOrigin?

  /// The text that it was written as; nil for a library's.
  package var source: String? { origin.map { $0.source.text($0.definition.span) } }

  /// Whether a library made it, and not a text.
  package var isLibrary: Bool { origin == nil }

  /// A class's text, for making it again.
  struct ClassOrigin {
    let definition: ClassDefinition
    let source: SourceText
  }

  /// Whether it has objects only once no method of it is left abstract.
  package let isAbstract: Bool
  /// Whether types may stand in square brackets behind it.
  let isGeneric: Bool
  /// Whether a library's class stands before others among its ancestors, so that what that has comes first.
  private let hidesMembers: Bool

  /// - Throws: ``Diagnostic`` where the bases have no common order, or two libraries' parts.
  init(
    _ name: String, bases: [ClassValue], machine: Machine?, origin: ClassOrigin?, isAbstract: Bool = false,
    isGeneric: Bool = false
  ) throws {
    self.name = name
    self.bases = bases
    base = bases.first
    ancestors = try BaseOrder.linearized(bases, of: name)
    native = try BaseOrder.native(of: bases, name)
    self.isAbstract = isAbstract || bases.contains(where: \.isAbstract)
    self.isGeneric = isGeneric || bases.contains(where: \.isGeneric)
    hidesMembers = BaseOrder.hidesMembers(ancestors)
    link = machine?.link
    register = machine?.register
    self.origin = origin
    cell.type = self
    register?.enter(self)
  }

  /// A class of a library's.
  package init(_ native: any NativeClass, base: ClassValue? = nil) {
    name = native.name
    self.base = base
    bases = base.map { [$0] } ?? []
    ancestors = base.map { [$0] + $0.ancestors } ?? []
    hidesMembers = false
    self.native = native
    (isAbstract, isGeneric) = (native is AbstractClass, false)
    link = nil
    register = nil
    origin = nil
    cell.type = self
  }

  deinit {
    register?.leave(self)
    cell.type = nil
    ClassEpoch.advance()
    var values = members.takeContainers()
    Teardown.dispose(of: &values)
  }

  /// The object as a class, without a search for conformances.
  @inline(__always)
  static func cast(_ object: any ObjectValue) -> ClassValue? {
    Swift.type(of: object as AnyObject) == ClassValue.self ? unsafeDowncast(object, to: ClassValue.self) : nil
  }

  /// The `__init__` of a class whose objects are made by nothing else; nil where the way is another.
  var plainInitializer: FunctionValue? {
    if initializerEpoch != ClassEpoch.current {
      initializerEpoch = ClassEpoch.current
      initializer = nil
      if native == nil, !isAbstract, member(Special.maker) == nil,
        case .function(let function)? = member(Special.initializer)
      {
        initializer = function
      }
    }
    return initializer
  }

  @exclusivity(unchecked) private var initializerEpoch = -1
  /// Not held: the class or one of its bases holds it, as long as nothing changed.
  @exclusivity(unchecked) private unowned(unsafe) var initializer: FunctionValue?

  // MARK: Members

  /// The member of that name, of the class or the nearest base that has one.
  func member(_ symbol: Symbol) -> Value? {
    if let value = members[symbol] { return value }
    return hidesMembers ? BaseOrder.member(symbol, of: ancestors[...]) : inherited(symbol)
  }

  private func inherited(_ symbol: Symbol) -> Value? {
    for type in ancestors { if let value = type.members[symbol] { return value } }
    return nil
  }

  package func member(_ name: String) -> Value? { member(Symbol(name)) }

  func set(_ value: Value, for symbol: Symbol) {
    members.set(value, for: symbol)
    ClassEpoch.advance()
  }

  /// Whether it is that class or derives from it.
  package func derives(from other: ClassValue) -> Bool {
    other === self || ancestors.contains { $0 === other }
  }

  /// An object of it among its own attributes, as `datetime.min` is, would keep both for ever.
  func end() {
    // Whoever remembers a function of it looks anew.
    ClassEpoch.advance()
    var values = members.takeContainers()
    members = Attributed()
    Teardown.dispose(of: &values)
  }

  /// The names of all members, the class's own first.
  package var memberNames: [String] {
    guard !ancestors.isEmpty else { return members.all.map(\.name) }
    var seen: Set<String> = []
    return ([self] + ancestors).flatMap { $0.members.all.map(\.name) }.filter { seen.insert($0).inserted }
  }

  /// Itself and all that it derives from, `object` last.
  private var order: [Value] { ([self] + ancestors + [ObjectClass.shared]).map { .object($0) } }

  // MARK: As a value

  package var typeName: String { "class" }
  package var detail: String? { name }
  package var provenance: String? { nil }
  package func repr() -> String { "<class \(name)>" }
  package var isCallable: Bool { true }

  package var attributeNames: [String] { memberNames + ["__name__"] }

  package func attribute(_ name: String, _ context: Context) throws -> Value? {
    if let value = member(Symbol(name)) { return try Descriptors.ofClass(value, self) }
    return switch name {
    case "__name__", "__qualname__": .string(self.name)
    case "__class__": .object(self)
    case "__doc__": Value.none
    case "__module__": .string("__main__")
    case "__dict__": .dict(DictValue(members.all.map { ($0.name, $0.value) }))
    case "__bases__": .tuple((bases.isEmpty ? [ObjectClass.shared] : bases).map { .object($0) })
    case "__mro__": .tuple(order)
    case "mro": .object(NativeFunction(name) { [self] _, _ in .list(order) })
    default: try native?.attribute(name, ofClass: self, context) ?? ObjectClass.member(name, of: nil)
    }
  }

  package func assign(_ value: Value, to name: String, _ context: Context) throws {
    guard origin != nil else {
      throw Diagnostic(
        .attribute, "the class \(self.name) belongs to everybody, and is not changed",
        suggestion: "class My\(self.name)(\(self.name)):")
    }
    try native?.willAssign(value, to: name, ofClass: self)
    set(value, for: Symbol(name))
  }

  /// `Box[int]`: the class itself, for types are notes.
  package func subscripted(_ indices: [Index], _ context: Context) throws -> Value {
    if isGeneric { return .object(self) }
    if let item = try native?.subscripted(self, indices) { return item }
    throw Diagnostic(.type, "the class \(name) cannot be indexed")
  }

  /// A class of enumerated values is gone through as those.
  package func iterate() throws -> IteratorValue? {
    guard let items = native?.items(of: self) else { return nil }
    return IteratorValue(name, next: try Iteration.source(of: .list(items)))
  }

  package var count: Int? { native?.items(of: self)?.count }

  package func contains(_ item: Value, _ context: Context) throws -> Bool? {
    guard let native, native.items(of: self) != nil else { return nil }
    return native.contains(item, in: self)
  }

  package func remove(attribute name: String, _ context: Context) throws -> Bool {
    guard origin != nil else { return false }
    defer { ClassEpoch.advance() }
    return members.remove(Symbol(name)) != nil
  }

  package func call(_ arguments: [CallArgument], _ context: Context) throws -> Value {
    if isAbstract { try AbstractClass.checkComplete(self) }
    if let made = try native?.make(self, arguments, context) { return made }
    let instance: InstanceValue
    if let maker = member(Special.maker) {
      let made = try context.call(Descriptors.unbound(maker), [CallArgument(.object(self))] + arguments)
      guard case .object(let object) = made, let own = InstanceValue.cast(object), own.type.derives(from: self) else {
        return made
      }
      instance = own
    } else {
      instance = InstanceValue(self)
    }
    native?.prepare(instance, arguments)
    try initialize(instance, arguments, context)
    return .object(instance)
  }

  private func initialize(_ instance: InstanceValue, _ arguments: [CallArgument], _ context: Context) throws {
    if let initializer = member(Special.initializer) {
      try checkInitializer(context.call(initializer, [CallArgument(.object(instance))] + arguments))
    } else if let native {
      try native.initialize(instance, arguments, context)
    } else if !arguments.isEmpty, member(Special.maker) == nil {
      throw Diagnostic(
        .argument, "\(name) takes no arguments: it has no __init__", suggestion: "def __init__(self, …):")
    }
  }

  /// What `__init__` gave back must be nothing.
  func checkInitializer(_ result: Value) throws {
    guard case .none = result else {
      throw Diagnostic(.type, "__init__ of \(name) returns nothing, and this returned \(result.phrase)")
    }
  }
}

/// The class that a method belongs to, not held: the class holds the method. A weak reference would make each use of the
/// class slower.
final class ClassCell: ObjectValue {
  @exclusivity(unchecked) unowned(unsafe) fileprivate(set) var type: ClassValue?

  var typeName: String { "class" }
  func repr() -> String { type?.repr() ?? "<class>" }
}

/// The part of a class that a library brings.
package protocol NativeClass: AnyObject {
  /// The name of the class.
  var name: String { get }
  /// Called for a new object before any `__init__`.
  func prepare(_ instance: InstanceValue, _ arguments: [CallArgument])
  /// The library's part of a new object; nil where it needs none.
  func part(of instance: InstanceValue) -> AnyObject?
  /// `__init__`, where no class of the user's has one, and `super().__init__()`.
  func initialize(_ instance: InstanceValue, _ arguments: [CallArgument], _ context: Context) throws
  /// The value of a call of the class that is no object of the user's; nil where it is one.
  func make(_ type: ClassValue, _ arguments: [CallArgument], _ context: Context) throws -> Value?
  /// Whether a value that is no object of the user's is one of this class.
  func includes(_ value: Value) -> Bool
  /// The names of its attributes and methods.
  var attributeNames: [String] { get }
  /// An attribute or a bound method of an object; nil where there is none of that name.
  func attribute(_ name: String, of instance: InstanceValue, _ context: Context) throws -> Value?
  /// An attribute of the class itself.
  func attribute(_ name: String, ofClass type: ClassValue, _ context: Context) throws -> Value?
  /// What an object's `__dict__` shows before its own attributes: what the library keeps for it.
  func kept(of instance: InstanceValue) -> [(name: String, value: Value)]
  /// Takes what is written into an object's `__dict__` under one of those names; false where it is none of them.
  func keep(_ value: Value, for name: String, of instance: InstanceValue) throws -> Bool
  /// Called before an attribute of an object is bound; throws where it cannot hold that.
  func willAssign(_ value: Value, to name: String, of instance: InstanceValue) throws
  /// Whether an attribute of an object is none of its `__dict__`: the library keeps it in a dict of its own.
  func keepsApart(_ value: Value, named name: String, of instance: InstanceValue) -> Bool
  /// A call of an object whose class has no `__call__`; nil where it cannot be called.
  func call(_ instance: InstanceValue, _ arguments: [CallArgument], _ context: Context) throws -> Value?
  /// Whether its objects can be called.
  var makesCallables: Bool { get }
  /// The text of an object whose class has no `__repr__`; nil for the usual one.
  func repr(of instance: InstanceValue) -> String?
  /// The text as `print` and `str` write it; nil where it is the same.
  func text(of instance: InstanceValue) -> String?
  /// Gives a copy of an object, which has copies of its attributes, a copy of the library's part.
  func copy(_ part: AnyObject, to copy: InstanceValue, _ copyValue: (Value) throws -> Value) throws
  /// `len(x)` and `for … in x` of an object whose class does not say.
  func count(of instance: InstanceValue) -> Int?
  func iterate(_ instance: InstanceValue) throws -> IteratorValue?
  /// The value of Python's own that an object is beside its attributes, as those of classes that derive from `dict`.
  func plain(of instance: InstanceValue) -> Value?
  /// The class that a text's class is, which derives from this one: itself, or one that is made of it.
  func define(_ type: ClassValue) throws -> ClassValue
  /// What a class itself is gone through as, and has between square brackets; nil for a class that is only one.
  func items(of type: ClassValue) -> [Value]?
  func contains(_ item: Value, in type: ClassValue) -> Bool
  func subscripted(_ type: ClassValue, _ indices: [Index]) throws -> Value?
  /// Called before an attribute of a class is bound; throws where it stays what it is.
  func willAssign(_ value: Value, to name: String, ofClass type: ClassValue) throws
  /// Whether the table's functions may be methods of its objects.
  var takesTableMethods: Bool { get }
}

extension NativeClass {
  package func prepare(_ instance: InstanceValue, _ arguments: [CallArgument]) {}
  package func text(of instance: InstanceValue) -> String? { nil }
  package func part(of instance: InstanceValue) -> AnyObject? { nil }
  package func initialize(_ instance: InstanceValue, _ arguments: [CallArgument], _ context: Context) throws {}
  package func make(_ type: ClassValue, _ arguments: [CallArgument], _ context: Context) throws -> Value? { nil }
  package func includes(_ value: Value) -> Bool { false }
  package var attributeNames: [String] { [] }
  package func attribute(_ name: String, of instance: InstanceValue, _ context: Context) throws -> Value? { nil }
  package func attribute(_ name: String, ofClass type: ClassValue, _ context: Context) throws -> Value? { nil }
  package func willAssign(_ value: Value, to name: String, of instance: InstanceValue) throws {}
  package func call(_ instance: InstanceValue, _ arguments: [CallArgument], _ context: Context) throws -> Value? { nil }
  package func kept(of instance: InstanceValue) -> [(name: String, value: Value)] { [] }
  package func keep(_ value: Value, for name: String, of instance: InstanceValue) throws -> Bool { false }
  package func keepsApart(_ value: Value, named name: String, of instance: InstanceValue) -> Bool { false }
  package var makesCallables: Bool { false }
  package func repr(of instance: InstanceValue) -> String? { nil }
  package func copy(_ part: AnyObject, to copy: InstanceValue, _ copyValue: (Value) throws -> Value) throws {}
  package func count(of instance: InstanceValue) -> Int? { nil }
  package func iterate(_ instance: InstanceValue) throws -> IteratorValue? { nil }
  package func plain(of instance: InstanceValue) -> Value? { nil }
  package func define(_ type: ClassValue) throws -> ClassValue { type }
  package func items(of type: ClassValue) -> [Value]? { nil }
  package func contains(_ item: Value, in type: ClassValue) -> Bool { false }
  package func subscripted(_ type: ClassValue, _ indices: [Index]) throws -> Value? { nil }
  package func willAssign(_ value: Value, to name: String, ofClass type: ClassValue) throws {}
  package var takesTableMethods: Bool { true }
}

/// Counts the changes of all classes, so that compiled calls know when a method that they remember may be another.
enum ClassEpoch {
  /// Where the count is, for those who look at it often.
  // One place for the whole program, read and written as a whole.
  nonisolated(unsafe) static let counter: UnsafeMutablePointer<Atomic<Int>> = {
    let counter = UnsafeMutablePointer<Atomic<Int>>.allocate(capacity: 1)
    counter.initialize(to: Atomic(0))
    return counter
  }()

  static var current: Int { counter.pointee.load(ordering: .relaxed) }

  static func advance() { counter.pointee.wrappingAdd(1, ordering: .relaxed) }
}
