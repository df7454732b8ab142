extension Lexer {
  static func isStringPrefix(_ word: String) -> Bool {
    ["r", "f", "rf", "fr", "u", "b", "br", "rb"].contains(word.lowercased())
  }

  /// Reads a string from its opening quote on. `prefix` is in small letters.
  mutating func readString(prefix: String, from start: Int) throws {
    guard let quote = peek() else { return }
    if prefix.contains("b") {
      throw syntaxError("strings of bytes are not part of \(language)", start, position + 1)
    }
    let isTriple = peek(1) == quote && peek(2) == quote
    position += isTriple ? 3 : 1
    let raw = prefix.contains("r")
    let closing = Closing(quote: quote, isTriple: isTriple, start: start)
    if prefix.contains("f") {
      guard fieldDepth < 8 else { throw syntaxError("f-strings are nested too deeply", start, position) }
      let parts = try readFormatted(until: closing, raw: raw)
      append(.formatted(parts), from: start)
      return
    }
    var text = String.UnicodeScalarView()
    while try !readEnd(closing) { try readScalar(into: &text, raw: raw) }
    append(.string(String(text)), from: start)
  }

  /// How a string ends.
  struct Closing {
    let quote: Unicode.Scalar
    let isTriple: Bool
    let start: Int
  }

  /// Whether the string ends here; steps over its end. Throws where it never ends.
  private mutating func readEnd(_ closing: Closing) throws -> Bool {
    guard let scalar = peek(), closing.isTriple || scalar != "\n" else {
      let mark = String(repeating: String(Character(closing.quote)), count: closing.isTriple ? 3 : 1)
      // A quotation mark that a page or a keyboard made round closes nothing.
      let round = scalars[closing.start..<position].firstIndex { Self.lookalikes[$0] == mark }
      var error = syntaxError(
        "this string is never closed", closing.start, max(position, closing.start + 1),
        suggestion: round == nil ? "close it with \(mark)" : nil,
        correction: round.map { Correction(SourceSpan($0, $0 + 1), mark) })
      error.isIncomplete = closing.isTriple
      throw error
    }
    guard scalar == closing.quote else { return false }
    if !closing.isTriple {
      position += 1
      return true
    }
    guard peek(1) == closing.quote, peek(2) == closing.quote else { return false }
    position += 3
    return true
  }

  /// Reads one scalar of a string, or one escape.
  private mutating func readScalar(into text: inout String.UnicodeScalarView, raw: Bool) throws {
    let scalar = scalars[position]
    position += 1
    guard scalar == "\\", let escaped = peek() else { return text.append(scalar) }
    position += 1
    if raw {
      text.append("\\")
      text.append(escaped)
      return
    }
    switch escaped {
    case "\n": break
    case "n": text.append("\n")
    case "t": text.append("\t")
    case "r": text.append("\r")
    case "0"..."7":
      var number = escaped.value - 48
      for _ in 0..<2 {
        guard let digit = peek(), ("0"..."7").contains(digit) else { break }
        number = number * 8 + digit.value - 48
        position += 1
      }
      text.append(Unicode.Scalar(number) ?? "\u{FFFD}")
    case "a": text.append("\u{07}")
    case "b": text.append("\u{08}")
    case "f": text.append("\u{0C}")
    case "v": text.append("\u{0B}")
    case "\\", "'", "\"": text.append(escaped)
    case "x": text.append(try readCode(digits: 2))
    case "u": text.append(try readCode(digits: 4))
    case "U": text.append(try readCode(digits: 8))
    default:
      // Python keeps an escape that it does not know.
      text.append("\\")
      text.append(escaped)
    }
  }

  private mutating func readCode(digits: Int) throws -> Unicode.Scalar {
    let start = position - 2
    let end = min(position + digits, limit)
    let word = StringSearch.string(scalars[position..<end])
    guard end - position == digits, word.unicodeScalars.allSatisfy({ $0.properties.isASCIIHexDigit }),
      let number = UInt32(word, radix: 16), let scalar = Unicode.Scalar(number)
    else {
      throw syntaxError("this escape needs \(digits) hexadecimal digits that name a character", start, end)
    }
    position = end
    return scalar
  }

  // MARK: f-strings

  private mutating func readFormatted(until closing: Closing, raw: Bool) throws -> [Token.FormattedPart] {
    var parts: [Token.FormattedPart] = []
    var text = String.UnicodeScalarView()
    func flush() {
      if !text.isEmpty { parts.append(.text(String(text))) }
      text = .init()
    }
    while try !readEnd(closing) {
      switch (scalars[position], peek(1)) {
      case ("{", "{"?), ("}", "}"?):
        text.append(scalars[position])
        position += 2
      case ("}", _):
        throw syntaxError(
          "a single `}` in an f-string", position, position + 1, suggestion: "`}}` writes a bracket")
      case ("{", _):
        flush()
        parts.append(try readField(closing, raw: raw, inSpec: false))
      case ("\\", "{"?), ("\\", "}"?):
        // A bracket opens its field even behind a backslash.
        text.append("\\")
        position += 1
      default: try readScalar(into: &text, raw: raw)
      }
    }
    flush()
    return parts
  }

  /// Reads `{expression!r:spec}` from its opening bracket on.
  private mutating func readField(_ closing: Closing, raw: Bool, inSpec: Bool) throws -> Token.FormattedPart {
    let open = position
    position += 1
    let start = position
    // The expression is read as in brackets, with its own list of tokens and of brackets.
    let outerTokens = tokens
    let outerBrackets = brackets
    tokens = []
    brackets = []
    fieldDepth += 1
    defer {
      tokens = outerTokens
      brackets = outerBrackets
      fieldDepth -= 1
    }
    var echo: String?
    reading: while true {
      while let blank = peek(), blank.isBlank || blank == "\n" && closing.isTriple { position += 1 }
      guard let scalar = peek(), scalar != "\n" else { throw unclosedField(open, closing) }
      if brackets.isEmpty {
        switch scalar {
        case "}", ":": break reading
        case "!" where peek(1) != "=": break reading
        case "=" where peek(1) != "=" && !endsComparison(tokens.last):
          position += 1
          while peek() == " " { position += 1 }
          echo = StringSearch.string(scalars[start..<position])
          guard let next = peek(), ["}", ":", "!"].contains(next) else {
            throw syntaxError("an f-string shows values; it cannot assign", open, position)
          }
          break reading
        default: break
        }
      }
      // The quote that closes the string closes it, unless brackets are open: then it is a string of the expression's.
      if scalar == closing.quote, brackets.isEmpty, !closing.isTriple {
        throw unclosedField(open, closing)
      }
      if scalar == "#" { throw syntaxError("a comment cannot stand inside an f-string", position, position + 1) }
      if scalar == "\\" {
        throw syntaxError("a `\\` cannot stand inside the braces of an f-string", position, position + 1)
      }
      try readToken()
    }
    guard !tokens.isEmpty else {
      throw syntaxError(
        "an expression is missing between the braces", open, position + 1, suggestion: "`{{` writes a bracket")
    }
    let span = SourceSpan(start, tokens.last?.span.end ?? position)
    tokens.append(Token(kind: .end, span: SourceSpan(span.end, span.end)))
    let conversion = try readConversion()
    var spec: [Token.FormattedPart] = []
    if peek() == ":" {
      if inSpec { throw syntaxError("formats are nested too deeply", open, position + 1) }
      position += 1
      spec = try readSpec(closing, raw: raw, open: open)
    }
    guard peek() == "}" else { throw unclosedField(open, closing) }
    position += 1
    return .field(tokens: tokens, span: span, conversion: conversion, spec: spec, echo: echo)
  }

  /// `==`, `<=` and their like are one token, so a lone `=` that follows an operator is no echo but an error.
  private func endsComparison(_ token: Token?) -> Bool {
    if case .symbol(let symbol)? = token?.kind { ![")", "]", "}"].contains(symbol) } else { false }
  }

  private mutating func readConversion() throws -> Unicode.Scalar? {
    guard peek() == "!" else { return nil }
    guard let letter = peek(1), ["r", "s", "a"].contains(letter) else {
      throw syntaxError("`!r`, `!s` or `!a` may follow the expression", position, position + 2)
    }
    position += 2
    return letter
  }

  private mutating func readSpec(_ closing: Closing, raw: Bool, open: Int) throws -> [Token.FormattedPart] {
    var parts: [Token.FormattedPart] = []
    var text = String.UnicodeScalarView()
    while let scalar = peek(), scalar != "}" {
      if scalar == closing.quote && !closing.isTriple || scalar == "\n" { throw unclosedField(open, closing) }
      if scalar == "{" {
        if !text.isEmpty { parts.append(.text(String(text))) }
        text = .init()
        parts.append(try readField(closing, raw: raw, inSpec: true))
      } else {
        try readScalar(into: &text, raw: raw)
      }
    }
    if !text.isEmpty { parts.append(.text(String(text))) }
    return parts
  }

  private func unclosedField(_ open: Int, _ closing: Closing) -> Diagnostic {
    var error = syntaxError(
      "a `{` of this f-string is never closed", open, max(position, open + 1),
      suggestion: "close it with `}`; `{{` writes a bracket")
    error.isIncomplete = closing.isTriple && position >= limit
    return error
  }
}
