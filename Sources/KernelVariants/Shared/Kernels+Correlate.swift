import Kernels

extension ProcessorKernels {
  package static func correlate(
    _ planes: UnsafePointer<Float>, _ kernels: UnsafePointer<Float>, bias: UnsafePointer<Float>,
    into pixels: UnsafeMutablePointer<Float>, _ sizes: Correlation
  ) {
    let lanes = Lanes.scalarCount
    let pair = tileSize(covering: sizes.columns, limit: Processor.tilePixels)
    // A tile of one vector of channels has room for twice the pixels, of which straight code is made up to 14.
    let single = tileSize(covering: sizes.columns, limit: min(2 * Processor.tilePixels, 14))
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
            kernelRows: first..<max(first, last))
          if isPair { tile.pair(of: size, sizes) } else { tile.single(of: size, sizes) }
        }
      }
      channel += isPair ? 2 * lanes : lanes
    }
  }
}

/// Neighbouring pixels of one row of the result, in one vector or two of channels.
private struct CorrelationTile {
  /// Under the tile's first pixel and the kernel's upper left corner.
  let planes: UnsafePointer<Float>
  let kernels: UnsafePointer<Float>
  let bias: UnsafePointer<Float>
  let pixels: UnsafeMutablePointer<Float>
  let kernelRows: Range<Int>

  /// - Complexity: 2 · `count` multiply-adds for `count` + 2 loads; loads and multiply-adds both go two at a time.
  @inline(__always)
  private func pair<let count: Int>(_: Count<count>, _ sizes: Correlation) {
    let lanes = Lanes.scalarCount
    var a = InlineArray<count, Lanes> { _ in .zero }
    var b = InlineArray<count, Lanes> { _ in .zero }
    for p in 0..<count {
      a[unchecked: p] = load(bias)
      b[unchecked: p] = load(bias + lanes)
    }
    forEachKernelRow(sizes, step: 2 * lanes) { row, kernels in
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
  private func single<let count: Int>(_: Count<count>, _ sizes: Correlation) {
    let lanes = Lanes.scalarCount
    var a = InlineArray<count, Lanes> { _ in .zero }
    for p in 0..<count { a[unchecked: p] = load(bias) }
    forEachKernelRow(sizes, step: lanes) { row, kernels in
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
  private func forEachKernelRow(
    _ sizes: Correlation, step: Int, _ body: (UnsafePointer<Float>, UnsafePointer<Float>) -> Void
  ) {
    var plane = planes
    var kernel = kernels
    for _ in 0..<sizes.channels {
      for i in kernelRows { body(plane + i * sizes.planeWidth, kernel + i * sizes.kernelWidth * step) }
      plane += sizes.planeSize
      kernel += sizes.kernelHeight * sizes.kernelWidth * step
    }
  }

  func pair(of count: Int, _ sizes: Correlation) {
    switch count {
    case 1: pair(Count<1>(), sizes)
    case 2: pair(Count<2>(), sizes)
    case 3: pair(Count<3>(), sizes)
    case 4: pair(Count<4>(), sizes)
    case 5: pair(Count<5>(), sizes)
    case 6 where Processor.tilePixels >= 6: pair(Count<6>(), sizes)
    case 7 where Processor.tilePixels >= 7: pair(Count<7>(), sizes)
    case 8 where Processor.tilePixels >= 8: pair(Count<8>(), sizes)
    case 9 where Processor.tilePixels >= 9: pair(Count<9>(), sizes)
    case 10 where Processor.tilePixels >= 10: pair(Count<10>(), sizes)
    case 11 where Processor.tilePixels >= 11: pair(Count<11>(), sizes)
    case 12 where Processor.tilePixels >= 12: pair(Count<12>(), sizes)
    case 13 where Processor.tilePixels >= 13: pair(Count<13>(), sizes)
    case 14 where Processor.tilePixels >= 14: pair(Count<14>(), sizes)
    default: break
    }
  }

  func single(of count: Int, _ sizes: Correlation) {
    switch count {
    case 1: single(Count<1>(), sizes)
    case 2: single(Count<2>(), sizes)
    case 3: single(Count<3>(), sizes)
    case 4: single(Count<4>(), sizes)
    case 5: single(Count<5>(), sizes)
    case 6: single(Count<6>(), sizes)
    case 7: single(Count<7>(), sizes)
    case 8: single(Count<8>(), sizes)
    case 9: single(Count<9>(), sizes)
    case 10: single(Count<10>(), sizes)
    case 11 where Processor.tilePixels > 5: single(Count<11>(), sizes)
    case 12 where Processor.tilePixels > 5: single(Count<12>(), sizes)
    case 13 where Processor.tilePixels > 6: single(Count<13>(), sizes)
    case 14 where Processor.tilePixels > 6: single(Count<14>(), sizes)
    default: break
    }
  }
}
