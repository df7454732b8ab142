import Kernels

extension Tensor {
  /// The factor of a gradient on its way back through a function, from what went into that, x, or came out, y:
  /// whichever the formula is short in.
  package enum Derivative {
    /// 1 where y > 0, else 0.
    case relu(y: Tensor)
    /// 1 where x > 0, else the slope.
    case leakyRelu(x: Tensor, slope: Float)
    /// 1 where low ≤ x ≤ high, else 0.
    case clamp(x: Tensor, low: Float, high: Float)
    /// y (1 - y)
    case sigmoid(y: Tensor)
    /// 1 - y²
    case tanh(y: Tensor)
    /// sigmoid(x)
    case softplus(x: Tensor)
    /// s (1 + x (1 - s)) with s = sigmoid(x)
    case silu(x: Tensor)
    /// 1 / 2y
    case sqrt(y: Tensor)
    /// The sign of x, 0 at 0.
    case abs(x: Tensor)
  }

  /// This gradient of a function's result, taken back to what went in.
  package func times(_ derivative: Derivative) throws -> Tensor {
    switch derivative {
    case .relu(let y): try .combine("relu", self, y, .reluGradient)
    case .leakyRelu(let x, let slope): try .combine("leaky_relu", self, x, .leakyReluGradient(slope: slope))
    case .clamp(let x, let low, let high): try .combine("clamp", self, x, .clampGradient(low: low, high: high))
    case .sigmoid(let y): try .combine("sigmoid", self, y, .sigmoidGradient)
    case .tanh(let y): try .combine("tanh", self, y, .tanhGradient)
    case .softplus(let x): try .combine("softplus", self, x, .softplusGradient)
    case .silu(let x): try .combine("silu", self, x, .siluGradient)
    case .sqrt(let y): try .combine("sqrt", self, y, .squareRootGradient)
    case .abs(let x): try .combine("abs", self, x, .magnitudeGradient)
    }
  }
}
