import Tensors
import Testing

/// The processor's own kernels against plain loops in double precision, with every kind of kernels this machine can run.
@Suite struct ConvolutionTests {
  struct Case: CustomTestStringConvertible, Sendable {
    let batch, inChannels, height, width, outChannels, kernel, padding: Int
    var stride = 1

    var testDescription: String {
      "\(batch)×\(inChannels)×\(height)×\(width), \(outChannels) kernels of \(kernel), padding \(padding)"
    }

    func geometry() throws -> ConvolutionGeometry {
      try ConvolutionGeometry(
        [batch, inChannels, height, width], [outChannels, inChannels, kernel, kernel], stride: Size2d(stride),
        padding: Size2d(padding))
    }
  }

  /// Odd sizes, single channels and pixels, rows shorter and longer than a tile, channels that fill vectors of 4, 8 and 16
  /// or do not, batches of one image and of more than there are slices.
  static let cases: [Case] = [
    Case(batch: 1, inChannels: 1, height: 1, width: 1, outChannels: 1, kernel: 1, padding: 0),
    Case(batch: 2, inChannels: 1, height: 9, width: 11, outChannels: 16, kernel: 5, padding: 1),
    Case(batch: 3, inChannels: 16, height: 13, width: 13, outChannels: 32, kernel: 5, padding: 1),
    Case(batch: 1, inChannels: 3, height: 7, width: 31, outChannels: 12, kernel: 3, padding: 2),
    Case(batch: 2, inChannels: 5, height: 6, width: 5, outChannels: 48, kernel: 3, padding: 0),
    Case(batch: 1, inChannels: 20, height: 8, width: 17, outChannels: 7, kernel: 7, padding: 3),
    Case(batch: 1, inChannels: 2, height: 12, width: 12, outChannels: 17, kernel: 9, padding: 3),
    Case(batch: 65, inChannels: 1, height: 5, width: 4, outChannels: 3, kernel: 2, padding: 1),
    Case(batch: 2, inChannels: 33, height: 3, width: 3, outChannels: 40, kernel: 3, padding: 1),
    Case(batch: 1, inChannels: 4, height: 29, width: 1, outChannels: 8, kernel: 3, padding: 2),
    Case(batch: 2, inChannels: 8, height: 4, width: 6, outChannels: 8, kernel: 1, padding: 0),
  ]

  @Test(arguments: cases, Processor.available.indices)
  func directKernelsAgreeWithPlainLoops(_ sizes: Case, _ processor: Int) throws {
    let geometry = try sizes.geometry()
    let (x, w, b, g) = try operands(geometry)
    let wanted = Convolution.Wanted(input: true, weight: true)
    try Processor.using(Processor.available[processor]) {
      let direct = DirectConvolution(geometry)
      #expect(direct.isPossible)
      let gradients = try direct.gradients(x, w, g, pooled: nil, wanted)
      let found = [try direct.forward(x, w, b), gradients.input, gradients.weight, gradients.bias]
      for (found, expected) in zip(found, plainLoops(x.array, w.array, b.array, g.array, geometry)) {
        try expectClose(found, expected)
      }
    }
  }

  /// Kernels whose columns are not all there at a time: blocks that end within a channel, at its end, and at the last.
  static let largeKernels: [Case] = [
    Case(batch: 1, inChannels: 1, height: 97, width: 97, outChannels: 1, kernel: 64, padding: 0),
    Case(batch: 2, inChannels: 2, height: 90, width: 90, outChannels: 1, kernel: 64, padding: 3),
    // Slices of one image and of two: fewer columns have more rows in a block.
    Case(batch: 9, inChannels: 3760, height: 4, width: 31, outChannels: 2, kernel: 3, padding: 1),
    Case(batch: 17, inChannels: 3329, height: 7, width: 10, outChannels: 2, kernel: 3, padding: 1),
    Case(batch: 1, inChannels: 1, height: 131, width: 130, outChannels: 2, kernel: 64, padding: 3, stride: 2),
  ]

  @Test(arguments: cases + largeKernels)
  func matrixProductsAgreeWithPlainLoops(_ sizes: Case) throws {
    let geometry = try sizes.geometry()
    let (x, w, b, g) = try operands(geometry)
    let gradients = try ColumnConvolution.gradients(x, w, g, geometry, .init(input: true, weight: true))
    let found = [
      try ColumnConvolution.forward(x, w, b, geometry), gradients.input, gradients.weight, gradients.bias,
    ]
    for (found, expected) in zip(found, plainLoops(x.array, w.array, b.array, g.array, geometry)) {
      try expectClose(found, expected)
    }
  }

