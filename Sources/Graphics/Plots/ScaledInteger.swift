import Text

/// A decimal number as it is written: whole digits times a power of ten. Ticks are such numbers exactly, so that their
/// labels never show 0.30000000000000004.
struct ScaledInteger: Equatable {
  var digits: Int
  var exponent: Int

  var value: Double {
    // Dividing by an exact power rounds once; multiplying by 0.1 would round twice.
    exponent < 0 && exponent > -300
      ? Double(digits) / Ticks.power(-exponent) : Double(digits) * Ticks.power(exponent)
  }

  /// The exponent of the first digit: 2 for 345.
  var magnitude: Int { String(digits.magnitude).count - 1 + exponent }

  /// Plain notation with as many decimals as the exponent says.
  ///
  /// - Parameter isGrouped: whether thousands are separated by commas.
  func text(isGrouped: Bool) -> String {
    guard digits != 0 else { return "0" }
    var whole = Array(String(digits.magnitude))
    var decimals: [Character] = []
    if exponent < 0 {
      if whole.count <= -exponent { whole = Array(repeating: "0", count: 1 - exponent - whole.count) + whole }
      decimals = Array(whole.suffix(-exponent))
      whole.removeLast(-exponent)
    } else {
      whole += Array(repeating: "0", count: exponent)
    }
    let shown = isGrouped ? grouped(digits: String(whole)) : String(whole)
    return (digits < 0 ? "−" : "") + shown + (decimals.isEmpty ? "" : "." + String(decimals))
  }

  /// The number as a tick of a logarithmic axis: plain where all of its ticks are short, else as a power of ten.
  func powerText(among all: [ScaledInteger]) -> String {
    let magnitudes = all.map(\.magnitude)
    if let least = magnitudes.min(), let most = magnitudes.max(), least >= -3, most <= 5 {
      return text(isGrouped: most >= 4)
    }
    let power = "10" + ScaledInteger.superscript(exponent)
    return digits == 1 ? power : "\(digits)×\(power)"
  }

  /// A whole number in raised digits: ⁻⁵.
  static func superscript(_ number: Int) -> String {
    let raised = Array("⁰¹²³⁴⁵⁶⁷⁸⁹")
    return (number < 0 ? "⁻" : "") + String(String(number.magnitude).compactMap(\.wholeNumberValue).map { raised[$0] })
  }
}
