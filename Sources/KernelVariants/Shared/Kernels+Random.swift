import Kernels

extension ProcessorKernels {
  package static func uniform(
    _ counter: PhiloxCounter, first: Int, into destination: UnsafeMutablePointer<Float>, count: Int
  ) {
    fill(counter, first, destination, count) { words in
      Quartet(
        fraction(words.a) * 0x1p-24, fraction(words.b) * 0x1p-24, fraction(words.c) * 0x1p-24,
        fraction(words.d) * 0x1p-24)
    }
  }

  package static func normal(
    _ counter: PhiloxCounter, first: Int, into destination: UnsafeMutablePointer<Float>, count: Int
  ) {
    fill(counter, first, destination, count) { words in
      let (x, y) = boxMuller(words.a, words.b)
      let (z, w) = boxMuller(words.c, words.d)
      return Quartet(x, y, z, w)
    }
  }

  /// The upper 24 bits as a number. A mantissa takes 23 of them; the last is added.
  @inline(__always)
  private static func fraction(_ word: Bits) -> Lanes {
    let magic: Float = 8_388_608  // 2^23: its mantissa takes whole numbers as they are
    let upper = unsafeBitCast((word &>> 9) | magic.bitPattern, to: Lanes.self) - magic
    let last = unsafeBitCast(((word &>> 8) & 1) | magic.bitPattern, to: Lanes.self) - magic
    return upper + upper + last
  }

  @inline(__always)
  private static func boxMuller(_ first: Bits, _ second: Bits) -> (Lanes, Lanes) {
    // In (0, 1]: the logarithm must not see 0.
    let radius = Processor.squareRoot(VectorMath.log((fraction(first) + 1) * 0x1p-24) * -2)
    let (sine, cosine) = VectorMath.sineAndCosine(ofTurn: fraction(second) * 0x1p-24)
    return (radius * cosine, radius * sine)
  }

  /// Four vectors, element k of which belong to block k.
  private struct Quartet<Vector> {
    var a, b, c, d: Vector

    @inline(__always)
    init(_ a: Vector, _ b: Vector, _ c: Vector, _ d: Vector) { (self.a, self.b, self.c, self.d) = (a, b, c, d) }
  }

  /// Calls `numbers` with the words of as many blocks as a vector has lanes, and stores what it gives block by block.
  @inline(__always)
  private static func fill(
    _ counter: PhiloxCounter, _ first: Int, _ destination: UnsafeMutablePointer<Float>, _ count: Int,
    _ numbers: (Quartet<Bits>) -> Quartet<Lanes>
  ) {
    let width = 4 * Lanes.scalarCount
    var start = 0
    while start + width <= count {
      write(numbers(words(counter, first + start / 4)), destination + start)
      start += width
    }
    guard start < count else { return }
    withUnsafeTemporaryAllocation(of: Float.self, capacity: width) { rest in
      guard let rest = rest.baseAddress else { return }
      write(numbers(words(counter, first + start / 4)), rest)
      (destination + start).update(from: rest, count: count - start)
    }
  }

  @inline(__always)
  private static func write(_ values: Quartet<Lanes>, _ destination: UnsafeMutablePointer<Float>) {
    let (even, odd) = (interleaved(values.a, values.c), interleaved(values.b, values.d))
    let (low, high) = (interleaved(even.lowHalf, odd.lowHalf), interleaved(even.highHalf, odd.highHalf))
    let lanes = Lanes.scalarCount
    store(low.lowHalf, destination)
    store(low.highHalf, destination + lanes)
    store(high.lowHalf, destination + 2 * lanes)
    store(high.highHalf, destination + 3 * lanes)
  }

  @inline(__always)
  private static func interleaved(_ a: Lanes, _ b: Lanes) -> DoubleLanes {
    var both = DoubleLanes.zero
    both.evenHalf = a
    both.oddHalf = b
    return both
  }

  /// Ten rounds of Philox (Salmon et al. 2011) on the blocks from `first` on.
  @inline(__always)
  private static func words(_ counter: PhiloxCounter, _ first: Int) -> Quartet<Bits> {
    var (low, high) = (Bits.zero, Bits.zero)
    for lane in 0..<Bits.scalarCount {
      let block = UInt64(truncatingIfNeeded: first &+ lane)
      low[lane] = UInt32(truncatingIfNeeded: block)
      high[lane] = UInt32(truncatingIfNeeded: block >> 32)
    }
    var words = Quartet(
      low, high, Bits(repeating: UInt32(truncatingIfNeeded: counter.draw)),
      Bits(repeating: UInt32(truncatingIfNeeded: counter.draw >> 32)))
    var key = counter.key
    for _ in 0..<10 {
      let (first, second) = (product(words.a, 0xD251_1F53), product(words.c, 0xCD9E_8D57))
      words = Quartet(second.high ^ words.b ^ key[0], second.low, first.high ^ words.d ^ key[1], first.low)
      key = SIMD2(key[0] &+ 0x9E37_79B9, key[1] &+ 0xBB67_AE85)
    }
    return words
  }

  /// The two halves of the 64-bit products, the even lanes and the odd ones multiplied by themselves.
  @inline(__always)
  private static func product(_ x: Bits, _ factor: UInt64) -> (high: Bits, low: Bits) {
    let pairs = unsafeBitCast(x, to: WideBits.self)
    let lower = WideBits(repeating: 0xFFFF_FFFF)
    let (even, odd) = ((pairs & lower) &* factor, (pairs &>> 32) &* factor)
    let high = (even &>> 32) | (odd & ~lower)
    let low = (even & lower) | (odd &<< 32)
    return (unsafeBitCast(high, to: Bits.self), unsafeBitCast(low, to: Bits.self))
  }
}
