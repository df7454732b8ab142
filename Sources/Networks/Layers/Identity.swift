import Autodiff
import Tensors

/// A layer that gives what it takes.
package final class Identity: Layer {
  package init() {}

  package let description = "identity"

  package func apply(_ x: Variable) throws -> [Variable] { [x] }

  package func resultShapes(_ input: Shape) throws -> [Shape] { [input] }

  package func described(_ children: [LayerDescription]) -> LayerDescription { .sequential([]) }

  package func copied(copies: NetworkCopies) throws -> any Layer { self }
}
