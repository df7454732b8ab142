/// Where a variable's value came from, for "made in line 2 by mix(flour, water)".
final class Origin: Sendable {
  let source: SourceText
  let span: SourceSpan

  init(_ source: SourceText, _ span: SourceSpan) {
    self.source = source
    self.span = span
  }
}

/// The place of one variable.
struct Slot {
  /// Nil until the variable is bound.
  var value: Value?
  /// Kept up to date for objects only, the values that notes speak of: numbers in a loop cost nothing extra.
  var origin: Origin?

  static var empty: Slot { Slot(value: nil, origin: nil) }

  @inline(__always)
  mutating func bind(_ newValue: Value, _ newOrigin: Origin) {
    if case .object = newValue { origin = newOrigin }
    value = newValue
  }
}

/// A variable of the session. Compiled cells hold on to it, so that reading it needs no look-up by name.
final class GlobalSlot {
  let name: String
  /// When it was first bound, so that variables can be listed in that order; nil while it is unbound.
  var order: Int?
  /// A pointer rather than a property: loops at the top of a cell read and write it without exclusivity checks.
  let slot: UnsafeMutablePointer<Slot>

  init(_ name: String) {
    self.name = name
    slot = .allocate(capacity: 1)
    slot.initialize(to: .empty)
  }

  deinit {
    slot.deinitialize(count: 1)
    slot.deallocate()
  }
}

/// The variables of one call of a function; at the top of a cell, none.
///
/// A frame that nothing refers to any more when its call ends is used again for another call: see
/// ``Machine/open(slots:enclosing:)``.
final class Frame: Registered {
  /// How many slots the frames have that are used again.
  static let commonCapacity = 8

  let slots: UnsafeMutablePointer<Slot>
  private let capacity: Int
  @exclusivity(unchecked) private(set) var count: Int
  /// Lives as long as the interpreter, and so longer than any frame that runs.
  let machineReference: Unmanaged<Machine>
  @inline(__always) var machine: Machine { machineReference.takeUnretainedValue() }
  /// The frame of the function around this one's definition.
  @exclusivity(unchecked) private(set) var enclosing: Frame?
  /// The next of the machine's frames that wait for a call.
  @exclusivity(unchecked) var nextSpare: Unmanaged<Frame>?
  /// Where the session's register has it, once its call has ended and functions still read its variables.
  @exclusivity(unchecked) var place: Int?
  private var register: Register?
  /// The line where the program is, while somebody steps through it.
  @exclusivity(unchecked) var line = 0
  /// The generator whose variables these are; nil for any other call.
  @exclusivity(unchecked) unowned(unsafe) var generator: Generator?

  init(_ machine: Machine, slots count: Int, enclosing: Frame? = nil) {
    machineReference = .passUnretained(machine)
    self.count = count
    self.enclosing = enclosing
    capacity = max(count, Self.commonCapacity)
    slots = .allocate(capacity: capacity)
    slots.initialize(repeating: .empty, count: capacity)
  }

  deinit {
    register?.leave(self)
    var values: [Value] = []
    for index in 0..<count {
      if let value = slots[index].value, value.holdsValues { values.append(value) }
    }
    slots.deinitialize(count: capacity)
    slots.deallocate()
    Teardown.dispose(of: &values)
    Teardown.dispose(of: &enclosing)
  }

  /// Begins another call, of a frame that was closed.
  @inline(__always)
  func reopen(slots count: Int, enclosing: Frame?) {
    self.count = count
    if let enclosing { self.enclosing = enclosing }
  }

  /// Ends a call. False where the frame is not of the common size, and cannot be used again.
  @inline(__always)
  func close() -> Bool {
    guard capacity == Self.commonCapacity else { return false }
    for index in 0..<count { Self.clear(slots + index) }
    if enclosing != nil { Teardown.dispose(of: &enclosing) }
    return true
  }

  /// Ends a call whose variables are still wanted, by functions that it made: the others are let go.
  ///
  /// Without this a function that stands among the variables of the call that made it would keep them, and they it, for
  /// ever.
  func forget(except shared: Set<Int>) {
    for index in 0..<count where !shared.contains(index) { slots[index] = .empty }
  }

  /// Lets go of a frame whose call will not be ended: functions that it made may read what they need of it.
  static func abandon(_ frame: inout Frame?, keeping shared: Set<Int>, _ register: Register) {
    guard var held = frame else { return }
    frame = nil
    if !isKnownUniquelyReferenced(&held) {
      var values = (0..<held.count).compactMap { shared.contains($0) ? nil : held.slots[$0].value }
      held.forget(except: shared)
      Teardown.dispose(of: &values)
      let functions = held.partFromFunctions()
      if !isKnownUniquelyReferenced(&held) {
        held.rejoin(functions)
        held.enter(register)
      }
    }
    var last: Frame? = consume held
    Teardown.dispose(of: &last)
  }

  /// Outlives its call.
  func enter(_ register: Register) {
    self.register = register
    register.enter(self)
  }

  func end() {
    var values = (0..<count).compactMap { slots[$0].value }
    forget(except: [])
    Teardown.dispose(of: &values)
    Teardown.dispose(of: &enclosing)
  }

  /// A function among the variables that was made in this frame, and that nothing else refers to.
  struct OwnFunction {
    fileprivate let index: Int
    fileprivate let function: FunctionValue
  }

  /// Takes such functions out of the variables, and makes them forget the frame; ``rejoin(_:)`` undoes that.
  func partFromFunctions() -> [OwnFunction] {
    (0..<count).compactMap { index in
      guard var function = takeFunction(at: index) else { return nil }
      guard isKnownUniquelyReferenced(&function) else {
        slots[index].value = .function(function)
        return nil
      }
      function.enclosing = nil
      return OwnFunction(index: index, function: function)
    }
  }

  func rejoin(_ functions: [OwnFunction]) {
    for own in functions {
      own.function.enclosing = self
      slots[own.index].value = .function(own.function)
    }
  }

  private func takeFunction(at index: Int) -> FunctionValue? {
    guard case .function(let function)? = slots[index].value, function.enclosing === self else { return nil }
    slots[index].value = nil
    return function
  }

  /// Empties a slot; of a number, nothing has to be let go.
  @inline(__always)
  private static func clear(_ slot: UnsafeMutablePointer<Slot>) {
    switch slot.pointee.value {
    case nil, .none?, .bool?, .integer?, .real?: if slot.pointee.origin == nil { return slot.initialize(to: .empty) }
    default: break
    }
    slot.pointee = .empty
  }

  /// Puts an argument into a slot of a frame that was just opened, and so is empty.
  @inline(__always)
  func fill(_ index: Int, _ value: Value) { (slots + index).initialize(to: Slot(value: value, origin: nil)) }

  /// The frame `levels` definitions further out.
  func outer(_ levels: Int) -> Frame {
    var frame = self
    for _ in 0..<levels { frame = frame.enclosing ?? frame }
    return frame
  }
}

/// The way that a statement leaves open.
enum Flow {
  case next
  case breakLoop
  case continueLoop
  case returned(Value)

  @inline(__always)
  var isNext: Bool { if case .next = self { true } else { false } }
}
