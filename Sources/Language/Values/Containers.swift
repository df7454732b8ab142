/// A list: shared by reference, as Python's.
package final class ListValue {
  package var items: [Value]

  package init(_ items: [Value] = []) { self.items = items }
}

/// A dict: shared by reference, in order of insertion. Keys are strings, numbers, bools or None.
package final class DictValue {
  package private(set) var entries: [(key: Value, value: Value)] = []

  package init() {}
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
}

/// Something that gives one value after another, such as `batches(64)`; its length is known where it can be.
package final class IteratorValue {
  /// What it is, for its text: `batches of 64`.
  package let name: String
  package let count: Int?
  private let step: () throws -> Value?

  package init(_ name: String, count: Int? = nil, next: @escaping () throws -> Value?) {
    self.name = name
    self.count = count
    step = next
  }

  package func next() throws -> Value? { try step() }
}
