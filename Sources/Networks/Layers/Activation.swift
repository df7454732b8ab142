import Autodiff
import Tensors

/// A function applied to every element: what stands between the layers that learn.
package final class Activation: Layer {
  package enum Kind: String, Sendable, CaseIterable {
    case relu, sigmoid, tanh, softplus, silu, selu, softsign, logsigmoid, mish, relu6

    /// The bounds of all that it gives, infinite where there is none: what a network that ends in it can say.
    package var range: ClosedRange<Double> {
      switch self {
      case .relu, .softplus: 0...(.infinity)
      case .sigmoid: 0...1
      case .tanh, .softsign: -1...1
      // The least value of x · sigmoid(x), at x = -1.278.
      case .silu: -0.27846454276107376...(.infinity)
      case .selu: -1.7580993408473766...(.infinity)
      case .logsigmoid: -.infinity...0
      // At x = -1.192.
      case .mish: -0.3088404...(.infinity)
      case .relu6: 0...6
      }
    }
  }

  package let kind: Kind
  package var isInPlace = false

  package init(_ kind: Kind) { self.kind = kind }

  package var description: String { kind.rawValue }

  package func apply(_ x: Variable) throws -> [Variable] {
    switch kind {
    case .relu: [try .relu(x)]
    case .sigmoid: [try .sigmoid(x)]
    case .tanh: [try .tanh(x)]
    case .softplus: [try .softplus(x)]
    case .silu: [try .silu(x)]
    case .selu: [try .pointwise(x, .selu)]
    case .softsign: [try .pointwise(x, .softsign)]
    case .logsigmoid: [try .pointwise(x, .logsigmoid)]
    case .mish: [try .pointwise(x, .mish)]
    case .relu6: [try .pointwise(x, .hardtanh(low: 0, high: 6))]
    }
  }

  package func resultShapes(_ input: Shape) throws -> [Shape] { [input] }

  package func copied(copies: NetworkCopies) -> any Layer { self }
}

/// ReLU that lets a small part of negative values through.
package final class LeakyReLU: Layer {
  package let slope: Double
  package var isInPlace = false

  package init(_ slope: Double = 0.01) { self.slope = slope }

  package var description: String { slope == 0.01 ? "leaky_relu" : "leaky_relu(negative_slope=\(slope))" }

  package func apply(_ x: Variable) throws -> [Variable] { [try .leakyRelu(x, slope: Float(slope))] }

  package func resultShapes(_ input: Shape) throws -> [Shape] { [input] }

  package func copied(copies: NetworkCopies) -> any Layer { self }
}
