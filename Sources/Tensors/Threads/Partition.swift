/// How work is cut into slices: by its size alone, never by the number of threads.
package enum Partition {
  /// Elementwise work below this many elements is not worth a second thread.
  static let grain = 16_384

  /// Calls `body` with each of the ranges that `count` elements are cut into.
  static func elements(_ count: Int, _ body: (Range<Int>) -> Void) {
    even(count, slices: slices(count), body)
  }

  /// How many slices work on so many elements is cut into: an even number, so that two threads have the same to do.
  static func slices(_ count: Int) -> Int {
    let slices = min(16, count / grain)
    return slices < 2 ? 1 : (slices + 1) / 2 * 2
  }

  /// Calls `body` with the slice's index and its range of the batch: at most 16 slices, one image at least in each.
  static func batch(_ count: Int, _ body: (_ slice: Int, _ images: Range<Int>) -> Void) {
    let slices = batchSlices(count)
    ThreadPool.shared.forEach(slices) { slice in
      body(slice, range(of: slice, in: count, slices: slices))
    }
  }

  static func batchSlices(_ count: Int) -> Int { max(1, min(count, count > 64 ? 16 : 8)) }

  static func even(_ count: Int, slices: Int, _ body: (Range<Int>) -> Void) {
    ThreadPool.shared.forEach(slices) { slice in body(range(of: slice, in: count, slices: slices)) }
  }

  private static func range(of slice: Int, in count: Int, slices: Int) -> Range<Int> {
    slice * count / slices..<(slice + 1) * count / slices
  }
}
