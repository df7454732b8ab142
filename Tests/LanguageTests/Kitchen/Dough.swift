import Language

/// So many grams of something to eat.
final class Dough: ObjectValue {
  let grams: Double

  init(_ grams: Double) { self.grams = grams }

  let typeName = "dough"
  var detail: String? { Value.real(grams).repr + " g" }
  func repr() -> String { "dough(\(Value.real(grams).repr))" }
  let attributeNames = ["taste"]

  func attribute(_ name: String, _ context: Context) throws -> Value? {
    name == "taste" ? .string("raw") : nil
  }

  func binary(_ operation: BinaryOperator, _ other: Value, reversed: Bool, _ context: Context) throws -> Value? {
    guard operation == .multiply, let factor = other.plainNumber else { return nil }
    return .object(Dough(grams * factor))
  }
}

extension Value {
  var dough: Dough? { if case .object(let object) = self { object as? Dough } else { nil } }
}
