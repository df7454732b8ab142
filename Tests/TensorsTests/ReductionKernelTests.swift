import Glibc
import Kernels
import Tensors
import Testing

/// Sums, softmax and transposed matrices of every kind of kernels beside plain loops in double precision.
@Suite struct ReductionKernelTests {
  private let counts = [1, 3, 4, 15, 16, 17, 64, 100, 784, 5000]

  private func numbers(_ count: Int, _ seed: UInt64) throws -> [Float] {
    try Philox(seed: seed, stream: .cells, draw: 0).normal([count]).array
  }

  @Test func sumsOfRowsAndColumns() throws {
    for kernels in Processor.available {
      for count in counts {
        let x = try numbers(count, 1)
        #expect(abs(kernels.sum(x, count: count) - x.reduce(0) { $0 + Double($1) }) < 1e-3)
        let squares = x.reduce(0) { $0 + (Double($1) - 0.5) * (Double($1) - 0.5) }
        #expect(abs(kernels.sumOfSquares(x, from: 0.5, count: count) - squares) <= 1e-6 * squares)
      }
      for (rows, columns) in [(1, 1), (2, 5), (7, 16), (300, 17), (3, 64), (600, 100)] {
        let step = columns + 3
        let x = try numbers(rows * step, 2)
        var sums = [Float](repeating: 1, count: columns + 1)
        kernels.addRows(x, count: rows, columns: columns, step: step, to: &sums)
        #expect(sums[columns] == 1)
        for column in 0..<columns {
          let wanted = (0..<rows).reduce(1.0) { $0 + Double(x[$1 * step + column]) }
          #expect(abs(Double(sums[column]) - wanted) < 1e-4)
        }
      }
    }
  }

  @Test func softmaxAndItsGradient() throws {
    for kernels in Processor.available {
      for count in counts {
        let (x, g) = (try numbers(count, 3).map { $0 * 10 + 1000 }, try numbers(count, 4))
        let peak = Double(x.max() ?? 0)
        let total = x.reduce(0) { $0 + exp(Double($1) - peak) }
        #expect(abs(Double(kernels.logSumExp(x, count: count)) - (log(total) + peak)) < 2e-4)
        var (y, l) = ([Float](repeating: 0, count: count), [Float](repeating: 0, count: count))
        kernels.softmax(x, into: &y, count: count, logarithm: false)
        kernels.softmax(x, into: &l, count: count, logarithm: true)
        for i in 0..<count {
          let wanted = exp(Double(x[i]) - peak) / total
          #expect(abs(Double(y[i]) - wanted) <= 1e-6 * wanted + 1e-30)
          #expect(abs(Double(l[i]) - (Double(x[i]) - peak - log(total))) < 1e-5 * max(1, abs(Double(l[i]))))
        }
        var (dy, dl) = (y, l)
        kernels.softmaxGradient(g, of: y, into: &dy, count: count, logarithm: false)
        kernels.softmaxGradient(g, of: l, into: &dl, count: count, logarithm: true)
        let product = zip(g, y).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
        let sum = g.reduce(0.0) { $0 + Double($1) }
        for i in 0..<count {
          #expect(abs(Double(dy[i]) - Double(y[i]) * (Double(g[i]) - product)) < 1e-5)
          #expect(abs(Double(dl[i]) - (Double(g[i]) - exp(Double(l[i])) * sum)) < 1e-3)
        }
      }
    }
  }

  @Test func extremesOfSoftmax() {
    for kernels in Processor.available {
      #expect(kernels.logSumExp([-.infinity, -.infinity], count: 2) == -.infinity)
      #expect(kernels.logSumExp([.infinity, 1], count: 2) == .infinity)
      #expect(kernels.logSumExp([.nan, 1], count: 2).isNaN)
      #expect(kernels.logSumExp([3e38, 3e38], count: 2) == 3e38)
      var y: [Float] = [0, 0, 0]
      kernels.softmax([-.infinity, 0, 0], into: &y, count: 3, logarithm: false)
      #expect(y == [0, 0.5, 0.5])
    }
  }

  @Test func transposedMatrices() throws {
    for kernels in Processor.available {
      for (rows, columns) in [(1, 1), (3, 40), (40, 3), (16, 16), (17, 33), (64, 100)] {
        let (from, to) = (columns + 2, rows + 1)
        let x = try numbers(rows * from, 5)
        var y = [Float](repeating: -7, count: columns * to)
        kernels.transpose(x, sourceStep: from, rows: rows, columns: columns, into: &y, destinationStep: to)
        for column in 0..<columns {
          for row in 0..<rows { #expect(y[column * to + row] == x[row * from + column]) }
          #expect(y[column * to + rows] == -7)
        }
      }
    }
  }

  @Test func permutedDimensions() throws {
    let shape: Shape = [3, 20, 17, 40]
    let x = try Philox(seed: 1, stream: .cells, draw: 0).normal(shape)
    let (strides, values) = (shape.strides, x.array)
    for order in [
      [0, 1, 3, 2], [0, 2, 3, 1], [3, 2, 1, 0], [1, 0, 2, 3], [2, 3, 0, 1], [3, 0, 1, 2], [0, 3, 2, 1],
    ] {
      let y = try x.permuted(order)
      let found = y.array
      var wrong = 0
      for index in 0..<y.count {
        var (rest, place) = (index, 0)
        for dimension in stride(from: 3, through: 0, by: -1) {
          place += rest % y.shape[dimension] * strides[order[dimension]]
          rest /= y.shape[dimension]
        }
        if found[index] != values[place] { wrong += 1 }
      }
      #expect(wrong == 0, "\(order)")
    }
  }
}
