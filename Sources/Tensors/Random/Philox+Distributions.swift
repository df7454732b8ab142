import Kernels
import Processes
import Threads

extension Philox {
  /// Uniform numbers in [0, 1), of 24 random bits each.
  package func uniform(_ shape: Shape) throws -> Tensor {
    let kernels = Processor.kernels
    return try filled(shape, for: "rand") { kernels.uniform(counter, first: $0, into: $1, count: $2) }
  }

  /// The numbers of ``uniform(_:)`` from a block on, four a block: for the inside of other rooms' loops.
  package func uniform(from block: Int, into destination: UnsafeMutablePointer<Float>, count: Int) {
    Processor.kernels.uniform(counter, first: block, into: destination, count: count)
  }

  /// Standard normal numbers, by the transform of Box and Muller.
  package func normal(_ shape: Shape) throws -> Tensor {
    let kernels = Processor.kernels
    return try filled(shape, for: "randn") { kernels.normal(counter, first: $0, into: $1, count: $2) }
  }

  /// The numbers 0 ..< count in random order (Fisher and Yates).
  ///
  /// - Throws: ``Cancelled``.
  package func permutation(_ count: Int) throws -> [Int] {
    var order: [Int] = []
    order.reserveCapacity(count)
    try Partition.inOrder(count) { order += $0 }
    for last in stride(from: count - 1, to: 0, by: -1) {
      if last & 0xffff == 0 { try Cancellation.current.check() }
      let words = block(UInt64(last))
      let bits = UInt64(words[0]) << 32 | UInt64(words[1])
      order.swapAt(last, Int(bits.multipliedFullWidth(by: UInt64(last + 1)).high))
    }
    return order
  }

  /// A tensor that `fill` fills from the block it is given on, part by part.
  private func filled(
    _ shape: Shape, for operation: String, _ fill: (_ block: Int, UnsafeMutablePointer<Float>, _ count: Int) -> Void
  ) throws -> Tensor {
    let result = try Tensor(uninitialized: shape, for: operation)
    if let share = SharedBatch.current, shape.rank > 0,
      let runs = share.runs(rows: shape[0], of: shape.dropFirst().count)
    {
      for (number, start) in runs.starts.enumerated() {
        try fillRun(result.mutablePointer + number * runs.length, runs.length, from: start, for: operation, fill)
      }
    } else {
      try fillRun(result.mutablePointer, result.count, from: 0, for: operation, fill)
    }
    return result
  }

  /// The draw's numbers from one on.
  private func fillRun(
    _ destination: UnsafeMutablePointer<Float>, _ count: Int, from first: Int, for operation: String,
    _ fill: (_ block: Int, UnsafeMutablePointer<Float>, _ count: Int) -> Void
  ) throws {
    // Four numbers a block: those before the first of a run are drawn, and left out.
    guard first % 4 == 0 else {
      let before = first % 4
      let whole = try Tensor(uninitialized: [before + count], for: operation)
      try fillRun(whole.mutablePointer, before + count, from: first - before, for: operation, fill)
      destination.update(from: whole.pointer + before, count: count)
      return
    }
    try Partition.even((count + 3) / 4, slices: Partition.slices(ofElements: 4 * count)) { blocks in
      let start = blocks.lowerBound * 4
      fill(first / 4 + blocks.lowerBound, destination + start, min(count, blocks.upperBound * 4) - start)
    }
  }
}
