import Autodiff
import Tensors
import Testing

/// What is known of values that are computed from a process's part of a batch: 4 of its 10 rows.
@Suite struct PartTests {
  private static let rows = Part.rows(4, of: 10)

  private func rows(_ lengths: Int...) throws -> Variable {
    let x = Variable(try .full(Shape([4] + lengths), 2))
    x.part = Self.rows
    return x
  }

  private func weights(_ lengths: Int...) throws -> Variable { try LearnedParameter(.full(Shape(lengths), 3)) }

  @Test func whatIsDoneToEachElementKeepsRows() throws {
    let x = try rows(3)
    let all: [Variable] = try [
      .exp(x), x + x, x * weights(3), weights(4, 3) - x, .maximum(x, .constant(0)),
      .compare(x, .greater, .constant(1)), .reshape(x, [12]), .reshape(x, [2, 6]), .detach(x),
      .normal(x.value, like: x), .matmul(x, weights(3, 5)), .softmax(x, 1),
      .sum(x, [1], keepingDimensions: false),
      .concatenate([x, x], 1), .slice(x, 1, start: 0, count: 2, step: 1),
      .binaryCrossEntropyWithLogits(x, .sigmoid(x), .none), x + rows(1),
    ]
    for y in all { #expect(y.part == Self.rows) }
  }

  @Test func sumsOverRowsAreToBeAddedUp() throws {
    let x = try rows(3)
    let all: [Variable] = try [
      .sum(x), .sum(x, [0], keepingDimensions: false), .sum(.reshape(x, [12])),
      .sum(x) * weights(), .negated(.sum(x)), .sum(x) / .constant(2), .sum(x) + .sum(x * x),
      .meanSquaredError(x, x * x, .sum), .gaussianKL(x, x, .sum),
    ]
    for y in all { #expect(y.part == .addend) }
  }

  @Test func whatComparesRowsIsAProcesssOwn() throws {
    let x = try rows(3)
    let sum = try Variable.sum(x)
    let all: [Variable] = try [
      x - .sum(x, [0], keepingDimensions: true), sum * sum, .exp(sum), weights() / sum,
      .softmax(x, 0), .matmul(.permute(x, [1, 0]), x), .matmul(x, .permute(x, [1, 0])),
      .slice(x, 0, start: 0, count: 2, step: 1), .concatenate([x, x], 0), .product(x),
      .extreme(x, largest: true), .standardDeviation(x, nil, keepingDimensions: false, correction: 0),
      .reshape(x, [4, 1, 3]) * .reshape(x, [1, 4, 3]), x * sum, .sum(.permute(x, [1, 0])),
    ]
    for y in all {
      #expect(y.part == .own)
      #expect(throws: TensorError.self) { try Variable.sum(y).backward() }
    }
    #expect(try (weights(3) * weights(3)).part == .whole)
  }

  /// A mean's parts add up to the mean of all.
  @Test func meansAreOfAllRows() throws {
    let x = try rows(3)
    #expect(x.meanCount() == 30)
    #expect(x.meanCount(over: [0]) == 10 && x.meanCount(over: [1]) == 3)
    let y = try Variable.meanSquaredError(x, .constant(0) * x, .mean)
    #expect(y.part == .addend)
    #expect(try abs(y.value.item() - 4 * 12 / 30) < 1e-6)
    #expect(try abs(Variable.reduce(x, .mean).value.item() - 2 * 12 / 30) < 1e-6)
  }
}
