import Tensors

/// Codes of images beside the factors that the images were drawn from: what measures of disentanglement compare. Each is a file
/// here, which states its formula, its source and where it differs.
package struct CodedFactors: Sendable {
  /// A column for each latent dimension, and one for each factor: a number for each image.
  package let codes, factors: [[Double]]
  package let names: [String]
  package let count: Int

  /// Parts that a column of many values is cut into, of equal width, as Locatello et al.'s (2019) program does.
  static let parts = 20

  /// - Parameters:
  ///   - codes: [images, latent].
  ///   - factors: [images, factors].
  ///   - names: of the factors.
  package init(codes: Tensor, factors: Tensor, names: [String]) {
    func columns(_ table: Tensor) -> [[Double]] {
      let (rows, width) = (table.shape[0], table.shape[1])
      let numbers = table.array
      return (0..<width).map { column in (0..<rows).map { Double(numbers[$0 * width + column]) } }
    }
    (self.codes, self.factors) = (columns(codes), columns(factors))
    self.names = names
    count = codes.shape[0]
  }

  /// A column's numbers by the part that they lie in; where there are few values, one for each of them.
  static func discrete(_ column: [Double], keepingFew: Bool) -> [Int] {
    if keepingFew {
      let values = Set(column)
      if values.count <= parts {
        let places = Dictionary(uniqueKeysWithValues: values.sorted().enumerated().map { ($1, $0) })
        return column.map { places[$0] ?? 0 }
      }
    }
    var (low, high) = (column.min() ?? 0, column.max() ?? 0)
    if low == high { (low, high) = (low - 0.5, high + 0.5) }
    let step = (high - low) / Double(parts)
    let edges = (1..<parts).map { Double($0) * step + low }
    return column.map { value in edges.partitionPoint { $0 > value } }
  }
}

extension Array {
  /// The first place from which on the condition holds, where it holds from some place on.
  fileprivate func partitionPoint(_ holds: (Element) -> Bool) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
