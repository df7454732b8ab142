/// Values of which there is one each, beside None.
package enum Constants {
  /// What a special method returns where it does not apply to what it was given.
  static var notImplemented: Value { .object(NamedConstant.notImplemented) }
  /// `...` as a value.
  package static var ellipsis: Value { .object(NamedConstant.ellipsis) }

  /// By the names that they have in every cell.
  static var all: [String: Value] {
    ["NotImplemented": notImplemented, "Ellipsis": ellipsis, "__name__": .string("__main__")]
  }
}

/// A value that is nothing but its name.
final class NamedConstant: ObjectValue, Sendable {
  static let notImplemented = NamedConstant("NotImplemented")
  static let ellipsis = NamedConstant("Ellipsis")

  private let name: String

  private init(_ name: String) { self.name = name }

  var typeName: String { name == "Ellipsis" ? "ellipsis" : name }
  func repr() -> String { name }
}

extension Value {
  var isNotImplemented: Bool {
    if case .object(let object) = self { object === NamedConstant.notImplemented } else { false }
  }

  var isEllipsis: Bool { if case .object(let object) = self { object === NamedConstant.ellipsis } else { false } }
}

/// A slice as a value: `slice(1, 4)`, and what stands between square brackets for a class's `__getitem__`.
final class SliceValue: ObjectValue {
  let start: Int?
  let stop: Int?
  let step: Int?

  init(_ start: Int?, _ stop: Int?, _ step: Int?) { (self.start, self.stop, self.step) = (start, stop, step) }

  let typeName = "slice"
  let attributeNames = ["start", "stop", "step", "indices"]
  func repr() -> String { "slice(" + bounds.map(\.repr).joined(separator: ", ") + ")" }

  private var bounds: [Value] { [start, stop, step].map { $0.map(Value.integer) ?? .none } }

  func attribute(_ name: String, _ context: Context) throws -> Value? {
    switch name {
    case "start": bounds[0]
    case "stop": bounds[1]
    case "step": bounds[2]
    case "indices":
      .object(
        NativeFunction("indices") { [start, stop, step] arguments, _ in
          guard arguments.count == 1, let count = arguments[0].value.wholeNumber, count >= 0 else {
            throw Diagnostic(.type, "indices takes a length")
          }
          let bounds = try Subscripts.bounds(count, start, stop, step)
          return .tuple([.integer(bounds.start), .integer(bounds.stop), .integer(step ?? 1)])
        })
    default: nil
    }
  }

  func binary(_ operation: BinaryOperator, _ other: Value, reversed: Bool, _ context: Context) throws -> Value? {
    guard operation == .equal || operation == .notEqual, case .object(let object) = other else { return nil }
    guard let slice = object as? SliceValue else { return nil }
    let isSame = start == slice.start && stop == slice.stop && step == slice.step
    return .bool(isSame == (operation == .equal))
  }
}

/// The type of values that no class of a cell's makes: `type(None)`, or that of a layer, which a function makes that stands for
/// its class: `type(m) is nn.Linear`.
final class TypeValue: ObjectValue {
  let name: String
  /// Further functions that may have made the value.
  private let others: [String]

  init(_ name: String, others: [String] = []) { (self.name, self.others) = (name, others) }

  let typeName = "type"
  var detail: String? { name }
  func repr() -> String { "<class '\(name)'>" }
  let attributeNames = ["__name__"]

  func attribute(_ name: String, _ context: Context) throws -> Value? {
    name == "__name__" || name == "__qualname__" ? .string(self.name) : nil
  }

  func binary(_ operation: BinaryOperator, _ other: Value, reversed: Bool, _ context: Context) throws -> Value? {
    guard operation == .equal || operation == .notEqual else { return nil }
    switch other {
    case .builtin, .object(is TypeValue): return .bool(isSame(as: other) == (operation == .equal))
    default: return nil
    }
  }

  /// Whether the other value is this type too: each call of `type` makes a new one.
  func isSame(as other: Value) -> Bool {
    switch other {
    case .builtin(let entry): entry.recognizes != nil && (entry.name == name || others.contains(entry.name))
    case .object(let type as TypeValue): type.name == name
    default: false
    }
  }
}
