/// Convolution as a matrix product: the patches under the kernel are written out as columns (im2col), one image at a
/// time so that they stay in the processor's cache.
package enum ColumnConvolution {
  /// Cross-correlation of x with the kernels, plus a bias for each output channel: PyTorch's conv2d.
  package static func forward(_ x: Tensor, _ weight: Tensor, _ bias: Tensor?, _ geometry: ConvolutionGeometry) throws
    -> Tensor
  {
    let result = try Tensor(uninitialized: geometry.resultShape, for: "conv2d")
    let (source, kernels, destination) = (x.pointer, weight.pointer, result.mutablePointer)
    let g = geometry
    try withColumns(g) { columns in
      try Partition.batch(g.batch) { slice, images in
        let columns = columns + slice * g.patch * g.outSize
        for image in images {
          if Interruption.isRequested { return }
          writeColumns(source + image * g.imageSize, g, columns)
          let out = destination + image * g.outChannels * g.outSize
          if let bias {
            for channel in 0..<g.outChannels {
              (out + channel * g.outSize).update(repeating: bias.pointer[channel], count: g.outSize)
            }
          }
          BLAS.multiply(
            g.outChannels, g.outSize, g.patch, kernels, lda: g.patch, columns, ldb: g.outSize,
            beta: bias == nil ? 0 : 1, out, ldc: g.outSize)
        }
      }
    }
    return result
  }

  /// The gradients, given that of the result.
  package static func gradients(
    _ x: Tensor, _ weight: Tensor, _ gradient: Tensor, _ geometry: ConvolutionGeometry, _ wanted: Convolution.Wanted
  ) throws -> Convolution.Gradients {
    var result = Convolution.Gradients()
    if wanted.input { result.input = try inputGradient(gradient, weight, geometry) }
    if wanted.weight {
      result.weight = try weightGradient(x, gradient, weight.shape, geometry)
      result.bias = try biasGradient(gradient, geometry)
    }
    return result
  }

  /// The gradient with respect to x, given the gradient of the result.
  private static func inputGradient(_ gradient: Tensor, _ weight: Tensor, _ geometry: ConvolutionGeometry) throws
    -> Tensor
  {
    let result = try Tensor(uninitialized: geometry.inputShape, for: "conv2d")
    let (source, kernels, destination) = (gradient.pointer, weight.pointer, result.mutablePointer)
    let g = geometry
    try withColumns(g) { columns in
      try Partition.batch(g.batch) { slice, images in
        let columns = columns + slice * g.patch * g.outSize
        for image in images {
          if Interruption.isRequested { return }
          inputGradient(
            ofImage: source + image * g.outChannels * g.outSize, kernels, g, columns: columns,
            into: destination + image * g.imageSize)
        }
      }
    }
    return result
  }

  /// The same for one image, with memory for its columns.
  static func inputGradient(
    ofImage gradient: UnsafePointer<Float>, _ kernels: UnsafePointer<Float>, _ g: ConvolutionGeometry,
    columns: UnsafeMutablePointer<Float>, into destination: UnsafeMutablePointer<Float>
  ) {
    BLAS.multiply(
      g.patch, g.outSize, g.outChannels, kernels, lda: g.patch, transposeA: true, gradient, ldb: g.outSize, columns,
      ldc: g.outSize)
    destination.update(repeating: 0, count: g.imageSize)
    addColumns(columns, g, destination)
  }

  /// The gradient with respect to the kernels, given x and the gradient of the result.
  ///
  /// Each slice of the batch sums its own images; the slices' sums are added in their order.
  private static func weightGradient(
    _ x: Tensor, _ gradient: Tensor, _ shape: Shape, _ geometry: ConvolutionGeometry
  ) throws -> Tensor {
    let result = try Tensor.zeros(shape)
    let destination = result.mutablePointer
    let (source, upstream) = (x.pointer, gradient.pointer)
    let g = geometry
    let size = g.outChannels * g.patch
    let slices = Partition.batchSlices(g.batch)
    let partial = try Tensor(uninitialized: [slices, size], for: "conv2d")
    let sums = partial.mutablePointer
    try withColumns(g) { columns in
      try Partition.batch(g.batch) { slice, images in
        let columns = columns + slice * g.patch * g.outSize
        if images.isEmpty { (sums + slice * size).update(repeating: 0, count: size) }
        for image in images {
          if Interruption.isRequested { return }
          writeColumns(source + image * g.imageSize, g, columns)
          BLAS.multiply(
            g.outChannels, g.patch, g.outSize, upstream + image * g.outChannels * g.outSize, lda: g.outSize,
            columns, ldb: g.outSize, transposeB: true, beta: image == images.lowerBound ? 0 : 1,
            sums + slice * size, ldc: g.patch)
        }
      }
    }
    for slice in 0..<slices {
      let sum = sums + slice * size
      for index in 0..<size { destination[index] += sum[index] }
    }
    return result
  }

  /// The gradient with respect to the bias: the sum over the images and pixels of each channel.
  private static func biasGradient(_ gradient: Tensor, _ geometry: ConvolutionGeometry) throws -> Tensor {
    let result = try Tensor.zeros([geometry.outChannels])
    let destination = result.mutablePointer
    let (upstream, g) = (gradient.pointer, geometry)
    let slices = Partition.batchSlices(g.batch)
    let partial = try Tensor.zeros([slices, g.outChannels])
    let sums = partial.mutablePointer
    try Partition.batch(g.batch) { slice, images in
      let own = sums + slice * g.outChannels
      for image in images {
        if Interruption.isRequested { return }
        for channel in 0..<g.outChannels {
          let start = upstream + (image * g.outChannels + channel) * g.outSize
          var total = Lanes.zero
          var index = 0
          while index + Lanes.scalarCount <= g.outSize {
            total += Loops.load(start + index)
            index += Lanes.scalarCount
          }
          if index < g.outSize { total += Loops.load(start + index, first: g.outSize - index) }
          own[channel] += total.sum()
        }
      }
    }
    for slice in 0..<slices {
      for channel in 0..<g.outChannels { destination[channel] += sums[slice * g.outChannels + channel] }
    }
    return result
  }

  /// Room for the columns of one image for each slice of the batch.
  private static func withColumns(_ g: ConvolutionGeometry, _ body: (UnsafeMutablePointer<Float>) throws -> Void) throws
  {
    let columns = try Tensor(uninitialized: [Partition.batchSlices(g.batch), g.patch * g.outSize], for: "conv2d")
    try withExtendedLifetime(columns.storage) { try body(columns.mutablePointer) }
  }

  /// im2col: row (channel, i, j) of the result holds, for each output pixel, the input pixel under kernel place (i, j).
  private static func writeColumns(
    _ image: UnsafePointer<Float>, _ g: ConvolutionGeometry, _ columns: UnsafeMutablePointer<Float>
  ) {
    // A copy of the channel with its zero border first: then no pixel needs to be asked whether it lies inside.
    let (paddedHeight, paddedWidth) = (g.height + 2 * g.padding, g.width + 2 * g.padding)
    withUnsafeTemporaryAllocation(of: Float.self, capacity: paddedHeight * paddedWidth) { buffer in
      guard let padded = buffer.baseAddress else { return }
      if g.padding > 0 { padded.update(repeating: 0, count: paddedHeight * paddedWidth) }
      var row = columns
      for channel in 0..<g.inChannels {
        var plane = image + channel * g.height * g.width
        if g.padding > 0 {
          for y in 0..<g.height {
            (padded + (y + g.padding) * paddedWidth + g.padding).update(from: plane + y * g.width, count: g.width)
          }
          plane = UnsafePointer(padded)
        }
        for i in 0..<g.kernelHeight {
          for j in 0..<g.kernelWidth {
            var source = plane + i * paddedWidth + j
            for _ in 0..<g.outHeight {
              if g.stride == 1 {
                copyRun(source, row, g.outWidth)
              } else {
                for x in 0..<g.outWidth { row[x] = source[x * g.stride] }
              }
              source += g.stride * paddedWidth
              row += g.outWidth
            }
          }
        }
      }
    }
  }

  /// Copies a short run: whole vectors, the last of which overlaps the one before. (A library call for each run of a dozen
  /// pixels costs more than the copy.)
  @inline(__always)
  static func copyRun(
    _ source: UnsafePointer<Float>, _ destination: UnsafeMutablePointer<Float>, _ count: Int
  ) {
    guard count >= Lanes.scalarCount else {
      for index in 0..<count { destination[index] = source[index] }
      return
    }
    var index = 0
    while index + Lanes.scalarCount <= count {
      Loops.store(Loops.load(source + index), destination + index)
      index += Lanes.scalarCount
    }
    if index < count {
      let last = count - Lanes.scalarCount
      Loops.store(Loops.load(source + last), destination + last)
    }
  }

  /// The reverse of ``writeColumns(_:_:_:)``: every entry is added to the input pixel it came from.
  private static func addColumns(
    _ columns: UnsafePointer<Float>, _ g: ConvolutionGeometry, _ image: UnsafeMutablePointer<Float>
  ) {
    var row = columns
    for channel in 0..<g.inChannels {
      let plane = image + channel * g.height * g.width
      for i in 0..<g.kernelHeight {
        for j in 0..<g.kernelWidth {
          let inside = g.insideColumns(j)
          for y in 0..<g.outHeight {
            let targetY = y * g.stride + i - g.padding
            guard targetY >= 0 && targetY < g.height else { continue }
            let out = plane + targetY * g.width + j - g.padding
            let source = row + y * g.outWidth
            if g.stride == 1 {
              for x in inside { out[x] += source[x] }
            } else {
              for x in inside { out[x * g.stride] += source[x] }
            }
          }
          row += g.outSize
        }
      }
    }
  }
}

extension ConvolutionGeometry {
  /// The output columns whose input pixel under kernel column `j` lies inside the image, not in the padding.
  func insideColumns(_ j: Int) -> Range<Int> {
    let first = max(0, (padding - j + stride - 1) / stride)
    let last = min(outWidth - 1, (width - 1 + padding - j) >= 0 ? (width - 1 + padding - j) / stride : -1)
    let lower = min(first, outWidth)
    return lower..<max(lower, last + 1)
  }
}
