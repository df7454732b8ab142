import Kernels

extension ProcessorKernels {
  package static func correlate(
    _ planes: UnsafePointer<Float>, _ kernels: UnsafePointer<Float>, bias: UnsafePointer<Float>,
    into pixels: UnsafeMutablePointer<Float>, _ sizes: Correlation
  ) {
    let lanes = Lanes.scalarCount
    let pair = tileSize(covering: sizes.columns, limit: Processor.tilePixels)
    let single = tileSize(covering: sizes.columns, limit: singleTileLimit)
    var channel = 0
    while channel < sizes.results {
      let isPair = channel + 2 * lanes <= sizes.results
      let size = isPair ? pair : single
      for y in 0..<sizes.rows {
        // Kernel rows over the border of zeros add nothing.
        let first = max(0, sizes.border - y)
        let last = min(sizes.kernelHeight, sizes.planeHeight - sizes.border - y)
        forEachTile(of: size, covering: sizes.columns) { x in
          let tile = CorrelationTile(
            planes: planes + y * sizes.planeWidth + x, kernels: kernels + channel * sizes.patch,
            bias: bias + channel, pixels: pixels + (y * sizes.columns + x) * sizes.results + channel,
            kernelRows: first..<max(first, last), sizes: sizes)
          if isPair { tile.pair(of: size) } else { tile.single(of: size) }
        }
      }
      channel += isPair ? 2 * lanes : lanes
    }
  }
}

/// Neighbouring pixels of one row of the result, in one vector or two of channels.
private struct CorrelationTile: Tile {
  /// Under the tile's first pixel and the kernel's upper left corner.
  let planes: UnsafePointer<Float>
  let kernels: UnsafePointer<Float>
  let bias: UnsafePointer<Float>
  let pixels: UnsafeMutablePointer<Float>
  let kernelRows: Range<Int>
  let sizes: Correlation

  /// - Complexity: 2 · `count` multiply-adds for `count` + 2 loads; loads and multiply-adds both go two at a time.
  @inline(__always)
  func pair<let count: Int>(_: Count<count>) {
    let lanes = Lanes.scalarCount
    var a = InlineArray<count, Lanes> { _ in .zero }
    var b = InlineArray<count, Lanes> { _ in .zero }
    for p in 0..<count {
      a[unchecked: p] = load(bias)
      b[unchecked: p] = load(bias + lanes)
    }
    forEachKernelRow(step: 2 * lanes) { row, kernels in
      var kernel = kernels
      for j in 0..<sizes.kernelWidth {
        let pixel = row + j
        let (first, second) = (load(kernel), load(kernel + lanes))
        kernel += 2 * lanes
        // Two loops of half the size: the compiler makes straight code of short loops only.
        for p in 0..<count / 2 {
          let value = Lanes(repeating: pixel[p])
          a[unchecked: p] = Processor.multiplyAdd(a[unchecked: p], value, first)
          b[unchecked: p] = Processor.multiplyAdd(b[unchecked: p], value, second)
        }
        for p in count / 2..<count {
          let value = Lanes(repeating: pixel[p])
          a[unchecked: p] = Processor.multiplyAdd(a[unchecked: p], value, first)
          b[unchecked: p] = Processor.multiplyAdd(b[unchecked: p], value, second)
        }
      }
    }
    for p in 0..<count {
      store(a[unchecked: p], pixels + p * sizes.results)
      store(b[unchecked: p], pixels + p * sizes.results + lanes)
    }
  }

  @inline(__always)
  func single<let count: Int>(_: Count<count>) {
    let lanes = Lanes.scalarCount
    var a = InlineArray<count, Lanes> { _ in .zero }
    for p in 0..<count { a[unchecked: p] = load(bias) }
    forEachKernelRow(step: lanes) { row, kernels in
      var kernel = kernels
      for j in 0..<sizes.kernelWidth {
        let pixel = row + j
        let first = load(kernel)
        kernel += lanes
        for p in 0..<count / 2 {
          a[unchecked: p] = Processor.multiplyAdd(a[unchecked: p], Lanes(repeating: pixel[p]), first)
        }
        for p in count / 2..<count {
          a[unchecked: p] = Processor.multiplyAdd(a[unchecked: p], Lanes(repeating: pixel[p]), first)
        }
      }
    }
    for p in 0..<count { store(a[unchecked: p], pixels + p * sizes.results) }
  }

  /// Calls `body` with the pixels under each kernel row and the values of that row.
  @inline(__always)
  private func forEachKernelRow(step: Int, _ body: (UnsafePointer<Float>, UnsafePointer<Float>) -> Void) {
    var plane = planes
    var kernel = kernels
    for _ in 0..<sizes.channels {
      for i in kernelRows { body(plane + i * sizes.planeWidth, kernel + i * sizes.kernelWidth * step) }
      plane += sizes.planeSize
      kernel += sizes.kernelHeight * sizes.kernelWidth * step
    }
  }
}
