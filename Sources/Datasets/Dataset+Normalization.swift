import Tensors
import Threads

extension Dataset {
  /// Brings the range of the values to train on to 0 … 1, whatever it is.
  ///
  /// - Throws: ``DatasetError`` where all values are one, ``Cancelled``.
  mutating func normalize() throws {
    let range = train.values.range
    guard range.high > range.low else {
      throw DatasetError(
        .range, "all values of \(title) are \(Float(range.low)), and from one value no range can be made",
        suggestion: "normalize=False")
    }
    func normalized(_ set: ImageSet) throws -> ImageSet {
      try Cancellation.current.check()
      // Held-out images may lie a little outside of the range of the others.
      return try set.with(
        PixelValues(
          compacting: set.values.numbers.map {
            max(0, min(1, Float((Double($0) - range.low) / (range.high - range.low))))
          }))
    }
    train = try normalized(train)
    test = try normalized(test)
    validation = try validation.map(normalized)
  }
}

extension PixelValues {
  /// The values as they are stored: levels from 0 to 255.
  fileprivate var numbers: [Float] {
    switch self {
    case .levels(let levels): levels.map(Float.init)
    case .numbers(let numbers): numbers
    }
  }
}
