import Autodiff
import Networks
import Tensors
import Testing

@Suite struct NormalizationTests {
  /// Two batches through a layer with momentum 0.25, against the rule written out.
  @Test func runningStatisticsFollowTheBatches() throws {
    let layer = try BatchNorm(2, momentum: 0.25)
    var (mean, variance) = ([0.0, 0.0], [1.0, 1.0])
    for draw in 0..<2 {
      let x = try Philox(seed: 3, stream: .cells, draw: UInt64(draw)).normal([3, 2, 5]).scaled(by: 2, plus: 7)
      _ = try layer(Variable(x))
      for channel in 0..<2 {
        let values = (0..<15).map { Double(x.array[$0 / 5 * 10 + channel * 5 + $0 % 5]) }
        let center = values.reduce(0, +) / 15
        let unbiased = values.reduce(0) { $0 + ($1 - center) * ($1 - center) } / 14
        mean[channel] = 0.75 * mean[channel] + 0.25 * center
        variance[channel] = 0.75 * variance[channel] + 0.25 * unbiased
      }
    }
    for channel in 0..<2 {
      #expect(abs(Double(layer.runningMean.value.array[channel]) - mean[channel]) < 1e-5)
      #expect(abs(Double(layer.runningVariance.value.array[channel]) - variance[channel]) < 1e-5)
    }
  }

  @Test func evaluationTakesTheRunningStatisticsAndLeavesThem() throws {
    let network: any Layer = try Sequential([Flatten(), BatchNorm(3, epsilon: 0, affine: false)])
    let buffers = Dictionary(uniqueKeysWithValues: network.namedBuffers.map { ($0.name, $0.buffer) })
    try #require(buffers["1.running_mean"]).assign(try Tensor([1, 2, 3]))
    try #require(buffers["1.running_var"]).assign(try Tensor([4, 4, 0.25]))
    network.isTraining = false
    #expect(!network.isTraining)
    #expect(try network(Variable(try Tensor([3, 2, 2], [1, 3]))).value.array == [1, 0, -2])
    #expect(buffers["1.running_mean"]?.value.array == [1, 2, 3])
    network.isTraining = true
    #expect(network.isTraining)
    #expect(throws: TensorError.self) { try network(Variable(try Tensor([3, 2, 2], [1, 3]))) }
  }

  @Test func aBatchThatIsNotFiniteLeavesTheRunningStatistics() throws {
    let layer = try BatchNorm(2)
    _ = try layer(Variable(try Tensor([1, .nan, 2, 3], [2, 2])))
    #expect(layer.runningMean.value.array == [0, 0])
    #expect(layer.runningVariance.value.array == [1, 1])
  }

  /// Σx² - (Σx)²/n would have no digit left here.
  @Test func aLargeMeanCostsNoPrecision() throws {
    let values: [Float] = (0..<4096).map { 10_000 + Float($0 % 2) }
    let statistics = try BatchNormalization.statistics(try Tensor(values, [4, 1, 1024]))
    #expect(statistics.mean.array == [10_000.5])
    #expect(statistics.variance.array == [0.25])
  }

  @Test func layersNameWhatDoesNotFit() throws {
    let error = #expect(throws: TensorError.self) { try BatchNorm(8)(Variable(try .ones([2, 4, 3, 3]))) }
    #expect(error?.suggestion == "rebuild the layer as batch_norm(4)")
    let other = #expect(throws: TensorError.self) { try LayerNorm([8])(Variable(try .ones([2, 4]))) }
    #expect(other?.suggestion == "rebuild the layer as layer_norm(4)")
  }
}
