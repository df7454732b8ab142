import Tensors
import Testing

@Suite struct ShapeTests {
  @Test func broadcastFollowsNumPy() throws {
    #expect(try Shape([3, 1]).broadcast(with: [4], for: "+") == [3, 4])
    #expect(try Shape([]).broadcast(with: [2, 2], for: "+") == [2, 2])
    #expect(try Shape([0]).broadcast(with: [1], for: "+") == [0])
    let error = #expect(throws: TensorError.self) { try Shape([64, 30]).broadcast(with: [64, 20], for: "+") }
    #expect(error?.message.contains("64×30 and 64×20") == true)
  }

  /// The dimension is one of the longest shape, which need not be the first.
  @Test(arguments: [[[6], [1, 784]], [[1, 784], [6]], [[6], [6]]]) func joiningRanksThatDifferIsRefused(
    _ shapes: [[Int]]
  ) throws {
    let tensors = try shapes.map { try Tensor.zeros(Shape($0)) }
    #expect(throws: TensorError.self) { try Tensor.concatenated(tensors, 1) }
  }

  @Test func countSaturatesInsteadOfTrapping() {
    #expect(Shape([Int.max, 2]).count == Int.max)
    #expect(Shape([Int.max, 2, 0]).count == .max)
    #expect(Shape.scalar.count == 1)
  }

  @Test func aTensorThatCannotFitIsRefused() {
    let error = #expect(throws: TensorError.self) { try Tensor.zeros([1 << 20, 1 << 20]) }
    #expect(error?.code == .memory)
    #expect(error?.message.contains("4.4 TB") == true)
  }
}
