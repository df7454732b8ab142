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
    guard let word = digits(of: text) else { return nil }
    let magnitude = word.first == "-" || word.first == "+" ? word.dropFirst() : word[...]
    switch magnitude.lowercased() {
    case "inf", "infinity", "nan": break
    default:
      // Swift would read hexadecimal digits and the numbers of NaNs too.
      guard magnitude.utf8.allSatisfy({ "0123456789.eE+-".utf8.contains($0) }),
        magnitude.utf8.prefix(2).contains(where: { (0x30...0x39).contains($0) })
      else { return nil }
    }
    return Double(word)
  }

  /// The whole number that Python's `int("…", base)` reads; nil where it reads none.
  ///
  /// - Parameter base: 2 to 36, or 0 for that of the prefix.
  /// - Throws: ``Diagnostic`` where it is too long.
  static func integer(_ text: String, base: Int = 10) throws -> Whole? {
    guard var word = digits(of: text) else { return nil }
    var negative = false
    if word.first == "-" || word.first == "+" { negative = word.removeFirst() == "-" }
    var base = base
    let prefixes = [2: "0b", 8: "0o", 16: "0x"]
    if base == 0 {
      base = prefixes.first { word.lowercased().hasPrefix($0.value) }?.key ?? 10
      // As in Python, where 010 was 8 once.
      if base == 10, word.first == "0", word.contains(where: { $0 != "0" }) { return nil }
    }
    if let prefix = prefixes[base], word.lowercased().hasPrefix(prefix) { word.removeFirst(2) }
    return try Magnitude(digits: word, base: base).map { Whole($0, isNegative: negative) }
  }

  /// The text without blanks around it and without the `_` between digits, each decimal digit of any script as the plain
  /// one; nil where a `_` stands elsewhere.
  private static func digits(of text: String) -> String? {
    let blank = { (scalar: Unicode.Scalar) in scalar.properties.isWhitespace }
    let word = Array(text.unicodeScalars.drop(while: blank).reversed().drop(while: blank).reversed())
    var result = String.UnicodeScalarView()
    for (position, scalar) in word.enumerated() {
      if scalar == "_" {
        func isDigit(_ place: Int) -> Bool {
          word.indices.contains(place) && word[place] != "_" && word[place].properties.isXIDContinue
        }
        guard isDigit(position - 1), isDigit(position + 1) else { return nil }
      } else if scalar.properties.numericType == .decimal, let value = scalar.properties.numericValue {
        result.append(contentsOf: String(Int(value)).unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    return String(result)
  }
}
