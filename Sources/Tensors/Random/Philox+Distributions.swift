import Glibc

extension Philox {
  /// Uniform numbers in [0, 1), of 24 random bits each.
  package func uniform(_ shape: Shape) throws -> Tensor {
    let result = try Tensor(uninitialized: shape, for: "rand")
    try fill(result) { words in
      SIMD4(Float(words[0] >> 8), Float(words[1] >> 8), Float(words[2] >> 8), Float(words[3] >> 8)) * 0x1p-24
    }
    return result
  }

  /// Standard normal numbers, by the transform of Box and Muller.
  package func normal(_ shape: Shape) throws -> Tensor {
    let result = try Tensor(uninitialized: shape, for: "randn")
    try fill(result) { words in
      let first = Self.boxMuller(words[0], words[1])
      let second = Self.boxMuller(words[2], words[3])
      return SIMD4(first.0, first.1, second.0, second.1)
    }
    return result
  }

  /// The numbers 0 ..< count in random order (Fisher and Yates).
  ///
  /// - Throws: ``TensorError`` of code `cancelled`.
  package func permutation(_ count: Int) throws -> [Int] {
    var order: [Int] = []
    order.reserveCapacity(count)
    try Partition.inOrder(count) { order += $0 }
    for last in stride(from: count - 1, to: 0, by: -1) {
      if last & 0xffff == 0 { try Interruption.check() }
      let words = block(UInt64(last))
      let bits = UInt64(words[0]) << 32 | UInt64(words[1])
      order.swapAt(last, Int(bits.multipliedFullWidth(by: UInt64(last + 1)).high))
    }
    return order
  }

  private static func boxMuller(_ first: UInt32, _ second: UInt32) -> (Float, Float) {
    // (0, 1]: the logarithm must not see 0.
    let u = (Float(first >> 8) + 1) * 0x1p-24
    let angle = Float(second >> 8) * 0x1p-24 * 2 * .pi
    let radius = (-2 * logf(u)).squareRoot()
    return (radius * cosf(angle), radius * sinf(angle))
  }

  private func fill(_ tensor: Tensor, _ numbers: (SIMD4<UInt32>) -> SIMD4<Float>) throws {
    let (destination, count) = (tensor.mutablePointer, tensor.count)
    let blocks = (count + 3) / 4
    try Partition.even(blocks, slices: max(min(16, max(1, blocks / 2048)), Partition.slices(ofElements: count))) {
      range in
      for index in range {
        let values = numbers(block(UInt64(index)))
        for lane in 0..<min(4, count - index * 4) { destination[index * 4 + lane] = values[lane] }
      }
    }
  }
}
