/// Any processor: 16 registers of 4 floats, as every x86-64 and arm64 has them.
typealias Lanes = SIMD4<Float>
typealias Bits = SIMD4<UInt32>
typealias WideBits = SIMD2<UInt64>
typealias DoubleLanes = SIMD8<Float>

enum Processor {
  static let name = "baseline"
  /// How many pixels a tile of two vectors of channels has at most: 10 sums, two kernel values, one pixel, one product.
  static let tilePixels = 5
  /// How many kernel columns, of how many kernel rows at once, a tile of the kernels' gradient has at most.
  static let tileColumns = 5
  static let tileRows = 1

  /// sum + x · y
  @inline(__always)
  static func multiplyAdd(_ sum: Lanes, _ x: Lanes, _ y: Lanes) -> Lanes {
    #if arch(x86_64)
      // Without the instruction for it, a fused multiply-add would be a call into the C library for each lane.
      sum + x * y
    #else
      sum.addingProduct(x, y)
    #endif
  }

  /// One lane at a time, which is as fast as vectors without fused multiply-add would be.
  @inline(__always)
  static func squareRoot(_ x: Lanes) -> Lanes { x.squareRoot() }
}
