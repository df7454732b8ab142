import Tensors
import Testing

/// Whether a tensor holds answers goes with its elements where they are moved, and ends where something is computed.
@Suite struct MaskTests {
  private let mask: Tensor
  private let numbers: Tensor

  init() throws {
    numbers = try Tensor([3, -1, 4, 1, -5, 9], [2, 3])
    mask = try Tensor.compare(numbers, .greater, .scalar(0)).as(.truth)
  }

  @Test func whatIsComputedAreNumbers() throws {
    #expect(mask.isMask && !numbers.isMask)
    // Comparisons too, for those who count with them: only the language makes masks of them.
    #expect(try !Tensor.compare(numbers, .greater, .scalar(0)).isMask)
    let computed = [
      try mask + mask, try mask * mask, try mask.negated(), try mask.abs(), try mask.scaled(by: 1), try mask.sum(),
      try mask.sum(0), try mask.cumulativeSum(1), try mask.product(), try mask.clamped(0, 1), try mask.rounded(),
      try .power(mask, .scalar(1)), try .power(mask, .scalar(2)), try .matmul(mask, numbers.transposed(0, 1)),
      try mask.softmax(1, logarithm: false), try mask.extreme(1, largest: true).indices,
      try mask.sorted(1, descending: true).indices, mask.as(.real),
    ]
    for (place, result) in computed.enumerated() { #expect(!result.isMask, "result \(place)") }
  }

  @Test func whatIsMovedStaysWhatItIs() throws {
    func moved(_ x: Tensor) throws -> [Tensor] {
      [
        try x.reshaped([6]), x.rows(1..<2), try x.permuted([1, 0]), try x.transposed(0, 1),
        try x.expanded(to: [4, 2, 3]),
        try x.expanded(to: [2, 3]), try x.sliced(0, start: 1, count: 1, step: 1),
        try x.sliced(1, start: 2, count: 2, step: -2), try x.flipped(1), try x.selected(1, [2, 0, 2]),
        try .concatenated([x, x], 1), try x.copy(), try x.extreme(1, largest: true).values,
        try x.sorted(1, descending: true).values, try .maximum(x, x), try .minimum(x, x), try .choose(numbers, x, x),
      ]
    }
    for (place, result) in try moved(mask).enumerated() { #expect(result.isMask, "result \(place)") }
    for (place, result) in try moved(numbers).enumerated() { #expect(!result.isMask, "result \(place)") }
  }

  @Test func aMaskBesideNumbersIsNumbers() throws {
    #expect(try !Tensor.concatenated([mask, numbers], 0).isMask)
    #expect(try !Tensor.choose(mask, mask, numbers).isMask)
    #expect(try !Tensor.maximum(mask, numbers).isMask)
    #expect(try Tensor.choose(mask, numbers, numbers).array == numbers.array)
  }
}
