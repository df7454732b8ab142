import Autodiff
import Tensors
import Text

/// Everything but the first dimension in one row.
package final class Flatten: Layer {
  package init() {}

  package var description: String { "flatten" }

  package func apply(_ x: Variable) throws -> [Variable] { [try .reshape(x, try resultShapes(x.shape)[0])] }

  package func resultShapes(_ input: Shape) throws -> [Shape] {
    guard input.rank > 0 else {
      throw TensorError(.shape, "flatten", "flatten: one number has no dimension to keep")
    }
    return [[input[0], input.dropFirst().count]]
  }

  package func copied(copies: NetworkCopies) -> any Layer { self }
}

/// Rows back into images: the reverse of ``Flatten`` for a known shape of one example.
package final class Unflatten: Layer {
  package let shape: Shape

  package init(_ shape: Shape) { self.shape = shape }

  package var description: String {
    "unflatten(1, (\(shape.dimensions.map(String.init).joined(separator: ", "))\(shape.rank == 1 ? "," : "")))"
  }

  package func apply(_ x: Variable) throws -> [Variable] { [try .reshape(x, try resultShapes(x.shape)[0])] }

  package func resultShapes(_ input: Shape) throws -> [Shape] {
    guard input.rank > 0, input.dropFirst().count == shape.count else {
      throw TensorError(
        .shape, "unflatten",
        "\(description) needs \(counted(shape.count, "element")) in each row, and the input is \(input)")
    }
    return [[input[0]] + shape]
  }

  package func copied(copies: NetworkCopies) -> any Layer { self }
}
