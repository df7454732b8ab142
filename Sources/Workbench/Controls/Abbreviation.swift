import Language
import Text

/// A control for what an argument may be, written as ipywidgets' `interact` takes it: `(-3, 3)`, `[0, 1, 2]`, `True`.
struct Abbreviation {
  private let session: Session
  private let name: String

  /// - Parameter name: the argument's, which the control is labelled with.
  init(_ name: String, in session: Session) { (self.name, self.session) = (name, session) }

  /// The control, or the value itself where it is a control, or one that stays (`fixed`).
  ///
  /// - Throws: ``Diagnostic`` for what is no abbreviation.
  func control(for value: Value, _ context: Context) throws -> Value {
    switch value {
    case .bool: return try make("Checkbox", [("value", value)], context)
    case .string: return try make("Text", [("value", value)], context)
    case .integer(let number): return try slider(around: number, context)
    case .real(let number): return try slider(around: number, context)
    case .object(is LargeInteger): throw tooLarge
    case .object(let object):
      if object is ControlValue { return value }
      if let fixed = object as? FixedValue { return fixed.value }
    case .tuple(let tuple):
      if let numbers = Self.numbers(tuple.items) { return try slider(of: tuple.items, numbers, context) }
    default: break
    }
    if value.elements != nil || value.dictionary != nil { return try make("Dropdown", [("options", value)], context) }
    throw Diagnostic(
      .type, "`\(name)` is \(value.phrase), of which no control can be made",
      suggestion: "a range (-3, 3), a list of choices [0, 1, 2], True or False, a text, or fixed(\(name))",
      parameter: name)
  }

  private static func numbers(_ items: [Value]) -> [Double]? {
    guard (2...3).contains(items.count) else { return nil }
    let numbers = items.compactMap { item -> Double? in
      switch item {
      case .integer(let number): Double(number)
      case .real(let number): number
      case .object(let large as LargeInteger): large.number
      default: nil
      }
    }
    return numbers.count == items.count ? numbers : nil
  }

  private var tooLarge: Diagnostic {
    Diagnostic(.value, "`\(name)` is too large for a slider", suggestion: "\(name)=(0, 100)", parameter: name)
  }

  private func slider(of items: [Value], _ numbers: [Double], _ context: Context) throws -> Value {
    let (least, most) = (numbers[0], numbers[1])
    guard least <= most else {
      throw Diagnostic(
        .value, "`\(name)` ranges from \(items[0].repr) to \(items[1].repr), which is less",
        suggestion: "\(name)=(\(items[1].repr), \(items[0].repr))", parameter: name)
    }
    guard max(abs(least), abs(most)) < 0x1p50 else { throw tooLarge }
    var middle = least + (most - least) / 2
    if numbers.count == 3 {
      guard numbers[2] > 0 else {
        throw Diagnostic(.value, "a step is above 0, and that of `\(name)` is \(items[2].repr)", parameter: name)
      }
      middle = least + ((middle - least) / numbers[2]).rounded(.down) * numbers[2]
    }
    let isWhole = items.allSatisfy { if case .integer = $0 { true } else { false } }
    var settings = [("min", items[0]), ("max", items[1])]
    if numbers.count == 3 { settings.append(("step", items[2])) }
    settings.append(("value", isWhole ? .integer(Int(middle.rounded(.down))) : .real(middle)))
    return try make(isWhole ? "IntSlider" : "FloatSlider", settings, context)
  }

  private func slider(around number: Int, _ context: Context) throws -> Value {
    guard number.magnitude < 1 << 50 else { throw tooLarge }
    let (least, most) = number == 0 ? (0, 1) : number > 0 ? (-number, 3 * number) : (3 * number, -number)
    return try make(
      "IntSlider", [("max", .integer(most)), ("min", .integer(least)), ("value", .integer(number))], context)
  }

  private func slider(around number: Double, _ context: Context) throws -> Value {
    let (least, most) = number == 0 ? (0, 1) : number > 0 ? (-number, 3 * number) : (3 * number, -number)
    return try make("FloatSlider", [("max", .real(most)), ("min", .real(least)), ("value", .real(number))], context)
  }

  private func make(_ kind: String, _ settings: [(String, Value)], _ context: Context) throws -> Value {
    try .object(session.makeControl(kind, settings + [("description", .string(name))], context))
  }
}

/// `fixed(x)`: an argument of `interact` that stays as it is.
final class FixedValue: ObjectValue {
  let value: Value

  init(_ value: Value) { self.value = value }

  var typeName: String { "fixed value" }
  func repr() -> String { "fixed(\(value.repr))" }
}
