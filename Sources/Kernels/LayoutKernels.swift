/// Other orders of the same numbers.
package protocol LayoutKernels: Sendable {
  /// destination[c, r] = source[r, c] of a matrix, whose rows lie `sourceStep` apart and those of the result
  /// `destinationStep`.
  static func transpose(
    _ source: UnsafePointer<Float>, sourceStep: Int, rows: Int, columns: Int,
    into destination: UnsafeMutablePointer<Float>, destinationStep: Int)

  /// Turns channels-last pixels [count, results] into planes [channels, count], channels ≤ results.
  static func planes(
    fromPixels pixels: UnsafePointer<Float>, count: Int, channels: Int, results: Int,
    into planes: UnsafeMutablePointer<Float>)

  /// Turns planes [channels, count] into channels-last pixels [count, results], zero beyond the channels.
  static func pixels(
    fromPlanes planes: UnsafePointer<Float>, count: Int, channels: Int, results: Int,
    into pixels: UnsafeMutablePointer<Float>)
}
