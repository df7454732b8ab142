import Glibc

/// The marked places of an axis, with what is written at them.
package struct Ticks: Sendable, Equatable {
  package struct Tick: Sendable, Equatable {
    package var value: Double
    package var label: String
  }

  package var ticks: [Tick]
  /// Places between that have no label.
  package var minor: [Double] = []
  /// The factor and offset that the labels leave out, such as `×10⁶` or `+ 12,000`.
  package var note: String?
  /// Whether the labels only fit in smaller letters.
  package var areDense = false

  /// Ticks at multiples of 1, 2 or 5 times a power of ten, inside of the limits.
  ///
  /// - Parameters:
  ///   - most: about as many as there may be, at least 1; one more is possible.
  ///   - areWhole: whether only whole numbers make sense, such as epochs and counts.
  package static func linear(from lower: Double, to upper: Double, most: Int, areWhole: Bool = false) -> Ticks {
    let least = (upper - lower) / Double(max(1, most))
    guard least.isFinite, least > 0, abs(lower) < 1e300, abs(upper) < 1e300 else { return Ticks(ticks: []) }
    // A hair of slack: 0.1 times 3 is not quite 0.3, and the axis ends at what was computed.
    var exponent = Int(max(-300, floor(log10(least) + 1e-9)))
    let mantissas = [1, 2, 5].filter { Double($0) * power(exponent) >= least * (1 - 1e-9) }
    var mantissa = mantissas.first ?? 1
    if mantissas.isEmpty { exponent += 1 }
    if areWhole, exponent < 0 { (mantissa, exponent) = (1, 0) }
    let step = Double(mantissa) * power(exponent)
    let (first, last) = (ceil(lower / step - 1e-6), floor(upper / step + 1e-6))
    // Where neighbouring numbers of the axis are further apart than a step, there is nothing to count.
    guard first <= last, last - first < 1_000, max(abs(first), abs(last)) < 1e16 else { return Ticks(ticks: []) }
    let numbers = stride(from: Int(first), through: Int(last), by: 1).map {
      ScaledInteger(digits: $0 * mantissa, exponent: exponent)
    }
    return labelled(numbers)
  }

  /// Ticks for a logarithmic axis: powers of ten, with 2 and 5 times them where there is room.
  ///
  /// Limits so close that few of these lie between get the ticks of a linear axis.
  package static func logarithmic(from lower: Double, to upper: Double, most: Int) -> Ticks {
    guard lower > 0, lower < upper, upper < 1e300 else { return Ticks(ticks: []) }
    let (first, last) = (Int(floor(log10(lower) - 1e-9)), Int(ceil(log10(upper) + 1e-9)))
    func numbers(_ mantissas: [Int], every stride: Int = 1) -> [ScaledInteger] {
      (first...last).filter { $0.isMultiple(of: stride) }.flatMap { exponent in
        mantissas.map { ScaledInteger(digits: $0, exponent: exponent) }
      }.filter { $0.value >= lower * (1 - 1e-9) && $0.value <= upper * (1 + 1e-9) }
    }
    let decades = numbers([1])
    let fine = numbers([1, 2, 5])
    let minor = numbers(Array(1...9)).map(\.value)
    if (3...max(3, most)).contains(fine.count) {
      return Ticks(ticks: fine.map { Tick(value: $0.value, label: $0.powerText(among: fine)) }, minor: minor)
    }
    guard decades.count >= 2 else { return linear(from: lower, to: upper, most: most) }
    let stride = (decades.count + max(1, most) - 1) / max(1, most)
    let chosen = numbers([1], every: stride)
    return Ticks(
      ticks: chosen.map { Tick(value: $0.value, label: $0.powerText(among: chosen)) },
      minor: stride > 1 ? decades.map(\.value) : minor)
  }

  /// Ten to a power; exact up to 22, which is all that labels ever show.
  static func power(_ exponent: Int) -> Double { pow(10, Double(exponent)) }
}
