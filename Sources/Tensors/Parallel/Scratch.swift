/// A slice's own memory while it works, taken from the front.
struct Scratch {
  private var rest: UnsafeMutablePointer<Float>

  /// Calls `body` for each slice of the batch with memory for as many floats as the `sizes` add up to.
  ///
  /// The slices of a thread use the same memory one after another: it stays in that processor's cache.
  ///
  /// - Throws: ``TensorError`` of code `memory`.
  static func forEachSlice(
    ofBatch count: Int, _ sizes: [Int], _ body: (_ slice: Int, _ room: inout Scratch, _ images: Range<Int>) -> Void
  ) throws {
    let size = sizes.reduce(0) { $0 + wholeLines($1) }
    let threads = min(ThreadPool.shared.threadCount, Partition.batchSlices(count))
    let memory = try Tensor(uninitialized: [threads, size], for: "conv2d")
    let start = memory.mutablePointer
    try Partition.batch(count, threads: threads) { slice, thread, images in
      var room = Scratch(rest: start + thread * size)
      body(slice, &room, images)
    }
  }

  /// The next `count` floats, with whatever they held before.
  mutating func take(_ count: Int) -> UnsafeMutablePointer<Float> {
    defer { rest += Self.wholeLines(count) }
    return rest
  }

  mutating func takeZeros(_ count: Int) -> UnsafeMutablePointer<Float> {
    let zeros = take(count)
    zeros.update(repeating: 0, count: count)
    return zeros
  }

  /// Whole cache lines, so that slices share none.
  private static func wholeLines(_ count: Int) -> Int { (count + 15) / 16 * 16 }
}
