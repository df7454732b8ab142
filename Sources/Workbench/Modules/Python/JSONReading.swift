import Language

/// Reads JSON as Python's `json.loads` does: with `NaN` and `Infinity`, and the place of what is wrong.
struct JSONReading {
  /// What is wrong, and at which character.
  struct Fault: Error {
    let message: String
    let position: Int
  }

  private let scalars: [Unicode.Scalar]
  private var position = 0
  private let context: Context

  init(_ text: String, _ context: Context) {
    scalars = Array(text.unicodeScalars)
    self.context = context
  }

  mutating func value() throws -> Value {
    skipSpace()
    let value = try read()
    skipSpace()
    if position < scalars.count { throw Fault(message: "Extra data", position: position) }
    return value
  }

  private var next: Unicode.Scalar? { position < scalars.count ? scalars[position] : nil }

  private mutating func skipSpace() {
    while let scalar = next, [" ", "\n", "\r", "\t"].contains(scalar) { position += 1 }
  }

  private mutating func accept(_ word: String) -> Bool {
    guard scalars[position...].starts(with: word.unicodeScalars) else { return false }
    position += word.unicodeScalars.count
    return true
  }

  private mutating func read() throws -> Value {
    try StackRoom.check()
    try context.cancellation.safepoint()
    switch next {
    case "{": return try readDict()
    case "[": return try readList()
    case "\"": return .string(try readText())
    default: break
    }
    let words: [(String, Value)] = [
      ("null", .none), ("true", .bool(true)), ("false", .bool(false)), ("NaN", .real(.nan)),
      ("Infinity", .real(.infinity)), ("-Infinity", .real(-.infinity)),
    ]
    for (word, value) in words where accept(word) { return value }
    return try readNumber()
  }

  private mutating func readNumber() throws -> Value {
    let start = position
    func digits(_ place: Int) -> Int {
      var end = place
      while end < scalars.count, ("0"..."9").contains(scalars[end]) { end += 1 }
      return end
    }
    var end = start
    if next == "-" { end += 1 }
    let whole = digits(end)
    guard whole > end else { throw Fault(message: "Expecting value", position: start) }
    // A number does not begin with a zero that says nothing: what follows is something else.
    end = scalars[end] == "0" ? end + 1 : whole
    var isWhole = true
    if end < scalars.count, scalars[end] == ".", digits(end + 1) > end + 1 {
      (end, isWhole) = (digits(end + 1), false)
    }
    if end < scalars.count, scalars[end] == "e" || scalars[end] == "E" {
      let sign = end + 1 < scalars.count && (scalars[end + 1] == "+" || scalars[end + 1] == "-") ? 1 : 0
      if digits(end + 1 + sign) > end + 1 + sign { (end, isWhole) = (digits(end + 1 + sign), false) }
    }
    position = end
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars[start..<end])
    return try isWhole ? Builtins.whole(.string(text)) : Builtins.real(.string(text))
  }

  private mutating func readList() throws -> Value {
    position += 1
    var items: [Value] = []
    skipSpace()
    if next == "]" {
      position += 1
      return .list(items)
    }
    while true {
      skipSpace()
      try Limits.checkItems(items.count + 1)
      items.append(try read())
      skipSpace()
      if next == "]" { break }
      guard next == "," else { throw Fault(message: "Expecting ',' delimiter", position: position) }
      position += 1
    }
    position += 1
    return .list(items)
  }

  private mutating func readDict() throws -> Value {
    let dict = DictValue()
    position += 1
    skipSpace()
    if next == "}" {
      position += 1
      return .dict(dict)
    }
    while true {
      skipSpace()
      guard next == "\"" else {
        throw Fault(message: "Expecting property name enclosed in double quotes", position: position)
      }
      let name = try readText()
      skipSpace()
      guard next == ":" else { throw Fault(message: "Expecting ':' delimiter", position: position) }
      position += 1
      skipSpace()
      try dict.set(try read(), for: .string(name))
      skipSpace()
      if next == "}" { break }
      guard next == "," else { throw Fault(message: "Expecting ',' delimiter", position: position) }
      position += 1
    }
    position += 1
    return .dict(dict)
  }

  private mutating func readText() throws -> String {
    let start = position
    position += 1
    var text = String.UnicodeScalarView()
    while let scalar = next {
      position += 1
      switch scalar {
      case "\"": return String(text)
      case "\\": text.append(try readEscape(from: start))
      case _ where scalar.value < 0x20:
        throw Fault(message: "Invalid control character at", position: position - 1)
      default: text.append(scalar)
      }
    }
    throw Fault(message: "Unterminated string starting at", position: start)
  }

  private mutating func readEscape(from start: Int) throws -> Unicode.Scalar {
    guard let letter = next else { throw Fault(message: "Unterminated string starting at", position: start) }
    position += 1
    let plain: [Unicode.Scalar: Unicode.Scalar] = [
      "\"": "\"", "\\": "\\", "/": "/", "n": "\n", "r": "\r", "t": "\t", "b": "\u{8}", "f": "\u{c}",
    ]
    if let scalar = plain[letter] { return scalar }
    guard letter == "u" else { throw Fault(message: "Invalid \\escape", position: position - 2) }
    let first = try readUnit()
    if let scalar = Unicode.Scalar(first) { return scalar }
    // Two units are one character beyond the first 65,536; half of one is none that a text can hold.
    if UTF16.isLeadSurrogate(UInt16(first)), position + 1 < scalars.count, scalars[position] == "\\",
      scalars[position + 1] == "u"
    {
      position += 2
      let second = try readUnit()
      if UTF16.isTrailSurrogate(UInt16(second)),
        let scalar = Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))
      {
        return scalar
      }
    }
    throw Fault(message: "Half of a character in an \\escape", position: position)
  }

  private mutating func readUnit() throws -> UInt32 {
    let digits = scalars[position...].prefix(4)
    var text = ""
    text.unicodeScalars.append(contentsOf: digits)
    guard digits.count == 4, digits.allSatisfy({ $0.properties.isASCIIHexDigit }), let unit = UInt32(text, radix: 16)
    else { throw Fault(message: "Invalid \\uXXXX escape", position: position - 1) }
    position += 4
    return unit
  }
}
