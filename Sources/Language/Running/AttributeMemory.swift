import Synchronization

/// Where an attribute was found the last time this piece of code ran.
final class AttributeMemory {
  private let current = ClassEpoch.counter
  @exclusivity(unchecked) private var hint = 0
  /// The class whose members do not stand in the way, and the state of all classes at which that was so.
  @exclusivity(unchecked) private var type: ObjectIdentifier?
  @exclusivity(unchecked) private var epoch = -1
  /// The number or the text that the class has under the name, for all objects that have none of their own.
  @exclusivity(unchecked) private var member: Value?

  /// The value of an attribute of the object's own, or a simple one of its class; nil where it is to be looked for.
  @inline(never)
  func read(_ symbol: Symbol, of instance: InstanceValue) -> Value? {
    if let place = place(of: symbol, in: instance) { return instance.attributes[place: place] }
    return member(symbol, of: instance)
  }

  /// The whole number that such an attribute is; nil where it is something else, or to be looked for.
  @inline(__always)
  func integer(_ symbol: Symbol, of instance: InstanceValue) -> Int? {
    guard let place = place(of: symbol, in: instance) else { return nil }
    return instance.attributes.integer(place: place)
  }

  /// What no object can refer to is kept: anything else would keep the class from being let go.
  private func member(_ symbol: Symbol, of instance: InstanceValue) -> Value? {
    guard instance.attributes.place(of: symbol) == nil, instance.hasAttributesOfItsOwn else { return nil }
    if let member, epoch == current.pointee.load(ordering: .relaxed), type == instance.typeIdentity { return member }
    let found = instance.type.member(symbol)
    switch found {
    case .integer?, .real?, .bool?, .string?: break
    default: return nil
    }
    (member, type, epoch) = (found, instance.typeIdentity, ClassEpoch.current)
    return found
  }

  @inline(__always)
  private func place(of symbol: Symbol, in instance: InstanceValue) -> Int? {
    guard let place = instance.attributes.place(of: symbol, near: hint) else { return nil }
    hint = place
    if epoch == current.pointee.load(ordering: .relaxed), type == instance.typeIdentity { return place }
    return isFree(symbol, instance.type) ? place : nil
  }

  /// Whether no property of the class has that name.
  @inline(never)
  private func isFree(_ symbol: Symbol, _ type: ClassValue) -> Bool {
    if case .object(let object)? = type.member(symbol), object is PropertyValue { return false }
    (self.type, epoch, member) = (ObjectIdentifier(type), ClassEpoch.current, nil)
    return true
  }
}

/// Where an attribute was bound the last time this piece of code ran.
final class StoringMemory {
  private let current = ClassEpoch.counter
  @exclusivity(unchecked) private var hint = 0
  /// The class whose objects have the attribute bound by nothing else, and the state of all classes at which that was so.
  @exclusivity(unchecked) private var type: ObjectIdentifier?
  @exclusivity(unchecked) private var epoch = -1

  /// Binds an attribute; false where that is to be done otherwise.
  @inline(never)
  func write(_ value: Value, to symbol: Symbol, of instance: InstanceValue) -> Bool {
    guard isFree(symbol, instance) else { return false }
    if let place = instance.attributes.place(of: symbol, near: hint) {
      hint = place
      instance.attributes[place: place] = value
    } else {
      instance.attributes.append(value, for: symbol)
    }
    return true
  }

  /// Binds a whole number to an attribute that was one; false where that is to be done otherwise.
  ///
  /// - Parameter change: the new number; nil where that is none.
  @inline(__always)
  func update(_ symbol: Symbol, of instance: InstanceValue, _ change: (Int) -> Value?) -> Bool {
    guard isFree(symbol, instance), let place = instance.attributes.place(of: symbol, near: hint) else { return false }
    hint = place
    guard let old = instance.attributes.integer(place: place), let new = change(old) else { return false }
    instance.attributes[place: place] = new
    return true
  }

  @inline(__always)
  private func isFree(_ symbol: Symbol, _ instance: InstanceValue) -> Bool {
    if epoch == current.pointee.load(ordering: .relaxed), type == instance.typeIdentity { return true }
    return isFree(symbol, in: instance.type)
  }

  /// Whether nothing stands between the assignment and the object: no property of that name, no `__setattr__`, nothing of a
  /// library's, and the name is an ordinary one.
  @inline(never)
  private func isFree(_ symbol: Symbol, in type: ClassValue) -> Bool {
    guard type.native == nil, !symbol.isReserved, type.member(Special.assignment) == nil else { return false }
    if case .object(let object)? = type.member(symbol), object is PropertyValue { return false }
    (self.type, epoch) = (ObjectIdentifier(type), ClassEpoch.current)
    return true
  }
}

/// The method that a call found the last time it ran.
final class MethodMemory {
  private let current = ClassEpoch.counter
  @exclusivity(unchecked) private var type: ObjectIdentifier?
  @exclusivity(unchecked) private var epoch = -1
  /// Not held: it may be the function that this call stands in. The object's class holds it, as long as nothing changed.
  @exclusivity(unchecked) private var function: Unmanaged<FunctionValue>?

  /// A function of the object's class; nil where the way is another.
  @inline(__always)
  func method(_ symbol: Symbol, of instance: InstanceValue) -> Unmanaged<FunctionValue>? {
    // An object's own attribute of that name comes first.
    if instance.attributes.place(of: symbol) != nil { return nil }
    if epoch == current.pointee.load(ordering: .relaxed), type == instance.typeIdentity { return function }
    return find(symbol, instance.type)
  }

  /// Likewise of the object that a variable holds, with its code; nil also where the function has not that many parameters, or
  /// others than plain ones.
  @inline(__always)
  func method(
    _ symbol: Symbol, of place: LocalOperand, taking count: Int, _ frame: Frame
  ) -> (function: Unmanaged<FunctionValue>, code: Unmanaged<FunctionCode>)? {
    guard let instance = place.instance(frame),
      let function = instance._withUnsafeGuaranteedRef({ method(symbol, of: $0) }),
      let code = function._withUnsafeGuaranteedRef({ $0.code(taking: count) })
    else { return nil }
    return (function, code)
  }

  @inline(never)
  private func find(_ symbol: Symbol, _ type: ClassValue) -> Unmanaged<FunctionValue>? {
    guard case .function(let found)? = type.member(symbol) else { return nil }
    (self.type, epoch, function) = (ObjectIdentifier(type), ClassEpoch.current, .passUnretained(found))
    return function
  }
}

extension Value {
  /// Looks at the value as an object of a class of the user's, without holding it once more; nil where it is none.
  @inline(__always)
  func withInstance<Result>(_ body: (InstanceValue) throws -> Result?) rethrows -> Result? {
    guard case .object(let object) = self, let instance = InstanceValue.cast(object) else { return nil }
    return try withExtendedLifetime(self) {
      try Unmanaged.passUnretained(instance)._withUnsafeGuaranteedRef { try body($0) }
    }
  }
}
