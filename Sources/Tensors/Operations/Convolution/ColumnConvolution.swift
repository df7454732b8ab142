/// Convolution as a matrix product, of the kernels with the ``Columns`` of the images.
///
/// A few images at a time, so that their columns stay in the processor's cache: one where it has many pixels, several
/// side by side in one product where each has so few that packing the kernels would cost more than multiplying.
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
      MatrixProduct.multiply(
        g.outChannels, group.length, g.patch, kernels, lda: g.patch, group.columns(of: source), ldb: group.length,
        into: out, ldc: group.length, adding: bias != nil)
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
        group.gathered(source), kernels, g, columns: group.room, images: group.count, bias: bias?.pointer,
        into: destination + group.first * g.imageSize)
    }
    return result
  }

  /// The same for a few images, given their gradients [outChannels, images · outSize] and memory for their columns.
  static func inputGradient(
    _ gradient: UnsafePointer<Float>, _ kernels: UnsafePointer<Float>, _ g: ConvolutionGeometry,
    columns: UnsafeMutablePointer<Float>, images: Int, bias: UnsafePointer<Float>? = nil,
    into destination: UnsafeMutablePointer<Float>
  ) {
    let length = images * g.outSize
    if g.isProduct && images == 1 {
      for channel in 0..<g.inChannels {
        (destination + channel * length).update(repeating: bias?[channel] ?? 0, count: length)
      }
      MatrixProduct.multiply(
        g.inChannels, length, g.outChannels, kernels, lda: g.inChannels, transposeA: true, gradient, ldb: length,
        into: destination, ldc: length, adding: bias != nil)
      return
    }
    MatrixProduct.multiply(
      g.patch, length, g.outChannels, kernels, lda: g.patch, transposeA: true, gradient, ldb: length, into: columns,
      ldc: length)
    for image in 0..<images {
      Columns(g).add(
        columns + image * g.outSize, length: length, bias: bias, into: destination + image * g.imageSize)
    }
  }

  /// The gradient with respect to the kernels, given x and the gradient of the result.
  ///
  /// Each slice of the batch sums its own images; the slices' sums are added in their order.
  package static func weightGradient(
    _ x: Tensor, _ gradient: Tensor, _ shape: Shape, _ geometry: ConvolutionGeometry
  ) throws -> Tensor {
    let result = try Tensor.zeros(shape)
    let (source, upstream, destination) = (x.pointer, gradient.pointer, result.mutablePointer)
    let g = geometry
    let size = g.outChannels * g.patch
    let slices = Partition.batchSlices(g.batch)
    let partial = try Tensor.zeros([slices, size])
    let sums = partial.mutablePointer
    try forEachGroup(g) { slice, group in
      MatrixProduct.multiply(
        g.outChannels, g.patch, group.length, group.gathered(upstream), lda: group.length,
        group.columns(of: source), ldb: group.length, transposeB: true, into: sums + slice * size, ldc: g.patch,
        adding: true)
    }
    for slice in 0..<slices {
      let sum = sums + slice * size
      for index in 0..<size { destination[index] += sum[index] }
    }
    return result
  }

  // MARK: Groups of images

  /// Images next to each other in a slice of the batch, and memory to bring them into one matrix.
  private struct Group {
    let g: ConvolutionGeometry
    let first, count: Int
    /// Memory for the columns [patch, count · outSize] and for the pixels of the result [outChannels, count · outSize].
    let room, pixels: UnsafeMutablePointer<Float>

    /// How many columns there are.
    var length: Int { count * g.outSize }

    /// The columns of the images, given all images.
    func columns(of images: UnsafePointer<Float>) -> UnsafePointer<Float> {
      let own = images + first * g.imageSize
      if g.isProduct && count == 1 { return own }
      for image in 0..<count {
        Columns(g).write(own + image * g.imageSize, to: room + image * g.outSize, length: length)
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
    let sizes = [size * g.patch * g.outSize, size * g.outChannels * g.outSize]
    try Scratch.forEachSlice(ofBatch: g.batch, sizes) { slice, room, images in
      let (columns, pixels) = (room.take(sizes[0]), room.take(sizes[1]))
      for first in stride(from: images.lowerBound, to: images.upperBound, by: size) {
        if Interruption.isRequested { return }
        let count = min(size, images.upperBound - first)
        body(slice, Group(g: g, first: first, count: count, room: columns, pixels: pixels))
      }
    }
  }
}
