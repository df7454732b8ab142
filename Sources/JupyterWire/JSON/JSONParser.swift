extension JSON {
  /// Nesting deeper than this is refused, so that no message can exhaust a thread's stack.
  public static let maximumDepth = 256

  /// A document of more values than this is refused: two bytes of input can cost a hundred of memory.
  public static let maximumValues = 1 << 22

  /// Reads one JSON document as RFC 8259 has it: no NaN, no trailing commas, valid UTF-8. An escaped lone surrogate, which
  /// the grammar allows and Unicode does not, is read as U+FFFD.
  ///
  /// - Throws: ``JSONError`` with the offset at which reading stopped.
  public init(parsing bytes: [UInt8]) throws(JSONError) {
    let result = bytes.withUnsafeBufferPointer { buffer -> Result<JSON, JSONError> in
      var parser = JSONParser(buffer)
      do throws(JSONError) { return .success(try parser.document()) } catch { return .failure(error) }
    }
    self = try result.get()
  }
}

/// A recursive-descent reader over bytes.
private struct JSONParser {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0
  private var depth = 0
  private var values = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  mutating func document() throws(JSONError) -> JSON {
    let value = try value()
    skipSpace()
    guard position == bytes.count else { throw failure(.unexpectedByte) }
    return value
  }

  private func failure(_ code: JSONError.Code) -> JSONError { JSONError(code: code, offset: position) }

  private mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }

  /// The next byte that is not space, without consuming it.
  private mutating func peek() throws(JSONError) -> UInt8 {
    skipSpace()
    guard position < bytes.count else { throw failure(.unexpectedEnd) }
    return bytes[position]
  }

  private mutating func expect(_ byte: UInt8) throws(JSONError) {
    guard try peek() == byte else { throw failure(.unexpectedByte) }
    position += 1
  }

  private mutating func value() throws(JSONError) -> JSON {
    values += 1
    guard values <= JSON.maximumValues else { throw failure(.tooManyValues) }
    switch try peek() {
    case UInt8(ascii: "{"): return try nested(Self.object)
    case UInt8(ascii: "["): return try nested(Self.array)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    default: return try number()
    }
  }

  private mutating func nested(_ read: (inout JSONParser) throws(JSONError) -> JSON) throws(JSONError) -> JSON {
    guard depth < JSON.maximumDepth else { throw failure(.tooDeep) }
    depth += 1
    position += 1
    let value = try read(&self)
    depth -= 1
    return value
  }

  private static func object(_ parser: inout JSONParser) throws(JSONError) -> JSON {
    var object = JSONObject()
    if try parser.peek() == UInt8(ascii: "}") {
      parser.position += 1
      return .object(object)
    }
    while true {
      guard try parser.peek() == UInt8(ascii: "\"") else { throw parser.failure(.unexpectedByte) }
      let key = try parser.string()
      try parser.expect(UInt8(ascii: ":"))
      object.append(key, try parser.value())
      if try parser.peek() == UInt8(ascii: ",") {
        parser.position += 1
        continue
      }
      try parser.expect(UInt8(ascii: "}"))
      return .object(object)
    }
  }

  private static func array(_ parser: inout JSONParser) throws(JSONError) -> JSON {
    var elements: [JSON] = []
    if try parser.peek() == UInt8(ascii: "]") {
      parser.position += 1
      return .array(elements)
    }
    while true {
      elements.append(try parser.value())
      if try parser.peek() == UInt8(ascii: ",") {
        parser.position += 1
        continue
      }
      try parser.expect(UInt8(ascii: "]"))
      return .array(elements)
    }
  }

  private mutating func word(_ word: StaticString, _ value: JSON) throws(JSONError) -> JSON {
    let length = word.utf8CodeUnitCount
    guard bytes.count - position >= length else { throw failure(.unexpectedEnd) }
    for index in 0..<length where bytes[position + index] != word.utf8Start[index] {
      throw failure(.unexpectedByte)
    }
    position += length
    return value
  }
}

// MARK: - Numbers

