import Kernels
import Tensors
import Testing

/// The kernels of products beside the definition, in double precision.
@Suite struct ProductKernelTests {
  private func numbers(_ count: Int, _ seed: UInt64) throws -> [Float] {
    try Philox(seed: seed, stream: .cells, draw: 0).normal([count]).array
  }

  /// Rows that fill tiles and that do not, columns that fill vectors and that do not, and sums longer than a part of the
  /// depth; a as it is or transposed, with room between the rows of all three.
  @Test(arguments: [(1, 16, 1), (13, 17, 5), (14, 47, 64), (30, 33, 128), (5, 100, 1030), (140, 32, 3), (2, 64, 0)])
  func productsAgreeWithTheDefinition(_ rows: Int, _ columns: Int, _ depth: Int) throws {
    let (aRoom, bRow, cRow) = (3, columns + 5, columns + 2)
    for isTransposed in [false, true] {
      let (aRow, aDepth) = isTransposed ? (1, rows + aRoom) : (depth + aRoom, 1)
      let a = try numbers((rows + aRoom) * (depth + aRoom), 1)
      let (b, before) = (try numbers(max(1, depth) * bRow, 2), try numbers(rows * cRow, 3))
      for (kernels, isAdded) in Processor.available.flatMap({ [($0, false), ($0, true)] }) {
        var c = before
        kernels.multiply(
          a, b, into: &c,
          Product(
            rows: rows, columns: columns, depth: depth, aRow: aRow, aDepth: aDepth, bRow: bRow, cRow: cRow,
            isAdded: isAdded))
        for (row, column) in (0..<rows).flatMap({ row in (0..<cRow).map { (row, $0) } }) {
          let (place, old) = (row * cRow + column, Double(before[row * cRow + column]))
          guard column < columns else {
            #expect(c[place] == before[place], "nothing is written beside the result")
            continue
          }
          let sum = (0..<depth).reduce(isAdded ? old : 0) {
            $0 + Double(a[row * aRow + $1 * aDepth]) * Double(b[$1 * bRow + column])
          }
          #expect(abs(Double(c[place]) - sum) <= 2e-5 * Double(max(depth, 16)).squareRoot())
        }
      }
    }
  }

  /// However a product is cut into blocks, an element's sum is the same.
  @Test func partsOfAProductAreTheSameBits() throws {
    let (rows, columns, depth) = (40, 100, 1500)
    let (a, b) = (try numbers(rows * depth, 1), try numbers(depth * columns, 2))
    for kernels in Processor.available {
      var (whole, parts) = ([Float](repeating: 0, count: rows * columns), [Float](repeating: 1, count: rows * columns))
      var sizes = Product(
        rows: rows, columns: columns, depth: depth, aRow: depth, aDepth: 1, bRow: columns, cRow: columns)
      kernels.multiply(a, b, into: &whole, sizes)
      for (firstRow, endRow) in [(0, 7), (7, 40)] {
        for (first, end) in [(0, 35), (35, 52), (52, 100)] {
          (sizes.rows, sizes.columns) = (endRow - firstRow, end - first)
          a.withUnsafeBufferPointer { a in
            b.withUnsafeBufferPointer { b in
              parts.withUnsafeMutableBufferPointer { c in
                guard let a = a.baseAddress, let b = b.baseAddress, let c = c.baseAddress else { return }
                kernels.multiply(a + firstRow * depth, b + first, into: c + firstRow * columns + first, sizes)
              }
            }
          }
        }
      }
      #expect(whole == parts)
    }
  }
}
