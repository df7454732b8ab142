import Tensors

/// Which operation made a value, with all that says what it computes of its inputs.
///
/// Differentiation asks only for `sigmoid`, which a loss behind it looks for; a ``Transcript`` has all of it.
package enum Operation: Equatable, Sendable {
  // Of every element.
  case exp, log, sqrt, abs, sigmoid, tanh, relu, softplus, silu, negated
  case leakyRelu(slope: Float)
  case clamp(low: Float, high: Float)
  case round(scale: Float)
  case pointwise(PointwiseFunction)

  // Of pairs of elements, which broadcast.
  case add, subtract, multiply, divide, power, remainder, fmod, maximum, minimum
  case compare(Tensor.Comparison)
  /// Of x, the lower and the upper bounds.
  case clampBetween
  /// Of a condition, what is taken where it is not 0, and what elsewhere.
  case choose

  // Products.
  case matmul
  /// Of the rows of two batches of matrices.
  case distances(power: Float)
  /// Of x, the weight, and a bias if there is one.
  case linear(relu: Bool)
  /// Of x, the weight, and a bias if there is one.
  case conv2d(stride: Size2d, padding: Size2d, dilation: Size2d, groups: Int)
  case convTranspose2d(stride: Size2d, padding: Size2d, outputPadding: Size2d, dilation: Size2d, groups: Int)

  // Of images.
  case maxPool2d(window: Size2d, stride: Size2d, padding: Size2d)
  case avgPool2d(window: Size2d, stride: Size2d, padding: Size2d)

  // Elements elsewhere.
  case reshape(Shape)
  case permute([Int])
  case expand(Shape)
  case slice(dimension: Int, start: Int, count: Int, step: Int)
  case select(dimension: Int, [Int])
  case concatenate(dimension: Int)
  /// Of x and an index of as many dimensions.
  case gather(dimension: Int)
  /// Where the elements stand that put a dimension in order, the first of them or all.
  case order(dimension: Int, descending: Bool, first: Int?)

  // Reductions; without dimensions, of all elements.
  case sum([Int]?, keepingDimensions: Bool)
  case product
  case extreme(Int?, largest: Bool, keepingDimension: Bool)
  case place(Int, largest: Bool, keepingDimension: Bool)
  case logSumExp(Int, keepingDimension: Bool)
  case norm(power: Float, [Int]?, keepingDimensions: Bool)
  case softmax(Int, logarithm: Bool)
  case cumulativeSum(Int)

  // Normalizations: of x, a weight and a bias if there are such, and of a batch normalization the mean and the variance.
  case batchNorm(hasWeight: Bool, hasBias: Bool, epsilon: Float)
  case layerNorm(over: Shape, hasWeight: Bool, hasBias: Bool, epsilon: Float)

  /// Standard normal numbers in the shape of the input, others each time.
  case normalLike

  /// Any other, which only has a name.
  case named(String)
}
