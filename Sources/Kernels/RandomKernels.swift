/// The numbers of a counter-based generator (Philox4x32-10): four from each block, block after block.
package protocol RandomKernels: Sendable {
  /// Uniform numbers in [0, 1), of 24 random bits each.
  ///
  /// - Parameters:
  ///   - first: the block that the first four numbers come from.
  ///   - count: of numbers.
  static func uniform(_ counter: PhiloxCounter, first: Int, into destination: UnsafeMutablePointer<Float>, count: Int)

  /// Standard normal numbers, two from each two words by the transform of Box and Muller.
  static func normal(_ counter: PhiloxCounter, first: Int, into destination: UnsafeMutablePointer<Float>, count: Int)
}

/// The key and number of a draw, which its blocks have in common.
package struct PhiloxCounter: Sendable {
  package let key: SIMD2<UInt32>
  package let draw: UInt64

  package init(key: SIMD2<UInt32>, draw: UInt64) { (self.key, self.draw) = (key, draw) }
}
