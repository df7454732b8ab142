import Glibc

/// Numbers as text, the way Python writes them.
enum NumberText {
  /// The shortest text that reads back as the same number: `0.1`, `1e-05`, `3.0`, `inf`.
  static func shortest(_ number: Double) -> String {
    if number.isNaN { return "nan" }
    if number.isInfinite { return number < 0 ? "-inf" : "inf" }
    let text = number.description
    let sign = number < 0 ? "-" : ""
    // Python turns to an exponent at 1e16, Swift somewhere near 2^53.
    if number.magnitude < 1e16, let exponent = text.firstIndex(of: "e"), number.magnitude >= 1 {
      let digits = text[..<exponent].filter(\.isNumber)
      return sign + digits + String(repeating: "0", count: max(0, 16 - digits.count)) + ".0"
    }
    guard number.magnitude >= 1e16, !text.contains("e") else { return text }
    let digits = text.drop { $0 == "-" }.prefix { $0 != "." }
    let exponent = digits.count - 1
    var fraction = digits.dropFirst()
    while fraction.last == "0" { fraction.removeLast() }
    return sign + digits.prefix(1) + (fraction.isEmpty ? "" : "." + fraction) + "e+\(exponent)"
  }

  /// C's `%.*f`, `%.*e` or `%.*g`, correctly rounded.
  static func formatted(_ number: Double, precision: Int, style: Character, alternate: Bool = false) -> String {
    let format = "%\(alternate ? "#" : "").\(precision)\(style)"
    return withVaList([number]) { arguments in
      // The longest double has 309 digits before the point.
      var buffer = [CChar](repeating: 0, count: precision + 340)
      let length = Int(vsnprintf(&buffer, buffer.count, format, arguments))
      let bytes = buffer.prefix(max(0, min(length, buffer.count - 1))).map { UInt8(bitPattern: $0) }
      return String(decoding: bytes, as: UTF8.self)
    }
  }

  /// The number that Python's `float("…")` reads; nil where it reads none.
  static func real(_ text: String) -> Double? {
    let trimmed = text.filter { !$0.isWhitespace || $0 == " " }
    let word = strip(trimmed)
    guard !word.isEmpty, !word.lowercased().hasPrefix("0x"), word.first != "_", word.last != "_" else { return nil }
    return Double(word.filter { $0 != "_" })
  }

  /// The whole number that Python's `int("…", base)` reads; nil where it reads none or one beyond 64 bits.
  static func integer(_ text: String, base: Int = 10) -> Int? {
    var word = Substring(strip(text))
    guard word.first != "_", word.last != "_" else { return nil }
    var negative = false
    if word.first == "-" || word.first == "+" { negative = word.removeFirst() == "-" }
    let prefixes = [2: "0b", 8: "0o", 16: "0x"]
    if let prefix = prefixes[base], word.lowercased().hasPrefix(prefix) { word = word.dropFirst(2) }
    guard word.first.map({ $0.isLetter || $0.isNumber }) ?? false,
      let magnitude = Int(word.filter { $0 != "_" }, radix: base)
    else {
      return nil
    }
    return negative ? -magnitude : magnitude
  }

  private static func strip(_ text: String) -> String {
    var word = Substring(text)
    while word.first?.isWhitespace ?? false { word.removeFirst() }
    while word.last?.isWhitespace ?? false { word.removeLast() }
    return String(word)
  }
}
