import Tensors

// Numbers of any file or tensor become pixels from 0 to 1.

extension Dataset {
  /// Brings numbers to 0 … 1: as they are where they lie there, by 255 where they lie in 0 … 255, and from their own
  /// range where that is asked for.
  ///
  /// - Throws: ``DatasetError`` where they lie elsewhere, or one of them is no number.
  mutating func scale() throws {
    let sets = [train, test] + (validation.map { [$0] } ?? [])
    for set in sets { try set.checkFinite(of: title) }
    let wanted = options.normalize == true ? train.range : nil
    guard wanted != nil || sets.contains(where: { !$0.values.areLevels }) else { return }
    let found = sets.map(\.range)
    let all = (found.map(\.low).min() ?? 0, found.map(\.high).max() ?? 0)
    let (low, high) = try wanted ?? usual(all)
    guard high > low else {
      throw DatasetError(
        .range, "all values of \(title) are \(Float(low)), and from one value no range can be made",
        suggestion: "normalize=False")
    }
    func scaled(_ set: ImageSet) throws -> ImageSet {
      try Interruption.check()
      // Held-out images may lie a little outside of the range of the others.
      return try set.with(
        PixelValues(
          compacting: set.numbers.map {
            low == 0 && high == 1 ? $0 : max(0, min(1, Float((Double($0) - low) / (high - low))))
          }))
    }
    train = try scaled(train)
    test = try scaled(test)
    validation = try validation.map(scaled)
  }

  /// The range that numbers are taken to come from.
  private func usual(_ found: (low: Double, high: Double)) throws(DatasetError) -> (Double, Double) {
    if found.low >= 0, found.high <= 1 { return (0, 1) }
    if found.low >= 0, found.high <= 255 { return (0, 255) }
    throw DatasetError(
      .range,
      "pixels lie in 0 … 1, or in 0 … 255, and those of \(title) lie in \(Float(found.low)) … \(Float(found.high))",
      suggestion: "normalize=True brings their range to 0 … 1")
  }
}

extension ImageSet {
  /// The pixels as numbers: levels as 255ths.
  fileprivate var numbers: [Float] {
    switch values {
    case .levels(let levels): levels.map { Float($0) / 255 }
    case .numbers(let numbers): numbers
    }
  }

  fileprivate var range: (low: Double, high: Double) {
    switch values {
    case .levels(let levels): (Double(levels.min() ?? 0) / 255, Double(levels.max() ?? 0) / 255)
    case .numbers(let numbers): (Double(numbers.min() ?? 0), Double(numbers.max() ?? 0))
    }
  }

  fileprivate func checkFinite(of title: String) throws(DatasetError) {
    guard case .numbers(let numbers) = values, let place = numbers.firstIndex(where: { !$0.isFinite }) else { return }
    let count = numbers.count { !$0.isFinite }
    throw DatasetError(
      .range,
      "\(title) has \(counted(count, "value")) that \(count == 1 ? "is" : "are") no finite number, the first (\(numbers[place])) "
        + "in image \(grouped(place / shape.count))",
      suggestion: "leave such images out, or replace the values, before they become data")
  }
}
