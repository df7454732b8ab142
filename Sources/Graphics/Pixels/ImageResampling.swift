import Glibc

/// Images in another size, by filters that widen where images become smaller, as Pillow and PyTorch compute them.
package struct ImageResampling: Sendable {
  package enum Filter: String, Sendable {
    case nearest, bilinear, bicubic

    /// How far from its centre it reaches.
    fileprivate var support: Double { self == .bicubic ? 2 : 1 }

    fileprivate func weight(_ x: Double) -> Double {
      let x = abs(x)
      guard self == .bicubic else { return max(0, 1 - x) }
      let a = -0.5
      if x < 1 { return ((a + 2) * x - (a + 3)) * x * x + 1 }
      return x < 2 ? (((x - 5) * x + 8) * x - 4) * a : 0
    }
  }

  package let filter: Filter
  /// Whether the numbers are bytes from 0 to 1 by steps of 1/255, whose results are rounded after each of the two passes.
  package let isOfBytes: Bool

  package init(filter: Filter, isOfBytes: Bool) { (self.filter, self.isOfBytes) = (filter, isOfBytes) }

  /// So many planes of height × width numbers in another size.
  package func resized(
    _ numbers: [Float], planes: Int, from old: (height: Int, width: Int), to new: (height: Int, width: Int)
  ) -> [Float] {
    guard old != new else { return numbers }
    var values = numbers
    if isOfBytes { for place in values.indices { values[place] = (values[place] * 255).rounded() } }
    // Along rows first, then along columns, or the other way.
    if goesDownFirst(from: old, to: new) {
      values = pass(values, count: planes, from: old.height, to: new.height, step: old.width)
      values = pass(values, count: planes * new.height, from: old.width, to: new.width, step: 1)
    } else {
      if new.width != old.width {
        values = pass(values, count: planes * old.height, from: old.width, to: new.width, step: 1)
      }
      if new.height != old.height {
        values = pass(values, count: planes, from: old.height, to: new.height, step: new.width)
      }
    }
    if isOfBytes { for place in values.indices { values[place] /= 255 } }
    return values
  }

  /// Whether columns are resized before rows. Pillow's newest versions do that with bytes, which are rounded in between, where
  /// an image loses more than twice as many rows as columns.
  func goesDownFirst(from old: (height: Int, width: Int), to new: (height: Int, width: Int)) -> Bool {
    isOfBytes && filter != .nearest && new.height < old.height
      && old.height - new.height > 2 * (old.width - new.width)
  }

  /// One dimension in another length, of so many blocks; the numbers of a block lie `step` apart along it.
  private func pass(_ values: [Float], count: Int, from old: Int, to new: Int, step: Int) -> [Float] {
    let rows = (0..<new).map { place in weights(place, from: old, to: new) }
    var result = [Float](repeating: 0, count: count * new * step)
    for block in 0..<count {
      let (source, target) = (block * old * step, block * new * step)
      for (place, row) in rows.enumerated() {
        for offset in 0..<step {
          var sum: Float = 0
          var exact = 0.5 * Self.unit
          for (index, weight) in row.weights.enumerated() {
            let value = values[source + (row.first + index) * step + offset]
            if isOfBytes { exact += Double(value) * weight } else { sum += value * Float(weight) }
          }
          result[target + place * step + offset] =
            isOfBytes ? Float(min(255, max(0, (exact / Self.unit).rounded(.down)))) : sum
        }
      }
    }
    return result
  }

  /// Bytes are weighted by whole numbers of this part: Pillow's 22 binary places.
  private static let unit = Double(1 << binaryPlaces)
  static let binaryPlaces = 22

  /// What becomes one number of the result: where it begins, and with what weights.
  func weights(_ place: Int, from old: Int, to new: Int) -> (first: Int, weights: [Double]) {
    let scale = Double(old) / Double(new)
    if filter == .nearest {
      // Step by step, as Pillow goes, whose rounding decides at edges.
      let exact = isOfBytes ? (0..<place).reduce(scale * 0.5) { sum, _ in sum + scale } : Double(place) * scale
      return (min(old - 1, Int(exact)), [isOfBytes ? Self.unit : 1])
    }
    let wide = max(1, scale)
    let support = filter.support * wide
    let center = (Double(place) + 0.5) * scale
    let first = max(0, Int(center - support + 0.5))
    let last = min(old, Int(center + support + 0.5))
    var weights = (first..<last).map { filter.weight((Double($0) - center + 0.5) * (1 / wide)) }
    let sum = weights.reduce(0, +)
    if sum != 0 { for index in weights.indices { weights[index] /= sum } }
    if isOfBytes { weights = weights.map { ($0 * Self.unit + ($0 < 0 ? -0.5 : 0.5)).rounded(.towardZero) } }
    return (first, weights)
  }
}
