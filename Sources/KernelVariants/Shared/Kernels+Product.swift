import Kernels

extension ProcessorKernels {
  package static func multiply(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, into c: UnsafeMutablePointer<Float>, _ sizes: Product
  ) {
    // Parts that stay in the processor's cache: of a for all columns, of b under a tile for all rows.
    let (deep, high) = (1024, 128)
    for depth in stride(from: 0, to: max(sizes.depth, 1), by: deep) {
      for row in stride(from: 0, to: sizes.rows, by: high) {
        var part = sizes
        part.depth = min(deep, sizes.depth - depth)
        part.rows = min(high, sizes.rows - row)
        part.isAdded = sizes.isAdded || depth > 0
        multiplyPart(
          a + row * sizes.aRow + depth * sizes.aDepth, b + depth * sizes.bRow, c + row * sizes.cRow, part)
      }
    }
  }

  private static func multiplyPart(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, _ c: UnsafeMutablePointer<Float>, _ sizes: Product
  ) {
    let lanes = Lanes.scalarCount
    let pair = tileSize(covering: sizes.rows, limit: Processor.tilePixels)
    let single = tileSize(covering: sizes.rows, limit: singleTileLimit)
    var column = 0
    while column < sizes.columns {
      let isPair = column + 2 * lanes <= sizes.columns
      // The last vector overlaps those before it where the columns do not fill it.
      let start = isPair ? column : min(column, sizes.columns - lanes)
      let size = isPair ? pair : single
      for row in stride(from: 0, to: sizes.rows, by: size) {
        let tile = ProductTile(
          a: a + row * sizes.aRow, b: b + start, c: c + row * sizes.cRow + start, done: column - start, sizes: sizes)
        let count = min(size, sizes.rows - row)
        if isPair { tile.pair(of: count) } else { tile.single(of: count) }
      }
      column = start + (isPair ? 2 * lanes : lanes)
    }
  }
}

/// Neighbouring rows of the result in one vector or two of columns. Nothing is packed: the rows of b are read as vectors and
/// the numbers of a one at a time, which goes along with the multiplication.
private struct ProductTile: Tile {
  let a: UnsafePointer<Float>
  let b: UnsafePointer<Float>
  let c: UnsafeMutablePointer<Float>
  /// How many columns of a single vector have their result already.
  let done: Int
  let sizes: Product

  /// - Complexity: 2 · `count` multiply-adds for `count` + 2 loads; loads and multiply-adds both go two at a time.
  @inline(__always)
  func pair<let count: Int>(_: Count<count>) {
    let lanes = Lanes.scalarCount
    var (x, y) = (InlineArray<count, Lanes> { _ in .zero }, InlineArray<count, Lanes> { _ in .zero })
    // Multiplied without a look at overflow, which would cost more than the multiply-add.
    let step = sizes.aRow
    forEachDepth { a, b in
      let (first, second) = (load(b), load(b + lanes))
      // Two loops of half the size: the compiler makes straight code of short loops only.
      for p in 0..<count / 2 {
        let value = Lanes(repeating: a[p &* step])
        x[unchecked: p] = Processor.multiplyAdd(x[unchecked: p], value, first)
        y[unchecked: p] = Processor.multiplyAdd(y[unchecked: p], value, second)
      }
      for p in count / 2..<count {
        let value = Lanes(repeating: a[p &* step])
        x[unchecked: p] = Processor.multiplyAdd(x[unchecked: p], value, first)
        y[unchecked: p] = Processor.multiplyAdd(y[unchecked: p], value, second)
      }
    }
    for p in 0..<count {
      let row = c + p * sizes.cRow
      store(sizes.isAdded ? load(row) + x[unchecked: p] : x[unchecked: p], row)
      store(sizes.isAdded ? load(row + lanes) + y[unchecked: p] : y[unchecked: p], row + lanes)
    }
  }

  @inline(__always)
  func single<let count: Int>(_: Count<count>) {
    var x = InlineArray<count, Lanes> { _ in .zero }
    let step = sizes.aRow
    forEachDepth { a, b in
      let first = load(b)
      for p in 0..<count / 2 {
        x[unchecked: p] = Processor.multiplyAdd(x[unchecked: p], Lanes(repeating: a[p &* step]), first)
      }
      for p in count / 2..<count {
        x[unchecked: p] = Processor.multiplyAdd(x[unchecked: p], Lanes(repeating: a[p &* step]), first)
      }
    }
    for p in 0..<count {
      let row = c + p * sizes.cRow
      if !sizes.isAdded {
        store(x[unchecked: p], row)
      } else if done == 0 {
        store(load(row) + x[unchecked: p], row)
      } else {
        for lane in done..<Lanes.scalarCount { row[lane] += x[unchecked: p][lane] }
      }
    }
  }

  @inline(__always)
  private func forEachDepth(_ body: (_ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>) -> Void) {
    var (a, b) = (a, b)
    for _ in 0..<sizes.depth {
      body(a, b)
      a += sizes.aDepth
      b += sizes.bRow
    }
  }
}
