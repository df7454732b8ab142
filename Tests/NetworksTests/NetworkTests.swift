import Autodiff
import Networks
import Tensors
import Testing

@Suite struct NetworkTests {
  @Test func shapesFoundWithoutComputingAreThoseThatComputingGives() throws {
    var random = RandomSource()
    let network = try Sequential([
      Conv2d(1, 3, 5, padding: 1, random: &random), Activation(.relu), MaxPool2d(2), Flatten(),
      Linear(3 * 5 * 5, 8, random: &random), Dropout(0.5, random: &random),
      Heads([Linear(8, 2, random: &random), Sequential([Linear(8, 4, random: &random), Unflatten([1, 2, 2])])]),
    ])
    let shapes = try network.resultShapes([2, 1, 13, 13])
    let results = try network.apply(Variable(try .ones([2, 1, 13, 13])))
    #expect(shapes == [[2, 2], [2, 1, 2, 2]])
    #expect(results.map(\.shape) == shapes)
  }

  @Test func transposedConvolutionsAndNormalizationKnowTheirShapes() throws {
    var random = RandomSource()
    let network = try Sequential([
      Unflatten([8, 2, 3]), ConvTranspose2d(8, 4, 4, stride: 2, padding: 1, random: &random), BatchNorm(4),
      Activation(.relu), ConvTranspose2d(4, 3, 3, stride: 2, padding: 1, outputPadding: 1, random: &random),
      AvgPool2d(3, stride: 1, padding: 1), LayerNorm([8, 12]),
    ])
    #expect(try network.resultShapes([5, 48]) == [[5, 3, 8, 12]])
    #expect(try network(Variable(try .ones([5, 48]))).shape == [5, 3, 8, 12])
  }

  /// As PyTorch names them in a state_dict.
  @Test func whatANetworkHoldsHasNames() throws {
    var random = RandomSource()
    let shared = try BatchNorm(4)
    let network = try Sequential([
      Linear(3, 4, random: &random), shared, Activation(.relu),
      Heads([Linear(4, 2, bias: false, random: &random), Sequential([shared, Linear(4, 2, random: &random)])]),
    ])
    #expect(
      network.namedParameters.map(\.name) == [
        "0.weight", "0.bias", "1.weight", "1.bias", "3.0.weight", "3.1.1.weight", "3.1.1.bias",
      ])
    #expect(
      network.namedParameters.map { ObjectIdentifier($0.parameter) }
        == network.distinctParameters.map(ObjectIdentifier.init))
    #expect(network.namedBuffers.map(\.name) == ["1.running_mean", "1.running_var"])
    #expect(shared.namedParameters.map(\.name) == ["weight", "bias"])
  }

  @Test func parametersStandSideBySideInTheirArena() throws {
    var random = RandomSource()
    let network = try Sequential([
      Linear(3, 4, random: &random), Heads([Linear(4, 2, random: &random), Linear(4, 2, random: &random)]),
    ])
    let parameters = network.parameters
    #expect(network.parameterCount == 3 * 4 + 4 + 2 * (4 * 2 + 2))
    for (one, next) in zip(parameters, parameters.dropFirst()) {
      #expect(one.value.pointer + one.value.count == next.value.pointer)
      #expect(one.gradientTensor.pointer + one.value.count == next.gradientTensor.pointer)
    }
  }

  @Test func aLayerSharedByTwoNetworksIsOneLayer() throws {
    var random = RandomSource()
    let shared = try Linear(2, 2, random: &random)
    let first = try Sequential([shared, Activation(.relu)])
    let second = try Sequential([Linear(2, 2, random: &random), shared])
    let optimizer = try Optimizer(.sgd(), first.parameters + second.parameters, learningRate: 0.1)
    #expect(optimizer.parameters.count == 4)
    #expect(try Sequential([shared, shared]).parameterCount == 6)
    let before = shared.weight.value.array
    try Variable.sum(second(Variable(try .ones([1, 2])))).backward()
    try optimizer.step()
    #expect(shared.weight.value.array != before)
  }

  @Test func defaultsAreUniformWithinOneOverTheRootOfTheInputs() throws {
    var random = RandomSource()
    let layer = try Conv2d(16, 32, 5, random: &random)
    let values = layer.weight.value.array
    #expect(values.allSatisfy { abs($0) <= 0.05 })
    #expect(values.contains { $0 > 0.045 } && values.contains { $0 < -0.045 })
    #expect(abs(values.reduce(0, +) / Float(values.count)) < 0.002)
  }

  @Test func anErrorNamesTheLayerTheShapesAndTheRemedy() throws {
    var random = RandomSource()
    let decoder = try Sequential([Linear(20, 512, random: &random), Activation(.relu)])
    let error = #expect(throws: TensorError.self) { try decoder(Variable(try .ones([64, 30]))) }
    #expect(error?.message.contains("linear(20, 512) needs 20 features") == true)
    #expect(error?.message.contains("64×30") == true)
    #expect(error?.suggestion == "rebuild the layer as linear(30, 512)")
  }

  @Test func dropoutActsOnlyWhileTraining() throws {
    var random = RandomSource()
    let dropout = Dropout(0.25, random: &random)
    let ones = Variable(try .ones([10_000]))
    let dropped = try dropout(ones).value.array
    #expect(abs(dropped.count { $0 == 0 } - 2500) < 200)
    #expect(dropped.allSatisfy { $0 == 0 || abs($0 - 1 / 0.75) < 1e-6 })
    dropout.isTraining = false
    #expect(try dropout(ones).value.array == ones.value.array)
  }

  @Test func namesAreThoseOfAStateDict() throws {
    var random = RandomSource()
    let network = try Sequential([
      Linear(4, 3, random: &random), Activation(.relu), BatchNorm(3),
      Heads([Linear(3, 2, random: &random), Linear(3, 2, bias: false, random: &random)]),
    ])
    #expect(
      network.namedParameters.map(\.name) == [
        "0.weight", "0.bias", "2.weight", "2.bias", "3.0.weight", "3.0.bias", "3.1.weight",
      ])
    #expect(zip(network.namedParameters, network.parameters).allSatisfy { $0.parameter === $1 })
    #expect(network.namedBuffers.map(\.name) == ["2.running_mean", "2.running_var"])
  }
}
