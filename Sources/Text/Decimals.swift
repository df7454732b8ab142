import Glibc

/// A number with a fixed count of decimals.
package func fixed(_ number: Double, _ decimals: Int) -> String {
  formatted(number, "%.*f", decimals)
}

/// A number in at most so many digits, as C's `%g` writes it: 159.4, 0.0125, 1.2e-07.
package func shortened(_ number: Double, digits: Int = 4) -> String {
  formatted(number, "%.*g", digits)
}

private func formatted(_ number: Double, _ format: String, _ digits: Int) -> String {
  // C would write the sign of a NaN too.
  guard !number.isNaN else { return "nan" }
  return withVaList([Int32(digits), number]) { arguments in
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 400) { buffer in
      guard let base = buffer.baseAddress else { return "" }
      vsnprintf(base, buffer.count, format, arguments)
      return String(cString: base)
    }
  }
}

/// A time as one says it: `8 s`, `3 min 20 s`, `1 h 5 min`.
package func duration(_ seconds: Double) -> String {
  guard seconds.isFinite, seconds < 1e7 else { return "a long time" }
  let whole = Int(seconds.rounded())
  if whole < 60 { return "\(whole) s" }
  if whole < 3600 { return "\(whole / 60) min \(whole % 60) s" }
  return "\(whole / 3600) h \(whole % 3600 / 60) min"
}
