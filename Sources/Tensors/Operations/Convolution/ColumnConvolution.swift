import Threads

/// Convolution as a matrix product, of the kernels with the ``Columns`` of the images.
///
/// A few images at a time, so that their columns stay in the processor's cache: one where it has many pixels, several
/// side by side in one product where each has so few that packing the kernels would cost more than multiplying. Of large
/// kernels not all rows of the columns are there at a time.
package enum ColumnConvolution {
  /// Cross-correlation of x with the kernels, plus a bias for each output channel: PyTorch's conv2d.
  package static func forward(_ x: Tensor, _ weight: Tensor, _ bias: Tensor?, _ geometry: ConvolutionGeometry) throws
    -> Tensor
  {
    let result = try Tensor(uninitialized: geometry.resultShape, for: "conv2d")
    let (source, kernels, destination) = (x.pointer, weight.pointer, result.mutablePointer)
    let g = geometry
    try forEachGroup(g) { _, group in
      let out = group.count == 1 ? destination + group.first * g.outChannels * g.outSize : group.pixels
      if let bias {
        for channel in 0..<g.outChannels {
          (out + channel * group.length).update(repeating: bias.pointer[channel], count: group.length)
        }
      }
      forEachBlock(of: g, columns: group.length) { rows in
        group.product.multiply(
          g.outChannels, group.length, rows.count, kernels + rows.lowerBound, lda: g.patch,
          group.columns(of: source, rows), ldb: group.length, into: out, ldc: group.length,
          adding: bias != nil || rows.lowerBound > 0)
      }
      if group.count > 1 { group.scatter(into: destination) }
    }
    return result
  }

  /// The gradients, given that of the result.
  package static func gradients(
    _ x: Tensor, _ weight: Tensor, _ gradient: Tensor, _ geometry: ConvolutionGeometry, _ wanted: Convolution.Wanted
  ) throws -> Convolution.Gradients {
    var result = Convolution.Gradients()
    if wanted.input { result.input = try inputGradient(gradient, weight, bias: nil, geometry) }
    if wanted.weight {
      result.weight = try weightGradient(x, gradient, weight.shape, geometry)
      result.bias = try Convolution.biasGradient(gradient)
    }
    return result
  }

  /// The gradient with respect to x, given the gradient of the result; plus a bias for each channel of x, which the
  /// gradient has no use for and a transposed convolution has.
  package static func inputGradient(
    _ gradient: Tensor, _ weight: Tensor, bias: Tensor?, _ geometry: ConvolutionGeometry
  ) throws -> Tensor {
    let result = try Tensor(uninitialized: geometry.inputShape, for: "conv2d")
    let (source, kernels, destination) = (gradient.pointer, weight.pointer, result.mutablePointer)
    let g = geometry
    try forEachGroup(g) { _, group in
      inputGradient(
        group.gathered(source), kernels, g, group.product, columns: group.room, images: group.count,
        bias: bias?.pointer,
        into: destination + group.first * g.imageSize)
    }
    return result
  }

  /// The gradient of a few images, given those of their results [outChannels, images · outSize] and memory for their columns.
  static func inputGradient(
    _ gradient: UnsafePointer<Float>, _ kernels: UnsafePointer<Float>, _ g: ConvolutionGeometry,
    _ product: MatrixProduct, columns: UnsafeMutablePointer<Float>, images: Int, bias: UnsafePointer<Float>? = nil,
    into destination: UnsafeMutablePointer<Float>
  ) {
    let length = images * g.outSize
    if g.isProduct && images == 1 {
      for channel in 0..<g.inChannels {
        (destination + channel * length).update(repeating: bias?[channel] ?? 0, count: length)
      }
      product.multiply(
        g.inChannels, length, g.outChannels, kernels, lda: g.inChannels, transposeA: true, gradient, ldb: length,
        into: destination, ldc: length, adding: bias != nil)
      return
    }
    forEachBlock(of: g, columns: length) { rows in
      product.multiply(
        rows.count, length, g.outChannels, kernels + rows.lowerBound, lda: g.patch, transposeA: true, gradient,
        ldb: length, into: columns, ldc: length)
      for image in 0..<images {
        Columns(g).add(
          columns + image * g.outSize, rows: rows, length: length, bias: bias, into: destination + image * g.imageSize)
      }
    }
  }

  /// The gradient with respect to the kernels, given x and the gradient of the result.
  ///
  /// Each slice of the batch sums its own images; the slices' sums are added in their order. The sums are those of the
  /// transposed product, of the columns as they are with the gradient's pixels.
  package static func weightGradient(
    _ x: Tensor, _ gradient: Tensor, _ shape: Shape, _ geometry: ConvolutionGeometry
  ) throws -> Tensor {
    let (source, upstream, g) = (x.pointer, gradient.pointer, geometry)
    let product = try MatrixProduct(for: "conv2d")
    let results = g.wholeVectors(product.kernels.lanes)
    let size = g.patch * results
    let slices = Partition.batchSlices(g.batch)
    let partial = try Tensor.zeros([slices, size])
    let sums = partial.mutablePointer
    try forEachGroup(g) { slice, group in
      let turned = group.turned(upstream)
      forEachBlock(of: g, columns: group.length) { rows in
        group.product.multiply(
          rows.count, results, group.length, group.columns(of: source, rows), lda: group.length, turned, ldb: results,
          into: sums + slice * size + rows.lowerBound * results, ldc: results, adding: true)
      }
    }
    return try KernelSums(partial, slices: slices, size: size, results: results).weight(shape)
  }

  // MARK: Blocks of rows

  /// The most numbers of columns that are there at a time: what stays in a cache, and is multiplied in milliseconds.
  private static let blockSize = 4 << 20

  private static func rowsOfBlock(columns: Int) -> Int { max(1, blockSize / max(1, columns)) }

  /// How many floats the columns of so many images, or of fewer, take at most at a time. (Fewer have more rows in a block.)
  static func room(for g: ConvolutionGeometry, images: Int) -> Int {
    let columns = images * g.outSize
    return min(g.patch * columns, max(blockSize, columns))
  }

  /// Calls `body` with blocks of the rows of the columns, in order, as long as the work is wanted.
  private static func forEachBlock(of g: ConvolutionGeometry, columns: Int, _ body: (_ rows: Range<Int>) -> Void) {
    let size = rowsOfBlock(columns: columns)
    for first in stride(from: 0, to: g.patch, by: size) {
      if first > 0, Cancellation.current.isCancelled { return }
      body(first..<min(g.patch, first + size))
    }
  }

  // MARK: Groups of images

  /// Images next to each other in a slice of the batch, and memory to bring them into one matrix.
  private struct Group {
    let g: ConvolutionGeometry
    let first, count: Int
    /// Memory for the columns, or a block of their rows, [patch, count · outSize] and for the pixels of the result [outChannels, count · outSize], or
    /// transposed.
    let room, pixels: UnsafeMutablePointer<Float>
    let product: MatrixProduct

    /// How many columns there are.
    var length: Int { count * g.outSize }

    /// Some rows of the columns of the images, given all images.
    func columns(of images: UnsafePointer<Float>, _ rows: Range<Int>) -> UnsafePointer<Float> {
      let own = images + first * g.imageSize
      if g.isProduct && count == 1 { return own + rows.lowerBound * length }
      for image in 0..<count {
        Columns(g).write(own + image * g.imageSize, rows: rows, to: room + image * g.outSize, length: length)
      }
      return UnsafePointer(room)
    }

    /// The images' parts of a result [batch, outChannels, outSize], channel by channel.
    func gathered(_ result: UnsafePointer<Float>) -> UnsafePointer<Float> {
      let own = result + first * g.outChannels * g.outSize
      if count == 1 { return own }
      forEachPlane { Columns.copyRun(own + $0, pixels + $1, g.outSize) }
      return UnsafePointer(pixels)
    }

    /// The images' parts of a result [batch, outChannels, outSize], pixel by pixel: [count · outSize, results].
    func turned(_ result: UnsafePointer<Float>) -> UnsafePointer<Float> {
      let (kernels, results) = (product.kernels, g.wholeVectors(product.kernels.lanes))
      for image in 0..<count {
        kernels.pixels(
          fromPlanes: result + (first + image) * g.outChannels * g.outSize, count: g.outSize, channels: g.outChannels,
          results: results, into: pixels + image * g.outSize * results)
      }
      return UnsafePointer(pixels)
    }

    /// The reverse: writes the pixels to their places in a result.
    func scatter(into result: UnsafeMutablePointer<Float>) {
      let own = result + first * g.outChannels * g.outSize
      forEachPlane { Columns.copyRun(pixels + $1, own + $0, g.outSize) }
    }

    private func forEachPlane(_ body: (_ inResult: Int, _ inPixels: Int) -> Void) {
      for image in 0..<count {
        for channel in 0..<g.outChannels {
          body((image * g.outChannels + channel) * g.outSize, channel * length + image * g.outSize)
        }
      }
    }
  }

  /// Calls `body` with the groups of each slice of the batch, in order within the slice.
  private static func forEachGroup(_ g: ConvolutionGeometry, _ body: (_ slice: Int, Group) -> Void) throws {
    let imagesOfSlice = (g.batch + Partition.batchSlices(g.batch) - 1) / Partition.batchSlices(g.batch)
    let size = max(1, min(256 / g.outSize, imagesOfSlice))
    let product = try MatrixProduct(for: "conv2d")
    let sizes = [room(for: g, images: size), size * g.wholeVectors(product.kernels.lanes) * g.outSize]
    try Scratch.forEachSlice(ofBatch: g.batch, sizes) { slice, room, images in
      let (columns, pixels) = (room.take(sizes[0]), room.take(sizes[1]))
      for first in stride(from: images.lowerBound, to: images.upperBound, by: size) {
        if Cancellation.current.isCancelled { return }
        let count = min(size, images.upperBound - first)
        body(slice, Group(g: g, first: first, count: count, room: columns, pixels: pixels, product: product))
      }
    }
  }
}
