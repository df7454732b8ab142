import Autodiff
import Language

/// `y.grad_fn`: the operation whose gradient a backward pass goes through first, by PyTorch's name of it where it is one there.
///
/// What is one operation in PyTorch may be several here, of which this is the last: a mean ends in a division.
final class GradientFunctionValue: ObjectValue {
  private let operation: String

  /// Nil for what no gradient passes through, and for a leaf.
  init?(of variable: Variable) {
    guard variable.requiresGradient, let operation = variable.course(most: 1).first else { return nil }
    self.operation = operation
  }

  private static let names = [
    "subtract": "Sub", "multiply": "Mul", "divide": "Div", "power": "Pow", "matmul": "Mm", "negated": "Neg",
    "linear": "Addmm", "concatenate": "Cat", "select": "Index", "choose": "Where", "product": "Prod",
  ]

  private var name: String {
    let words = operation.split(separator: "_").map { $0.prefix(1).uppercased() + $0.dropFirst() }
    return (Self.names[operation] ?? words.joined()) + "Backward0"
  }

  var typeName: String { "gradient function" }
  var className: String { name }
  var detail: String? { operation }
  func repr() -> String { "<\(name) object>" }
  let attributeNames = ["name"]

  func attribute(_ name: String, _ context: Context) throws -> Value? {
    let text = self.name
    return name == "name" ? .object(NativeFunction(name) { _, _ in .string(text) }) : nil
  }
}
