/// Pooling of channels-last pixels, whose rows are a multiple of ``KernelSet/lanes`` long.
package protocol PoolingKernels: Sendable {
  /// The largest of each window and 0, and which of the window's pixels it was, counted row by row: the first of equals,
  /// NaN above all, and -1 where none is above 0.
  static func reluMaxPool(
    _ pixels: UnsafePointer<Float>, into values: UnsafeMutablePointer<Float>, places: UnsafeMutablePointer<Float>,
    _ sizes: Windows)

  /// The gradient of ``reluMaxPool(_:into:places:_:)``: each window's goes to the pixel its value came from.
  static func reluMaxPoolGradient(
    _ gradient: UnsafePointer<Float>, places: UnsafePointer<Float>, into pixels: UnsafeMutablePointer<Float>,
    _ sizes: Windows)
}
