import Tensors
import Testing

/// Which kind of numbers a result has, by PyTorch's rules, and that whole ones are never rounded unseen.
@Suite struct ElementKindTests {
  private let whole: Tensor
  private let bytes: Tensor
  private let real: Tensor
  private let mask: Tensor

  init() throws {
    real = try Tensor([3, -1, 4, 1, -5, 9], [2, 3])
    whole = real.as(.whole)
    bytes = try Tensor([0, 1, 2, 3, 4, 255], [2, 3]).as(.byte)
    mask = try Tensor.compare(real, .greater, .scalar(0)).as(.truth)
  }

  @Test func whatIsComputedHasTheKindThatHoldsBoth() throws {
    #expect(try (whole + whole).kind == .whole && (whole * real).kind == .real && (real - whole).kind == .real)
    #expect(try (whole / whole).kind == .real && (mask + mask).kind == .whole && (mask * whole).kind == .whole)
    #expect(try Tensor.remainder(whole, .scalar(3).as(.whole)).kind == .whole)
    #expect(try Tensor.floorDivide(whole, .scalar(2).as(.whole)).array == [1, -1, 2, 0, -3, 4])
    #expect(try Tensor.power(whole, .scalar(2).as(.whole)).kind == .whole)
    #expect(try Tensor.power(whole, .scalar(-1).as(.whole)).kind == .real)
    #expect(try whole.negated().kind == .whole && whole.abs().kind == .whole && whole.exp().kind == .real)
    #expect(try mask.sum().kind == .whole && whole.sum(0).kind == .whole && bytes.sum(1).kind == .whole)
    #expect(try whole.cumulativeSum(1).kind == .whole && whole.product().kind == .whole)
    #expect(try Tensor.matmul(whole, whole.transposed(0, 1)).kind == .whole)
    #expect(try real.extreme(1, largest: true).indices.kind == .whole)
    #expect(try real.sorted(1, descending: false).indices.kind == .whole)
    // One number does not make a tensor of bytes anything else, and a tensor does.
    #expect(try (bytes * .scalar(1).as(.whole)).kind == .byte && (bytes + whole.abs()).kind == .whole)
  }

  @Test func whatIsMovedStaysWhatItIs() throws {
    for x in [whole, bytes] {
      let moved = [
        try x.reshaped([6]), x.rows(1..<2), try x.permuted([1, 0]), try x.copy(), try x.selected(1, [2, 0, 2]),
        try .concatenated([x, x], 1), try x.sorted(1, descending: true).values, try .choose(real, x, x),
      ]
      for (place, result) in moved.enumerated() { #expect(result.kind == x.kind, "result \(place)") }
    }
    #expect(try Tensor.concatenated([whole, real], 0).kind == .real)
    #expect(try Tensor.concatenated([mask, whole], 0).kind == .whole)
  }

  @Test func wholeNumbersAreExactOrAnError() throws {
    let large = try Tensor([16_777_216, 1, -16_777_216]).as(.whole)
    // Not so in single precision, from left to right.
    #expect(try large.sum().item() == 1 && large.reshaped([3, 1]).sum(0).array == [1])
    #expect(throws: TensorError.self) { try large + Tensor.scalar(1).as(.whole) }
    #expect(throws: TensorError.self) { try Tensor([5001, 2]).as(.whole) * Tensor([5001, 2]).as(.whole) }
    // 25,000,000 is a float, and 25,010,001 none.
    #expect(try (Tensor([5000]).as(.whole) * Tensor([5000]).as(.whole)).array == [25_000_000])
    #expect(throws: TensorError.self) { try Tensor.floorDivide(whole, .scalar(0).as(.whole)) }
    #expect(throws: TensorError.self) { try Tensor.matmul(large, large) }
    #expect(throws: TensorError.self) { try bytes + bytes }
    #expect(throws: TensorError.self) { try bytes - .scalar(1).as(.whole) }
    #expect(try (bytes.as(.whole) - .scalar(1).as(.whole)).array == [-1, 0, 1, 2, 3, 254])
  }
}
