import Threads

/// Convolution in groups: each group of the result's channels sees its own group of the image's. One image and one group
/// at a time, as a product with the ``Columns`` of the group's channels, which stay in the processor's cache.
///
/// - Note: The geometry is that of one group; images and results have the channels of all groups one after another.
package struct GroupedConvolution {
  private let g: ConvolutionGeometry
  private let groups: Int

  package init(_ geometry: ConvolutionGeometry, groups: Int) { (g, self.groups) = (geometry, groups) }

  package var resultShape: Shape { [g.batch, groups * g.outChannels, g.outHeight, g.outWidth] }
  package var inputShape: Shape { [g.batch, groups * g.inChannels, g.height, g.width] }

  private var resultSize: Int { g.outChannels * g.outSize }
  private var weightSize: Int { g.outChannels * g.patch }

  /// - Parameters:
  ///   - weight: [groups · outChannels, inChannels, kernelHeight, kernelWidth].
  ///   - bias: [groups · outChannels].
  package func forward(_ x: Tensor, _ weight: Tensor, _ bias: Tensor?) throws -> Tensor {
    let result = try Tensor(uninitialized: resultShape, for: "conv2d")
    let (source, kernels, destination) = (x.pointer, weight.pointer, result.mutablePointer)
    let product = try MatrixProduct(for: "conv2d")
    try forEachPart { _, part, group, columns in
      let out = destination + part * resultSize
      if let bias {
        for channel in 0..<g.outChannels {
          (out + channel * g.outSize).update(
            repeating: bias.pointer[group * g.outChannels + channel], count: g.outSize)
        }
      }
      Columns(g).write(source + part * g.imageSize, rows: 0..<g.patch, to: columns, length: g.outSize)
      product.multiply(
        g.outChannels, g.outSize, g.patch, kernels + group * weightSize, lda: g.patch, columns, ldb: g.outSize,
        into: out, ldc: g.outSize, adding: bias != nil)
    }
    return result
  }

  package func gradients(
    _ x: Tensor, _ weight: Tensor, _ gradient: Tensor, _ wanted: Convolution.Wanted
  ) throws -> Convolution.Gradients {
    var result = Convolution.Gradients()
    if wanted.input { result.input = try inputGradient(gradient, weight, bias: nil) }
    if wanted.weight {
      result.weight = try weightGradient(x, gradient, weight.shape)
      result.bias = try Convolution.biasGradient(gradient)
    }
    return result
  }

  /// The gradient of the image, given that of the result; plus a bias for each of the image's channels, for a transposed
  /// convolution.
  package func inputGradient(_ gradient: Tensor, _ weight: Tensor, bias: Tensor?) throws -> Tensor {
    let result = try Tensor(uninitialized: inputShape, for: "conv2d")
    let (upstream, kernels, destination) = (gradient.pointer, weight.pointer, result.mutablePointer)
    let product = try MatrixProduct(for: "conv2d")
    try forEachPart { _, part, group, columns in
      product.multiply(
        g.patch, g.outSize, g.outChannels, kernels + group * weightSize, lda: g.patch, transposeA: true,
        upstream + part * resultSize, ldb: g.outSize, into: columns, ldc: g.outSize)
      Columns(g).add(
        columns, rows: 0..<g.patch, length: g.outSize, bias: bias.map { $0.pointer + group * g.inChannels },
        into: destination + part * g.imageSize)
    }
    return result
  }

  /// Each slice of the batch sums its own images; the slices' sums are added in their order.
  private func weightGradient(_ x: Tensor, _ gradient: Tensor, _ shape: Shape) throws -> Tensor {
    let (source, upstream, slices) = (x.pointer, gradient.pointer, Partition.batchSlices(g.batch))
    let size = groups * weightSize
    let partial = try Tensor.zeros([slices, size])
    let (sums, product) = (partial.mutablePointer, try MatrixProduct(for: "conv2d"))
    // A kernel of few numbers is not worth a call of BLAS.
    let isSmall = weightSize <= 64
    try forEachPart { slice, part, group, columns in
      Columns(g).write(source + part * g.imageSize, rows: 0..<g.patch, to: columns, length: g.outSize)
      let (own, sum) = (upstream + part * resultSize, sums + slice * size + group * weightSize)
      guard isSmall else {
        return product.multiply(
          g.outChannels, g.patch, g.outSize, own, lda: g.outSize, columns, ldb: g.outSize, transposeB: true, into: sum,
          ldc: g.patch, adding: true)
      }
      for place in 0..<weightSize {
        sum[place] += Float(
          product.kernels.sum(
            .product, own + place / g.patch * g.outSize, columns + place % g.patch * g.outSize, count: g.outSize))
      }
    }
    let weight = try Tensor(uninitialized: shape, for: "conv2d")
    let total = weight.mutablePointer
    try Partition.elements(size) { range in
      for place in range { total[place] = (0..<slices).reduce(0) { $0 + sums[$1 * size + place] } }
    }
    return weight
  }

  /// Calls `body` with each group of each image, counted through, and memory for its columns.
  private func forEachPart(
    _ body: (_ slice: Int, _ part: Int, _ group: Int, _ columns: UnsafeMutablePointer<Float>) -> Void
  ) throws {
    let size = g.patch * g.outSize
    try Scratch.forEachSlice(ofBatch: g.batch, [size]) { slice, room, images in
      let columns = room.take(size)
      for image in images {
        for group in 0..<groups {
          if Cancellation.current.isCancelled { return }
          body(slice, image * groups + group, group, columns)
        }
      }
    }
  }
}
