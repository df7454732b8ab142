/// Convolution with step 1. Matrices of `results` columns have rows that are a multiple of ``KernelSet/lanes`` long; what lies
/// beyond the real channels is zero.
package protocol ConvolutionKernels: Sendable {
  /// Correlates planes with kernels: pixels[y, x, o] = bias[o] + Σ planes[c, y + i, x + j] · kernels[c, i, j, o].
  ///
  /// - Parameters:
  ///   - planes: [channels, rows + kernelHeight - 1, columns + kernelWidth - 1], the border of zeros included.
  ///   - kernels: as ``Correlation/kernelOffset(_:lanes:)`` lays them out.
  ///   - bias: [results].
  ///   - pixels: [rows, columns, results], written.
  static func correlate(
    _ planes: UnsafePointer<Float>, _ kernels: UnsafePointer<Float>, bias: UnsafePointer<Float>,
    into pixels: UnsafeMutablePointer<Float>, _ sizes: Correlation)

  /// The gradient of ``correlate(_:_:bias:into:_:)`` with respect to the kernels:
  /// sums[c, i, j, o] += Σ planes[c, y + i, x + j] · gradient[y, x, o].
  ///
  /// - Parameters:
  ///   - gradient: [rows, columns, results].
  ///   - sums: [channels, kernelHeight, kernelWidth, results], added to.
  static func addKernelGradient(
    _ planes: UnsafePointer<Float>, _ gradient: UnsafePointer<Float>, to sums: UnsafeMutablePointer<Float>,
    _ sizes: Correlation)
}
