import Tensors
import Testing

/// Rows in order, of any length and however many of the first are asked for, beside a plain sort.
@Suite struct SortingTests {
  /// Numbers with many equal ones, both zeros, infinities and NaN among them.
  private func numbers(_ count: Int) throws -> [Float] {
    let strange: [Float] = [.nan, .infinity, -.infinity, 0, -0.0, 1, -1, 0x1p-140]
    let plain = try Philox(seed: 5, stream: .cells, draw: 0).normal([count]).array
    return plain.enumerated().map { $0 % 5 == 2 ? strange[$0 / 5 % strange.count] : ($1 * 8).rounded() / 4 }
  }

  /// The places in order: NaN above all, equal ones as they come.
  private func places(_ row: [Float], descending: Bool) -> [Int] {
    row.indices.sorted { a, b in
      let (x, y) = (row[a], row[b])
      if x.isNaN || y.isNaN {
        if x.isNaN != y.isNaN { return x.isNaN == descending }
      } else if x != y {
        return descending ? x > y : x < y
      }
      return a < b
    }
  }

  @Test(arguments: [[1, 7], [3, 400], [2, 1000], [1, 70_000]], [false, true])
  func rowsAreInOrder(_ shape: [Int], descending: Bool) throws {
    let (rows, length) = (shape[0], shape[1])
    let all = try numbers(rows * length)
    let x = try Tensor(all, Shape(shape))
    for number in [length, 0, 1, 5, 32, 33, length / 2] where number <= length {
      let (values, indices) = try x.sorted(1, descending: descending, first: number)
      #expect(values.shape == [rows, number] && indices.shape == [rows, number])
      for row in 0..<rows {
        let own = Array(all[row * length..<(row + 1) * length])
        let wanted = Array(places(own, descending: descending).prefix(number))
        let found = indices.array[row * number..<(row + 1) * number]
        #expect(found.map { Int($0) } == wanted)
        #expect(
          values.array[row * number..<(row + 1) * number].map(\.bitPattern) == wanted.map { own[$0].bitPattern })
      }
    }
  }

  @Test func otherDimensionsAreOrderedToo() throws {
    let all = try numbers(2 * 50 * 3)
    let x = try Tensor(all, [2, 50, 3])
    for number in [50, 4] {
      let (values, indices) = try x.sorted(1, descending: true, first: number)
      for outer in 0..<2 {
        for inner in 0..<3 {
          let own = (0..<50).map { all[(outer * 50 + $0) * 3 + inner] }
          let wanted = Array(places(own, descending: true).prefix(number))
          let spots = (0..<number).map { (outer * number + $0) * 3 + inner }
          #expect(spots.map { Int(indices.array[$0]) } == wanted)
          #expect(spots.map { values.array[$0].bitPattern } == wanted.map { own[$0].bitPattern })
        }
      }
    }
  }

  @Test func productsOfVectorsAreExactSums() throws {
    let (a, b) = (try Tensor([1, 2, 3]), try Tensor([4, -5, 6]))
    let product = try Tensor.matmul(a, b)
    #expect(product.shape == [] && product.array == [12])
    #expect(try Tensor.matmul(.zeros([0]), .zeros([0])).array == [0])
  }
}
