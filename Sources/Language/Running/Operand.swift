/// Where an operator finds an operand. The cases that need no call of a closure are types of their own, so that the
/// compiler specialises the operators for them: a loop over numbers spends its time here.
protocol Operand {
  func load(_ frame: Frame) throws -> Value
  /// Whether the operand only looks somewhere, so that looking twice does no harm.
  static var isPlace: Bool { get }
  /// The whole number that a place holds; nil where it holds something else.
  func integer(_ frame: Frame) -> Int?
}

extension Operand {
  static var isPlace: Bool { false }
  func integer(_ frame: Frame) -> Int? { nil }
}

struct ConstantOperand: Operand {
  let value: Value
  private let number: Int?

  init(value: Value) {
    self.value = value
    number = if case .integer(let number) = value { number } else { nil }
  }

  static var isPlace: Bool { true }

  @inline(__always)
  func load(_ frame: Frame) throws -> Value { value }

  @inline(__always)
  func integer(_ frame: Frame) -> Int? { number }
}

struct LocalOperand: Operand {
  let index: Int
  let unbound: (Frame) throws -> Value

  @inline(__always)
  func load(_ frame: Frame) throws -> Value {
    if let value = frame.slots[index].value { return value }
    return try unbound(frame)
  }

  static var isPlace: Bool { true }

  @inline(__always)
  func integer(_ frame: Frame) -> Int? {
    if case .integer(let number)? = frame.slots[index].value { number } else { nil }
  }

  /// The object of a class of the user's that the variable holds, not retained; nil where it holds something else.
  @inline(__always)
  func instance(_ frame: Frame) -> Unmanaged<InstanceValue>? {
    frame.slots[index].value.instance
  }
}

struct GlobalOperand: Operand {
  let global: GlobalSlot
  let unbound: (Frame) throws -> Value

  @inline(__always)
  func load(_ frame: Frame) throws -> Value {
    if let value = global.slot.pointee.value { return value }
    return try unbound(frame)
  }
}

/// An attribute of what a variable of the function holds: `self.x`.
struct AttributeOperand: Operand {
  let base: LocalOperand
  let symbol: Symbol
  let name: String
  let site: Site
  let memory = AttributeMemory()

  init(base: LocalOperand, name: String, site: Site) {
    (self.base, self.name, self.site) = (base, name, site)
    symbol = Symbol(name)
  }

  @inline(__always)
  func load(_ frame: Frame) throws -> Value {
    if let instance = base.instance(frame),
      let found = instance._withUnsafeGuaranteedRef({ memory.read(symbol, of: $0) })
    {
      return found
    }
    return try Compiler.read(base.load(frame), symbol, name, site, frame)
  }

  static var isPlace: Bool { true }

  @inline(__always)
  func integer(_ frame: Frame) -> Int? {
    base.instance(frame)?._withUnsafeGuaranteedRef { memory.integer(symbol, of: $0) }
  }
}

struct ComputedOperand: Operand {
  let compute: (Frame) throws -> Value

  @inline(__always)
  func load(_ frame: Frame) throws -> Value { try compute(frame) }
}

/// An operator with its short ways for two ints and for two floats; nil goes the general way.
protocol FastOperator {
  associatedtype Result
  static var operation: BinaryOperator { get }
  static func integers(_ left: Int, _ right: Int) -> Result?
  static func reals(_ left: Double, _ right: Double) -> Result?
}

extension FastOperator where Result == Value {
  /// A result that is still exact.
  @inline(__always)
  static func exact(_ result: (partialValue: Int, overflow: Bool)) -> Value? {
    let distance = UInt(bitPattern: result.partialValue &+ (1 << 53))
    return !result.overflow && distance <= 1 << 54 ? .integer(result.partialValue) : nil
  }
}

enum FastAdd: FastOperator {
  static let operation = BinaryOperator.add
  @inline(__always)
  static func integers(_ left: Int, _ right: Int) -> Value? { exact(left.addingReportingOverflow(right)) }
  @inline(__always)
  static func reals(_ left: Double, _ right: Double) -> Value? { .real(left + right) }
}

