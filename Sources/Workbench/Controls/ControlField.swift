import Language

/// The value of an attribute of a control, as it is shared with the pages that show it: JSON, bytes, or another control.
package indirect enum ControlField: Sendable, Equatable {
  case none
  case bool(Bool)
  case integer(Int)
  case real(Double)
  case text(String)
  case list([ControlField])
  case record([String: ControlField])
  case bytes([UInt8])
  /// The text of JSON, as it stands.
  case json(String)
  /// Another control, by its link's name.
  case control(String)

  /// The number, whole or not; nil for what is none.
  var number: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .real(let number): number
    default: nil
    }
  }
}

extension Value {
  /// The value of an attribute in the language; nil for one that has none there: bytes, other controls.
  init?(_ field: ControlField) {
    switch field {
    case .none: self = .none
    case .bool(let value): self = .bool(value)
    case .integer(let value): self = .integer(value)
    case .real(let value): self = .real(value)
    case .text(let value): self = .string(value)
    case .list(let fields): self = .tuple(TupleValue(fields.compactMap(Value.init)))
    case .record, .bytes, .json, .control: return nil
    }
  }
}
