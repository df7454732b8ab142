import Processes
import Tensors

/// What a value is, where processes share the batches of a loop: each has some of the rows, and computes with them what a
/// process by itself computes with all.
///
/// It follows from what the value was computed of, operation by operation. What is no sum over the rows of the batch, and no
/// function of each row by itself, is known for that, so that nobody takes it for what one process would have.
package enum Part: Equatable, Sendable {
  /// The same on all processes.
  case whole
  /// The same on all, and computed from what all have in their rows.
  case total
  /// Elements of this process's rows, so many of a batch of so many, one row after another: each depends on its row alone.
  case rows(Int, of: Int)
  /// What is to be added up over the processes: a sum over this one's rows.
  case addend
  /// This process's own, and in no relation to the whole that is known.
  case own

  /// Whether the processes have different values.
  package var isDivided: Bool {
    switch self {
    case .whole, .total: false
    case .rows, .addend, .own: true
    }
  }
}

extension Part {
  /// That of the result of an operation.
  static func result(_ operation: Operation, _ inputs: [Variable], _ shape: Shape) -> Part {
    let divided = inputs.filter(\.part.isDivided)
    guard let first = divided.first?.part else { return .total }
    guard divided.allSatisfy({ $0.part == first }) else { return .own }
    switch first {
    case .addend: return isLinear(operation, inputs, divided) ? .addend : .own
    case .rows(let count, _):
      return ofRows(operation, Rows(count: count, inputs: inputs, divided: divided, shape: shape), first)
    default: return .own
    }
  }

  /// Whether a sum of results is the result of the sums.
  private static func isLinear(_ operation: Operation, _ inputs: [Variable], _ divided: [Variable]) -> Bool {
    switch operation {
    // What is the same on all was made a part before.
    case .add, .subtract, .negated, .reshape, .permute, .expand, .slice, .select, .sum, .cumulativeSum: true
    case .multiply, .matmul: divided.count == 1
    case .divide: divided.count == 1 && inputs[0] === divided[0]
    case .concatenate: divided.count == inputs.count
    default: false
    }
  }

  private struct Rows {
    let count: Int
    let inputs: [Variable]
    let divided: [Variable]
    let shape: Shape

    /// Whether the first dimension goes from row to row.
    func leads(_ x: Shape) -> Bool { x.rank > 0 && x[0] == count }

    var areLed: Bool { leads(shape) && divided.allSatisfy { leads($0.shape) } }

    /// Whether each element of the result is of one element of the inputs, in its place.
    var areAligned: Bool {
      divided.allSatisfy {
        $0.shape.count == shape.count || (areLed && $0.shape.rank == shape.rank)
      }
    }

    /// Whether rows go into the first input alone.
    var areFirst: Bool { divided.count == 1 && inputs[0] === divided[0] && areLed }
  }

  private static func ofRows(_ operation: Operation, _ rows: Rows, _ part: Part) -> Part {
    func keeping(_ isSo: Bool) -> Part { isSo ? part : .own }
    /// Along dimensions within a row.
    func within(_ dimensions: [Int]?) -> Part {
      keeping(rows.areLed && dimensions.map { !$0.contains(0) } ?? false)
    }
    switch operation {
    case .exp, .log, .sqrt, .abs, .sigmoid, .tanh, .relu, .softplus, .silu, .negated, .leakyRelu, .clamp, .round,
      .pointwise, .add, .subtract, .multiply, .divide, .power, .remainder, .fmod, .maximum, .minimum, .compare,
      .clampBetween, .choose, .normalLike:
      return keeping(rows.areAligned)
    case .matmul:
      let (a, b) = (rows.inputs[0].shape, rows.inputs[1].shape)
      // Of matrices of rows; or of a matrix for each row.
      let isProduct = rows.areFirst && a.rank >= 2 && b.rank <= a.rank && (b.rank <= 2 || b[0] == 1)
      let areProducts = rows.areLed && a.rank >= 3 && b.rank >= 3 && rows.divided.count == 2
      return keeping(isProduct || areProducts)
    case .linear, .conv2d, .convTranspose2d, .maxPool2d, .avgPool2d, .batchNorm: return keeping(rows.areFirst)
    case .layerNorm(let over, _, _, _): return keeping(rows.areFirst && rows.shape.rank > over.rank)
    case .reshape: return part
    case .permute(let order): return keeping(rows.areLed && order.first == 0)
    case .expand: return keeping(rows.areLed && rows.inputs[0].shape.rank == rows.shape.rank)
    case .slice(let dimension, _, _, _), .select(let dimension, _): return within([dimension])
    case .concatenate(let dimension): return within([dimension])
    case .sum(nil, _): return .addend
    case .sum(let dimensions?, _):
      guard rows.divided.allSatisfy({ rows.leads($0.shape) }) else { return .own }
      return dimensions.contains(0) ? .addend : part
    case .extreme(let dimension, _, _): return within(dimension.map { [$0] })
    case .place(let dimension, _, _), .logSumExp(let dimension, _), .softmax(let dimension, _),
      .cumulativeSum(let dimension):
      return within([dimension])
    case .norm(_, let dimensions, _): return within(dimensions)
    case .product: return .own
    case .named(let name): return named(name, rows, part)
    }
  }

