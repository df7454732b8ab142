import Text

/// Python's format specification: what stands after the colon in `f"{x:>8.4f}"`.
struct FormatSpec {
  private var fill: Unicode.Scalar = " "
  private var alignment: Unicode.Scalar?
  private var sign: Unicode.Scalar = "-"
  private var alternate = false
  private var width = 0
  private var grouping: Unicode.Scalar?
  private var precision: Int?
  private var type: Unicode.Scalar?
  private let source: String

  /// Wider or more precise than this is a slip, and would fill the memory.
  private static let widest = 10_000

  init(_ source: String) throws {
    self.source = source
    let scalars = Array(source.unicodeScalars)
    var position = 0
    func peek(_ offset: Int = 0) -> Unicode.Scalar? {
      position + offset < scalars.count ? scalars[position + offset] : nil
    }
    let alignments: Set<Unicode.Scalar> = ["<", ">", "^", "="]
    if let second = peek(1), alignments.contains(second) {
      fill = scalars[0]
      alignment = second
      position = 2
    } else if let first = peek(), alignments.contains(first) {
      alignment = first
      position = 1
    }
    if let next = peek(), ["+", "-", " "].contains(next) {
      sign = next
      position += 1
    }
    if peek() == "#" {
      alternate = true
      position += 1
    }
    if peek() == "0" {
      position += 1
      if alignment == nil {
        fill = "0"
        alignment = "="
      }
    }
    func number() throws -> Int? {
      var result: Int?
      while let digit = peek(), ("0"..."9").contains(digit) {
        result = (result ?? 0) * 10 + Int(digit.value - 48)
        position += 1
        if let result, result > Self.widest {
          throw Diagnostic(.value, "a width or precision of more than \(Self.widest) in the format `\(source)`")
        }
      }
      return result
    }
    width = try number() ?? 0
    if let next = peek(), next == "," || next == "_" {
      grouping = next
      position += 1
    }
    if peek() == "." {
      position += 1
      guard let digits = try number() else { throw Self.unreadable(source) }
      precision = digits
    }
    if let last = peek() {
      type = last
      position += 1
    }
    let types = "bcdeEfFgGnosxX%".unicodeScalars
    if position < scalars.count || type.map({ !types.contains($0) }) ?? false { throw Self.unreadable(source) }
  }

  private static func unreadable(_ source: String) -> Diagnostic {
    Diagnostic(
      .value, "cannot read the format `\(source)`",
      suggestion: "`.4f` for four decimals, `>8` for a width of 8, `,` for thousands, `.1%` for percent")
  }

  /// The text of a value in this format.
  static func format(_ value: Value, _ source: String) throws -> String {
    if case .object(let object) = value, let instance = InstanceValue.cast(object) {
      return try instance.formatted(source)
    }
    if source.isEmpty { return try value.written() }
    let spec = try FormatSpec(source)
    switch value {
    // As Python has it: with any format a truth is the number that it counts as.
    case .bool(let flag): return try spec.apply(flag ? 1 : 0)
    case .integer(let number): return try spec.apply(number)
    case .real(let number): return try spec.apply(number)
    case .object(let large as LargeInteger): return try spec.apply(large.whole)
    case .object(let object):
      if let number = object.number {
        guard object.isWholeNumber, let whole = Int(exactly: number) else { return try spec.apply(number) }
        return try spec.apply(whole)
      }
      return try spec.apply(object.repr(), of: value)
    default: return try spec.apply(value.text, of: value)
    }
  }

  private func apply(_ text: String, of value: Value? = nil) throws -> String {
    guard type == nil || type == "s" else { throw mismatch(value ?? .string(text)) }
    if alignment == "=" && fill != "0" || grouping != nil { throw mismatch(value ?? .string(text)) }
    var scalars = text.unicodeScalars
    if let precision, scalars.count > precision { scalars = .init(scalars.prefix(precision)) }
    return pad("", String(scalars), numeric: false)
  }

  private func apply(_ number: Int) throws -> String { try apply(Whole(number)) }

  private func apply(_ number: Whole) throws -> String {
    let radix: Int
    switch type {
    case nil, "d", "n": radix = 10
    case "b": radix = 2
    case "o": radix = 8
    case "x", "X": radix = 16
    case "c":
      guard !number.isNegative, let scalar = Unicode.Scalar(UInt32(exactly: number.real) ?? .max) else {
        throw Diagnostic(.value, "there is no character number \(number.text())")
      }
      return pad("", String(Character(scalar)), numeric: false)
    default: return try apply(real(number))
    }
    if precision != nil {
      if type == nil { return try apply(real(number)) }
      throw Diagnostic(
        .value, "the format `\(source)` gives a precision for a whole number", suggestion: "`.2f` shows two decimals")
    }
    var digits = number.magnitude.text(base: radix)
    if type == "X" { digits = digits.uppercased() }
    if grouping != nil { digits = grouped(digits, every: radix == 10 ? 3 : 4) }
    let prefix: String = alternate && radix != 10 ? "0" + String(type.map(Character.init) ?? "d") : ""
    return pad(signText(negative: number.isNegative) + prefix, digits, numeric: true)
  }

