import Text

extension Parameter {
  /// A value as the parameter takes it: a whole `real` as an `integer` where one is wanted, a tuple as a list.
  ///
  /// Throws a TypeError that says what is expected and what was found, or a ValueError for a number out of range.
  package func converted(_ value: Value, for entry: String) throws -> Value {
    // A default of None says that None may be written too.
    if case .none = value, case .none? = defaultValue { return value }
    if let converted = type.converted(value) {
      do { try check?(converted) } catch {
        var diagnostic = Diagnostic(error)
        diagnostic.parameter = diagnostic.parameter ?? name
        throw diagnostic
      }
      return converted
    }
    if let number = value.number, let range = type.rangeText(missedBy: number),
      type.converted(range: false).converted(value) != nil
    {
      throw Diagnostic(
        .value, "`\(name)` of \(entry) must be \(range), and is \(NumberText.grouped(number))", parameter: name)
    }
    if case .integer = type, let number = value.number, number.isFinite, number == number.rounded() {
      throw Diagnostic(
        .value, "`\(name)` of \(entry) is too \(number < 0 ? "small" : "large"): \(NumberText.plain(number))",
        parameter: name)
    }
    if value.number?.isInfinite ?? false, value.isInteger {
      throw Diagnostic(
        .overflow, "`\(name)` of \(entry): a whole number of this size is too large for a float", parameter: name)
    }
    if case .integers = type, let number = value.number, number.magnitude > Double(Limits.exactIntegers.upperBound) {
      throw Diagnostic(
        .value, "`\(name)` of \(entry) is too large: \(NumberText.plain(number))", parameter: name)
    }
    if let words = type.words, !words.isOpen, case .string(let text) = value {
      let names = words.list.map(\.name)
      let near = NearestName.find(text, among: names)
      throw Diagnostic(
        .value,
        "`\(name)` of \(entry) is none of its words: '\(text)'" + (near.map { "; did you mean `\($0)`?" } ?? ""),
        suggestion: NearestName.list(names), parameter: name)
    }
    var error = Diagnostic(
      .type, "`\(name)` of \(entry) takes \(type.expectation), and this is \(value.phrase)",
      notes: unit.flatMap { $0 == name ? nil : ["`\(name)` is counted in \($0)"] } ?? [], parameter: name)
    if case .list = type { error.fixIt = .listed }
    throw error
  }
}

extension ParameterType {
  /// The value as the type takes it; nil where it does not fit.
  func converted(_ value: Value) -> Value? {
    switch self {
    case .any, .like, .name: return value
    case .bool: if case .bool = value { return value }
    case .number: if value.number != nil { return value }
    case .integer(let range):
      guard let whole = Self.whole(value), range.contains(whole) else { return nil }
      return .integer(whole)
    case .real(let range):
      guard let number = Self.number(value), range.contains(number) || number.isNaN,
        number.isFinite || !value.isInteger
      else { return nil }
      return .real(number)
    case .string:
      // A path of `pathlib` is a text wherever one is taken.
      let text = (try? value.special(Special.path)).flatMap(\.self) ?? value
      if case .string = text { return text }
    case .word(let words, let open):
      if open { return value }
      if case .string(let text) = value, words.contains(where: { $0.name == text }) { return value }
    case .integers:
      if let whole = Self.whole(value) { return .integer(whole) }
      let items: [Value]
      switch value {
      case .list(let list): items = list.items
      case .tuple(let tuple): items = tuple.items
      case .range(let range) where range.count <= 1_000: items = (0..<range.count).map { .integer(range[$0]) }
      default: return nil
      }
      let numbers = items.compactMap { Self.whole($0).map(Value.integer) }
      return numbers.count == items.count ? .tuple(numbers) : nil
    case .list:
      switch value {
      case .list: return value
      case .tuple(let tuple): return .list(tuple.items)
      default: return nil
      }
    case .callable: return value.isCallable ? value : nil
    case .nothing: if case .none = value { return value }
    case .object(let name): if case .object(let object) = value, object.typeName == name { return value }
    case .statement: if case .function = value { return value }
    case .either(let types): return types.lazy.compactMap { $0.converted(value) }.first
    }
    return nil
  }

