import Kernels

extension ProcessorKernels {
  package static func addKernelGradient(
    _ planes: UnsafePointer<Float>, _ gradient: UnsafePointer<Float>, to sums: UnsafeMutablePointer<Float>,
    _ sizes: Correlation
  ) {
    let lanes = Lanes.scalarCount
    let kernelRows = sizes.channels * sizes.kernelHeight
    var channel = 0
    while channel < sizes.results {
      let isPair = channel + 2 * lanes <= sizes.results
      var row = 0
      while row < kernelRows {
        // One vector of channels leaves registers for two kernel rows on every processor.
        let isTwoRows = row + 2 <= kernelRows && (Processor.tileRows == 2 || !isPair)
        var j = 0
        while j < sizes.kernelWidth {
          let columns = min(Processor.tileColumns, sizes.kernelWidth - j)
          let tile = GradientTile(
            first: planes + sizes.offset(ofKernelRow: row) + j,
            second: planes + sizes.offset(ofKernelRow: min(row + 1, kernelRows - 1)) + j,
            gradient: gradient + channel,
            sums: sums + (row * sizes.kernelWidth + j) * sizes.results + channel)
          switch (isPair, isTwoRows) {
          case (true, true): tile.pair(Count<2>(), columns, sizes)
          case (true, false): tile.pair(Count<1>(), columns, sizes)
          case (false, true): tile.single(Count<2>(), columns, sizes)
          case (false, false): tile.single(Count<1>(), columns, sizes)
          }
          j += columns
        }
        row += isTwoRows ? 2 : 1
      }
      channel += isPair ? 2 * lanes : lanes
    }
  }
}

extension Correlation {
  /// Where the pixels under a kernel row lie, the rows of all channels counted through.
  fileprivate func offset(ofKernelRow row: Int) -> Int {
    row / kernelHeight * planeSize + row % kernelHeight * planeWidth
  }
}

/// Neighbouring places of one kernel row or two, in one vector or two of channels: their sums stay in registers while the
/// tile goes over all pixels.
private struct GradientTile {
  /// Under the tile's first place of each kernel row and the first pixel of the result.
  let first, second: UnsafePointer<Float>
  let gradient: UnsafePointer<Float>
  let sums: UnsafeMutablePointer<Float>

  @inline(__always)
  private func pair<let rows: Int, let columns: Int>(_: Count<rows>, _: Count<columns>, _ sizes: Correlation) {
    let lanes = Lanes.scalarCount
    var (a, b) = (InlineArray<columns, Lanes> { _ in .zero }, InlineArray<columns, Lanes> { _ in .zero })
    var (c, d) = (InlineArray<columns, Lanes> { _ in .zero }, InlineArray<columns, Lanes> { _ in .zero })
    forEachPixel(sizes) { x, y, gradient in
      let (left, right) = (load(gradient), load(gradient + lanes))
      for j in 0..<columns {
        let value = Lanes(repeating: x[j])
        a[unchecked: j] = Processor.multiplyAdd(a[unchecked: j], value, left)
        b[unchecked: j] = Processor.multiplyAdd(b[unchecked: j], value, right)
      }
      if rows == 2 {
        for j in 0..<columns {
          let value = Lanes(repeating: y[j])
          c[unchecked: j] = Processor.multiplyAdd(c[unchecked: j], value, left)
          d[unchecked: j] = Processor.multiplyAdd(d[unchecked: j], value, right)
        }
      }
    }
    let next = sums + sizes.kernelWidth * sizes.results
    for j in 0..<columns {
      add(a[unchecked: j], to: sums + j * sizes.results)
      add(b[unchecked: j], to: sums + j * sizes.results + lanes)
      if rows == 2 {
        add(c[unchecked: j], to: next + j * sizes.results)
        add(d[unchecked: j], to: next + j * sizes.results + lanes)
      }
    }
  }

  @inline(__always)
  private func single<let rows: Int, let columns: Int>(_: Count<rows>, _: Count<columns>, _ sizes: Correlation) {
    var (a, c) = (InlineArray<columns, Lanes> { _ in .zero }, InlineArray<columns, Lanes> { _ in .zero })
    forEachPixel(sizes) { x, y, gradient in
      let left = load(gradient)
      for j in 0..<columns {
        a[unchecked: j] = Processor.multiplyAdd(a[unchecked: j], Lanes(repeating: x[j]), left)
      }
      if rows == 2 {
        for j in 0..<columns {
          c[unchecked: j] = Processor.multiplyAdd(c[unchecked: j], Lanes(repeating: y[j]), left)
        }
      }
    }
    let next = sums + sizes.kernelWidth * sizes.results
    for j in 0..<columns {
      add(a[unchecked: j], to: sums + j * sizes.results)
      if rows == 2 { add(c[unchecked: j], to: next + j * sizes.results) }
    }
  }

  @inline(__always)
  private func add(_ values: Lanes, to sums: UnsafeMutablePointer<Float>) { store(load(sums) + values, sums) }

  @inline(__always)
  private func forEachPixel(
    _ sizes: Correlation,
    _ body: (_ first: UnsafePointer<Float>, _ second: UnsafePointer<Float>, _ gradient: UnsafePointer<Float>) -> Void
  ) {
    var gradient = gradient
    for y in 0..<sizes.rows {
      let (first, second) = (first + y * sizes.planeWidth, second + y * sizes.planeWidth)
      for x in 0..<sizes.columns {
        body(first + x, second + x, gradient)
        gradient += sizes.results
      }
    }
  }

  @inline(__always)
  func pair<let rows: Int>(_ rows: Count<rows>, _ columns: Int, _ sizes: Correlation) {
    switch columns {
    case 1: pair(rows, Count<1>(), sizes)
    case 2: pair(rows, Count<2>(), sizes)
    case 3: pair(rows, Count<3>(), sizes)
    case 4: pair(rows, Count<4>(), sizes)
    case 5: pair(rows, Count<5>(), sizes)
    case 6 where Processor.tileColumns >= 6: pair(rows, Count<6>(), sizes)
    case 7 where Processor.tileColumns >= 7: pair(rows, Count<7>(), sizes)
    default: break
    }
  }

  @inline(__always)
  func single<let rows: Int>(_ rows: Count<rows>, _ columns: Int, _ sizes: Correlation) {
    switch columns {
    case 1: single(rows, Count<1>(), sizes)
    case 2: single(rows, Count<2>(), sizes)
    case 3: single(rows, Count<3>(), sizes)
    case 4: single(rows, Count<4>(), sizes)
    case 5: single(rows, Count<5>(), sizes)
    case 6 where Processor.tileColumns >= 6: single(rows, Count<6>(), sizes)
    case 7 where Processor.tileColumns >= 7: single(rows, Count<7>(), sizes)
    default: break
    }
  }
}
