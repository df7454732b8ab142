import Glibc
import Threads

/// The operators on any two values: Python's rules for its own types, an ``ObjectValue``'s own for the rest.
package enum Operators {
  package static func binary(
    _ operation: BinaryOperator, _ left: Value, _ right: Value, _ context: Context
  ) throws -> Value {
    if case .object(let object) = left,
      let result = try object.binary(operation, right, reversed: false, context)
    {
      return result
    }
    if case .object(let object) = right,
      let result = try object.binary(operation, left, reversed: true, context)
    {
      return result
    }
    switch operation {
    case .equal:
      try checkIsValue(left, beside: right)
      return .bool(try same(left, right, context))
    case .notEqual:
      try checkIsValue(left, beside: right)
      return .bool(try !same(left, right, context))
    case .less, .lessOrEqual, .greater, .greaterOrEqual: return .bool(try ordered(operation, left, right, context))
    default: break
    }
    if let result = try arithmetic(operation, left, right) { return result }
    if let result = try sequence(operation, left, right) { return result }
    throw inapplicable(operation, left, right)
  }

  /// `old ⊕= other`: the new value, and whether it is the old one, changed in place.
  static func updated(
    _ operation: BinaryOperator, _ old: Value, _ other: Value, _ context: Context
  ) throws -> (value: Value, isSame: Bool) {
    switch (operation, old) {
    case (.add, .list(let list)):
      let items = try Iteration.items(other, context, verb: "add the items of")
      try Limits.checkItems(list.items.count + items.count, within: list.items.capacity)
      list.items += items
      return (old, true)
    case (.multiply, .list(let list)):
      guard case .list(let product) = try binary(operation, old, other, context) else { break }
      list.items = product.items
      return (old, true)
    case (.or, .dict(let dict)):
      try dict.update(with: other, context)
      return (old, true)
    case (_, .object(let object)):
      if let instance = InstanceValue.cast(object) {
        if let new = try instance.updated(operation, other, context) {
          return (new, { if case .object(let result) = new { result === object } else { false } }())
        }
      } else if let set = object as? SetValue, try set.update(operation, other, context) {
        return (old, true)
      }
      let new = try binary(operation, old, other, context)
      // What has become the new value is still itself.
      return try object.become(new) ? (old, true) : (new, false)
    default: break
    }
    return (try binary(operation, old, other, context), false)
  }

  package static func unary(_ operation: UnaryOperator, _ value: Value, _ context: Context) throws -> Value {
    switch value {
    case .integer(let number): return .integer(applied(operation, to: number))
    case .bool(let flag): return .integer(applied(operation, to: flag ? 1 : 0))
    case .real(let number) where operation != .invert: return .real(operation == .minus ? -number : number)
    case .object(let object):
      if let result = try object.unary(operation, context) { return result }
    default: break
    }
    throw Diagnostic(.type, "`\(operation.rawValue)` does not apply to \(value.phrase)")
  }

  private static func applied(_ operation: UnaryOperator, to number: Int) -> Int {
    switch operation {
    case .minus: 0 &- number
    case .plus: number
    case .invert: ~number
    }
  }

  /// Whether a value counts as true: not zero, not empty, not None.
  package static func truth(_ value: Value) throws -> Bool {
    switch value {
    case .none: false
    case .bool(let flag): flag
    case .integer(let number): number != 0
    case .real(let number): number != 0
    case .string(let text): !text.isEmpty
    case .list(let list): !list.items.isEmpty
    case .tuple(let tuple): !tuple.isEmpty
    case .dict(let dict): dict.count > 0
    case .range(let range): range.count > 0
    case .iterator, .function, .builtin: true
    case .object(let object): try object.truth()
    }
  }

  /// `item in container`
  package static func contains(_ container: Value, _ item: Value, _ context: Context) throws -> Bool {
    if case .object(let object) = container, let found = try object.contains(item, context) { return found }
    switch (container, item) {
    case (.string(let text), .string(let part)): return StringSearch.position(of: part, in: text) != nil
    case (.string, _):
      throw Diagnostic(.type, "`in` a string looks for a string, and this is \(item.phrase)")
    case (.dict(let dict), _): return try dict.value(for: item) != nil
    case (.range(let range), .integer(let number)): return range.contains(number)
    case (.range, .object(let object)) where object is LargeInteger: return false
    case (.range, .real(let number)): return Int(exactly: number) != nil && range(container, contains: number)
    default:
      var found = false
      try Iteration.each(container, context, verb: "look into") { candidate in
        found = try equal(candidate, item, context)
        return !found
      }
      return found
    }
  }

  private static func range(_ value: Value, contains number: Double) -> Bool {
    if case .range(let range) = value, let whole = Int(exactly: number) { range.contains(whole) } else { false }
  }

  // MARK: Numbers

  /// `+ - * / // % **` on two numbers; nil where one is none.
  private static func arithmetic(_ operation: BinaryOperator, _ left: Value, _ right: Value) throws -> Value? {
    if let first = left.wholeNumber, let second = right.wholeNumber {
      if case .bool(let one) = left, case .bool(let other) = right, let both = logical(operation, one, other) {
        return .bool(both)
      }
      return try integers(operation, first, second)
    }
    guard let first = left.plainNumber, let second = right.plainNumber else { return nil }
    return try reals(operation, first, second)
  }

  /// `& | ^` of two bools.
  private static func logical(_ operation: BinaryOperator, _ left: Bool, _ right: Bool) -> Bool? {
    switch operation {
    case .and: left && right
    case .or: left || right
    case .exclusiveOr: left != right
    default: nil
    }
  }

  static func integers(_ operation: BinaryOperator, _ left: Int, _ right: Int) throws -> Value? {
    switch operation {
    case .add: return try whole(left.addingReportingOverflow(right)) ?? large(operation, left, right)
    case .subtract: return try whole(left.subtractingReportingOverflow(right)) ?? large(operation, left, right)
    case .multiply: return try whole(left.multipliedReportingOverflow(by: right)) ?? large(operation, left, right)
    case .divide:
      if right == 0 { throw divisionByZero(operation, .integer(left)) }
      return .real(Double(left) / Double(right))
    case .floorDivide:
      if right == 0 { throw divisionByZero(operation, .integer(left)) }
      let quotient = left / right
      return .integer(left % right != 0 && (left < 0) != (right < 0) ? quotient - 1 : quotient)
    case .remainder:
      if right == 0 { throw divisionByZero(operation, .integer(left)) }
      let rest = left % right
      return .integer(rest != 0 && (rest < 0) != (right < 0) ? rest + right : rest)
    case .power: return try power(left, right)
    case .and: return .integer(left & right)
    case .or: return .integer(left | right)
    case .shiftLeft, .shiftRight:
      guard right >= 0 else { throw Diagnostic(.value, "`\(operation.rawValue)` by a negative number of places") }
      if operation == .shiftRight { return .integer(left >> right) }
      return try right <= 53 ? integers(.multiply, left, 1 << right) : large(operation, left, right)
    default: return nil
    }
  }

  /// The result where it may have more digits than fit.
  private static func large(_ operation: BinaryOperator, _ left: Int, _ right: Int) throws -> Value? {
    try LargeInteger.result(operation, Whole(left), Whole(right))
  }

  /// The result of an integer operation while it is within ±2^53; nil beyond.
  private static func whole(_ result: (partialValue: Int, overflow: Bool)) -> Value? {
    !result.overflow && Limits.exactIntegers.contains(result.partialValue) ? .integer(result.partialValue) : nil
  }

  private static func power(_ base: Int, _ exponent: Int) throws -> Value {
    if exponent < 0 { return try realPower(Double(base), Double(exponent)) }
    var result = 1
    var square = base
    var rest = exponent
    while rest > 0 {
      if rest & 1 == 1 {
        guard case .integer(let product)? = whole(result.multipliedReportingOverflow(by: square)) else {
          return try Whole(base).power(Whole(exponent)).value
        }
        result = product
      }
      rest >>= 1
      if rest > 0 {
        guard case .integer(let product)? = whole(square.multipliedReportingOverflow(by: square)) else {
          return try Whole(base).power(Whole(exponent)).value
        }
        square = product
      }
    }
    return .integer(result)
  }

  private static func realPower(_ base: Double, _ exponent: Double) throws -> Value {
    if base == 0, exponent < 0 {
      throw Diagnostic(.zeroDivision, "0 to the power of a negative number divides by zero")
    }
    if base < 0, base.isFinite, exponent.isFinite, exponent != exponent.rounded() {
      throw Diagnostic(
        .value, "a negative number to the power of \(NumberText.shortest(exponent)) is not a real number")
    }
    let result = pow(base, exponent)
    guard result.isFinite || !base.isFinite || !exponent.isFinite else {
      throw Diagnostic(
        .overflow,
        "\(NumberText.shortest(base)) to the power of \(NumberText.shortest(exponent)) is too large for a float")
    }
    return .real(result)
  }

  static func reals(_ operation: BinaryOperator, _ left: Double, _ right: Double) throws -> Value? {
    switch operation {
    case .add: return .real(left + right)
    case .subtract: return .real(left - right)
    case .multiply: return .real(left * right)
    case .divide:
      if right == 0 { throw divisionByZero(operation, .real(left)) }
      return .real(left / right)
    case .floorDivide:
      if right == 0 { throw divisionByZero(operation, .real(left)) }
      let rest = floorRemainder(left, right)
      let quotient = (left - rest) / right
      // As CPython: the quotient is whole but for rounding.
      let floored = quotient.rounded(.down)
      return .real(quotient == 0 ? (0.0 as Double) * (left / right) : quotient - floored > 0.5 ? floored + 1 : floored)
    case .remainder:
      if right == 0 { throw divisionByZero(operation, .real(left)) }
      return .real(floorRemainder(left, right))
    case .power: return try realPower(left, right)
    default: return nil
    }
  }

  /// The remainder with the sign of the divisor.
  private static func floorRemainder(_ left: Double, _ right: Double) -> Double {
    let rest = fmod(left, right)
    if rest == 0 { return Double(signOf: right, magnitudeOf: 0) }
    return (rest < 0) != (right < 0) ? rest + right : rest
  }

  static func divisionByZero(_ operation: BinaryOperator, _ left: Value) -> Diagnostic {
    let name = operation == .remainder ? "the remainder of \(left.repr) by zero" : "\(left.repr) divided by zero"
    return Diagnostic(.zeroDivision, name)
  }

  // MARK: Strings, lists, tuples

  /// `+` joins two of a kind, `*` repeats; nil where neither applies.
  private static func sequence(_ operation: BinaryOperator, _ left: Value, _ right: Value) throws -> Value? {
    switch (operation, left, right) {
    case (.add, .string(let first), .string(let second)):
      try Limits.checkText(first.utf8.count + second.utf8.count)
      return .string(first + second)
    case (.add, .list(let first), .list(let second)):
      try Limits.checkItems(first.items.count + second.items.count)
      return .list(first.items + second.items)
    case (.add, .tuple(let first), .tuple(let second)):
      try Limits.checkItems(first.count + second.count)
      return .tuple(first.items + second.items)
    case (.multiply, _, _):
      if let times = right.wholeNumber { return try repeated(left, times) }
      if let times = left.wholeNumber { return try repeated(right, times) }
      return nil
    case (.remainder, .string(let template), _): return .string(try PercentFormat.fill(template, right))
    case (.or, .dict(let first), .dict(let second)):
      let both = DictValue()
      for entry in first.entries + second.entries { try both.set(entry.value, for: entry.key) }
      return .dict(both)
    default: return nil
    }
  }

  private static func repeated(_ value: Value, _ times: Int) throws -> Value? {
    let count = max(0, times)
    func length(_ one: Int, _ check: (Int) throws -> Void) throws {
      let product = one.multipliedReportingOverflow(by: count)
      try check(product.overflow ? Int.max : product.partialValue)
    }
    func repeatItems(_ items: [Value]) throws -> [Value] {
      try length(items.count) { try Limits.checkItems($0) }
      if items.count == 1 { return Array(repeating: items[0], count: count) }
      guard !items.isEmpty else { return [] }
      var result: [Value] = []
      result.reserveCapacity(items.count * count)
      let cancellation = Cancellation.current
      for _ in 0..<count {
        try cancellation.check()
        result += items
      }
      return result
    }
    switch value {
    case .string(let text):
      try length(text.utf8.count, Limits.checkText)
      return .string(text.isEmpty ? "" : String(repeating: text, count: count))
    case .list(let list): return .list(try repeatItems(list.items))
    case .tuple(let tuple): return .tuple(try repeatItems(tuple.items))
    default: return nil
    }
  }

  // MARK: Comparisons

  /// A function is no number: where one is compared with one, its brackets were forgotten, and the answer would be False
  /// without a word.
  private static func checkIsValue(_ left: Value, beside right: Value) throws {
    func check(_ value: Value, _ other: Value) throws {
      guard case .builtin(let entry) = value, entry.isBare, entry.makes == nil, entry.recognizes == nil else { return }
      switch other {
      case .integer, .real:
        throw Diagnostic(
          .type,
          "`\(entry.name)` is \(entry.kind == .command ? "a command" : "a function"), and never equal to a number",
          example: entry.shortExample)
      default: return
      }
    }
    try check(left, right)
    try check(right, left)
  }

  /// `==` of items: what is the same object is equal to itself, and objects compare in their own way.
  static func equal(_ left: Value, _ right: Value, _ context: Context) throws -> Bool {
    switch (left, right) {
    case (.object(let first), .object(let second)) where first.identity == second.identity: true
    case (.object, _), (_, .object): try truth(binary(.equal, left, right, context))
    default: try same(left, right, context)
    }
  }

  /// `==` where no object has its own way: objects are equal to themselves only.
  private static func same(_ left: Value, _ right: Value, _ context: Context) throws -> Bool {
    switch (left, right) {
    case (.none, .none): return true
    case (.string(let first), .string(let second)): return first.utf8.elementsEqual(second.utf8)
    case (.list(let first), .list(let second)):
      return first === second ? true : try equal(first.items, second.items, context)
    case (.tuple(let first), .tuple(let second)):
      return first === second ? true : try equal(first.items, second.items, context)
    case (.dict(let first), .dict(let second)):
      guard first !== second else { return true }
      guard first.count == second.count else { return false }
      try StackRoom.check()
      for entry in first.entries {
        try context.cancellation.check()
        guard let other = try second.value(for: entry.key), try equal(entry.value, other, context) else { return false }
      }
      return true
    case (.range(let first), .range(let second)):
      return first.count == second.count && (first.count == 0 || first.start == second.start)
        && (first.count < 2 || first.step == second.step)
    case (.iterator(let first), .iterator(let second)): return first === second
    case (.function(let first), .function(let second)): return first === second
    case (.builtin(let first), .builtin(let second)): return first.name == second.name
    case (.object(let first), .object(let second)): return first === second
    default:
      if let first = left.wholeNumber, let second = right.wholeNumber { return first == second }
      guard let first = left.plainNumber, let second = right.plainNumber else { return false }
      return first == second
    }
  }

  private static func equal(_ left: [Value], _ right: [Value], _ context: Context) throws -> Bool {
    guard left.count == right.count else { return false }
    try StackRoom.check()
    for (first, second) in zip(left, right) {
      try context.cancellation.check()
      if try !equal(first, second, context) { return false }
    }
    return true
  }

  private static func ordered(
    _ operation: BinaryOperator, _ left: Value, _ right: Value, _ context: Context
  ) throws -> Bool {
    if let first = left.plainNumber, let second = right.plainNumber {
      switch operation {
      case .less: return first < second
      case .lessOrEqual: return first <= second
      case .greater: return first > second
      default: return first >= second
      }
    }
    let first: Bool
    let same: Bool
    switch (left, right) {
    case (.string(let one), .string(let other)):
      same = one.utf8.elementsEqual(other.utf8)
      first = one.unicodeScalars.lexicographicallyPrecedes(other.unicodeScalars)
    case (.list(let one), .list(let other)): return try ordered(operation, one.items, other.items, context)
    case (.tuple(let one), .tuple(let other)): return try ordered(operation, one.items, other.items, context)
    default: throw inapplicable(operation, left, right)
    }
    switch operation {
    case .less: return first
    case .lessOrEqual: return first || same
    case .greater: return !first && !same
    default: return !first
    }
  }

  /// The first items that differ decide, else the lengths.
  private static func ordered(
    _ operation: BinaryOperator, _ one: [Value], _ other: [Value], _ context: Context
  ) throws -> Bool {
    try StackRoom.check()
    for (first, second) in zip(one, other) {
      try context.cancellation.check()
      if try equal(first, second, context) { continue }
      return try truth(binary(operation, first, second, context))
    }
    return try ordered(operation, .integer(one.count), .integer(other.count), context)
  }

  private static func inapplicable(_ operation: BinaryOperator, _ left: Value, _ right: Value) -> Diagnostic {
    let text = "`\(operation.rawValue)` does not apply to \(left.phrase) and \(right.phrase)"
    var error = Diagnostic(.type, text)
    switch (operation, left, right) {
    case (_, .none, _), (_, _, .none): error.suggestion = "None is what a function without `return` gives, and print(…)"
    case (.add, .string, _), (.add, _, .string): error.suggestion = "an f-string, f\"… {x} …\", or str(x)"
    case (.exclusiveOr, _, _) where left.number != nil && right.number != nil:
      // In Python it is another operation, so that nobody can tell.
      error.message = "`^` does not apply to numbers; a power is written `**`"
      error.example = "x**2"
    case (.exclusiveOr, .object, _), (.exclusiveOr, _, .object):
      error.message += "; a power is written `**`"
      error.example = "x**2"
    case (_, .list, _), (_, _, .list), (_, .tuple, _), (_, _, .tuple): error.topic = .arithmeticOfLists
    default: break
    }
    return error
  }
}

extension Value {
  /// The value as a whole number of Python's: an int within ``Limits/exactIntegers``, or a bool.
  package var wholeNumber: Int? {
    switch self {
    case .integer(let number): number
    case .bool(let flag): flag ? 1 : 0
    default: nil
    }
  }

  /// The value as a number of Python's: an int of whatever size, rounded, a float or a bool.
  package var plainNumber: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .real(let number): number
    case .bool(let flag): flag ? 1 : 0
    case .object(let object as LargeInteger): object.number
    default: nil
    }
  }

  /// The value as a number, an object that is one included.
  package var number: Double? {
    if case .object(let object) = self { object.number } else { plainNumber }
  }
}

extension Double {
  fileprivate init(signOf sign: Double, magnitudeOf magnitude: Double) {
    self.init(sign: sign.sign, exponentBitPattern: magnitude.exponentBitPattern, significandBitPattern: 0)
  }
}