extension JSONParser {
  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  private mutating func digits() throws(JSONError) {
    let start = position
    while position < bytes.count, Self.isDigit(bytes[position]) { position += 1 }
    guard position > start else { throw failure(position < bytes.count ? .unexpectedByte : .unexpectedEnd) }
  }

  /// Consumes the next byte if it is one of these.
  private mutating func skip(_ one: UInt8, or other: UInt8? = nil) -> Bool {
    guard position < bytes.count, bytes[position] == one || bytes[position] == other else { return false }
    position += 1
    return true
  }

  private mutating func number() throws(JSONError) -> JSON {
    let start = position
    var isWhole = true
    _ = skip(UInt8(ascii: "-"))
    if !skip(UInt8(ascii: "0")) { try digits() }
    if skip(UInt8(ascii: ".")) {
      isWhole = false
      try digits()
    }
    if skip(UInt8(ascii: "e"), or: UInt8(ascii: "E")) {
      isWhole = false
      _ = skip(UInt8(ascii: "+"), or: UInt8(ascii: "-"))
      try digits()
    }
    // The longest exact decimal of a double has 767 digits; more than that is not a number but an attack.
    guard position - start <= 1100 else { throw failure(.numberOutOfRange) }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isWhole, let integer = Int(text) { return .integer(integer) }
    guard let number = Double(text), number.isFinite else { throw failure(.numberOutOfRange) }
    return .number(number)
  }
}

// MARK: - Strings

extension JSONParser {
  private mutating func string() throws(JSONError) -> String {
    position += 1
    let start = position
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: "\""):
        let text = try utf8(bytes[start..<position], at: start)
        position += 1
        return text
      case UInt8(ascii: "\\"): return try escapedString(from: start)
      case 0..<0x20: throw failure(.unexpectedByte)
      default: position += 1
      }
    }
    throw failure(.unexpectedEnd)
  }

  private func utf8(_ slice: some Collection<UInt8>, at start: Int) throws(JSONError) -> String {
    guard let text = String(validating: slice, as: UTF8.self) else {
      throw JSONError(code: .invalidUTF8, offset: start)
    }
    return text
  }

  /// The slow path, from the first backslash on.
  private mutating func escapedString(from start: Int) throws(JSONError) -> String {
    var text = Array(bytes[start..<position])
    while position < bytes.count {
      let byte = bytes[position]
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return try utf8(text, at: start)
      case UInt8(ascii: "\\"):
        position += 1
        try escape(into: &text)
      case 0..<0x20: throw failure(.unexpectedByte)
      default:
        text.append(byte)
        position += 1
      }
    }
    throw failure(.unexpectedEnd)
  }

  private mutating func escape(into text: inout [UInt8]) throws(JSONError) {
    guard position < bytes.count else { throw failure(.unexpectedEnd) }
    let byte = bytes[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"):
      let scalar = try escapedScalar()
      text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    default:
      position -= 1
      throw failure(.invalidEscape)
    }
  }

  private mutating func codeUnit() throws(JSONError) -> UInt32 {
    guard bytes.count - position >= 4 else { throw failure(.unexpectedEnd) }
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = Character(UnicodeScalar(bytes[position])).hexDigitValue else { throw failure(.invalidEscape) }
      unit = unit << 4 | UInt32(digit)
      position += 1
    }
    return unit
  }

  /// One scalar from `\uXXXX`, or two of them forming a surrogate pair; a lone surrogate gives U+FFFD.
  private mutating func escapedScalar() throws(JSONError) -> UnicodeScalar {
    let first = try codeUnit()
    if let scalar = UnicodeScalar(first) { return scalar }
    let pairStart = position
    if (0xD800..<0xDC00).contains(first), bytes.count - position >= 6,
      bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u")
    {
      position += 2
      let second = try codeUnit()
      if (0xDC00..<0xE000).contains(second),
        let scalar = UnicodeScalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
      {
        return scalar
      }
      position = pairStart
    }
    return "\u{FFFD}"
  }
}
