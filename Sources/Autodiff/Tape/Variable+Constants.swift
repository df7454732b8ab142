import Tensors

// What is computed and has no gradient, but is a step of a transcript.

extension Variable {
  /// The result of an operation that no gradient passes through.
  static func constant(
    _ value: Tensor, _ operation: @autoclosure () -> Operation, _ inputs: @autoclosure () -> [Variable]
  ) -> Variable {
    let result = Variable(lasting: value)
    if let transcript = Transcript.current { transcript.add(operation(), inputs(), result) }
    return result
  }

  /// Says of numbers that were drawn in the shape of `x` that they are such, so that a transcript draws others each time.
  package static func normal(_ drawn: Tensor, like x: Variable) -> Variable { constant(drawn, .normalLike, [x]) }

  /// Where the largest or smallest value stands along a dimension.
  package static func place(
    _ x: Variable, _ dimension: Int, largest: Bool, keepingDimension: Bool
  ) throws -> Variable {
    constant(
      try x.value.extreme(dimension, largest: largest, keepingDimension: keepingDimension).indices,
      .place(dimension, largest: largest, keepingDimension: keepingDimension), [x])
  }

  /// Where the elements stand that put a dimension in order: the first of them, or all.
  package static func order(
    _ x: Variable, _ dimension: Int, descending: Bool, first: Int? = nil
  ) throws -> Variable {
    let indices =
      try first.map { try x.value.sorted(dimension, descending: descending, first: $0).indices }
      ?? x.value.sorted(dimension, descending: descending).indices
    return constant(indices, .order(dimension: dimension, descending: descending, first: first), [x])
  }

  /// 1 where the comparison holds, 0 where not: a mask, through which no gradient passes.
  package static func compare(_ a: Variable, _ comparison: Tensor.Comparison, _ b: Variable) throws -> Variable {
    constant(try .compare(a.value, comparison, b.value).as(.truth), .compare(comparison), [a, b])
  }

  /// A copy of x, through which no gradient passes.
  package static func copy(_ x: Variable) throws -> Variable {
    constant(try x.value.copy(), .reshape(x.shape), [x])
  }

  /// The same numbers, said to be of that kind, which they are: a truth is 0 or 1.
  package static func counted(_ x: Variable, as kind: ElementKind) -> Variable {
    constant(x.value.as(kind), .reshape(x.shape), [x])
  }
}