enum FastSubtract: FastOperator {
  static let operation = BinaryOperator.subtract
  @inline(__always)
  static func integers(_ left: Int, _ right: Int) -> Value? { exact(left.subtractingReportingOverflow(right)) }
  @inline(__always)
  static func reals(_ left: Double, _ right: Double) -> Value? { .real(left - right) }
}

enum FastMultiply: FastOperator {
  static let operation = BinaryOperator.multiply
  @inline(__always)
  static func integers(_ left: Int, _ right: Int) -> Value? { exact(left.multipliedReportingOverflow(by: right)) }
  @inline(__always)
  static func reals(_ left: Double, _ right: Double) -> Value? { .real(left * right) }
}

enum FastDivide: FastOperator {
  static let operation = BinaryOperator.divide
  @inline(__always)
  static func integers(_ left: Int, _ right: Int) -> Value? { right == 0 ? nil : .real(Double(left) / Double(right)) }
  @inline(__always)
  static func reals(_ left: Double, _ right: Double) -> Value? { right == 0 ? nil : .real(left / right) }
}

enum FastRemainder: FastOperator {
  static let operation = BinaryOperator.remainder
  @inline(__always)
  static func integers(_ left: Int, _ right: Int) -> Value? {
    left >= 0 && right > 0 ? .integer(left % right) : nil
  }
  @inline(__always)
  static func reals(_ left: Double, _ right: Double) -> Value? { nil }
}

enum FastLess: FastOperator {
  static let operation = BinaryOperator.less
  @inline(__always)
  static func integers(_ left: Int, _ right: Int) -> Bool? { left < right }
  @inline(__always)
  static func reals(_ left: Double, _ right: Double) -> Bool? { left < right }
}

enum FastLessOrEqual: FastOperator {
  static let operation = BinaryOperator.lessOrEqual
  @inline(__always)
  static func integers(_ left: Int, _ right: Int) -> Bool? { left <= right }
  @inline(__always)
  static func reals(_ left: Double, _ right: Double) -> Bool? { left <= right }
}

enum FastGreater: FastOperator {
  static let operation = BinaryOperator.greater
  @inline(__always)
  static func integers(_ left: Int, _ right: Int) -> Bool? { left > right }
  @inline(__always)
  static func reals(_ left: Double, _ right: Double) -> Bool? { left > right }
}

enum FastGreaterOrEqual: FastOperator {
  static let operation = BinaryOperator.greaterOrEqual
  @inline(__always)
  static func integers(_ left: Int, _ right: Int) -> Bool? { left >= right }
  @inline(__always)
  static func reals(_ left: Double, _ right: Double) -> Bool? { left >= right }
}

enum FastEqual: FastOperator {
  static let operation = BinaryOperator.equal
  @inline(__always)
  static func integers(_ left: Int, _ right: Int) -> Bool? { left == right }
  @inline(__always)
  static func reals(_ left: Double, _ right: Double) -> Bool? { left == right }
}

enum FastNotEqual: FastOperator {
  static let operation = BinaryOperator.notEqual
  @inline(__always)
  static func integers(_ left: Int, _ right: Int) -> Bool? { left != right }
  @inline(__always)
  static func reals(_ left: Double, _ right: Double) -> Bool? { left != right }
}

/// Looks into variables that hold no value once more: copying one costs as much as a short call.
extension Optional<Value> {
  /// An object of a class of the user's; nil for anything else.
  @inline(__always)
  var instance: Unmanaged<InstanceValue>? {
    guard case .object(let object)? = self, Swift.type(of: object as AnyObject) == InstanceValue.self else {
      return nil
    }
    return .passUnretained(unsafeDowncast(object, to: InstanceValue.self))
  }

  /// A function; nil for anything else.
  @inline(__always)
  var function: Unmanaged<FunctionValue>? {
    guard case .function(let function)? = self else { return nil }
    return .passUnretained(function)
  }
}
