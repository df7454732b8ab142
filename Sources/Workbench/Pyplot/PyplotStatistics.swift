/// What a box of `boxplot` shows.
struct PyplotStatistics {
  let median: Double
  let mean: Double
  let quartiles: (Double, Double)
  /// Where the whiskers end: the farthest numbers within reach of the box.
  let whiskers: (Double, Double)
  let outliers: [Double]

  /// - Parameters:
  ///   - values: at least one.
  ///   - reach: how many times the box's length the whiskers may be.
  init(_ values: [Double], reach: Double) {
    let sorted = values.sorted()
    let (low, high) = (Self.quantile(sorted, 0.25), Self.quantile(sorted, 0.75))
    let limits = (low - reach * (high - low), high + reach * (high - low))
    median = Self.quantile(sorted, 0.5)
    mean = sorted.reduce(0, +) / Double(sorted.count)
    quartiles = (low, high)
    whiskers = (min(low, sorted.first { $0 >= limits.0 } ?? low), max(high, sorted.last { $0 <= limits.1 } ?? high))
    outliers = sorted.filter { [whiskers] in $0 < whiskers.0 || $0 > whiskers.1 }
  }

  /// Between the two numbers around it in proportion, as NumPy does it.
  static func quantile(_ sorted: [Double], _ part: Double) -> Double {
    guard let last = sorted.last else { return .nan }
    let place = part * Double(sorted.count - 1)
    let index = Int(place)
    guard index + 1 < sorted.count else { return last }
    return sorted[index] + (place - Double(index)) * (sorted[index + 1] - sorted[index])
  }
}
