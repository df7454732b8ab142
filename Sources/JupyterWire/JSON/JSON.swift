/// A JSON value, as found in the frames of a message.
///
/// Reading is strict and bounded (see ``JSON/init(parsing:)``); writing never produces anything that is not JSON: a number
/// that is not finite becomes `null`.
public enum JSON: Sendable, Equatable {
  /// `null`.
  case null
  /// `true` or `false`.
  case bool(Bool)
  /// A number without a fraction that fits into 64 bits.
  case integer(Int)
  /// Any other number; finite where it was read.
  case number(Double)
  /// Text.
  case string(String)
  /// A list of values.
  case array([JSON])
  /// Members by their names.
  case object(JSONObject)
}

extension JSON {
  /// The value as text; nil unless it is a string.
  public var stringValue: String? {
    if case .string(let value) = self { value } else { nil }
  }

  /// The value as a truth value; nil unless it is `true` or `false`.
  public var boolValue: Bool? {
    if case .bool(let value) = self { value } else { nil }
  }

  /// The value as a whole number. Clients may send `3.0` for `3`, so a number without a fraction counts.
  public var integerValue: Int? {
    switch self {
    case .integer(let value): value
    case .number(let value): Int(exactly: value)
    default: nil
    }
  }

  /// The value as a number, whole or not.
  public var numberValue: Double? {
    switch self {
    case .integer(let value): Double(value)
    case .number(let value): value
    default: nil
    }
  }

  /// The elements; nil unless it is an array.
  public var arrayValue: [JSON]? {
    if case .array(let value) = self { value } else { nil }
  }

  /// The members; nil unless it is an object.
  public var objectValue: JSONObject? {
    if case .object(let value) = self { value } else { nil }
  }

  /// The member of an object; nil where there is none or the value is no object.
  public subscript(key: String) -> JSON? { objectValue?[key] }
}

extension JSON: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
  ExpressibleByFloatLiteral, ExpressibleByStringLiteral, ExpressibleByStringInterpolation,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  public init(nilLiteral: ()) { self = .null }
  public init(booleanLiteral value: Bool) { self = .bool(value) }
  public init(integerLiteral value: Int) { self = .integer(value) }
  public init(floatLiteral value: Double) { self = .number(value) }
  public init(stringLiteral value: String) { self = .string(value) }
  public init(arrayLiteral elements: JSON...) { self = .array(elements) }
  public init(dictionaryLiteral members: (String, JSON)...) { self = .object(JSONObject(members)) }
}