  /// Operations that only have a name.
  private static func named(_ name: String, _ rows: Rows, _ part: Part) -> Part {
    switch name {
    case "reparameterize", "atan2", "lerp", "logaddexp", "xlogy", "the discretized logistic likelihood",
      "the normalizer of the continuous Bernoulli distribution":
      return rows.areAligned ? part : .own
    case "conv2d, relu and max_pool2d in one", "gather within a row", "batch_norm with the statistics of the batch":
      return rows.areFirst ? part : .own
    case "binary_cross_entropy", "binary_cross_entropy_with_logits", "mse_loss", "kl_divergence":
      let counts = Set(rows.inputs.map(\.shape.count))
      return rows.shape.rank == 0 && counts.count == 1 ? .addend : .own
    default: return .own
    }
  }
}

extension Variable {
  /// What a sum over all of its elements, or over dimensions, is divided by to be a mean: how many there are in the whole
  /// batch, where this is a part of one.
  package func meanCount(over dimensions: [Int]? = nil) -> Double {
    let own = dimensions.map { $0.reduce(1.0) { $0 * Double(shape[$1]) } } ?? Double(shape.count)
    guard case .rows(let count, let total) = part, dimensions?.contains(0) ?? true else { return own }
    return own / Double(count) * Double(total)
  }

  /// For a sum of two: one that is the same on all processes, beside a part that is to be added up, is divided among them,
  /// so that it counts once.
  static func alike(_ a: Variable, _ b: Variable) throws -> (Variable, Variable) {
    guard a.part != .whole || b.part != .whole, let group = ProcessGroup.current else { return (a, b) }
    let share = 1 / Float(group.count)
    if a.part == .addend, !b.part.isDivided { return (a, try b * constant(share)) }
    if b.part == .addend, !a.part.isDivided { return (try a * constant(share), b) }
    return (a, b)
  }

  /// What all processes have together: the sum of their parts, the value itself where it is the same on all.
  ///
  /// The gradient of what any of them makes of it passes back to each.
  ///
  /// - Throws: ``TensorError`` where it is neither.
  package func addedUp(for operation: String) throws -> Variable {
    switch part {
    case .whole, .total: return self
    case .rows:
      throw TensorError(
        .value, operation, "\(operation): this has a row for each image, and each process has its own",
        suggestion: "add them up first: total(x.sum())")
    case .own: throw ownProblem(operation)
    case .addend:
      guard let group = ProcessGroup.current else { throw ownProblem(operation) }
      let result = Variable.result(try value.total(over: group), .named("a sum over processes"), [self]) { g, inputs in
        try inputs.add(0) { try g.total(over: group) }
      }
      result.part = .total
      return result
    }
  }

  /// One number as it is of the whole batch.
  package func wholeNumber(for operation: String) throws -> Float {
    try part.isDivided ? Recording.off { try addedUp(for: operation).value.item() } : value.item()
  }

  private func ownProblem(_ operation: String) -> TensorError {
    TensorError(
      .value, operation,
      "\(operation): in a loop with shared=True each process has a part of the batch, and this is no sum over its images",
      suggestion:
        "what is computed of an image may depend on that image alone, the loss is a sum or a mean over images, and total(x) "
        + "is what all have together; or leave out shared=True")
  }

  /// The processes over which gradients of this loss are added up, and what it counts on this one; nil where the gradient
  /// of this process is that of all.
  func sharing() throws -> (group: ProcessGroup, weight: Float)? {
    switch part {
    case .whole: return nil
    case .total: return ProcessGroup.current.map { ($0, 1 / Float($0.count)) }
    case .addend: return ProcessGroup.current.map { ($0, 1) }
    case .rows, .own: throw ownProblem("backward")
    }
  }
}
