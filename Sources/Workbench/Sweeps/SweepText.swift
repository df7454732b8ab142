import Language
import Text
import VAE

/// One setting of a sweep with all that it may be.
struct SweepAxis: Sendable {
  enum Choices: Sendable {
    case values([SweepSetting])
    /// What `random=` draws from: `[0.5..4]`, `log[1e-4..1e-2]`; whole numbers where both ends are written so.
    case range(lower: Double, upper: Double, isWhole: Bool, isLogarithmic: Bool)
  }

  let name: String
  let choices: Choices
  /// Where its name stands in the text, and each choice (of a range, both ends).
  let place: Range<Int>
  let places: [Range<Int>]

  /// The values, or a range's two ends.
  var samples: [SweepSetting] {
    switch choices {
    case .values(let values): values
    case .range(let lower, let upper, _, _): [SweepSetting(number: lower), SweepSetting(number: upper)]
    }
  }

  /// The number of its values; nil for a range.
  var count: Int? { if case .values(let values) = choices { values.count } else { nil } }
}

/// The settings of a sweep as they are written: `latent=[2, 8, 30], beta=[1, 4], mlp`.
///
/// The text is that of a command's arguments, with a list wherever there is a choice.
struct SweepText {
  /// In the order in which they are written.
  let axes: [SweepAxis]

  /// - Throws: ``Diagnostic`` with the place in the text.
  init(_ text: String) throws {
    var reader = SweepTextReader(text)
    axes = try reader.axes()
  }
}

extension Diagnostic {
  /// An error in a sweep's settings.
  static func inSweep(
    _ message: String, at place: Range<Int>, kind: Kind = .value, suggestion: String? = nil
  ) -> Diagnostic {
    var diagnostic = Diagnostic(kind, message, suggestion: suggestion)
    diagnostic.place = place
    return diagnostic
  }
}

private struct SweepTextReader {
  private let scalars: [Unicode.Scalar]
  private var position = 0

  init(_ text: String) { scalars = Array(text.unicodeScalars) }

  mutating func axes() throws -> [SweepAxis] {
    var axes: [SweepAxis] = []
    skipSpace()
    guard position < scalars.count else {
      throw Diagnostic.inSweep(
        "sweep needs settings, and the text has none", at: 0..<0, suggestion: "sweep \"latent=[2, 8, 30]\"")
    }
    while true {
      let axis = try axis()
      if axes.contains(where: { $0.name == axis.name }) {
        throw Diagnostic.inSweep("`\(axis.name)` is given twice", at: axis.place, kind: .argument)
      }
      axes.append(axis)
      guard position < scalars.count else { return axes }
      try expect(",", "between two settings")
      skipSpace()
      guard position < scalars.count else {
        throw error("a setting is to stand behind the comma")
      }
    }
  }

  private mutating func axis() throws -> SweepAxis {
    let start = position
    guard let name = name() else { throw error("a setting begins with its name, as latent=[2, 8, 30]") }
    let place = start..<position
    skipSpace()
    guard accept("=") else {
      // `mlp`, as in `model mlp`.
      guard Architecture(rawValue: name) != nil else {
        throw Diagnostic.inSweep(
          "`\(name)` has no value: a setting is written \(name)=[…], and the architectures are "
            + Architecture.allCases.map(\.rawValue).joined(separator: ", "), at: place, kind: .syntax,
          suggestion: "\(name)=[1, 2]")
      }
      return SweepAxis(name: "model", choices: .values([.text(name)]), place: place, places: [place])
    }
    skipSpace()
    let isLogarithmic = peeksLogarithm
    if isLogarithmic { position += 3 }
    skipSpace()
    guard accept("[") else {
      let (value, valuePlace) = try value()
      return SweepAxis(name: name, choices: .values([value]), place: place, places: [valuePlace])
    }
    return try choices(of: name, place, isLogarithmic)
  }

  /// What stands behind an opening bracket.
  private mutating func choices(of name: String, _ place: Range<Int>, _ isLogarithmic: Bool) throws -> SweepAxis {
    let open = position - 1
    var values: [SweepSetting] = []
    var places: [Range<Int>] = []
    skipSpace()
    if accept("]") { throw Diagnostic.inSweep("`\(name)` has no values", at: open..<position) }
    while true {
      let (value, valuePlace) = try value()
      if values.contains(value) {
        throw Diagnostic.inSweep("`\(name)` has \(value.words) twice", at: valuePlace)
      }
      values.append(value)
      places.append(valuePlace)
      guard values.count <= SweepGrid.mostRuns else {
        throw Diagnostic.inSweep("`\(name)` has more than \(grouped(SweepGrid.mostRuns)) values", at: place)
      }
      if values.count == 1, accept("..") {
        skipSpace()
        let (upper, upperPlace) = try self.value()
        try expect("]", "behind a range")
        return try range(name, place, value, upper, [valuePlace, upperPlace], isLogarithmic)
      }
      if accept("]") { break }
      try expect(",", "between two values")
      skipSpace()
      if accept("]") { break }
    }
    skipSpace()
    guard !isLogarithmic else {
      throw Diagnostic.inSweep(
        "`log` stands before a range, which has two ends", at: open..<position, suggestion: "\(name)=log[1e-4..1e-2]")
    }
    return SweepAxis(name: name, choices: .values(values), place: place, places: places)
  }

