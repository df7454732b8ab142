/// Processors with AVX2 and fused multiply-add: 16 registers of 8 floats.
typealias Lanes = SIMD8<Float>
typealias Bits = SIMD8<UInt32>
typealias WideBits = SIMD4<UInt64>
typealias DoubleLanes = SIMD16<Float>

enum Processor {
  static let name = "avx2"
  /// How many pixels a tile of two vectors of channels has at most: 12 sums, two kernel values, one pixel.
  static let tilePixels = 6
  /// How many kernel columns, of how many kernel rows at once, a tile of the kernels' gradient has at most.
  static let tileColumns = 6
  static let tileRows = 1

  /// sum + x · y
  @inline(__always)
  static func multiplyAdd(_ sum: Lanes, _ x: Lanes, _ y: Lanes) -> Lanes { sum.addingProduct(x, y) }

  @inline(__always)
  static func squareRoot(_ x: Lanes) -> Lanes { VectorMath.exactSquareRoot(x) }
}
