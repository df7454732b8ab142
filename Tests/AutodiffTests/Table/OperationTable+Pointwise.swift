import Autodiff
import Foundation
import Tensors

let pointwiseCases: [OperationCase] = [
  pointwise("sin", .sin, -9...9, sin), pointwise("cos", .cos, -9...9, cos), pointwise("tan", .tan, -1.2...1.2, tan),
  pointwise("asin", .asin, -0.9...0.9, asin), pointwise("acos", .acos, -0.9...0.9, acos),
  pointwise("atan", .atan, -9...9, atan), pointwise("sinh", .sinh, -4...4, sinh),
  pointwise("cosh", .cosh, -4...4, cosh), pointwise("asinh", .asinh, -9...9, asinh),
  pointwise("acosh", .acosh, 1.2...9, acosh), pointwise("atanh", .atanh, -0.9...0.9, atanh),
  pointwise("log2", .log2, 0.1...9, log2), pointwise("log10", .log10, 0.1...9, log10),
  pointwise("log1p", .log1p, -0.9...9, log1p), pointwise("expm1", .expm1, -4...4, expm1),
  pointwise("exp2", .exp2, -4...4, exp2), pointwise("rsqrt", .rsqrt, 0.2...9) { 1 / $0.squareRoot() },
  pointwise("reciprocal", .reciprocal, 0.2...9) { 1 / $0 }, pointwise("square", .square, -4...4) { $0 * $0 },
  pointwise("erf", .erf, -3...3, erf), pointwise("erfc", .erfc, -3...3, erfc),
  pointwise("lgamma", .lgamma, 0.2...9) { lgamma($0) },
  // The slope of log Γ, by differences of the eighth order.
  pointwise("digamma", .digamma, 0.6...9) { x in
    func slope(_ h: Double) -> Double { (lgamma(x + h) - lgamma(x - h)) / (2 * h) }
    let (a, b, c) = (slope(0.04), slope(0.02), slope(0.01))
    let (d, e) = ((4 * b - a) / 3, (4 * c - b) / 3)
    return (16 * e - d) / 15
  },
  pointwise("floor", .floor, -4...4, floor), pointwise("ceil", .ceil, -4...4, ceil),
  pointwise("trunc", .trunc, -4...4, trunc), pointwise("frac", .frac, -4...4) { $0 - trunc($0) },
  pointwise("sign", .sign, -4...4) { $0 > 0 ? 1 : -1 },
  pointwise("gelu", .gelu, -4...4) { $0 * (1 + erf($0 / 2.squareRoot())) / 2 },
  pointwise("geluTanh", .geluTanh, -4...4) {
    $0 * (1 + tanh((2 / Double.pi).squareRoot() * ($0 + 0.044715 * $0 * $0 * $0))) / 2
  },
  pointwise("elu", .elu(alpha: 0.7, scale: 1, width: 1), -4...4) { $0 > 0 ? $0 : 0.7 * expm1($0) },
  pointwise("celu", .elu(alpha: 0.5, scale: 1, width: 0.5), -4...4) { $0 > 0 ? $0 : 0.5 * expm1($0 / 0.5) },
  pointwise("selu", .selu, -4...4) {
    1.0507009873554805 * ($0 > 0 ? $0 : 1.6732632423543772 * expm1($0))
  },
  pointwise("softsign", .softsign, -9...9) { $0 / (1 + abs($0)) },
  pointwise("logsigmoid", .logsigmoid, -9...9) { -log1p(exp(-$0)) },
  pointwise("mish", .mish, -4...4) { $0 * tanh(log1p(exp($0))) },
  pointwise("relu6", .hardtanh(low: 0, high: 6), -4...9) { min(max($0, 0), 6) },
  pointwise("huber", .huber(delta: 1.5), -4...4) { abs($0) <= 1.5 ? 0.5 * $0 * $0 : 1.5 * (abs($0) - 0.75) },
  pointwise("smoothMagnitude", .smoothMagnitude(width: 0.5), -4...4) {
    abs($0) < 0.5 ? $0 * $0 : abs($0) - 0.25
  },
  pointwise("nanToNum", .nanToNum(nan: 1, positive: 2, negative: 3), -4...4) { $0 },
]

private func pointwise(
  _ name: String, _ function: PointwiseFunction, _ range: ClosedRange<Double>,
  _ reference: @escaping @Sendable (Double) -> Double
) -> OperationCase {
  .init("pointwise \(name)", [input(21, in: range)], { try .pointwise($0[0], function) }, { $0[0].map(reference) })
}