  /// A whole number; a float that is whole and an object that is one number count, a bool does not.
  private static func whole(_ value: Value) -> Int? {
    if case .integer(let number) = value { return number }
    guard LargeInteger.cast(value) == nil, let number = number(value), let whole = Int(exactly: number),
      Limits.exactIntegers.contains(whole)
    else {
      return nil
    }
    return whole
  }

  private static func number(_ value: Value) -> Double? {
    if case .bool = value { nil } else { value.number }
  }

  /// The type without its limits.
  fileprivate func converted(range: Bool) -> ParameterType {
    switch self {
    case .integer: .integer()
    case .real: .real()
    case .either(let types): .either(types.map { $0.converted(range: range) })
    default: self
    }
  }

  /// From here on a limit is there for safety, and none that anyone meets by reason.
  private static let boundless = 1e9

  /// The limits of a number in words: "at least 1", "between 0 and 1". Nil: none.
  package var rangeText: String? {
    switch self {
    case .integer(let range):
      Self.text(
        range.lowerBound > Limits.exactIntegers.lowerBound ? NumberText.grouped(Double(range.lowerBound)) : nil,
        range.upperBound < Limits.exactIntegers.upperBound ? NumberText.grouped(Double(range.upperBound)) : nil)
    case .real(let range):
      Self.text(
        range.lowerBound > -Self.boundless ? NumberText.grouped(range.lowerBound) : nil,
        range.upperBound < Self.boundless ? NumberText.grouped(range.upperBound) : nil)
    case .either(let types): types.lazy.compactMap(\.rangeText).first
    default: nil
    }
  }

  /// ``rangeText``; or the limit that a number is beyond, where that is one which is there for safety.
  fileprivate func rangeText(missedBy number: Double) -> String? {
    switch self {
    case .real(let range) where range.upperBound >= Self.boundless && number > range.upperBound:
      Self.text(nil, NumberText.grouped(range.upperBound))
    case .real(let range) where range.lowerBound <= -Self.boundless && number < range.lowerBound:
      Self.text(NumberText.grouped(range.lowerBound), nil)
    case .either(let types): types.lazy.compactMap { $0.rangeText(missedBy: number) }.first
    default: rangeText
    }
  }

  private static func text(_ low: String?, _ high: String?) -> String? {
    switch (low, high) {
    case (let low?, let high?): "between \(low) and \(high)"
    case (let low?, nil): "at least \(low)"
    case (nil, let high?): "at most \(high)"
    default: nil
    }
  }

  /// The values that fit, in words: "a whole number", "a list".
  package var expectation: String {
    switch self {
    case .any: "any value"
    case .bool: "True or False"
    case .integer: "a whole number"
    case .real, .number: "a number"
    case .string: "a string"
    case .word(let words, let open):
      words.isEmpty ? "a word" : NearestName.list(words.map(\.name)) + (open ? ", or a value" : "")
    case .integers: "a whole number or several, (28, 28)"
    case .list: "a list"
    case .callable: "a function"
    case .nothing: "None"
    case .object(let name): Value.article(name)
    case .like(let name): Value.article(name)
    case .name: "a name"
    case .statement: "a statement"
    case .either(let types): NearestName.list(types.map(\.expectation))
    }
  }
}

extension NumberText {
  /// A number for a sentence: 3, not 3.0.
  static func plain(_ number: Double) -> String {
    Int(exactly: number)?.description ?? shortest(number)
  }

  /// A number for a sentence, in groups of three digits from ten thousand on: 100,000.
  static func grouped(_ number: Double) -> String {
    guard let whole = Int(exactly: number), whole.magnitude >= 10_000 else { return plain(number) }
    return Text.grouped(whole)
  }
}
