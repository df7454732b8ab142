/// A character as the language takes it, as it looks, and by its name.
extension Unicode.Scalar {
  /// The blanks that may stand between the words of a line.
  var isBlank: Bool { self == " " || self == "\t" || self == "\u{0C}" }

  /// Whether every keyboard has it.
  var isTyped: Bool { isBlank || (0x20..<0x7f).contains(value) }

  /// Whether a name may begin with it.
  var beginsName: Bool {
    // Nearly all of a program is ASCII, of which no table need be asked.
    if isASCII { return isPlainLetter || self == "_" }
    return properties.isXIDStart && !isInvisible
  }

  /// Whether it may stand within a name. What nobody sees is not part of one: two names would look the same.
  var continuesName: Bool {
    if isASCII { return isPlainLetter || self == "_" || ("0"..."9").contains(self) }
    return properties.isXIDContinue && !isInvisible
  }

  private var isPlainLetter: Bool { ("a"..."z").contains(self) || ("A"..."Z").contains(self) }

  /// Whether nothing is to be seen of it: controls, marks of direction, joiners, blanks of no width.
  var isInvisible: Bool {
    switch properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: properties.isDefaultIgnorableCodePoint
    }
  }

  /// `U+200B ZERO WIDTH SPACE`
  var codePoint: String {
    let digits = String(value, radix: 16, uppercase: true)
    let number = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    return number + " " + (properties.name ?? Self.controlNames[value] ?? "CONTROL CHARACTER")
  }

  /// Unicode gives controls no names of their own; these are its aliases for those that one meets.
  private static let controlNames: [UInt32: String] = [
    0x00: "NULL", 0x07: "ALERT", 0x08: "BACKSPACE", 0x0b: "LINE TABULATION", 0x1a: "SUBSTITUTE", 0x1b: "ESCAPE",
    0x7f: "DELETE", 0x85: "NEXT LINE",
  ]

  /// The character itself, with its number and name where the keyboard does not say what it is.
  var described: String { isTyped ? "`\(self)`" : "`\(self)` (\(codePoint))" }

  /// How many columns a terminal gives each scalar of a line.
  static func columns(of scalars: some Sequence<Unicode.Scalar>) -> [Int] {
    var previous: Unicode.Scalar?
    return scalars.map { scalar in
      defer { previous = scalar }
      // Scalars behind a joiner, and colours of skin, are one picture with what stands before.
      if previous == "\u{200D}" || scalar.properties.isEmojiModifier && previous?.properties.isEmoji ?? false {
        return 0
      }
      return scalar.columns
    }
  }

  private var columns: Int {
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    // A soft hyphen is drawn.
    case .format: return self == "\u{AD}" ? 1 : 0
    default: break
    }
    switch value {
    // The letters that go on a Korean syllable.
    case 0x1160...0x11ff: return 0
    case 0x1100...0x115f, 0x2e80...0x303e, 0x3041...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f,
      0xff00...0xff60, 0xffe0...0xffe6, 0x20000...0x3fffd:
      return 2
    case 0x1f1e6...0x1f1ff: return 1
    default: return properties.isEmojiPresentation ? 2 : 1
    }
  }
}
