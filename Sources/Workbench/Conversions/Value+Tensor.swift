import Autodiff
import Language
import Tensors

extension Value {
  init(_ variable: Variable) { self = .object(TensorValue(variable)) }

  init(_ tensor: Tensor) { self = .object(TensorValue(Variable(tensor))) }

  init(_ picture: PictureValue) { self = .object(picture) }

  static func tuple(_ items: [Value]) -> Value { .tuple(TupleValue(items)) }

  /// The tensor this is, or a number as a scalar; nil for anything else.
  var variable: Variable? {
    switch self {
    case .object(let object): (object as? TensorValue)?.variable
    case .integer(let number): try? Variable(.scalar(Float(number)))
    case .real(let number): try? Variable(.scalar(Float(number)))
    case .bool(let flag): try? Variable(.scalar(flag ? 1 : 0))
    default: nil
    }
  }

  /// The tensor this can be made into: a tensor, a number, or lists of numbers within lists, all of one length.
  ///
  /// - Throws: ``Diagnostic`` that says what is in the way.
  func tensor(for entry: String) throws -> Variable {
    if let variable { return variable }
    guard case .list = self else {
      guard case .tuple = self else {
        throw Diagnostic(.type, "\(entry) takes a tensor, and this is \(phrase)")
      }
      return try Self.stacked(elements ?? [], entry)
    }
    return try Self.stacked(elements ?? [], entry)
  }

  private static func stacked(_ items: [Value], _ entry: String) throws -> Variable {
    let numbers = items.compactMap(\.plainNumber)
    if numbers.count == items.count { return Variable(try Tensor(numbers.map(Float.init))) }
    let rows = try items.map { try $0.tensor(for: entry) }
    guard let first = rows.first, rows.allSatisfy({ $0.shape == first.shape }) else {
      let lengths = Array(Set(rows.map(\.shape.description))).sorted().joined(separator: " and ")
      throw Diagnostic(
        .shape, "the rows of a tensor have one length, and these are \(lengths)",
        suggestion: "make all rows equally long")
    }
    return try .stack(rows, 0)
  }
}

extension Arguments {
  /// The argument as a tensor.
  func tensor(_ name: String, for entry: String) throws -> Variable { try self[name].tensor(for: entry) }
}

extension Variable {
  /// Joins tensors of one shape along a new dimension.
  static func stack(_ tensors: [Variable], _ dimension: Int) throws -> Variable {
    try .concatenate(
      try tensors.map { try .reshape($0, $0.shape.inserting(1, at: min(dimension, $0.shape.rank))) }, dimension)
  }
}
