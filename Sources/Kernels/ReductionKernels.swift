/// Sums, and what is made of the sums of a row.
package protocol ReductionKernels: Sendable {
  /// Σ values[i], added up in single precision in blocks of a few thousand, those in double.
  static func sum(_ values: UnsafePointer<Float>, count: Int) -> Double

  /// Σ (values[i] - center)², added up in the same way.
  static func sumOfSquares(_ values: UnsafePointer<Float>, from center: Float, count: Int) -> Double

  /// sums[c] += Σ rows[r, c] over `count` rows of `columns` numbers, which lie `step` apart.
  static func addRows(
    _ rows: UnsafePointer<Float>, count: Int, columns: Int, step: Int, to sums: UnsafeMutablePointer<Float>)

  /// log Σ e^values[i], with the largest value taken out first; that of -∞ alone is -∞.
  static func logSumExp(_ values: UnsafePointer<Float>, count: Int) -> Float

  /// e^x / Σ e^x of a row x, or its logarithm x - log Σ e^x.
  static func softmax(
    _ row: UnsafePointer<Float>, into destination: UnsafeMutablePointer<Float>, count: Int, logarithm: Bool)

  /// The gradient of ``softmax(_:into:count:logarithm:)`` given the gradient g of its result y: y · (g - Σ g · y), or of the
  /// logarithm, g - e^y · Σ g.
  static func softmaxGradient(
    _ gradient: UnsafePointer<Float>, of result: UnsafePointer<Float>,
    into destination: UnsafeMutablePointer<Float>, count: Int, logarithm: Bool)
}
