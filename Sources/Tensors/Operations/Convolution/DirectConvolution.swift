import Kernels
import Threads

/// Convolution with step 1 in the processor's own kernels.
///
/// An image's result is computed channels last, [pixels, channels], in memory that stays in the processor's cache, and
/// turned into planes (or pooled first) on its way out. The kernels, and the gradient of the kernels, have the same
/// order, so that a vector always holds neighbouring output channels of one pixel.
package struct DirectConvolution {
  private let g: ConvolutionGeometry
  private let kernels: any KernelSet.Type
  /// From the image to the result.
  private let forward: Correlation
  /// From the gradient of the result to that of the image: correlation with the kernels turned by 180°.
  private let backward: Correlation

  package init(_ geometry: ConvolutionGeometry) {
    g = geometry
    kernels = Processor.kernels
    let lanes = kernels.lanes
    forward = Correlation(
      channels: g.inChannels, kernelHeight: g.kernelHeight, kernelWidth: g.kernelWidth, rows: g.outHeight,
      columns: g.outWidth, results: Self.wholeVectors(g.outChannels, lanes), border: g.padding.height)
    backward = Correlation(
      channels: g.outChannels, kernelHeight: g.kernelHeight, kernelWidth: g.kernelWidth, rows: g.height,
      columns: g.width, results: Self.wholeVectors(g.inChannels, lanes), border: g.kernelHeight - 1 - g.padding.height)
  }

  /// Whether these kernels compute it at all.
  package var isPossible: Bool {
    g.stride == 1 && g.dilation == 1 && g.padding.isSquare && g.kernelHeight == g.kernelWidth
      && g.padding.height < g.kernelHeight && g.batch > 0
  }

  /// Whether they are faster than a matrix product: vectors of channels are at least half full, rows are long enough to
  /// give a tile work, a tile's kernels stay in the cache, and there is more than one place under the kernel (with one,
  /// convolution is a matrix product).
  var isSuitable: Bool {
    isPossible && 2 * g.outChannels >= forward.results && g.outWidth >= 4 && g.kernelWidth > 1 && forward.patch <= 4096
  }

  /// Whether the gradient of the image is worth it, in which input and output channels change places.
  private var suitsInputGradient: Bool { 2 * g.inChannels >= backward.results && backward.patch <= 4096 }

  /// Whether the gradient of the image by itself, a transposed convolution, is worth it.
  var suitsTransposed: Bool { isPossible && suitsInputGradient && g.width >= 4 && g.kernelWidth > 1 }

  private static func wholeVectors(_ channels: Int, _ lanes: Int) -> Int { (channels + lanes - 1) / lanes * lanes }

  // MARK: Values

  /// - Returns: [batch, outChannels, outHeight, outWidth].
  package func forward(_ x: Tensor, _ weight: Tensor, _ bias: Tensor?) throws -> Tensor {
    let result = try Tensor(uninitialized: g.resultShape, for: "conv2d")
    let destination = result.mutablePointer
    try forEachImage(x, weight, bias, scratch: 0) { image, pixels, _ in
      kernels.planes(
        fromPixels: pixels, count: g.outSize, channels: g.outChannels, results: forward.results,
        into: destination + image * g.outChannels * g.outSize)
    }
    return result
  }

  /// - Returns: values [batch, outChannels, …] as the pooling has them, places [batch, windows, results].
  package func reluMaxPool(_ x: Tensor, _ weight: Tensor, _ bias: Tensor?, _ pooling: PoolingGeometry) throws -> (
    values: Tensor, places: Tensor
  ) {
    let windows = self.windows(pooling)
    let count = windows.rows * windows.columns
    let values = try Tensor(uninitialized: pooling.resultShape, for: "max_pool2d")
    let places = try Tensor(uninitialized: [g.batch, count * forward.results], for: "max_pool2d")
    let (destination, where_) = (values.mutablePointer, places.mutablePointer)
    try forEachImage(x, weight, bias, scratch: count * forward.results) { image, pixels, pooled in
      kernels.reluMaxPool(pixels, into: pooled, places: where_ + image * count * forward.results, windows)
      kernels.planes(
        fromPixels: pooled, count: count, channels: g.outChannels, results: forward.results,
        into: destination + image * g.outChannels * count)
    }
    return (values, places)
  }

  /// Computes the result of every image, channels last, and hands it to `body` with so much `scratch` memory.
  private func forEachImage(
    _ x: Tensor, _ weight: Tensor, _ bias: Tensor?, scratch: Int,
    _ body: (_ image: Int, _ pixels: UnsafeMutablePointer<Float>, _ scratch: UnsafeMutablePointer<Float>) -> Void
  ) throws {
    let laidOut = try Tensor(uninitialized: [forward.patch * forward.results], for: "conv2d")
    layOut(weight, into: laidOut)
    let shift = try Tensor.zeros([forward.results])
    if let bias { shift.mutablePointer.update(from: bias.pointer, count: g.outChannels) }
    let source = x.pointer
    let sizes = [g.outSize * forward.results, scratch, forward.channels * forward.planeSize]
    try Scratch.forEachSlice(ofBatch: g.batch, sizes) { _, room, images in
      let (pixels, rest) = (room.take(sizes[0]), room.take(sizes[1]))
      let border = room.takeZeros(sizes[2])
      for image in images {
        if Cancellation.current.isCancelled { return }
        let planes = padded(source + image * g.imageSize, g.height, g.width, forward, border)
        kernels.correlate(planes, laidOut.pointer, bias: shift.pointer, into: pixels, forward)
        body(image, pixels, rest)
      }
    }
  }

  private func windows(_ pooling: PoolingGeometry) -> Windows {
    Windows(
      height: g.outHeight, width: g.outWidth, results: forward.results, window: pooling.window.height,
      stride: pooling.stride.height,
      rows: pooling.outHeight, columns: pooling.outWidth)
  }

  // MARK: Gradients

  /// - Parameters:
  ///   - gradient: that of the result, or of the pooled values where they were `pooled`.
  ///   - bias: a number for each channel of x that its gradient is wanted plus, for a transposed convolution.
  package func gradients(
    _ x: Tensor, _ weight: Tensor, _ gradient: Tensor, pooled: (geometry: PoolingGeometry, places: Tensor)?,
    _ wanted: Convolution.Wanted, bias: Tensor? = nil
  ) throws -> Convolution.Gradients {
    var result = Convolution.Gradients()
    if wanted.input { result.input = try Tensor(uninitialized: g.inputShape, for: "conv2d") }
    let turned = try Tensor(uninitialized: [wanted.input ? backward.patch * backward.results : 0], for: "conv2d")
    if wanted.input { layOutTurned(weight, into: turned) }
    let shift = try Tensor.zeros([backward.results])
    if let bias { shift.mutablePointer.update(from: bias.pointer, count: g.inChannels) }
    let size = (forward.patch + 1) * forward.results
    let slices = Partition.batchSlices(g.batch)
    let sums = try Tensor(uninitialized: [slices, size], for: "conv2d")
    let windows = pooled.map { self.windows($0.geometry) }
    let (source, upstream, weights) = (x.pointer, gradient.pointer, weight.pointer)
    let product = try MatrixProduct(for: "conv2d")

    let pooledSize = (windows.map { $0.rows * $0.columns } ?? 0) * forward.results
    let sizes = [
      g.outSize * forward.results, g.outChannels * g.outSize, pooledSize, forward.channels * forward.planeSize,
      backward.channels * backward.planeSize, g.height * g.width * backward.results,
      wanted.input && !suitsInputGradient ? ColumnConvolution.room(for: g, images: 1) : 0,
    ]
    try Scratch.forEachSlice(ofBatch: g.batch, sizes) { slice, room, images in
      let (pixels, unpooled, pooledPixels) = (room.take(sizes[0]), room.take(sizes[1]), room.take(sizes[2]))
      let (border, backwardBorder) = (room.takeZeros(sizes[3]), room.takeZeros(sizes[4]))
      let (inputPixels, columns) = (room.take(sizes[5]), room.take(sizes[6]))
      let sum = sums.mutablePointer + slice * size
      sum.update(repeating: 0, count: wanted.weight ? size : 0)
      for image in images {
        if Cancellation.current.isCancelled { return }
        // The gradient of the convolution, channels last for the kernels' gradient and in planes for the image's.
        var planes = upstream + image * g.outChannels * g.outSize
        if let pooled, let windows {
          let count = windows.rows * windows.columns
          kernels.pixels(
            fromPlanes: upstream + image * g.outChannels * count, count: count, channels: g.outChannels,
            results: forward.results, into: pooledPixels)
          kernels.reluMaxPoolGradient(
            pooledPixels, places: pooled.places.pointer + image * pooledSize, into: pixels, windows)
          if wanted.input {
            kernels.planes(
              fromPixels: pixels, count: g.outSize, channels: g.outChannels, results: forward.results, into: unpooled)
            planes = UnsafePointer(unpooled)
          }
        } else if wanted.weight {
          kernels.pixels(
            fromPlanes: planes, count: g.outSize, channels: g.outChannels, results: forward.results, into: pixels)
        }
        if wanted.weight {
          kernels.addKernelGradient(
            padded(source + image * g.imageSize, g.height, g.width, forward, border), pixels, to: sum, forward)
          kernels.addRows(
            pixels, count: g.outSize, columns: forward.results, step: forward.results,
            to: sum + forward.patch * forward.results)
        }
        guard let input = result.input else { continue }
        let destination = input.mutablePointer + image * g.imageSize
        if suitsInputGradient {
          kernels.correlate(
            padded(planes, g.outHeight, g.outWidth, backward, backwardBorder), turned.pointer, bias: shift.pointer,
            into: inputPixels, backward)
          kernels.planes(
            fromPixels: inputPixels, count: g.height * g.width, channels: g.inChannels, results: backward.results,
            into: destination)
        } else {
          ColumnConvolution.inputGradient(
            planes, weights, g, product, columns: columns, images: 1, bias: bias?.pointer, into: destination)
        }
      }
    }
    if wanted.weight {
      let (weight, bias) = try collect(sums, slices: slices)
      (result.weight, result.bias) = (weight, bias)
    }
    return result
  }

  /// Adds up the slices' sums, in their order, and gives them the order of the kernels and the bias.
  private func collect(_ sums: Tensor, slices: Int) throws -> (weight: Tensor, bias: Tensor) {
    // Kernel places first, and after them the bias.
    let sums = KernelSums(sums, slices: slices, size: (forward.patch + 1) * forward.results, results: forward.results)
    let bias = try Tensor(uninitialized: [g.outChannels], for: "conv2d")
    let weight = try sums.weight([g.outChannels, g.inChannels, g.kernelHeight, g.kernelWidth])
    bias.mutablePointer.update(from: sums.total(ofPlaces: forward.patch..<forward.patch + 1), count: g.outChannels)
    return (weight, bias)
  }

  // MARK: Layout

  /// Gives the kernels [o, c, i, j] the order of ``ConvolutionKernels/correlate(_:_:bias:into:_:)``.
  private func layOut(_ weight: Tensor, into laidOut: Tensor) {
    forEachBlock(of: forward, channels: g.outChannels, laidOut) { first, count, start, step in
      kernels.transpose(
        weight.pointer + first * forward.patch, sourceStep: forward.patch, rows: count, columns: forward.patch,
        into: start, destinationStep: step)
    }
  }

  /// Lays out the kernels for the way back: channels [c, o] instead of [o, c], each kernel turned by 180°.
  private func layOutTurned(_ weight: Tensor, into laidOut: Tensor) {
    let places = g.kernelHeight * g.kernelWidth
    forEachBlock(of: backward, channels: g.inChannels, laidOut) { first, count, start, step in
      for o in 0..<g.outChannels {
        // From the last place to the first.
        kernels.transpose(
          weight.pointer + (o * g.inChannels + first) * places, sourceStep: places, rows: count, columns: places,
          into: start + (o * places + places - 1) * step, destinationStep: -step)
      }
    }
  }

  /// Calls `body` with each block's first channel, how many of its channels are there, where it begins, and how far apart
  /// its kernel places are; what is there for channels beyond is 0.
  private func forEachBlock(
    of sizes: Correlation, channels: Int, _ laidOut: Tensor,
    _ body: (_ first: Int, _ count: Int, _ start: UnsafeMutablePointer<Float>, _ step: Int) -> Void
  ) {
    let lanes = kernels.lanes
    for first in stride(from: 0, to: sizes.results, by: 2 * lanes) {
      let (start, step) = (
        laidOut.mutablePointer + sizes.kernelOffset(first, lanes: lanes), sizes.kernelStep(first, lanes: lanes)
      )
      let count = min(step, channels - first)
      if count < step { start.update(repeating: 0, count: sizes.patch * step) }
      body(first, count, start, step)
    }
  }

  /// The planes [channels, height, width] with the border of zeros that a correlation wants, which `room` has already.
  private func padded(
    _ planes: UnsafePointer<Float>, _ height: Int, _ width: Int, _ sizes: Correlation,
    _ room: UnsafeMutablePointer<Float>
  ) -> UnsafePointer<Float> {
    let (top, left) = ((sizes.planeHeight - height) / 2, (sizes.planeWidth - width) / 2)
    if top == 0 && left == 0 { return planes }
    for channel in 0..<sizes.channels {
      for y in 0..<height {
        Columns.copyRun(
          planes + (channel * height + y) * width,
          room + channel * sizes.planeSize + (y + top) * sizes.planeWidth + left, width)
      }
    }
    return UnsafePointer(room)
  }
}
