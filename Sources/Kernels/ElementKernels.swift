/// Functions of every element by itself. An element's result never depends on where in its part it stands.
package protocol ElementKernels: Sendable {
  /// destination[i] = function(source[i])
  static func apply(
    _ function: ElementFunction, _ source: UnsafePointer<Float>, into destination: UnsafeMutablePointer<Float>,
    count: Int)

  /// destination[i] = function(left[i], right[i])
  static func combine(
    _ function: PairFunction, _ left: Operand, _ right: Operand, into destination: UnsafeMutablePointer<Float>,
    count: Int)

  /// destination[i] = condition[i] ≠ 0 ? yes[i] : no[i]
  static func choose(
    _ condition: Operand, _ yes: Operand, _ no: Operand, into destination: UnsafeMutablePointer<Float>, count: Int)

  /// Σ term(a[i], b[i]), added up in single precision: for a few thousand elements at a time.
  static func sum(_ term: PairTerm, _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, count: Int) -> Double

  /// Whether no value is infinite or NaN.
  static func areFinite(_ values: UnsafePointer<Float>, count: Int) -> Bool
}
