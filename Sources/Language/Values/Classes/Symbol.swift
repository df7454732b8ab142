import Synchronization
import Threads

/// The name of an attribute as a number, so that attributes are found without comparing texts.
package struct Symbol: Hashable, Sendable {
  let number: Int32

  private struct Known {
    var numbers: [String: Int32] = [:]
    var names: [String] = []
  }

  private static let known = Monitor(Known())

  package init(_ name: String) {
    number = Self.known.withLock { known in
      if let number = known.numbers[name] { return number }
      let number = Int32(known.names.count)
      known.numbers[name] = number
      known.names.append(name)
      return number
    }
  }

  /// Whether it names a part of every object that is not bound as others are.
  var isReserved: Bool { self == Self.ownClass || self == Self.ownAttributes }

  private static let ownClass = Symbol("__class__")
  private static let ownAttributes = Symbol("__dict__")

  package var name: String { Self.known.withLock { $0.names[Int(number)] } }
}

extension Symbol {
  fileprivate var mark: UInt64 { 1 << UInt64(number & 63) }
}

/// Attributes in the order in which they were made.
///
/// In memory of its own and not in an array: reading an attribute is what programs with classes do most, and an array
/// would be retained for each.
package struct Attributed: ~Copyable {
  private struct Entry {
    var value: Value
    let symbol: Symbol
  }

  private var entries: UnsafeMutablePointer<Entry>?
  private var count = 0
  private var capacity = 0
  /// A bit for each name that was ever among them, several names to a bit: most that are not there are known by it.
  private var marks: UInt64 = 0

  init() {}

  deinit {
    entries?.deinitialize(count: count)
    entries?.deallocate()
  }

  /// The place of an attribute; nil where there is none.
  ///
  /// - Parameter hint: where it was the last time.
  @inline(__always)
  borrowing func place(of symbol: Symbol, near hint: Int = 0) -> Int? {
    guard let entries else { return nil }
    if hint < count, entries[hint].symbol == symbol { return hint }
    if marks & symbol.mark == 0 { return nil }
    for place in 0..<count where entries[place].symbol == symbol { return place }
    return nil
  }

  @inline(__always)
  subscript(place place: Int) -> Value {
    get {
      guard let entries, place < count else { return .none }
      return entries[place].value
    }
    set {
      guard let entries, place < count else { return }
      entries[place].value = newValue
    }
  }

  /// The whole number that stands there; nil where something else does.
  @inline(__always)
  borrowing func integer(place: Int) -> Int? {
    guard let entries, place < count, case .integer(let number) = entries[place].value else { return nil }
    return number
  }

  subscript(symbol: Symbol) -> Value? { place(of: symbol).map { self[place: $0] } }

  mutating func set(_ value: Value, for symbol: Symbol) {
    if let place = place(of: symbol) {
      self[place: place] = value
      return
    }
    append(value, for: symbol)
  }

  /// Adds an attribute of a name that is not there yet.
  mutating func append(_ value: Value, for symbol: Symbol) {
    if count == capacity { grow() }
    entries?.advanced(by: count).initialize(to: Entry(value: value, symbol: symbol))
    count += 1
    marks |= symbol.mark
  }

  private mutating func grow() {
    let larger = max(4, capacity * 2)
    let new = UnsafeMutablePointer<Entry>.allocate(capacity: larger)
    if let entries {
      new.moveInitialize(from: entries, count: count)
      entries.deallocate()
    }
    (entries, capacity) = (new, larger)
  }

  mutating func remove(_ symbol: Symbol) -> Value? {
    guard let place = place(of: symbol), let entries else { return nil }
    let removed = entries.advanced(by: place).move()
    entries.advanced(by: place).moveInitialize(from: entries + place + 1, count: count - place - 1)
    count -= 1
    return removed.value
  }

  /// Takes out what may hold further values, before all the rest goes.
  mutating func takeContainers() -> [Value] {
    guard let entries else { return [] }
    var values: [Value] = []
    for place in 0..<count where entries[place].value.holdsValues {
      values.append(entries[place].value)
      entries[place].value = .none
    }
    return values
  }

  /// Names and values, in order.
  package var all: [(name: String, value: Value)] {
    guard let entries else { return [] }
    return (0..<count).map { (entries[$0].symbol.name, entries[$0].value) }
  }
}
