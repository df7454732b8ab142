import Foundation

/// Slow, obvious arithmetic in double precision, to compare the fast kernels with and to differentiate numerically.
struct Reference {
  var shape: [Int]
  var values: [Double]

  init(_ shape: [Int], _ values: [Double]) {
    self.shape = shape
    self.values = values
  }

  init(_ value: Double) { self.init([], [value]) }

  subscript(_ indices: Int...) -> Double { values[offset(indices)] }

  private func offset(_ indices: [Int]) -> Int { zip(indices, shape).reduce(0) { $0 * $1.1 + $1.0 } }

  /// All index tuples of a shape, row by row.
  static func indices(_ shape: [Int]) -> [[Int]] {
    shape.reduce([[]]) { prefixes, length in prefixes.flatMap { prefix in (0..<length).map { prefix + [$0] } } }
  }

  static func generate(_ shape: [Int], _ value: ([Int]) -> Double) -> Reference {
    Reference(shape, indices(shape).map(value))
  }

  func map(_ f: (Double) -> Double) -> Reference { Reference(shape, values.map(f)) }

  static func broadcast(_ a: Reference, _ b: Reference, _ f: (Double, Double) -> Double) -> Reference {
    let rank = max(a.shape.count, b.shape.count)
    func padded(_ shape: [Int]) -> [Int] { Array(repeating: 1, count: rank - shape.count) + shape }
    let (left, right) = (padded(a.shape), padded(b.shape))
    let shape = zip(left, right).map { $0 == 1 ? $1 : $0 }
    func at(_ operand: Reference, _ own: [Int], _ index: [Int]) -> Double {
      let place = zip(index, own).map { $1 == 1 ? 0 : $0 }
      return operand.values[zip(place, own).reduce(0) { $0 * $1.1 + $1.0 }]
    }
    return generate(shape) { f(at(a, left, $0), at(b, right, $0)) }
  }

  static func + (a: Reference, b: Reference) -> Reference { broadcast(a, b, +) }
  static func - (a: Reference, b: Reference) -> Reference { broadcast(a, b, -) }
  static func * (a: Reference, b: Reference) -> Reference { broadcast(a, b, *) }

  var sum: Double { values.reduce(0, +) }

  /// One number for each place outside of `dimension`, from the numbers along it.
  func reduce(_ dimension: Int, _ f: ([Double]) -> Double) -> Reference {
    var rest = shape
    rest.remove(at: dimension)
    return .generate(rest) { index in
      f(
        (0..<shape[dimension]).map {
          var full = index
          full.insert($0, at: dimension)
          return values[offset(full)]
        })
    }
  }

  /// [m, k] · [k, n]
  func matmul(_ other: Reference) -> Reference {
    .generate([shape[0], other.shape[1]]) { i in
      (0..<shape[1]).reduce(0) { $0 + self[i[0], $1] * other[$1, i[1]] }
    }
  }

  var transposed: Reference { .generate([shape[1], shape[0]]) { self[$0[1], $0[0]] } }

  func reshaped(_ shape: [Int]) -> Reference { Reference(shape, values) }

  /// Cross-correlation of [n, c, h, w] with [o, c, k, k].
  func conv2d(_ kernels: Reference, _ bias: Reference, stride: Int, padding: Int) -> Reference {
    let (h, w, k) = (shape[2], shape[3], kernels.shape[2])
    let out = [
      shape[0], kernels.shape[0], (h + 2 * padding - k) / stride + 1, (w + 2 * padding - k) / stride + 1,
    ]
    return .generate(out) { index in
      var total = bias[index[1]]
      for c in 0..<shape[1] {
        for i in 0..<k {
          for j in 0..<k {
            let (y, x) = (index[2] * stride + i - padding, index[3] * stride + j - padding)
            if y >= 0 && y < h && x >= 0 && x < w { total += self[index[0], c, y, x] * kernels[index[1], c, i, j] }
          }
        }
      }
      return total
    }
  }

  func maxPool2d(_ window: Int, stride: Int) -> Reference {
    let out = [shape[0], shape[1], (shape[2] - window) / stride + 1, (shape[3] - window) / stride + 1]
    return .generate(out) { index in
      var best = -Double.infinity
      for i in 0..<window {
        for j in 0..<window {
          best = max(best, self[index[0], index[1], index[2] * stride + i, index[3] * stride + j])
        }
      }
      return best
    }
  }
}
