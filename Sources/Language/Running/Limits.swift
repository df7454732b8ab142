import Threads

/// Where a program stops being a program and becomes a slip: sizes above which an operation is refused.
package enum Limits {
  /// Whole numbers are ``Value/integer(_:)`` up to here, which double precision holds too; beyond, they are ``LargeInteger``.
  package static let exactIntegers = -(1 << 53)...(1 << 53)
  /// The longest whole number, in binary digits: such that no single operation takes long.
  static let integerLength = 1 << 18
  /// The longest string, in bytes of UTF-8.
  static let textLength = 1 << 24
  /// The longest list or tuple that an operation makes at once.
  static let itemCount = 10_000_000
  /// Before a text of so many bytes or a list of so many items is made, the system is asked whether there is memory for it.
  private static let largeText = 1 << 22
  private static let largeCount = 1 << 18
  /// How many calls of the user's functions may be open, as in Python.
  static let callDepth = 1_000
  /// How deeply expressions may nest.
  static let expressionDepth = 400
  /// How deeply brackets and operators that read recursively may nest.
  static let nesting = 90
  /// How deeply blocks may nest.
  static let blockDepth = 40

  package static func checkText(_ length: Int) throws {
    guard length <= textLength else {
      throw Diagnostic(.memory, "a string of \(length) characters is too long; the limit is \(textLength)")
    }
    if length >= largeText { try Cancellation.current.requireMemory(length) }
  }

  /// - Parameter capacity: how many items the list has room for that is to grow; one that is full takes twice as much.
  /// - Throws: ``Diagnostic`` where it would be too long, ``Cancelled`` where there is no memory for it.
  package static func checkItems(_ count: Int, within capacity: Int = 0) throws {
    guard count <= itemCount else {
      throw Diagnostic(.memory, "a list of \(count) items is too long; the limit is \(itemCount)")
    }
    guard count > capacity, count >= largeCount else { return }
    try Cancellation.current.requireMemory(max(count, 2 * capacity) * MemoryLayout<Value>.stride)
  }

  /// Before a dict gets one entry more.
  ///
  /// - Throws: ``Cancelled`` where it has to grow, and there is no memory for it.
  static func checkEntries(_ count: Int, within capacity: Int, size: Int) throws {
    guard count >= capacity, count >= largeCount / 2 else { return }
    try Cancellation.current.requireMemory(2 * max(count, capacity) * size)
  }
}
