extension Compiler {
  // MARK: Arithmetic

  func binary(
    _ operation: BinaryOperator, _ left: Expression, _ right: Expression, _ expression: Expression
  ) -> Evaluation {
    let (left, right, site) = (operand(left), operand(right), site(expression))
    switch operation {
    case .add: return fast(FastAdd.self, left, right, site)
    case .subtract: return fast(FastSubtract.self, left, right, site)
    case .multiply: return fast(FastMultiply.self, left, right, site)
    case .divide: return fast(FastDivide.self, left, right, site)
    case .remainder: return fast(FastRemainder.self, left, right, site)
    default:
      return { frame in
        let (first, second) = (try left.load(frame), try right.load(frame))
        return try site.locating(frame) {
          try Operators.binary(operation, first, second, frame.machine.callContext)
        }
      }
    }
  }

  /// Picks the version of the operator that is specialised for where its operands are.
  private func fast<Fast: FastOperator>(
    _ type: Fast.Type, _ left: any Operand, _ right: any Operand, _ site: Site
  ) -> Evaluation where Fast.Result == Value {
    func with<Left: Operand>(_ left: Left) -> Evaluation {
      switch right {
      case let right as ConstantOperand: arithmetic(type, left, right, site)
      case let right as LocalOperand: arithmetic(type, left, right, site)
      case let right as GlobalOperand: arithmetic(type, left, right, site)
      case let right as AttributeOperand: arithmetic(type, left, right, site)
      case let right as ComputedOperand: arithmetic(type, left, right, site)
      default: arithmetic(type, left, ComputedOperand(compute: right.load), site)
      }
    }
    return switch left {
    case let left as ConstantOperand: with(left)
    case let left as LocalOperand: with(left)
    case let left as GlobalOperand: with(left)
    case let left as AttributeOperand: with(left)
    case let left as ComputedOperand: with(left)
    default: with(ComputedOperand(compute: left.load))
    }
  }

  private func arithmetic<Fast: FastOperator, Left: Operand, Right: Operand>(
    _ type: Fast.Type, _ left: Left, _ right: Right, _ site: Site
  ) -> Evaluation where Fast.Result == Value {
    { frame in
      if Left.isPlace, Right.isPlace, let first = left.integer(frame), let second = right.integer(frame),
        let result = Fast.integers(first, second)
      {
        return result
      }
      let first = try left.load(frame)
      let second = try right.load(frame)
      switch (first, second) {
      case (.integer(let first), .integer(let second)):
        if let result = Fast.integers(first, second) { return result }
      case (.real(let first), .real(let second)):
        if let result = Fast.reals(first, second) { return result }
      case (.real(let first), .integer(let second)):
        if let result = Fast.reals(first, Double(second)) { return result }
      case (.integer(let first), .real(let second)):
        if let result = Fast.reals(Double(first), second) { return result }
      default: break
      }
      return try Self.general(Fast.operation, first, second, site, frame)
    }
  }

  /// Kept out of line, so that the short ways stay short.
  @inline(never)
  private static func general(
    _ operation: BinaryOperator, _ left: Value, _ right: Value, _ site: Site, _ frame: Frame
  ) throws -> Value {
    try site.locating(frame) { try Operators.binary(operation, left, right, frame.machine.callContext) }
  }

  func unary(_ operation: UnaryOperator, _ operand: Expression, _ site: Site) -> Evaluation {
    if case .constant(.integer(let number)) = operand.kind, operation == .minus {
      return { _ in .integer(-number) }
    }
    let operand = evaluation(operand)
    return { frame in
      let value = try operand(frame)
      return try site.locating(frame) { try Operators.unary(operation, value, frame.machine.callContext) }
    }
  }

  // MARK: Truth

  /// The expression as a condition.
  func truth(_ expression: Expression) -> (Frame) throws -> Bool {
    switch expression.kind {
    case .not(let operand):
      let inner = truth(operand)
      return { try !inner($0) }
    case .and(let left, let right):
      let (left, right) = (truth(left), truth(right))
      return { try left($0) && right($0) }
    case .or(let left, let right):
      let (left, right) = (truth(left), truth(right))
      return { try left($0) || right($0) }
    case .comparison(let first, let rest):
      if let fast = fastCondition(first, rest, expression) { return fast }
    default: break
    }
    let value = evaluation(expression)
    let site = site(expression)
    return { frame in
      let value = try value(frame)
      if case .bool(let flag) = value { return flag }
      return try site.locating(frame) { try Operators.truth(value) }
    }
  }

  func logical(_ expression: Expression) -> Evaluation {
    switch expression.kind {
    case .not(let operand):
      let inner = truth(operand)
      return { .bool(try !inner($0)) }
    case .and(let left, let right), .or(let left, let right):
      let isAnd = if case .and = expression.kind { true } else { false }
      let site = site(left)
      let (left, right) = (evaluation(left), evaluation(right))
      return { frame in
        let value = try left(frame)
        let truth = try site.locating(frame) { try Operators.truth(value) }
        return truth == isAnd ? try right(frame) : value
      }
    default: return evaluation(expression)
    }
  }

  // MARK: Comparisons

