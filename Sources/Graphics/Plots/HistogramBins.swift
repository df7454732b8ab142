import Glibc

/// Equal intervals and how many values fall into each.
struct HistogramBins {
  let lower: Double
  let width: Double
  let count: Int

  /// Intervals that all histograms of a plot share, so that they can be compared; none where there are no values.
  init?(_ histograms: [Series.Histogram]) {
    var (least, greatest) = (Double.infinity, -Double.infinity)
    var (number, mean, squares) = (0.0, 0.0, 0.0)
    var isWhole = true
    for value in histograms.lazy.flatMap(\.values) where AxisScale.isDrawable(value) {
      (least, greatest) = (min(least, value), max(greatest, value))
      // Welford's running mean and sum of squared differences.
      number += 1
      let difference = value - mean
      mean += difference / number
      squares += difference * (value - mean)
      isWhole = isWhole && value == value.rounded()
    }
    guard number > 0 else { return nil }
    let span = greatest - least
    let wanted = histograms.compactMap(\.bins).max()
    if wanted == nil, isWhole, span <= 50 {
      // Classes and counts: each number in the middle of its own bin.
      (lower, width, count) = (least - 0.5, 1, Int(span) + 1)
    } else if span <= max(abs(least), abs(greatest)) * 1e-11 {
      let around = least == 0 ? 0.5 : abs(least) * 0.05
      (lower, width, count) = (least - around, 2 * around, 1)
    } else {
      // Scott, "On optimal and data-based histograms" (1979).
      let scott = 3.49 * (squares / number).squareRoot() / cbrt(number)
      count = wanted ?? Int(max(5, min(100, (span / scott).rounded(.up))))
      (lower, width) = (least, span / Double(count))
    }
  }

  /// Values in each interval; the last one includes its end.
  func counts(_ values: [Double]) -> [Int] {
    var counts = [Int](repeating: 0, count: count)
    for value in values where AxisScale.isDrawable(value) {
      let bin = Int(max(0, min(Double(count - 1), (value - lower) / width)))
      counts[bin] += 1
    }
    return counts
  }

  /// The borders of the intervals, one more than there are.
  var edges: [Double] { (0...count).map { lower + Double($0) * width } }
}