  private func range(
    _ name: String, _ place: Range<Int>, _ lower: SweepSetting, _ upper: SweepSetting, _ places: [Range<Int>],
    _ isLogarithmic: Bool
  ) throws -> SweepAxis {
    let whole = places[0].lowerBound..<places[1].upperBound
    guard let low = lower.value.number, let high = upper.value.number, lower.isNumber, upper.isNumber else {
      throw Diagnostic.inSweep("the ends of a range are numbers", at: whole, suggestion: "\(name)=[0.5..4]")
    }
    guard low < high else { throw Diagnostic.inSweep("a range goes from less to more", at: whole) }
    guard max(abs(low), abs(high)) <= 1e100, low == 0 || abs(low) >= 1e-100 else {
      throw Diagnostic.inSweep("a range lies between 1e-100 and 1e100", at: whole)
    }
    guard !isLogarithmic || low > 0 else {
      throw Diagnostic.inSweep("a logarithmic range begins above 0", at: places[0])
    }
    let isWhole = places.allSatisfy { place in !scalars[place].contains { [".", "e", "E"].contains($0) } }
    return SweepAxis(
      name: name, choices: .range(lower: low, upper: high, isWhole: isWhole, isLogarithmic: isLogarithmic),
      place: place, places: places)
  }

  // MARK: Values

  private mutating func value() throws -> (SweepSetting, Range<Int>) {
    let start = position
    let value = try setting()
    let place = start..<position
    skipSpace()
    return (value, place)
  }

  private mutating func setting() throws -> SweepSetting {
    guard position < scalars.count else { throw error("a value is missing at the end of the text") }
    let scalar = scalars[position]
    if scalar == "(" { return try integers() }
    if scalar == "\"" || scalar == "'" { return try quoted(scalar) }
    if let name = name() {
      switch name {
      case "True": return .bool(true)
      case "False": return .bool(false)
      case "None": return .none
      default: return .text(name)
      }
    }
    return try number()
  }

  private mutating func number() throws -> SweepSetting {
    let start = position
    if position < scalars.count, ["-", "+"].contains(scalars[position]) { position += 1 }
    func isDigit(_ place: Int) -> Bool { place < scalars.count && ("0"..."9").contains(scalars[place]) }
    while position < scalars.count {
      let scalar = scalars[position]
      let isPoint = scalar == "." && !(position + 1 < scalars.count && scalars[position + 1] == ".")
      let isSign = ["-", "+"].contains(scalar) && position > start && ["e", "E"].contains(scalars[position - 1])
      guard isDigit(position) || isPoint || isSign || ["e", "E", "_"].contains(scalar) else { break }
      position += 1
    }
    let text = String(String.UnicodeScalarView(scalars[start..<position]))
    guard let number = Double(text.replacing("_", with: "")), number.isFinite else {
      if position == start { position += 1 }
      throw Diagnostic.inSweep(
        "a value is to stand here: a number, a word, or (200, 200)", at: start..<min(position, scalars.count),
        kind: .syntax)
    }
    return SweepSetting(number: number)
  }

  /// `(200, 200)`: one value of several whole numbers.
  private mutating func integers() throws -> SweepSetting {
    let start = position
    position += 1
    var numbers: [Int] = []
    skipSpace()
    while !accept(")") {
      let (value, place) = try value()
      guard case .integer(let number) = value else {
        throw Diagnostic.inSweep("between round brackets stand whole numbers", at: place)
      }
      numbers.append(number)
      if accept(")") { break }
      try expect(",", "between two numbers")
      skipSpace()
    }
    guard !numbers.isEmpty else { throw Diagnostic.inSweep("these brackets are empty", at: start..<position) }
    return .integers(numbers)
  }

  private mutating func quoted(_ quote: Unicode.Scalar) throws -> SweepSetting {
    let start = position
    position += 1
    guard let end = scalars[position...].firstIndex(of: quote) else {
      throw Diagnostic.inSweep("this quotation mark is not closed", at: start..<scalars.count, kind: .syntax)
    }
    defer { position = end + 1 }
    return .text(String(String.UnicodeScalarView(scalars[position..<end])))
  }

  private mutating func name() -> String? {
    let start = position
    guard position < scalars.count, scalars[position].properties.isXIDStart || scalars[position] == "_" else {
      return nil
    }
    while position < scalars.count, scalars[position].properties.isXIDContinue { position += 1 }
    return String(String.UnicodeScalarView(scalars[start..<position]))
  }

  // MARK: Signs

  /// Whether `log[` follows.
  private var peeksLogarithm: Bool {
    let rest = scalars[position...].prefix(4)
    return rest.starts(with: "log[".unicodeScalars)
  }

  private mutating func skipSpace() {
    while position < scalars.count, scalars[position].properties.isWhitespace { position += 1 }
  }

  private mutating func accept(_ sign: String) -> Bool {
    guard scalars[position...].starts(with: sign.unicodeScalars) else { return false }
    position += sign.unicodeScalars.count
    return true
  }

  private mutating func expect(_ sign: String, _ where: String) throws {
    skipSpace()
    guard accept(sign) else { throw error("`\(sign)` is to stand \(`where`)") }
    skipSpace()
  }

  private func error(_ message: String) -> Diagnostic {
    Diagnostic.inSweep(
      message, at: min(position, max(0, scalars.count - 1))..<min(position + 1, scalars.count), kind: .syntax)
  }
}

extension SweepSetting {
  fileprivate var isNumber: Bool {
    switch self {
    case .integer, .real: true
    default: false
    }
  }
}
