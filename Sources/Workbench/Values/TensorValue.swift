import Autodiff
import Language
import Tensors

/// A tensor as the language sees it.
final class TensorValue: ObjectValue {
  let variable: Variable
  let unpackingHint: String?

  init(_ variable: Variable, unpackingHint: String? = nil) {
    self.variable = variable
    self.unpackingHint = unpackingHint
  }

  /// Whether it came from a comparison: as an index it then chooses rows instead of naming them.
  var isMask: Bool { variable.value.isMask }

  var typeName: String { "tensor" }
  var detail: String? { variable.shape.rank == 0 ? nil : variable.shape.description }
  /// A row of two says so: "x is 2" would read as its value.
  var provenance: String? { variable.shape.rank == 1 ? "a row of \(variable.shape[0])" : detail }
  func repr() -> String {
    TensorText(variable.value, noun: variable is LearnedParameter ? "parameter" : "tensor").description
  }

  var attributeNames: [String] { ["shape", "T", "grad", "item", "requires_grad"] }

  func attribute(_ name: String, _ context: Context) throws -> Value? {
    switch name {
    case "shape": return .tuple(variable.shape.dimensions.map { .integer($0) })
    case "T": return Value(try .permute(variable, Array((0..<variable.shape.rank).reversed())))
    case "grad":
      guard let parameter = variable as? LearnedParameter else {
        throw Diagnostic(
          .gradient, "gradients are kept for parameters only, and this tensor is none",
          suggestion: "make it one, x = parameter(x), before the loss is computed; or grad(loss, [x])")
      }
      return try parameter.gradient.map { Value(try $0.copy()) } ?? Value.none
    case "item":
      let number = try variable.value.item()
      return isMask ? .bool(number != 0) : .real(Double(number))
    case "requires_grad": return .bool(variable.requiresGradient)
    // Methods whose names are commands by themselves.
    case "scatter": return .builtin(MovementEntries.scatter(variable))
    default: return nil
    }
  }

  var isOwnAbstraction: Bool { true }

  func abstractBinary(_ operation: BinaryOperator, _ other: Value, reversed: Bool) throws -> Value? {
    guard let other = other.variable else { return nil }
    let (a, b) = reversed ? (other.shape, variable.shape) : (variable.shape, other.shape)
    if case .matmul = operation { return try .abstractTensor(Tensor.productShape(a, b)) }
    return try .abstractTensor(a.broadcast(with: b, for: operation.rawValue))
  }

  /// A parameter is changed in place, within `no_grad`, as in PyTorch.
  func become(_ value: Value) throws -> Bool {
    guard let parameter = variable as? LearnedParameter, let new = value.asTensor?.variable.value else { return false }
    guard !Recording.isOn else {
      throw Diagnostic(
        .gradient, "a parameter is changed in place only within no_grad(), or by an optimizer",
        suggestion: "with no_grad(): before it, or step(optimizer, loss)")
    }
    guard new.shape == parameter.shape else {
      throw Diagnostic(.shape, "a parameter keeps its shape, \(parameter.shape), and this would be \(new.shape)")
    }
    try parameter.assign(new)
    return true
  }

  var isChangedInPlace: Bool { variable is LearnedParameter }

  func truth() throws -> Bool {
    guard variable.value.count == 1 else {
      throw Diagnostic(
        .value, "whether a tensor of \(variable.value.count) elements is true is not clear",
        suggestion: isMask
          ? "of masks, a * b is both, a + b either, 1 - a the opposite; one number says whether any holds: max(a)"
          : "compare one number: sum(x) > 0, or max(x) > 0")
    }
    return try variable.value.item() != 0
  }

  var count: Int? { variable.shape.dimensions.first }

  func iterate() throws -> IteratorValue? {
    guard variable.shape.rank > 0 else { return nil }
    var next = 0
    return IteratorValue("rows of a tensor", count: variable.shape[0]) { [variable] in
      guard next < variable.shape[0] else { return nil }
      defer { next += 1 }
      return Value(try TensorIndexing.row(variable, next))
    }
  }

  var number: Double? { variable.value.count == 1 ? (try? variable.value.item()).map(Double.init) : nil }

  func subscripted(_ indices: [Index], _ context: Context) throws -> Value {
    Value(try TensorIndexing.subscripted(variable, indices))
  }

  func unary(_ operation: UnaryOperator, _ context: Context) throws -> Value? {
    switch operation {
    case .minus: Value(try .negated(variable))
    case .plus: Value(variable)
    }
  }

  func binary(_ operation: BinaryOperator, _ other: Value, reversed: Bool, _ context: Context) throws -> Value? {
    guard let other = other.variable else { return nil }
    let areMasks = isMask && other.value.isMask
    let (a, b) = reversed ? (other, variable) : (variable, other)
    return switch operation {
    // Of conditions: both, either, and the opposite, as PyTorch has the first two.
    case .multiply where areMasks: Value(try (a.value * b.value).asMask())
    case .add where areMasks: try mask(a + b, .greater, .constant(0))
    case .subtract where reversed && isMask && other.isOne: try mask(b, .equal, .constant(0))
    case .add: Value(try a + b)
    case .subtract: Value(try a - b)
    case .multiply: Value(try a * b)
    case .divide: Value(try a / b)
    case .power: Value(try .power(a, b))
    case .matmul: Value(try .matmul(a, b))
    case .remainder: Value(try Variable.remainder(a, b))
    // Constant between its steps: of what it is part of, the rest alone has a gradient.
    case .floorDivide: Value(try .floorDivide(a.value, b.value))
    case .equal: try mask(a, .equal, b)
    case .notEqual: try mask(a, .notEqual, b)
    case .less: try mask(a, .less, b)
    case .lessOrEqual: try mask(a, .lessOrEqual, b)
    case .greater: try mask(a, .greater, b)
    case .greaterOrEqual: try mask(a, .greaterOrEqual, b)
    }
  }

  private func mask(_ a: Variable, _ comparison: Tensor.Comparison, _ b: Variable) throws -> Value {
    Value(try .compare(a.value, comparison, b.value).asMask())
  }
}

extension Variable {
  /// Whether it is the number 1.
  fileprivate var isOne: Bool { shape.rank == 0 && value.pointer[0] == 1 }
}
