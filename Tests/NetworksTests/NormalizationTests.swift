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

  /// PyTorch 2.15's numbers for `nn.BatchNorm1d(2, momentum=None)`.
  @Test func withoutAMomentumTheStatisticsAreTheMeanOfAllBatches() throws {
    let layer = try BatchNorm(2, momentum: nil)
    #expect(layer.description == "batch_norm(2, momentum=None)")
    let batches: [[Float]] = [[1, 2, 3, 5, -2, 0.5], [0, -1, 4, 2], [10, 3, 2, 2, 7, -6, 1, 1]]
    let means: [[Float]] = [[0.666_666_7, 2.5], [1.333_333_4, 1.5], [2.555_555_6, 1]]
    let variances: [[Float]] = [[6.333_333_5, 5.25], [7.166_667, 4.875], [10.777_778, 8.805_555]]
    func agree(_ a: [Float], _ b: [Float]) -> Bool { zip(a, b).allSatisfy { abs($0 - $1) < 2e-6 * max(1, abs($1)) } }
    for (place, batch) in batches.enumerated() {
      // What is copied on the way goes on as the layer itself.
      let copy = try #require(try NetworkCopies().copy(layer) as? BatchNorm)
      for layer in [layer, copy] {
        _ = try layer(Variable(try Tensor(batch, [batch.count / 2, 2])))
        #expect(agree(layer.runningMean.value.array, means[place]))
        #expect(agree(layer.runningVariance.value.array, variances[place]))
        #expect(layer.buffers.last?.value.array == [Float(place + 1)])
      }
    }
    layer.isTraining = false
    let evaluated = try layer(Variable(try Tensor(batches[0], [3, 2]))).value.array
    #expect(agree(evaluated, [-0.473_828_05, 0.336_993_43, 0.135_379_4, 1.347_973_6, -1.387_639_3, -0.168_496_67]))
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
