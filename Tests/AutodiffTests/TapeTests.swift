import Autodiff
import Tensors
import Testing

@Suite struct TapeTests {
  private func parameter(_ values: Float...) throws -> LearnedParameter { try LearnedParameter(try Tensor(values)) }

  @Test func gradientsAddUpUntilTheyAreCleared() throws {
    let x = try parameter(2)
    for _ in 0..<2 { try Variable.sum(x * x).backward() }
    #expect(x.gradient?.array == [8])
    x.clearGradient()
    #expect(x.gradient == nil)
    try Variable.sum(x * x).backward()
    #expect(x.gradient?.array == [4])
  }

  @Test func aValueUsedTwiceGetsBothGradients() throws {
    let x = try parameter(3)
    let y = try x * x
    try Variable.sum(y * y + y).backward()
    #expect(x.gradient?.array == [4 * 27 + 6])
  }

  @Test func addingSharesNoGradientBetweenItsOperands() throws {
    let (x, y) = (try parameter(1, 2), try parameter(3, 4))
    let sum = try x + y
    try Variable.sum(sum * sum + x).backward()
    #expect(x.gradient?.array == [9, 13])
    #expect(y.gradient?.array == [8, 12])
  }

  @Test func gradientsOfLeavesAndInnerValues() throws {
    let x = try parameter(3)
    let y = try x * x
    let gradients = try Variable.sum(y * y).gradients(of: [x, y])
    #expect(gradients.map(\.array) == [[108], [18]])
    #expect(x.gradient == nil, "grad() leaves the parameters' own gradients alone")
  }

  @Test func nothingIsRecordedWhenSwitchedOff() throws {
    let x = try parameter(3)
    let y = try Recording.off { try x * x }
    #expect(!y.requiresGradient)
    #expect(try (x * x).requiresGradient)
  }

  @Test func detachedValuesPassNothing() throws {
    let x = try parameter(3)
    try Variable.sum(Variable.detach(x) * x).backward()
    #expect(x.gradient?.array == [3])
  }

  /// A parameter is written in place; what was made of it before is not.
  @Test func valuesStayWhenTheirParameterChanges() throws {
    let x = try parameter(1, 2)
    let values = [
      Variable.detach(x), try .reshape(x, [2, 1]), try Recording.off { try .reshape(x, [1, 2]) },
      Variable.detach(try .reshape(x, [2, 1])),
    ]
    try x.assign(try Tensor([5, 6]))
    for value in values { #expect(value.value.array == [1, 2]) }
  }

  @Test func backwardNeedsOneNumberThatDescendsFromAParameter() throws {
    let x = try parameter(1, 2)
    #expect(throws: TensorError.self) { try (x * x).backward() }
    #expect(throws: TensorError.self) { try Variable.constant(1).backward() }
    let error = #expect(throws: TensorError.self) { try Variable.sum(x).gradients(of: [Variable(x.value)]) }
    #expect(error?.code == .gradient)
  }

  @Test func aValueComputedFromAnOlderParameterIsNotDifferentiated() throws {
    let x = try parameter(3)
    let before = try Variable.sum(x * x)
    x.noteChange()
    let error = #expect(throws: TensorError.self) { try before.backward() }
    #expect(error?.code == .gradient)
    try Variable.sum(x * x).backward()
    #expect(x.gradient?.array == [6])
  }

  /// All gradients change or none: that of `late` comes first in the pass that fails, that of `early` after it.
  @Test(arguments: [false, true]) func aPassThatFailsLeavesGradientsAsTheyWere(areThere: Bool) throws {
    let (early, late, weight) = (try parameter(3), try parameter(5), try LearnedParameter(Tensor([2], [1, 1])))
    func loss() throws -> Variable { try Variable.sum(late * .linear(.reshape(early * early, [1, 1]), weight, nil)) }
    let old = try loss()
    if areThere { try loss().backward() }
    let before = [early, late, weight].map { $0.gradient?.array }
    #expect(before == (areThere ? [[60], [18], [45]] : [nil, nil, nil]))
    early.noteChange()
    #expect(throws: TensorError.self) { try old.backward() }
    #expect([early, late, weight].map { $0.gradient?.array } == before)
    try loss().backward()
    #expect(
      [early, late, weight].map { $0.gradient?.array } == (areThere ? [[120], [36], [90]] : [[60], [18], [45]]))
  }

  @Test func thePowerZeroHasNoSlopeAtZero() throws {
    let x = try parameter(0, 2)
    try Variable.sum(.power(x, .constant(0))).backward()
    #expect(x.gradient?.array == [0, 0])
  }

  @Test func crossEntropyTakesProbabilitiesOnly() throws {
    let (p, x) = (Variable(try Tensor([0.5, 1.5])), Variable(try Tensor([0, 1])))
    let error = #expect(throws: TensorError.self) { try Variable.binaryCrossEntropy(p, x, .sum) }
    #expect(error?.suggestion?.contains("sigmoid") == true)
  }

  @Test func aGraphOfManyOperationsIsFreedWithoutDeepRecursion() throws {
    let x = try parameter(1)
    var y: Variable = x
    for _ in 0..<200_000 { y = try .negated(y) }
    try y.backward()
    #expect(x.gradient?.array == [1])
  }
}
