/// Processors with AVX-512: 32 registers of 16 floats.
typealias Lanes = SIMD16<Float>
typealias Bits = SIMD16<UInt32>
typealias WideBits = SIMD8<UInt64>
typealias DoubleLanes = SIMD32<Float>

enum Processor {
  static let name = "avx512"
  /// How many pixels a tile of two vectors of channels has at most: 28 sums, two kernel values, one pixel.
  static let tilePixels = 14
  /// How many kernel columns, of how many kernel rows at once, a tile of the kernels' gradient has at most.
  static let tileColumns = 7
  static let tileRows = 2

  /// sum + x · y
  @inline(__always)
  static func multiplyAdd(_ sum: Lanes, _ x: Lanes, _ y: Lanes) -> Lanes { sum.addingProduct(x, y) }

  @inline(__always)
  static func squareRoot(_ x: Lanes) -> Lanes { VectorMath.exactSquareRoot(x) }
}