  func comparison(
    _ first: Expression, _ rest: [(operation: Comparison, operand: Expression)], _ expression: Expression
  ) -> Evaluation {
    let site = site(expression)
    let start = evaluation(first)
    let links = rest.map { (operation: $0.operation, operand: evaluation($0.operand)) }
    if links.count == 1 {
      let (operation, operand) = links[0]
      return { frame in
        let left = try start(frame)
        let right = try operand(frame)
        return try site.locating(frame) { try Self.compare(operation, left, right, frame) }
      }
    }
    // `a < b < c` stops at the first link that is not true.
    return { frame in
      var left = try start(frame)
      var result = Value.bool(true)
      for link in links {
        let right = try link.operand(frame)
        result = try site.locating(frame) { try Self.compare(link.operation, left, right, frame) }
        guard try site.locating(frame, { try Operators.truth(result) }) else { return result }
        left = right
      }
      return result
    }
  }

  private static func compare(_ operation: Comparison, _ left: Value, _ right: Value, _ frame: Frame) throws -> Value {
    switch operation {
    case .values(let operation): return try Operators.binary(operation, left, right, frame.machine.callContext)
    case .contains(let negated):
      return .bool(try Operators.contains(right, left, frame.machine.callContext) != negated)
    case .identity(let negated): return .bool(Operators.identical(left, right) != negated)
    }
  }

  /// A single comparison of two numbers as a condition, without a value in between.
  private func fastCondition(
    _ first: Expression, _ rest: [(operation: Comparison, operand: Expression)], _ expression: Expression
  ) -> ((Frame) throws -> Bool)? {
    guard rest.count == 1, case .values(let operation) = rest[0].operation else { return nil }
    let (left, right, site) = (operand(first), operand(rest[0].operand), site(expression))
    return switch operation {
    case .less: condition(FastLess.self, left, right, site)
    case .lessOrEqual: condition(FastLessOrEqual.self, left, right, site)
    case .greater: condition(FastGreater.self, left, right, site)
    case .greaterOrEqual: condition(FastGreaterOrEqual.self, left, right, site)
    case .equal: condition(FastEqual.self, left, right, site)
    case .notEqual: condition(FastNotEqual.self, left, right, site)
    default: nil
    }
  }

  /// Specialised for a local variable on the left, and a constant or a local one on the right.
  private func condition<Fast: FastOperator>(
    _ type: Fast.Type, _ left: any Operand, _ right: any Operand, _ site: Site
  ) -> (Frame) throws -> Bool where Fast.Result == Bool {
    func with<Left: Operand>(_ left: Left) -> (Frame) throws -> Bool {
      switch right {
      case let right as ConstantOperand: comparing(type, left, right, site)
      case let right as LocalOperand: comparing(type, left, right, site)
      default: comparing(type, left, ComputedOperand(compute: right.load), site)
      }
    }
    return if let left = left as? LocalOperand { with(left) } else { with(ComputedOperand(compute: left.load)) }
  }

  private func comparing<Fast: FastOperator, Left: Operand, Right: Operand>(
    _ type: Fast.Type, _ left: Left, _ right: Right, _ site: Site
  ) -> (Frame) throws -> Bool where Fast.Result == Bool {
    { frame in
      if Left.isPlace, Right.isPlace, let first = left.integer(frame), let second = right.integer(frame),
        let result = Fast.integers(first, second)
      {
        return result
      }
      let first = try left.load(frame)
      let second = try right.load(frame)
      switch (first, second) {
      case (.integer(let first), .integer(let second)):
        if let result = Fast.integers(first, second) { return result }
      case (.real(let first), .real(let second)):
        if let result = Fast.reals(first, second) { return result }
      case (.real(let first), .integer(let second)):
        if let result = Fast.reals(first, Double(second)) { return result }
      case (.integer(let first), .real(let second)):
        if let result = Fast.reals(Double(first), second) { return result }
      default: break
      }
      return try site.locating(frame) {
        try Operators.truth(Operators.binary(Fast.operation, first, second, frame.machine.callContext))
      }
    }
  }
}

extension Operators {
  /// `is`: the same object, or equal values where there are no objects.
  package static func identical(_ left: Value, _ right: Value) -> Bool {
    switch (left, right) {
    case (.none, .none): true
    case (.bool(let first), .bool(let second)): first == second
    case (.integer(let first), .integer(let second)): first == second
    case (.real(let first), .real(let second)): first == second
    case (.string(let first), .string(let second)): first.utf8.elementsEqual(second.utf8)
    case (.list(let first), .list(let second)): first === second
    case (.tuple(let first), .tuple(let second)): first === second
    case (.dict(let first), .dict(let second)): first === second
    case (.iterator(let first), .iterator(let second)): first === second
    case (.function(let first), .function(let second)): first === second
    case (.builtin(let first), .builtin(let second)): first.name == second.name
    case (.object(let first), .object(let second)):
      first.identity == second.identity || (first as? TypeValue)?.isSame(as: right) == true
    case (.object(let first), .builtin): (first as? TypeValue)?.isSame(as: right) == true
    case (.builtin, .object(let second)): (second as? TypeValue)?.isSame(as: left) == true
    default: false
    }
  }
}