  private func real(_ number: Whole) throws -> Double {
    guard number.real.isFinite else {
      throw Diagnostic(
        .overflow,
        "a whole number of this size is too large for the format `\(source)`")
    }
    return number.real
  }

  private func apply(_ number: Double) throws -> String {
    var magnitude = number.magnitude
    var suffix = ""
    let style: Character
    switch type {
    case nil where precision == nil:
      let text = NumberText.shortest(magnitude)
      return pad(signText(negative: number.sign == .minus && !number.isNaN), groupedReal(text), numeric: true)
    case nil where magnitude.isFinite:
      let text = Self.general(magnitude, digits: max(1, precision ?? 1))
      return pad(signText(negative: number.sign == .minus), groupedReal(text), numeric: true)
    case nil, "g", "n": style = "g"
    case "G": style = "G"
    case "f", "F": style = "f"
    case "e": style = "e"
    case "E": style = "E"
    case "%":
      style = "f"
      magnitude *= 100
      suffix = "%"
    default: throw mismatch(.real(number))
    }
    let negative = number.sign == .minus && !number.isNaN
    guard magnitude.isFinite else {
      let name = magnitude.isNaN ? "nan" : "inf"
      let isLarge = style == "E" || style == "G" || type == "F"
      return pad(signText(negative: negative), (isLarge ? name.uppercased() : name) + suffix, numeric: true)
    }
    let digits = NumberText.formatted(magnitude, precision: precision ?? 6, style: style, alternate: alternate)
    return pad(signText(negative: negative), groupedReal(digits) + suffix, numeric: true)
  }

  /// So many significant digits, and at least one after the point: `10.0`, `1e+02`.
  private static func general(_ magnitude: Double, digits: Int) -> String {
    let scientific = NumberText.formatted(magnitude, precision: digits - 1, style: "e")
    let parts = scientific.split(separator: "e")
    guard let exponent = parts.last.flatMap({ Int($0) }), exponent >= digits - 1 else {
      let text = NumberText.formatted(magnitude, precision: digits, style: "g")
      return text.contains(where: { $0 == "." || $0 == "e" }) ? text : text + ".0"
    }
    var mantissa = parts[0]
    if mantissa.contains(".") {
      while mantissa.last == "0" { mantissa.removeLast() }
      if mantissa.last == "." { mantissa.removeLast() }
    }
    return mantissa + "e" + parts[1]
  }

  private func mismatch(_ value: Value) -> Diagnostic {
    let wanted = type.map { "dboxXcn".unicodeScalars.contains($0) ? "a whole number" : "a number" } ?? "a number"
    let advice =
      switch value {
      case .real: "`.0f` rounds to a whole number"
      case .string: "leave the format out, or make a number of it with float(…)"
      case .object: "print one number of it, as {x.mean():.4f}, or all of it without a format"
      default: nil as String?
      }
    return Diagnostic(
      .value, "the format `\(source)` is for \(wanted), and this is \(value.phrase)", suggestion: advice)
  }

  private func signText(negative: Bool) -> String {
    if negative { return "-" }
    return sign == "-" ? "" : String(Character(sign))
  }

  private func groupedReal(_ text: String) -> String {
    guard grouping != nil else { return text }
    let whole = text.prefix { $0.isNumber }
    return grouped(String(whole), every: 3) + text.dropFirst(whole.count)
  }

  private func grouped(_ digits: String, every size: Int) -> String {
    guard let grouping else { return digits }
    return Text.grouped(digits: digits, by: size, separator: Character(grouping))
  }

  private func pad(_ sign: String, _ body: String, numeric: Bool) -> String {
    let missing = width - sign.unicodeScalars.count - body.unicodeScalars.count
    guard missing > 0 else { return sign + body }
    func fillers(_ count: Int) -> String { String(repeating: String(Character(fill)), count: count) }
    switch alignment ?? (numeric ? ">" : "<") {
    case "<": return sign + body + fillers(missing)
    case "^": return fillers(missing / 2) + sign + body + fillers(missing - missing / 2)
    case "=" where numeric: return sign + zeroFilled(body, missing: missing)
    case "=": return body + fillers(missing)
    default: return fillers(missing) + sign + body
    }
  }

  /// `05d` and `=`: the fill goes between sign and digits, and is grouped with them (`08,d` gives `0,001,234`).
  private func zeroFilled(_ body: String, missing: Int) -> String {
    guard fill == "0", grouping != nil else {
      return String(repeating: String(Character(fill)), count: missing) + body
    }
    let whole = body.prefix { $0.isNumber || $0 == "," || $0 == "_" }
    let rest = body.dropFirst(whole.count)
    var digits = whole.filter(\.isNumber)
    let target = whole.count + missing
    while grouped(digits, every: 3).count < target { digits = "0" + digits }
    return grouped(digits, every: 3) + rest
  }
}
