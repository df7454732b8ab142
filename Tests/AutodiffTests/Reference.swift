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

  /// The convolution backwards: [n, c, h, w] with [c, o, k, k], each pixel spread out over its kernel.
  func convTranspose2d(_ kernels: Reference, _ bias: Reference, stride: Int, padding: Int, outputPadding: Int)
    -> Reference
  {
    let k = kernels.shape[2]
    let (h, w) = (
      (shape[2] - 1) * stride - 2 * padding + k + outputPadding,
      (shape[3] - 1) * stride - 2 * padding + k + outputPadding
    )
    var result = Reference.generate([shape[0], kernels.shape[1], h, w]) { bias[$0[1]] }
    for place in Self.indices(shape) {
      for kernel in Self.indices([kernels.shape[1], k, k]) {
        let (y, x) = (place[2] * stride + kernel[1] - padding, place[3] * stride + kernel[2] - padding)
        guard y >= 0, y < h, x >= 0, x < w else { continue }
        result.values[result.offset([place[0], kernel[0], y, x])] +=
          values[offset(place)] * kernels[place[1], kernel[0], kernel[1], kernel[2]]
      }
    }
    return result
  }

  /// The same with a number for each direction, and in groups of channels.
  func conv2d(
    _ kernels: Reference, _ bias: Reference, stride: [Int], padding: [Int], dilation: [Int], groups: Int
  ) -> Reference {
    let (sides, own) = ([kernels.shape[2], kernels.shape[3]], kernels.shape[1])
    let out = (0..<2).map { (side: Int) -> Int in
      let span = dilation[side] * (sides[side] - 1) + 1
      return (shape[side + 2] + 2 * padding[side] - span) / stride[side] + 1
    }
    return .generate([shape[0], kernels.shape[0]] + out) { index in
      let group = index[1] / (kernels.shape[0] / groups)
      return Self.indices([own] + sides).reduce(bias[index[1]]) { total, place in
        let (y, x) = (
          index[2] * stride[0] + place[1] * dilation[0] - padding[0],
          index[3] * stride[1] + place[2] * dilation[1] - padding[1]
        )
        guard y >= 0, y < shape[2], x >= 0, x < shape[3] else { return total }
        return total + self[index[0], group * own + place[0], y, x] * kernels[index[1], place[0], place[1], place[2]]
      }
    }
  }

  func convTranspose2d(
    _ kernels: Reference, _ bias: Reference, stride: [Int], padding: [Int], outputPadding: [Int], dilation: [Int],
    groups: Int
  ) -> Reference {
    let (sides, own) = ([kernels.shape[2], kernels.shape[3]], kernels.shape[1])
    let out = (0..<2).map { (side: Int) -> Int in
      let span = dilation[side] * (sides[side] - 1) + 1
      return (shape[side + 2] - 1) * stride[side] - 2 * padding[side] + span + outputPadding[side]
    }
    var result = Reference.generate([shape[0], own * groups] + out) { bias[$0[1]] }
    for place in Self.indices(shape) {
      let group = place[1] / (shape[1] / groups)
      for kernel in Self.indices([own] + sides) {
        let (y, x) = (
          place[2] * stride[0] + kernel[1] * dilation[0] - padding[0],
          place[3] * stride[1] + kernel[2] * dilation[1] - padding[1]
        )
        guard y >= 0, y < out[0], x >= 0, x < out[1] else { continue }
        result.values[result.offset([place[0], group * own + kernel[0], y, x])] +=
          values[offset(place)] * kernels[place[1], kernel[0], kernel[1], kernel[2]]
      }
    }
    return result
  }

  /// What `f` makes of each window's numbers, those of the padding left out.
  func pool2d(_ window: Int, stride: Int, padding: Int = 0, _ f: ([Double]) -> Double) -> Reference {
    let (h, w) = (shape[2], shape[3])
    let out = [
      shape[0], shape[1], (h + 2 * padding - window) / stride + 1, (w + 2 * padding - window) / stride + 1,
    ]
    return .generate(out) { index in
      let places = Self.indices([window, window]).map {
        (index[2] * stride + $0[0] - padding, index[3] * stride + $0[1] - padding)
      }
      return f(
        places.filter { $0 >= 0 && $0 < h && $1 >= 0 && $1 < w }.map { self[index[0], index[1], $0, $1] })
    }
  }

  func maxPool2d(_ window: Int, stride: Int, padding: Int = 0) -> Reference {
    pool2d(window, stride: stride, padding: padding) { $0.max() ?? -.infinity }
  }

  func avgPool2d(_ window: Int, stride: Int, padding: Int = 0) -> Reference {
    pool2d(window, stride: stride, padding: padding) { $0.reduce(0, +) / Double(window * window) }
  }

  /// Each group of elements to mean 0 and variance 1; `group` says to which one an element belongs.
  func normalized(epsilon: Double, by group: ([Int]) -> [Int]) -> Reference {
    var groups: [[Int]: [Double]] = [:]
    for index in Self.indices(shape) { groups[group(index), default: []].append(values[offset(index)]) }
    return .generate(shape) { index in
      let members = groups[group(index)] ?? []
      let mean = members.reduce(0, +) / Double(members.count)
      let variance = members.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(members.count)
      return (values[offset(index)] - mean) / (variance + epsilon).squareRoot()
    }
  }

  /// The numbers [channels] of a channel each, in the shape of [batch, channels, …].
  func perChannel(like other: Reference) -> Reference { .generate(other.shape) { self[$0[1]] } }
}
