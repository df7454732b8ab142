/// Functions of one number that kernels apply to many.
package enum ElementFunction: Sendable {
  case exp
  /// The natural logarithm; -∞ at 0, NaN below.
  case log
  /// 1 / (1 + e^-x)
  case sigmoid
  /// log(1 + e^x)
  case softplus
  /// log p - log(1 - p), each held above -100.
  case logOdds
  case tanh
  /// x · sigmoid(x)
  case silu
  /// x · Φ(x), of the normal distribution's Φ.
  case gelu
  /// x · sigmoid(2√(2/π) (x + 0.044715 x³)), which is near to it.
  case geluTanh
  /// x where positive, alpha · (e^(x / width) - 1) elsewhere, all times scale.
  case elu(alpha: Float, scale: Float, width: Float)
  /// Of these three, of magnitudes up to 8192.
  case sin, cos, tan
  case asin, acos, atan
  case sinh, cosh, asinh, acosh, atanh
  case exp2
  /// e^x - 1
  case expm1
  case log2, log10
  /// log(1 + x)
  case log1p
  /// The error function, and 1 - erf(x).
  case erf, erfc
  /// log(1 / (1 + e^-x))
  case logSigmoid
  /// x · tanh(softplus(x))
  case mish
  /// x / (1 + |x|)
  case softsign
  /// 1 / √x
  case reciprocalRoot
  /// ½ x² up to delta, delta · (|x| - ½ delta) beyond.
  case huber(delta: Float)
  /// ½ x² / width up to width, |x| - ½ width beyond.
  case smoothMagnitude(width: Float)
  case floor, ceil, trunc
  /// The nearest whole number, the even one of two.
  case nearest
  /// What is behind the point, with the sign of x.
  case frac
  case sign
  /// Other numbers in place of NaN, ∞ and -∞.
  case finite(nan: Float, positive: Float, negative: Float)
  case squareRoot
  case magnitude
  case negated
  case square
  case cube
  case reciprocal
  /// max(x, 0); NaN stays.
  case relu
  /// x where positive, slope · x elsewhere.
  case leakyRelu(slope: Float)
  /// The nearest number in low...high; NaN stays.
  case clamp(low: Float, high: Float)
  /// a · x + b
  case affine(a: Float, b: Float)
  /// a · (x - center) + b
  case centeredAffine(center: Float, a: Float, b: Float)
}

/// Functions of two numbers that kernels apply to many pairs.
package enum PairFunction: Sendable {
  case add, subtract, multiply, divide
  /// The larger, the smaller; NaN where either is.
  case maximum, minimum
  /// max(x + y, 0): a bias and ReLU in one.
  case addRelu
  /// 1 where it holds, 0 where not; comparisons with NaN do not hold, but for `notEqual`.
  case equal, notEqual, less, lessOrEqual, greater, greaterOrEqual

  // Derivatives: the first is the gradient of a result, the second what the function was applied to, or gave.

  /// g where y is above 0, else 0: the gradient of y = relu(x).
  case reluGradient
  /// g where x is above 0, slope · g elsewhere.
  case leakyReluGradient(slope: Float)
  /// g where x lies in low...high, else 0.
  case clampGradient(low: Float, high: Float)
  /// g · y · (1 - y) of y = sigmoid(x).
  case sigmoidGradient
  /// g · (1 - y²) of y = tanh(x).
  case tanhGradient
  /// g · sigmoid(x)
  case softplusGradient
  /// g · s · (1 + x · (1 - s)) with s = sigmoid(x).
  case siluGradient
  /// g times the slope of gelu at x, and of its approximation.
  case geluGradient, geluTanhGradient
  /// scale · g where x is above 0, scale · alpha / width · e^(x / width) · g elsewhere.
  case eluGradient(alpha: Float, scale: Float, width: Float)
  /// g times the slope at x of the function of that name.
  case sinGradient, cosGradient, tanGradient
  case asinGradient, acosGradient, atanGradient
  case sinhGradient, coshGradient, asinhGradient, acoshGradient, atanhGradient
  case exp2Gradient, expm1Gradient, log1pGradient, erfGradient
  case logSigmoidGradient, mishGradient, softsignGradient, reciprocalRootGradient
  case huberGradient(delta: Float)
  case smoothMagnitudeGradient(width: Float)
  case log2Gradient, log10Gradient
  /// g where x is between the bounds, 0 on them and outside.
  case hardtanhGradient(low: Float, high: Float)
  /// The angle of the point (right, left).
  case atan2
  /// log(e^a + e^b)
  case logAddExp
  /// g / 2y of y = √x.
  case squareRootGradient
  /// g · sign(x)
  case magnitudeGradient
  /// scale · (p - x) / (p (1 - p)), the denominator held above 1e-12.
  case crossEntropyGradient(scale: Float)
  /// scale · (a - b)
  case scaledDifference(scale: Float)
}

/// One side of a ``PairFunction``: a number for each result, or the same for all.
package struct Operand {
  package let values: UnsafePointer<Float>
  package let moves: Bool

  package init(_ values: UnsafePointer<Float>, moves: Bool = true) { (self.values, self.moves) = (values, moves) }
}

/// Terms of two numbers that kernels add up.
package enum PairTerm: Sendable {
  /// -[x log p + (1 - x) log(1 - p)] of a probability p and a target x, logarithms held above -100; NaN where either lies
  /// outside of 0...1.
  case crossEntropy
  /// Cross-entropy with p = sigmoid(l): max(l, 0) - l·x + log(1 + e^-|l|); NaN where the target lies outside of 0...1.
  case crossEntropyOfLogit
  /// ½ (m² + e^l - 1 - l) of a mean m and a log-variance l: the divergence from the standard normal distribution.
  case gaussianDivergence
  /// (x - y)²
  case squaredDifference
  /// a · b, for lengths of vectors.
  case product
}
