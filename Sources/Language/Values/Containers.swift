/// A list: shared by reference, as Python's.
package final class ListValue {
  package var items: [Value]
  /// How many of them `next` has taken, of a list that stands for a generator elsewhere; nil where it is a list there too.
  package var taken: Int?

  package init(_ items: [Value] = []) { self.items = items }

  deinit { Teardown.dispose(of: &items) }
}

extension Value {
  /// A list where Python's libraries have a generator: `next` takes its items one after another.
  package static func items(_ items: [Value]) -> Value {
    let list = ListValue(items)
    list.taken = 0
    return .list(list)
  }
}

/// A tuple: a fixed sequence of values. It is a class only so that a deep nest of tuples can be freed without recursion.
package final class TupleValue: RandomAccessCollection, ExpressibleByArrayLiteral {
  package private(set) var items: [Value]
  /// The items' names, as `quotient` and `remainder` of a division; empty for a plain tuple.
  package let names: [String]
  /// The class that `namedtuple` made; nil for a plain tuple.
  package let type: ClassValue?
  /// Whether a library made it of lengths, where it takes what is in other tuples for something else.
  package let isOfLengths: Bool

  package init(_ items: [Value], names: [String] = [], type: ClassValue? = nil, isOfLengths: Bool = false) {
    self.items = items
    self.names = names
    self.type = type
    self.isOfLengths = isOfLengths
  }

  package convenience init(arrayLiteral items: Value...) { self.init(items) }

  deinit { Teardown.dispose(of: &items) }

  package var startIndex: Int { 0 }
  package var endIndex: Int { items.count }
  package subscript(position: Int) -> Value { items[position] }

  /// The item of that name; nil where there is none.
  package subscript(name name: String) -> Value? { names.firstIndex(of: name).map { items[$0] } }
}

/// Python's `range`: lazy, with a length.
package struct RangeValue: Equatable, Sendable {
  package var start: Int
  package var stop: Int
  package var step: Int

  package init(start: Int, stop: Int, step: Int) {
    self.start = start
    self.stop = stop
    self.step = step
  }

  /// How many numbers it gives. Bounds lie within ±2^53, so nothing here can overflow.
  package var count: Int {
    if step > 0 { return start < stop ? (stop - start - 1) / step + 1 : 0 }
    if step < 0 { return start > stop ? (start - stop - 1) / -step + 1 : 0 }
    return 0
  }

  package subscript(position: Int) -> Int { start + position * step }

  package func contains(_ number: Int) -> Bool {
    guard step != 0, step > 0 ? (start..<max(start, stop)).contains(number) : number <= start && number > stop else {
      return false
    }
    return (number - start) % step == 0
  }
}

/// Something that gives one value after another, such as `zip(a, b)`; its length is known where it can be.
package final class IteratorValue {
  /// Gives the next value, or nil at the end.
  package typealias Pass = () throws -> Value?

  /// A name for its text: `zip`, `map`.
  package let name: String
  package let count: Int?
  private var step: Pass?
  private let passes: (() throws -> Pass)?
  /// The call of a generator function that gives its values, if that is what it is.
  let generator: Generator?

  /// One that is gone through once.
  package init(_ name: String, count: Int? = nil, next: @escaping Pass) {
    self.name = name
    self.count = count
    step = next
    passes = nil
    generator = nil
  }

  init(_ generator: Generator) {
    name = "generator \(generator.name)"
    count = nil
    step = nil
    passes = nil
    self.generator = generator
  }

  /// One that every loop goes through from the beginning, as a `DataLoader` elsewhere.
  package init(_ name: String, count: Int? = nil, passes: @escaping () throws -> Pass) {
    self.name = name
    self.count = count
    self.passes = passes
    generator = nil
  }

  /// Has something done around each time that the generator runs which this is.
  package func surround(_ work: @escaping (_ run: () throws -> Value?) throws -> Value?) {
    generator?.surroundings = work
  }

  deinit {
    generator?.abandon()
    Teardown.dispose(of: &step)
  }

  /// Whether every loop goes through it from the beginning.
  package var isRepeatable: Bool { passes != nil }

  /// The values for one who begins to go through them: all, or those that are left.
  package func begin() throws -> Pass {
    // A generator looks at the room for its call by itself.
    if let generator { return { [self] in try withExtendedLifetime(self) { try generator.resume() } } }
    return try passes?() ?? next
  }

  /// The next value, or nil for good at the end.
  private func next() throws -> Value? {
    // An iterator over an iterator over … is as deep as the user's program made it.
    try StackRoom.check()
    guard let value = try step?() else {
      step = nil
      return nil
    }
    return value
  }
}

extension Value {
  /// The generator that it is; nil for anything else.
  var generator: Generator? { if case .iterator(let iterator) = self { iterator.generator } else { nil } }
}
