import Autodiff
import Tensors

// Activations with settings, beside those of ``Activation``, which have none.

/// x · Φ(x), of the normal distribution's Φ, or of its approximation by a tanh.
package final class GELU: Layer {
  package let isApproximate: Bool

  package init(isApproximate: Bool = false) { self.isApproximate = isApproximate }

  package var description: String { isApproximate ? "gelu(approximate=\"tanh\")" : "gelu" }

  package func apply(_ x: Variable) throws -> [Variable] {
    [try .pointwise(x, isApproximate ? .geluTanh : .gelu)]
  }

  package func resultShapes(_ input: Shape) throws -> [Shape] { [input] }

  package func copied(copies: NetworkCopies) -> any Layer { self }
}

/// x where positive, alpha · (e^x - 1) elsewhere.
package final class ELU: Layer {
  package let alpha: Double
  package var isInPlace = false

  package init(_ alpha: Double = 1) { self.alpha = alpha }

  package var description: String { alpha == 1 ? "elu" : "elu(alpha=\(alpha))" }

  package func apply(_ x: Variable) throws -> [Variable] {
    [try .pointwise(x, .elu(alpha: Float(alpha), scale: 1, width: 1))]
  }

  package func resultShapes(_ input: Shape) throws -> [Shape] { [input] }

  package func copied(copies: NetworkCopies) -> any Layer { self }
}

/// x held within bounds.
package final class Hardtanh: Layer {
  package let low, high: Double
  package var isInPlace = false

  package init(_ low: Double = -1, _ high: Double = 1) { (self.low, self.high) = (low, high) }

  package var description: String {
    low == -1 && high == 1 ? "hardtanh" : "hardtanh(min_val=\(low), max_val=\(high))"
  }

  package func apply(_ x: Variable) throws -> [Variable] {
    [try .pointwise(x, .hardtanh(low: Float(low), high: Float(high)))]
  }

  package func resultShapes(_ input: Shape) throws -> [Shape] { [input] }

  package func copied(copies: NetworkCopies) -> any Layer { self }
}
