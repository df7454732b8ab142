extension Lexer {
  /// Reads a number in any of Python's forms: `12`, `1_000`, `0xff`, `0b1`, `0o7`, `1.5`, `.5`, `1e-3`.
  mutating func readNumber() throws -> Value {
    let start = position
    if peek() == "0", let mark = peek(1), let radix = Self.radix(of: mark) {
      position += 2
      let digits = readDigits { $0.properties.isASCIIHexDigit }
      let number = try digits.flatMap { try Magnitude(digits: $0, base: radix) }
      try endNumber(start)
      guard let number else { throw misshapen(start) }
      return try Whole(number).value
    }
    var text = peek() == "." ? "0" : readDigits(\.isDigit)
    var isReal = false
    if peek() == "." {
      isReal = true
      position += 1
      if peek()?.isDigit ?? false { text = text.flatMap { whole in readDigits(\.isDigit).map { whole + "." + $0 } } }
    }
    if let mark = peek(), mark == "e" || mark == "E" {
      let signed = peek(1) == "+" || peek(1) == "-"
      if peek(signed ? 2 : 1)?.isDigit ?? false {
        isReal = true
        let sign = signed ? String(Character(scalars[position + 1])) : ""
        position += signed ? 2 : 1
        text = text.flatMap { mantissa in readDigits(\.isDigit).map { mantissa + "e" + sign + $0 } }
      }
    }
    try endNumber(start)
    guard let text, let real = Double(text) else { throw misshapen(start) }
    guard !isReal else { return .real(real) }
    if text.count > 1, text.first == "0", text.contains(where: { $0 != "0" }) {
      if start > 1, scalars[start - 1] == ",", scalars[start - 2].isDigit {
        throw syntaxError(
          "a decimal number is written with a point", start - 1, start,
          correction: Correction(SourceSpan(start - 1, start), "."))
      }
      throw syntaxError(
        "a whole number does not begin with 0", start, position,
        correction: Correction(SourceSpan(start, position), String(text.drop { $0 == "0" })))
    }
    guard let number = try Magnitude(digits: text, base: 10) else { throw misshapen(start) }
    return try Whole(number).value
  }

  /// A run of digits with single `_` between them, returned without these; nil where there is none or one is misplaced.
  private mutating func readDigits(_ isDigit: (Unicode.Scalar) -> Bool) -> String? {
    var digits = String.UnicodeScalarView()
    var isSound = true
    var previous: Unicode.Scalar = "_"
    while let scalar = peek(), scalar == "_" || isDigit(scalar) {
      if scalar == "_" {
        if previous == "_", !digits.isEmpty { isSound = false }
      } else {
        digits.append(scalar)
      }
      previous = scalar
      position += 1
    }
    return isSound && previous != "_" ? String(digits) : nil
  }

  /// A letter right after a number is a slip: `2x`, `3j`, `12abc`.
  private mutating func endNumber(_ start: Int) throws {
    if peek() == ".", peek(1)?.isDigit ?? false {
      let point = position
      while let next = peek(), next == "." || next.isDigit { position += 1 }
      throw syntaxError("a number has one decimal point", point, position)
    }
    guard let scalar = peek(), scalar.continuesName else { return }
    let numberEnd = position
    while let next = peek(), next.continuesName { position += 1 }
    let word = StringSearch.string(scalars[numberEnd..<position])
    // `1if x else 2` is legal Python and nobody's style; words stay apart here.
    if word == "j" || word == "J" { throw syntaxError("complex numbers are not part of \(language)", start, position) }
    let number = StringSearch.string(scalars[start..<numberEnd])
    let whole = SourceSpan(start, position)
    if word.allSatisfy({ "Oo".contains($0) }) {
      throw syntaxError(
        "this is the letter \(word.prefix(1)), where a zero is meant", numberEnd, position,
        correction: Correction(whole, number + String(repeating: "0", count: word.count)))
    }
    if word.first == "x", word.count > 1, word.dropFirst().allSatisfy(\.isNumber) {
      throw syntaxError(
        "times is written `*`", start, position, correction: Correction(whole, "\(number) * \(word.dropFirst())"))
    }
    throw syntaxError(
      "a name cannot begin with a digit, nor a number end in letters", start, position,
      correction: Correction(whole, Token.keywords.contains(word) ? "\(number) \(word)" : "\(number) * \(word)"))
  }

  private func misshapen(_ start: Int) -> Diagnostic {
    syntaxError("this is not a number", start, max(position, start + 1))
  }

  private static func radix(of mark: Unicode.Scalar) -> Int? {
    switch mark {
    case "x", "X": 16
    case "o", "O": 8
    case "b", "B": 2
    default: nil
    }
  }
}
