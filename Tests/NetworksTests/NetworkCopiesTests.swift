import Autodiff
import Networks
import Tensors
import Testing

@Suite struct NetworkCopiesTests {
  @Test func aCopyComputesTheSameAndStaysWhenTheOriginalLearns() throws {
    var random = RandomSource()
    let network = try Sequential([
      Conv2d(1, 3, 5, padding: 1, random: &random), Activation(.relu), MaxPool2d(2), LeakyReLU(), Flatten(),
      Linear(75, 8, random: &random), Dropout(0.5, random: &random),
      Heads([Linear(8, 2, random: &random), Sequential([Linear(8, 4, random: &random), Unflatten([1, 2, 2])])]),
    ])
    network.isTraining = false
    let x = Variable(try .ones([2, 1, 13, 13]))
    let copy = try NetworkCopies().copy(network as any Layer)
    #expect(copy.description == network.description)
    func results(_ layer: any Layer) throws -> [[Float]] { try layer.apply(x).map(\.value.array) }
    let before = try results(network)
    #expect(try results(copy) == before)

    let optimizer = try Optimizer(.sgd(), network.parameters, learningRate: 0.1)
    for result in try network.apply(x) { try Variable.sum(result).backward() }
    try optimizer.step()
    #expect(try results(network) != before)
    #expect(try results(copy) == before)
  }

  @Test func aCopyHasItsOwnRunningStatisticsAndMode() throws {
    var random = RandomSource()
    let network = try Sequential([
      ConvTranspose2d(1, 2, 2, stride: 2, random: &random), BatchNorm(2), LayerNorm([4, 4]),
    ])
    let x = Variable(try Philox(seed: 1, stream: .cells, draw: 0).normal([2, 1, 2, 2]))
    _ = try network(x)
    network.isTraining = false
    let copy = try NetworkCopies().copy(network as any Layer)
    #expect(!copy.isTraining)
    let before = try copy(x).value.array
    #expect(try network(x).value.array == before)
    network.isTraining = true
    _ = try network(x)
    #expect(network.namedBuffers.map(\.buffer.value.array) != copy.namedBuffers.map(\.buffer.value.array))
    #expect(try copy(x).value.array == before)
  }

  @Test func aCopyHasTheGradientOfItsMoment() throws {
    var random = RandomSource()
    let network = try Sequential([Linear(3, 2, random: &random), Activation(.relu), Linear(2, 1, random: &random)])
    let without = try NetworkCopies().copy(network as any Layer)
    for result in try network.apply(Variable(try .ones([4, 3]))) { try Variable.sum(result).backward() }
    let with = try NetworkCopies().copy(network as any Layer)
    let before = network.parameters.map { $0.gradient?.array }
    #expect(before.allSatisfy { $0 != nil })
    #expect(with.parameters.map { $0.gradient?.array } == before)
    #expect(without.parameters.allSatisfy { $0.gradient == nil })

    for parameter in network.parameters { parameter.clearGradient() }
    for result in try network.apply(Variable(try .zeros([4, 3]))) { try Variable.sum(result).backward() }
    #expect(with.parameters.map { $0.gradient?.array } == before)
  }

  @Test func whatTwoShareTheirCopiesShare() throws {
    var random = RandomSource()
    let shared = try Linear(2, 2, random: &random)
    let first = try Sequential([shared, Activation(.relu)])
    let second = try Sequential([Linear(2, 2, random: &random), shared])
    let copies = NetworkCopies()
    let (one, other) = (try copies.copy(first as any Layer), try copies.copy(second as any Layer))
    #expect(one.children[0] === other.children[1])
    #expect(one.children[0] !== shared)
    #expect(try copies.copy(shared.weight) === one.parameters[0])
  }

  @Test func aCopiedOptimizerGoesOnAlike() throws {
    var random = RandomSource()
    let layer = try Linear(3, 2, random: &random)
    let optimizer = try Optimizer(.adam(), layer.parameters, learningRate: 0.1)
    func step(_ layer: any Layer, _ optimizer: Optimizer) throws {
      optimizer.clearGradients()
      try Variable.sum(try layer(Variable(try .ones([1, 3])))).backward()
      try optimizer.step()
    }
    try step(layer, optimizer)
    let copies = NetworkCopies()
    let (other, otherOptimizer) = (try copies.copy(layer as any Layer), try copies.copy(optimizer))
    try step(layer, optimizer)
    try step(other, otherOptimizer)
    #expect(otherOptimizer.steps == 2)
    #expect(other.parameters.map(\.value.array) == layer.parameters.map(\.value.array))
  }

  @Test func aTensorInTheMemoryOfAParameterSettles() throws {
    var random = RandomSource()
    let layer = try Linear(3, 2, random: &random)
    let view = try layer.weight.value.reshaped([6])
    let other = try Tensor.ones([6])
    let copies = NetworkCopies()
    _ = try copies.copy(layer as any Layer)
    #expect(try copies.settled(view).storage !== layer.weight.value.storage)
    #expect(try copies.settled(view).array == view.array)
    #expect(try copies.settled(other).storage === other.storage)
  }
}
