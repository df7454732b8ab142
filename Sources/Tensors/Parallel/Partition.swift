import Threads

/// How work is cut into slices: by its size alone, never by the number of threads.
///
/// Between two slices somebody looks whether the work is still wanted, so a slice should take a few milliseconds at most.
/// Where the number of slices is part of the result (sums of the batch), or a slice is one long run, its inside is gone
/// through in pieces.
package enum Partition {
  /// Elementwise work below this many elements is not worth a second thread.
  static let grain = 16_384
  /// So many elements go between two looks at the interrupt: a few milliseconds, even of powers.
  private static let longest = 1 << 18

  /// How many slices elementwise work is cut into.
  ///
  /// Up to 16 they are an even number, so that two threads have the same to do.
  static func slices(ofElements count: Int) -> Int {
    let slices = min(16, count / grain)
    return max(evened(slices), count / longest)
  }

  /// An even number at least as large, where that is more than one.
  static func evened(_ slices: Int) -> Int { slices < 2 ? 1 : (slices + 1) / 2 * 2 }

  /// Calls `body` with each of the ranges that `count` elements are cut into.
  static func elements(_ count: Int, _ body: (Range<Int>) -> Void) throws {
    try even(count, slices: slices(ofElements: count), body)
  }

  /// The same for what is changed in place, and so has to be finished once it has begun.
  static func elementsInPlace(_ count: Int, _ body: (Range<Int>) -> Void) { rowsInPlace(count, of: 1, body) }

  /// The same for rows of so many elements each.
  package static func rowsInPlace(_ count: Int, of length: Int, _ body: (Range<Int>) -> Void) {
    let slices = slices(ofRows: count, of: length)
    ThreadPool.shared.forEachToTheEnd(slices) { slice in body(range(of: slice, in: count, slices: slices)) }
  }

  /// Calls `body` with each of the ranges that so many rows are cut into, of so many elements each.
  static func rows(_ count: Int, of length: Int, _ body: (Range<Int>) -> Void) throws {
    try even(count, slices: slices(ofRows: count, of: length), body)
  }

  private static func slices(ofRows count: Int, of length: Int) -> Int {
    max(1, min(count, slices(ofElements: count * length)))
  }

  /// Calls `body` with pieces of each of `count` runs, of `length` indices with `weight` elements behind each. A run's
  /// pieces come one after another, in order.
  @inline(__always)
  static func runs(
    _ count: Int, of length: Int, weight: Int = 1, _ body: (_ run: Int, _ piece: Range<Int>) -> Void
  ) throws {
    try rows(count, of: length * weight) { runs in
      for run in runs { pieces(0..<length, weight: weight) { body(run, $0) } }
    }
  }

  /// Calls `body` with the slice's index, its thread's, and its range of the batch: at most 16 slices, one image at least
  /// in each.
  static func batch(
    _ count: Int, threads: Int, _ body: (_ slice: Int, _ thread: Int, _ images: Range<Int>) -> Void
  ) throws {
    let slices = batchSlices(count)
    try ThreadPool.shared.forEach(slices, threads: threads) { slice, thread in
      body(slice, thread, range(of: slice, in: count, slices: slices))
    }
  }

  static func batchSlices(_ count: Int) -> Int { max(1, min(count, count > 64 ? 16 : 8)) }

  static func even(_ count: Int, slices: Int, _ body: (Range<Int>) -> Void) throws {
    try ThreadPool.shared.forEach(slices) { slice in body(range(of: slice, in: count, slices: slices)) }
  }

  /// Inside a slice: one piece of `range` after another, as long as the work is wanted.
  ///
  /// - Parameter weight: how many elements there are behind each index.
  @inline(__always)
  static func pieces(_ range: Range<Int>, weight: Int = 1, _ body: (Range<Int>) -> Void) {
    let size = max(1, longest / max(1, weight))
    var start = range.lowerBound
    while range.upperBound - start > size {
      body(start..<start + size)
      start += size
      if Cancellation.current.isCancelled { return }
    }
    body(start..<range.upperBound)
  }

  /// The same on the caller's thread alone, in order.
  @inline(__always)
  static func inOrder(_ count: Int, weight: Int = 1, _ body: (Range<Int>) -> Void) throws {
    pieces(0..<count, weight: weight, body)
    if count > longest / max(1, weight) { try Cancellation.current.check() }
  }

  private static func range(of slice: Int, in count: Int, slices: Int) -> Range<Int> {
    slice * count / slices..<(slice + 1) * count / slices
  }
}
