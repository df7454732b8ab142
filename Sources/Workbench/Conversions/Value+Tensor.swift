import Autodiff
import Language
import Tensors
import Threads

extension Value {
  init(_ variable: Variable) { self = .object(TensorValue(variable)) }

  init(_ tensor: Tensor) { self = .object(TensorValue(Variable(tensor))) }

  init(_ picture: PictureValue) { self = .object(picture) }

  static func tuple(_ items: [Value]) -> Value { .tuple(TupleValue(items)) }

  /// The tensor this is, or a number as a scalar, True and False as a mask of one; nil for anything else.
  var variable: Variable? {
    switch self {
    case .object(let large as LargeInteger):
      try? Variable(
        .scalar(Float(large.number ?? .infinity)).as(large.isExactInSinglePrecision ? .whole : .real))
    case .object(let object): (object as? TensorValue)?.variable
    // One that float32 does not hold is rounded beside real numbers, as in PyTorch.
    case .integer(let number):
      try? Variable(.scalar(Float(number)).as(Int(exactly: Float(number)) == number ? .whole : .real))
    case .real(let number): try? Variable(.scalar(Float(number)))
    case .bool(let flag): try? Variable(.scalar(flag ? 1 : 0).as(.truth))
    default: nil
    }
  }

  /// The tensor this can be made into: a tensor, a number, a range, or lists of numbers within lists, all of one length.
  /// Of lists that hold True and False only, it is a mask.
  ///
  /// - Parameter depth: how many lists this stands in. A list may contain itself: there must be an end.
  /// - Throws: ``Diagnostic`` that says what is in the way.
  func tensor(for entry: String, depth: Int = 0) throws -> Variable {
    try checkCounted(for: entry)
    if let variable { return variable }
    if let image = PillowImage.cast(self) { return Variable(try image.tensor(for: entry)) }
    if case .range(let range) = self {
      return Variable(
        try .generate([range.count], for: entry) { Float(range[$0]) }.held(as: .whole, entry))
    }
    guard let elements else {
      if case .iterator = self {
        throw Diagnostic(
          .type, "\(entry) takes a tensor, and this is \(phrase), which gives its items one at a time",
          suggestion: "take them in a loop: for x in …")
      }
      let advice: String? =
        switch self {
        case .builtin(let other): "with brackets it gives its value: \(other.name)(…)"
        case .string where entry == "show": "show draws what was computed, as show batch(8)"
        default: nil
        }
      throw Diagnostic(.type, "\(entry) takes a tensor or numbers, and this is \(phrase)", suggestion: advice)
    }
    if depth == 0, case .tuple = self, !entry.hasPrefix("np."), !Self.stacking.contains(entry),
      elements.contains(where: { ($0.asTensor?.variable.shape.rank ?? 0) > 0 })
    {
      throw Diagnostic(
        .type, "\(entry) takes one tensor, and this is a tuple of \(elements.count)", example: "mean, logvar = enc(x)")
    }
    guard depth < Shape.maximumRank else {
      throw Diagnostic(.value, "\(entry): lists within lists make at most \(Shape.maximumRank) dimensions")
    }
    return try Self.stacked(elements, entry, depth: depth)
  }

  /// What puts several tensors together that it is given as one. To all else a tuple of them is a mistake, as in PyTorch: the mean
  /// and the log-variance that an encoder gives, say, under one name.
  private static let stacking: Set<String> = [
    "tensor", "parameter", "show", "data", "save", "judge", "plot", "histogram",
  ]

  private static func stacked(_ items: [Value], _ entry: String, depth: Int) throws -> Variable {
    try Cancellation.current.check()
    let numbers = items.compactMap(\.plainNumber)
    if numbers.count == items.count {
      for item in items { try item.checkCounted(for: entry) }
      return Variable(try Tensor(numbers.map(Float.init)).as(Self.kind(of: items)))
    }
    let rows = try items.map { try $0.tensor(for: entry, depth: depth + 1) }
    guard let first = rows.first, rows.allSatisfy({ $0.shape == first.shape }) else {
      throw Diagnostic(
        .shape, "the rows of a tensor all have one shape, and these differ: \(differing(rows.map(\.shape)))",
        suggestion: "make all rows equally long")
    }
    return try .stack(rows, 0)
  }

  /// - Throws: ``Diagnostic`` where it is a whole number that a tensor does not hold.
  private func checkCounted(for entry: String) throws {
    let isHeld =
      switch self {
      case .integer(let number): Int(exactly: Float(number)) == number
      case .object(let large as LargeInteger): large.isExactInSinglePrecision
      default: true
      }
    guard !isHeld else { return }
    throw Diagnostic(
      .value, "\(entry): whole numbers are counted to 16,777,216 in a tensor, and \(repr) is none that it holds",
      suggestion: "\(repr).0, a real number, is held with seven digits")
  }

  /// Whole numbers, where all are, real ones of nothing at all.
  private static func kind(of numbers: [Value]) -> ElementKind {
    var (areTruths, areWhole) = (!numbers.isEmpty, !numbers.isEmpty)
    for number in numbers {
      switch number {
      case .bool: continue
      case .integer: areTruths = false
      case .object where number.isInteger: areTruths = false
      default: return .real
      }
    }
    areWhole = areWhole && !areTruths
    return areTruths ? .truth : areWhole ? .whole : .real
  }

  /// The first shape, and the first after it that is another.
  private static func differing(_ shapes: [Shape]) -> String {
    func row(_ index: Int) -> String {
      "row \(index) has \(shapes[index].rank == 0 ? "one number" : "\(shapes[index])")"
    }
    let other = shapes.firstIndex { $0 != shapes[0] } ?? 0
    return "\(row(0)), \(row(other))"
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
      try tensors.map {
        try .reshape($0, $0.shape.inserting(1, at: min(dimension, $0.shape.rank)).checked(for: "stack"))
      }, dimension)
  }
}
