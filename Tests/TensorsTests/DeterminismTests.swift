import Tensors
import Testing

/// The same bits whatever the number of threads, because work is cut by its size alone.
@Suite(.serialized) struct DeterminismTests {
  private func onThreads<Result>(_ count: Int, _ body: () throws -> Result) rethrows -> Result {
    let before = ThreadPool.shared.threadCount
    ThreadPool.shared.threadCount = count
    defer { ThreadPool.shared.threadCount = before }
    return try body()
  }

  @Test func resultsAreTheSameBitsOnAnyNumberOfThreads() throws {
    func results() throws -> [[Float]] {
      let x = try Philox(seed: 1, stream: .cells, draw: 0).normal([64, 3, 20, 20])
      let w = try Philox(seed: 2, stream: .cells, draw: 0).normal([8, 3, 5, 5])
      let geometry = try ConvolutionGeometry(x.shape, w.shape, stride: 1, padding: 2)
      let y = try Convolution.forward(x, w, nil, geometry)
      let pooling = try PoolingGeometry(y.shape, window: 2, stride: 2, for: "max_pool2d")
      let pooled = try Pooling.max(y, pooling).values
      let wanted = Convolution.Wanted(input: true, weight: true)
      let columns = try ColumnConvolution.gradients(x, w, y, geometry, wanted)
      let direct = try DirectConvolution(geometry).gradients(x, w, y, pooled: nil, wanted)
      let fused = try DirectConvolution(geometry).reluMaxPool(x, w, nil, pooling)
      let rows = try x.reshaped([64, 1200])
      let kernels = try Philox(seed: 3, stream: .cells, draw: 0).normal([3, 5, 4, 4])
      let growth = try ConvolutionGeometry(transposing: x.shape, kernels.shape, stride: 2, padding: 1, outputPadding: 0)
      let grown = try TransposedConvolution.forward(x, kernels, nil, growth)
      let transposed = try TransposedConvolution.gradients(x, kernels, grown, growth, wanted)
      let normal = try [y, rows].flatMap { x in
        let statistics = try BatchNormalization.statistics(x)
        let gradients = try BatchNormalization.gradients(
          x, nil, x.exp(), statistics, ofBatch: true, epsilon: 1e-5, wantsInput: true)
        let value = try BatchNormalization.forward(x, nil, nil, statistics, epsilon: 1e-5)
        return [statistics.mean, statistics.variance, value, gradients.input, gradients.weight, gradients.bias]
      }
      let layer = try LayerNormalization.forward(rows, nil, nil, epsilon: 1e-5)
      let layerSums = try LayerNormalization.parameterGradients(rows, rows, mean: layer.mean, root: layer.root)
      return [
        y.array, pooled.array, [Float(try x.total())], try x.exp().array,
        try (x + rows.sum(0).reshaped([3, 20, 20])).array, try x.sum(0).array, try x.sum(3).array,
        try rows.softmax(1, logarithm: false).array, try x.permuted([0, 2, 3, 1]).array,
        try rows.logSumExp(0).array, try x.cumulativeSum(2).array,
        try Tensor.matmul(rows, rows.transposed(0, 1)).array, fused.values.array, fused.places.array,
        grown.array, layer.result.array, layerSums.weight.array, layerSums.bias.array,
      ] + [columns, direct, transposed].flatMap { [$0.input, $0.weight, $0.bias] }.map { $0?.array ?? [] }
        + normal.map { $0?.array ?? [] }
    }
    let one = try onThreads(1, results)
    for threads in 2...4 { #expect(try onThreads(threads, results) == one) }
  }

  @Test func everySliceRunsOnceAlsoFromManyThreads() throws {
    try onThreads(3) {
      for slices in [0, 1, 2, 7, 100] {
        var done = [Int](repeating: 0, count: slices)
        try done.withUnsafeMutableBufferPointer { done in
          let base = done.baseAddress
          try ThreadPool.shared.forEach(slices) { slice in
            // A call from within a slice runs its slices itself.
            try? ThreadPool.shared.forEach(2) { base?[slice] += $0 }
          }
        }
        #expect(done.allSatisfy { $0 == 1 })
      }
    }
  }
}
