/// A value as Python writes it, of the kinds that headers of NumPy's files are made of.
enum PythonLiteral: Equatable {
  case text(String)
  case integer(Int)
  case bool(Bool)
  case none
  case tuple([PythonLiteral])
  case list([PythonLiteral])
  case dict([(key: String, value: PythonLiteral)])

  /// Nil where the text is anything else, or more than one value.
  init?(_ text: String) {
    var reader = PythonLiteralReader(text)
    guard let value = reader.value(depth: 0), reader.isAtEnd else { return nil }
    self = value
  }

  static func == (left: PythonLiteral, right: PythonLiteral) -> Bool {
    switch (left, right) {
    case (.text(let a), .text(let b)): a == b
    case (.integer(let a), .integer(let b)): a == b
    case (.bool(let a), .bool(let b)): a == b
    case (.none, .none): true
    case (.tuple(let a), .tuple(let b)), (.list(let a), .list(let b)): a == b
    case (.dict(let a), .dict(let b)): a.elementsEqual(b) { $0.key == $1.key && $0.value == $1.value }
    default: false
    }
  }
}

/// Reads one literal from the front of a text.
private struct PythonLiteralReader {
  /// Deeper than any type that NumPy writes.
  private static let deepest = 32

  private var rest: Substring.UnicodeScalarView

  init(_ text: String) { rest = text[...].unicodeScalars }

  /// Whether nothing but blanks is left.
  var isAtEnd: Bool { rest.allSatisfy(Self.isBlank) }

  mutating func value(depth: Int) -> PythonLiteral? {
    guard depth < Self.deepest, let first = next else { return nil }
    switch first {
    case "(": return items(until: ")", depth).map { $0.isTuple ? .tuple($0.values) : $0.values[0] }
    case "[": return items(until: "]", depth).map { .list($0.values) }
    case "{": return dict(depth)
    case "'", "\"": return text().map { .text($0) }
    case "-", "+", "0"..."9": return integer()
    default: return word()
    }
  }

  private static func isBlank(_ scalar: Unicode.Scalar) -> Bool { " \t\r\n\u{c}".unicodeScalars.contains(scalar) }

  /// The next scalar that is no blank.
  private var next: Unicode.Scalar? {
    mutating get {
      rest = rest.drop(while: Self.isBlank)
      return rest.first
    }
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    guard next == scalar else { return false }
    rest.removeFirst()
    return true
  }

  /// Values between brackets. One alone in round ones is itself, with a comma behind it a tuple.
  private mutating func items(until end: Unicode.Scalar, _ depth: Int) -> (values: [PythonLiteral], isTuple: Bool)? {
    rest.removeFirst()
    var values: [PythonLiteral] = []
    var hasComma = false
    while !take(end) {
      if !values.isEmpty {
        guard take(",") else { return nil }
        hasComma = true
        if take(end) { break }
      }
      guard let item = value(depth: depth + 1) else { return nil }
      values.append(item)
    }
    return (values, hasComma || values.isEmpty)
  }

  private mutating func dict(_ depth: Int) -> PythonLiteral? {
    rest.removeFirst()
    var pairs: [(key: String, value: PythonLiteral)] = []
    while !take("}") {
      if !pairs.isEmpty {
        guard take(",") else { return nil }
        if take("}") { break }
      }
      guard case .text(let key)? = value(depth: depth + 1), take(":"), let value = value(depth: depth + 1) else {
        return nil
      }
      pairs.append((key, value))
    }
    return .dict(pairs)
  }

  /// A text between quotes; no name of a type has a backslash in it.
  private mutating func text() -> String? {
    let quote = rest.removeFirst()
    let content = rest.prefix { $0 != quote && $0 != "\\" && $0 != "\n" }
    rest = rest.dropFirst(content.count)
    guard rest.first == quote else { return nil }
    rest.removeFirst()
    return String(content)
  }

  /// Digits with a sign, and with the L that Python 2 writes behind long integers.
  private mutating func integer() -> PythonLiteral? {
    let digits = rest.prefix { $0 == "-" || $0 == "+" || ("0"..."9").contains($0) }
    rest = rest.dropFirst(digits.count)
    if rest.first == "L" { rest.removeFirst() }
    return Int(String(digits)).map { .integer($0) }
  }

  private mutating func word() -> PythonLiteral? {
    let letters = rest.prefix { $0.properties.isAlphabetic }
    rest = rest.dropFirst(letters.count)
    switch String(letters) {
    case "True": return .bool(true)
    case "False": return .bool(false)
    case "None": return PythonLiteral.none
    // Python 2 marks texts of Unicode.
    case "u" where rest.first == "'" || rest.first == "\"": return text().map { .text($0) }
    default: return nil
    }
  }
}
