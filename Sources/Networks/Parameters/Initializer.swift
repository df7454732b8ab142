import Autodiff
import Tensors

/// How parameters start.
enum Initializer {
  /// Uniform in ±1/√fanIn, PyTorch's default for the weights and biases of linear and convolutional layers (its
  /// `kaiming_uniform_` with a = √5).
  static func uniform(_ shape: Shape, fanIn: Int, name: String, _ random: inout RandomSource) throws -> LearnedParameter
  {
    if AbstractTensors.inUse { return try LearnedParameter(Tensor(uninitialized: shape, for: "network"), name: name) }
    let bound = fanIn > 0 ? 1 / Float(fanIn).squareRoot() : 0
    let values = try random.next(.initialization).uniform(shape).scaled(by: 2 * bound, plus: -bound)
    return try LearnedParameter(values, name: name)
  }

  /// One number throughout: 1 or 0, as normalizations begin.
  static func constant(_ shape: Shape, _ number: Float) throws -> Tensor {
    AbstractTensors.inUse ? try Tensor(uninitialized: shape, for: "network") : try .full(shape, number)
  }
}
