import Glibc

/// The part of the numbers that an axis shows, and how it maps to the length of the axis.
struct AxisScale: Equatable {
  let lower: Double
  let upper: Double
  let isLogarithmic: Bool
  private let start: Double
  private let span: Double

  /// - Parameters:
  ///   - lower: below `upper`, and positive where logarithmic.
  init(lower: Double, upper: Double, isLogarithmic: Bool) {
    self.lower = lower
    self.upper = upper
    self.isLogarithmic = isLogarithmic
    start = isLogarithmic ? log10(lower) : lower
    span = (isLogarithmic ? log10(upper) : upper) - start
  }

  /// Where a value stands: 0 at the beginning of the axis and 1 at its end; NaN for what cannot be drawn.
  ///
  /// Far outside it is moved closer, so that lines that leave the plot keep their direction to the eye and Cairo's
  /// 24-bit coordinates never overflow.
  func unit(_ value: Double) -> Double {
    guard AxisScale.isDrawable(value), !isLogarithmic || value > 0 else { return .nan }
    let unit = ((isLogarithmic ? log10(value) : value) - start) / span
    return max(-500, min(500, unit))
  }

  /// Finite, and not so large that differences overflow.
  static func isDrawable(_ value: Double) -> Bool { abs(value) < 1e300 }

  /// The scale for an axis over data.
  ///
  /// - Parameters:
  ///   - extent: of what is to be drawn; none where there is nothing.
  ///   - margin: the part of the extent that is left free on both sides.
  ///   - startsAtZero: for bars, which are read by their length.
  ///   - isWhole: whether the data are whole numbers, such as epochs.
  init(_ axis: Plot.Axis, extent: ClosedRange<Double>?, margin: Double, startsAtZero: Bool, isWhole: Bool) {
    let isLogarithmic = axis.scale == .logarithmic
    var (low, high) = extent.map { ($0.lowerBound, $0.upperBound) } ?? (isLogarithmic ? (1, 10) : (0, 1))
    if startsAtZero, !isLogarithmic { (low, high) = (min(low, 0), max(high, 0)) }
    // A limit that is given moves the other one along where the data lie beyond it.
    if let lower = axis.lower, high <= lower { (low, high) = (lower, lower) }
    if let upper = axis.upper, low >= upper { (low, high) = (upper, upper) }
    (low, high) = (axis.lower ?? low, axis.upper ?? high)
    let limits =
      isLogarithmic
      ? AxisScale.logarithmicLimits(low, high, margin: margin)
      : AxisScale.linearLimits(low, high, margin: margin, startsAtZero: startsAtZero, isWhole: isWhole)
    self.init(
      lower: axis.lower ?? limits.lower, upper: axis.upper ?? limits.upper, isLogarithmic: isLogarithmic)
  }

  /// Limits a little outside of the data, but not across zero.
  private static func linearLimits(
    _ low: Double, _ high: Double, margin: Double, startsAtZero: Bool, isWhole: Bool
  ) -> (lower: Double, upper: Double) {
    let size = max(abs(low), abs(high))
    guard high - low > size * 1e-11, high - low > 1e-290 else {
      // Data of one value stand in the middle of something readable.
      let around = isWhole && size < 1e6 || size < 1e-280 ? 0.5 : size * 0.1
      return (startsAtZero && low == 0 ? 0 : low - around, high + around)
    }
    let free = margin * (high - low)
    // Losses and probabilities end at zero; a margin below it would make the reader look for negative values. Bars
    // stand on it, or hang from it.
    return (low >= 0 && low < free ? 0 : low - free, startsAtZero && high == 0 ? 0 : high + free)
  }

  /// Limits a little outside of the data, as far as that can be seen on a logarithmic axis.
  private static func logarithmicLimits(
    _ low: Double, _ high: Double, margin: Double
  ) -> (lower: Double, upper: Double) {
    let decades = log10(high) - log10(low)
    let ratio = decades < 1e-9 ? 2 : pow(10, margin * decades)
    return (max(low / ratio, 1e-299), high * ratio)
  }
}
