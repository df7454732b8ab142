/// Where a program stops being a program and becomes a slip: sizes above which an operation is refused.
enum Limits {
  /// Whole numbers are exact up to here; beyond, arithmetic goes on in floating point.
  static let exactIntegers = -(1 << 53)...(1 << 53)
  /// The longest string, in bytes of UTF-8.
  static let textLength = 1 << 24
  /// The longest list or tuple that an operation makes at once.
  static let itemCount = 10_000_000
  /// How many calls of the user's functions may be open, as in Python.
  static let callDepth = 1_000
  /// How deeply expressions may nest.
  static let expressionDepth = 400
  /// How deeply brackets and operators that read recursively may nest.
  static let nesting = 90
  /// How deeply blocks may nest.
  static let blockDepth = 40

  static func checkText(_ length: Int) throws {
    guard length <= textLength else {
      throw Diagnostic(.memory, "a string of \(length) characters is too long; the limit is \(textLength)")
    }
  }

  static func checkItems(_ count: Int) throws {
    guard count <= itemCount else {
      throw Diagnostic(.memory, "a list of \(count) items is too long; the limit is \(itemCount)")
    }
  }
}
