import Kernels

/// Philox4x32-10, a counter-based random number generator (Salmon et al., "Parallel random numbers: as easy as 1, 2, 3",
/// 2011): the numbers of a draw are a function of (seed, stream, draw, index), whoever computes them and in what order.
package struct Philox: Sendable {
  let counter: PhiloxCounter

  /// The numbers of one draw: `stream` keeps apart what the numbers are for, `draw` counts the draws of a stream.
  package init(seed: UInt64, stream: Stream, draw: UInt64) {
    // A full-width mix of seed and stream, so that neighbouring seeds share nothing.
    var z = seed &+ stream.rawValue &* 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    z ^= z >> 31
    counter = PhiloxCounter(
      key: SIMD2(UInt32(truncatingIfNeeded: z), UInt32(truncatingIfNeeded: z >> 32)), draw: draw)
  }

  /// The uses of random numbers; each has numbers of its own.
  package enum Stream: UInt64, Sendable {
    /// `randn`, `rand` and the like in cells.
    case cells = 1
    /// The initial values of layers.
    case initialization = 2
    /// The order of a data set's images in an epoch.
    case shuffling = 3
    /// The noise of the reparameterization while training.
    case noise = 4
    /// Which elements dropout silences.
    case dropout = 5
    /// Pictures of the latent space, evaluation.
    case sampling = 6
    /// The factors of procedural images, keyed by their own seed.
    case shapes = 7
    /// Which pixels of a binarized image are white.
    case binarization = 8
    /// Which images of a data set are held out.
    case holdingOut = 9
    /// What a model of codes is fitted with: codes of images, and noise of its own.
    case codes = 10
  }

  /// Four random words for the block with this index.
  package func block(_ index: UInt64) -> SIMD4<UInt32> {
    var counter = SIMD4(
      UInt32(truncatingIfNeeded: index), UInt32(truncatingIfNeeded: index >> 32),
      UInt32(truncatingIfNeeded: self.counter.draw), UInt32(truncatingIfNeeded: self.counter.draw >> 32))
    var key = self.counter.key
    for _ in 0..<10 {
      let first = UInt64(counter[0]) &* 0xD251_1F53
      let second = UInt64(counter[2]) &* 0xCD9E_8D57
      counter = SIMD4(
        UInt32(truncatingIfNeeded: second >> 32) ^ counter[1] ^ key[0], UInt32(truncatingIfNeeded: second),
        UInt32(truncatingIfNeeded: first >> 32) ^ counter[3] ^ key[1], UInt32(truncatingIfNeeded: first))
      key = SIMD2(key[0] &+ 0x9E37_79B9, key[1] &+ 0xBB67_AE85)
    }
    return counter
  }
}
