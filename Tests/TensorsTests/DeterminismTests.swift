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
      let gradient = try Tensor.zeros(w.shape)
      try Convolution.addWeightGradient(x, y, geometry, to: gradient.mutablePointer)
      let pooled = try Pooling.max(y, PoolingGeometry(y.shape, window: 2, stride: 2, for: "max_pool2d")).values
      let rows = try x.reshaped([64, 1200])
      return [
        y.array, gradient.array, pooled.array, [Float(x.total())], try x.exp().array,
        try Tensor.matmul(rows, rows.transposed(0, 1)).array, try Convolution.inputGradient(y, w, geometry).array,
      ]
    }
    let one = try onThreads(1, results)
    for threads in 2...4 { #expect(try onThreads(threads, results) == one) }
  }

  @Test func everySliceRunsOnceAlsoFromManyThreads() {
    onThreads(3) {
      for slices in [0, 1, 2, 7, 100] {
        var done = [Int](repeating: 0, count: slices)
        done.withUnsafeMutableBufferPointer { done in
          let base = done.baseAddress
          ThreadPool.shared.forEach(slices) { slice in
            // A call from within a slice runs its slices itself.
            ThreadPool.shared.forEach(2) { base?[slice] += $0 }
          }
        }
        #expect(done.allSatisfy { $0 == 1 })
      }
    }
  }
}
