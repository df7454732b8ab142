import Glibc
import Language

extension ControlKind {
  /// What becomes of a value that a page or a cell gives to an attribute; nil where it cannot be that.
  ///
  /// - Parameter present: The attributes as they are.
  package func taking(
    _ field: ControlField, for name: String, present: (String) -> ControlField?
  ) -> ControlField? {
    guard let attribute = attribute(name) else { return nil }
    switch attribute.type {
    case .shared: return takingShared(field, for: name, present: present)
    case .numbers, .pixels: return Self.takingAsMany(field, as: present(name))
    default: break
    }
    guard let typed = attribute.type.taking(field) else { return nil }
    guard name == "value", range == .bounded || range == .logarithmic, let number = typed.number,
      var least = present("min")?.number, var most = present("max")?.number
    else { return typed }
    if range == .logarithmic {
      let base = present("base")?.number ?? 10
      (least, most) = (pow(base, least), pow(base, most))
    }
    // As ipywidgets does it: what lies outside becomes the nearest within.
    let held = min(max(number, least), max(least, most))
    return held == number ? typed : attribute.type.taking(.real(held))
  }

  private static func takingAsMany(_ field: ControlField, as present: ControlField?) -> ControlField? {
    switch (field, present) {
    case (.bytes(let bytes), .bytes(let own)): return bytes.count == own.count ? field : nil
    case (.list(let fields), .list(let own)):
      let numbers = fields.compactMap(\.number).filter(\.isFinite)
      return numbers.count == own.count && numbers.count == fields.count ? .list(numbers.map { .real($0) }) : nil
    default: return nil
    }
  }

  private func takingShared(
    _ field: ControlField, for name: String, present: (String) -> ControlField?
  ) -> ControlField? {
    switch (name, field) {
    case ("index", .none), ("msg_id", .text), ("outputs", .list): return field
    case ("index", .integer(let index)):
      guard case .list(let labels)? = present("_options_labels") else { return nil }
      return labels.indices.contains(index) ? field : nil
    default: return nil
    }
  }
}

extension AttributeType {
  /// The value in the form in which the attribute has it; nil where it is none.
  fileprivate func taking(_ field: ControlField) -> ControlField? {
    switch (self, field) {
    case (.bool, .bool), (.integer, .integer), (.text, .text), (.textOrNone, .text), (.textOrNone, .none),
      (.numberOrNone, .none), (.numberOrNone, .integer), (.bytes, .bytes):
      return field
    case (.integer, .real(let number)): return Int(exactly: number).map { .integer($0) }
    case (.real, .integer(let number)): return .real(Double(number))
    case (.real, .real(let number)), (.numberOrNone, .real(let number)): return number.isFinite ? field : nil
    case (.word(let words), .text(let word)): return words.contains(word) ? field : nil
    case (.controls, .list(let held)):
      return held.allSatisfy { if case .control = $0 { true } else { false } } ? field : nil
    default: return nil
    }
  }

  /// What it may be, in words.
  var words: String {
    switch self {
    case .bool: "True or False"
    case .integer: "a whole number"
    case .real: "a number"
    case .text: "text"
    case .textOrNone: "text or None"
    case .numberOrNone: "a number or None"
    case .word(let words): "one of " + words.map { "\"\($0)\"" }.joined(separator: ", ")
    case .bytes: "a picture"
    case .controls: "a list of controls"
    case .numbers, .pixels, .shared: "read only"
    }
  }
}