  /// Bit for bit: ReLU and pooling on the way out change nothing.
  @Test(arguments: cases.filter { min($0.height, $0.width) > 2 }, Processor.available.indices)
  func poolingInTheSamePassGivesWhatTheLayersGive(_ sizes: Case, _ processor: Int) throws {
    let geometry = try sizes.geometry()
    let (x, w, b, _) = try operands(geometry)
    let wanted = Convolution.Wanted(input: true, weight: true)
    try Processor.using(Processor.available[processor]) {
      let direct = DirectConvolution(geometry)
      for (window, stride) in [(2, 2), (3, 2), (1, 1)] where min(geometry.outHeight, geometry.outWidth) >= window {
        let pooling = try PoolingGeometry(
          geometry.resultShape, window: Size2d(window), stride: Size2d(stride), for: "max_pool2d")
        let active = try direct.forward(x, w, b).relu()
        let (values, places) = try Pooling.max(active, pooling)
        let fused = try direct.reluMaxPool(x, w, b, pooling)
        #expect(fused.values.array == values.array)

        let g = try normal(values.shape, 5)
        let upstream = try Pooling.maxGradient(g, places, pooling).times(.relu(y: active))
        let expected = try direct.gradients(x, w, upstream, pooled: nil, wanted)
        let found = try direct.gradients(x, w, g, pooled: (pooling, fused.places), wanted)
        #expect(found.input?.array == expected.input?.array)
        #expect(found.weight?.array == expected.weight?.array)
        #expect(found.bias?.array == expected.bias?.array)
      }
    }
  }

  @Test func nanGetsThroughPoolingInTheSamePass() throws {
    let geometry = try ConvolutionGeometry([1, 1, 4, 4], [16, 1, 1, 1], stride: 1, padding: 0)
    var pixels = [Float](repeating: 1, count: 16)
    pixels[5] = .nan
    let pooling = try PoolingGeometry(geometry.resultShape, window: 2, stride: 2, for: "max_pool2d")
    let values = try DirectConvolution(geometry).reluMaxPool(
      try Tensor(pixels, [1, 1, 4, 4]), try .ones([16, 1, 1, 1]), nil, pooling
    ).values.array
    #expect(values.prefix(4).map { "\($0)" } == ["nan", "1.0", "1.0", "1.0"])
  }

  private func normal(_ shape: Shape, _ seed: UInt64) throws -> Tensor {
    try Philox(seed: seed, stream: .cells, draw: 0).normal(shape)
  }

  private func operands(_ g: ConvolutionGeometry) throws -> (x: Tensor, w: Tensor, b: Tensor, g: Tensor) {
    (
      try normal(g.inputShape, 1), try normal([g.outChannels, g.inChannels, g.kernelHeight, g.kernelWidth], 2),
      try normal([g.outChannels], 3), try normal(g.resultShape, 4)
    )
  }

  /// The error of a sum in single precision grows with the size of what is summed, not with that of the result.
  private func expectClose(_ found: Tensor?, _ expected: (values: [Double], sizes: [Double])) throws {
    let found = try #require(found).array
    #expect(found.count == expected.values.count)
    for (index, value) in found.enumerated() {
      #expect(
        abs(Double(value) - expected.values[index]) <= 2e-6 * expected.sizes[index] + 1e-6,
        "element \(index): \(value) is not \(expected.values[index])")
    }
  }

  /// The result and the gradients of image, kernels and bias; beside each element the sum of the magnitudes in it.
  private func plainLoops(_ x: [Float], _ w: [Float], _ b: [Float], _ gradient: [Float], _ g: ConvolutionGeometry)
    -> [(values: [Double], sizes: [Double])]
  {
    var (result, resultSize) = (
      [Double](repeating: 0, count: gradient.count), [Double](repeating: 0, count: gradient.count)
    )
    var (dx, dxSize) = ([Double](repeating: 0, count: x.count), [Double](repeating: 0, count: x.count))
    var (dw, dwSize) = ([Double](repeating: 0, count: w.count), [Double](repeating: 0, count: w.count))
    var (db, dbSize) = ([Double](repeating: 0, count: b.count), [Double](repeating: 0, count: b.count))
    var out = 0
    for n in 0..<g.batch {
      for o in 0..<g.outChannels {
        for y in 0..<g.outHeight {
          for column in 0..<g.outWidth {
            let upstream = Double(gradient[out])
            result[out] = Double(b[o])
            resultSize[out] = abs(Double(b[o]))
            db[o] += upstream
            dbSize[o] += abs(upstream)
            for c in 0..<g.inChannels {
              for i in 0..<g.kernelHeight {
                for j in 0..<g.kernelWidth {
                  let (row, place) = (
                    y * g.stride.height + i - g.padding.height, column * g.stride.width + j - g.padding.width
                  )
                  guard row >= 0, row < g.height, place >= 0, place < g.width else { continue }
                  let source = ((n * g.inChannels + c) * g.height + row) * g.width + place
                  let kernel = ((o * g.inChannels + c) * g.kernelHeight + i) * g.kernelWidth + j
                  let (pixel, weight) = (Double(x[source]), Double(w[kernel]))
                  result[out] += pixel * weight
                  resultSize[out] += abs(pixel * weight)
                  dx[source] += upstream * weight
                  dxSize[source] += abs(upstream * weight)
                  dw[kernel] += upstream * pixel
                  dwSize[kernel] += abs(upstream * pixel)
                }
              }
            }
            out += 1
          }
        }
      }
    }
    return [(result, resultSize), (dx, dxSize), (dw, dwSize), (db, dbSize)]
  }
}
