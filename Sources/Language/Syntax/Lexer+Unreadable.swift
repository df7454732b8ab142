/// Characters that begin nothing: those that look like others, those that cannot be seen, and the rest.
extension Lexer {
  /// The error of a scalar outside strings and comments that is no part of the language.
  func unreadable(_ scalar: Unicode.Scalar, at offset: Int) -> Diagnostic {
    if let meant = Self.meant(by: scalar) {
      return syntaxError(
        Self.message(scalar, meant), offset, offset + 1,
        // Such characters come in numbers, from a page that set its code as prose: all of the line are mended.
        correction: mended(from: offset))
    }
    let message =
      switch scalar {
      case "$": "`$` means nothing here"
      case "`": "a backquote means nothing here"
      case "?": "`?` asks for help at the end of a line: a name, then `?`"
      default: "the character \(scalar.described) means nothing here"
      }
    return syntaxError(message, offset, offset + 1, suggestion: scalar == "√" ? "sqrt(…)" : "leave it out")
  }

  private static func message(_ scalar: Unicode.Scalar, _ meant: String) -> String {
    switch meant {
    case "": "an invisible character stands here: \(scalar.codePoint)"
    case " ": "a space is written with the space bar, and this is \(scalar.codePoint)"
    case "\n": "a line is ended with the Enter key, and this is \(scalar.codePoint)"
    default: "the character \(scalar.described) is not part of the language; it is written `\(meant)`"
    }
  }

  /// The text that somebody meant by a character that is no part of the language; nil where nobody can tell.
  private static func meant(by scalar: Unicode.Scalar) -> String? {
    if let known = lookalikes[scalar] { return known }
    switch scalar.value {
    // The full-width forms of ASCII that Chinese and Japanese keyboards write.
    case 0xff01...0xff5e: return Unicode.Scalar(scalar.value - 0xfee0).map { String(Character($0)) }
    case 0x0b, 0x85: return "\n"
    default: break
    }
    switch scalar.properties.generalCategory {
    case .spaceSeparator: return " "
    case .lineSeparator, .paragraphSeparator: return "\n"
    default: return scalar.isInvisible ? "" : nil
    }
  }

  static let lookalikes: [Unicode.Scalar: String] = [
    "“": "\"", "”": "\"", "„": "\"", "‟": "\"", "″": "\"", "«": "\"", "»": "\"",
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "´": "'",
    "−": "-", "–": "-", "—": "-", "―": "-", "‐": "-", "\u{2011}": "-", "‒": "-",
    "×": "*", "·": "*", "∗": "*", "⋅": "*", "∙": "*", "✕": "*", "÷": "/", "∕": "/", "⁄": "/",
    "⁰": "**0", "¹": "**1", "²": "**2", "³": "**3", "⁴": "**4", "⁵": "**5", "⁶": "**6", "⁷": "**7", "⁸": "**8",
    "⁹": "**9", "≤": "<=", "≥": ">=", "≠": "!=", "…": "...", "、": ",", "。": ".", "\u{37E}": ";", "∞": "float(\"inf\")",
  ]

  /// The line from `start` on with what was meant in place of such characters; what stands in quotes and comments stays.
  private func mended(from start: Int) -> Correction {
    let end = scalars[start...].firstIndex(of: "\n") ?? limit
    var text = ""
    var place = start
    while place < end, scalars[place] != "#" {
      let scalar = scalars[place]
      // A dot within a name is part of it.
      let isPart = scalar == "·" && place > start && scalars[place - 1].continuesName
      let meant = isPart || scalar.isTyped ? nil : Self.meant(by: scalar)
      text += meant ?? String(Character(scalar))
      place += 1
      if let quote = (meant ?? String(Character(scalar))).unicodeScalars.first, quote == "\"" || quote == "'",
        let closing = scalars[place..<end].firstIndex(where: { $0 == quote || Self.lookalikes[$0] == String(quote) })
      {
        text += StringSearch.string(scalars[place..<closing]) + String(quote)
        place = closing + 1
      } else if let first = meant?.first, first == "*", meant != "*" {
        // `x¹²` is one power.
        while place < end, let digit = Self.lookalikes[scalars[place]], digit.hasPrefix("**") {
          text += digit.dropFirst(2)
          place += 1
        }
      }
    }
    return Correction(SourceSpan(start, end), text + StringSearch.string(scalars[place..<end]))
  }
}
