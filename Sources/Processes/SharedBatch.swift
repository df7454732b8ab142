import Threads

/// The rows of a batch that this process computes, while several share it.
///
/// What depends on the whole batch asks for it: random numbers are those that the rows have in the whole, and statistics
/// are put together with the others'.
package struct SharedBatch {
  package let group: ProcessGroup
  /// This process's rows, one at least.
  package let rows: Range<Int>
  /// How many rows all have together.
  package let total: Int
  /// Whether it is that of a loop of the user's, whose code may do with rows what it likes.
  package let isOfLoop: Bool

  /// This process's part of so many rows.
  ///
  /// - Parameter isOfLoop: whether it is that of a loop of the user's. There each has two rows at least: of a tensor of one row
  ///   nobody could tell whether it is one of the batch.
  /// - Returns: nil where there is no row for each: all compute the whole then.
  package init?(_ group: ProcessGroup, total: Int, isOfLoop: Bool = false) {
    guard total >= group.count * (isOfLoop ? 2 : 1), !Self.isOff.value else { return nil }
    self.group = group
    self.total = total
    self.isOfLoop = isOfLoop
    rows = group.rank * total / group.count..<(group.rank + 1) * total / group.count
  }

  private static let now = ThreadLocal<SharedBatch?> { nil }

  /// The one that this thread computes a part of; nil where what it computes is all there is.
  package static var current: SharedBatch? { now.value }

  private static let isOff = ThreadLocal { false }

  /// Has this thread compute all of every batch while `body` runs.
  package static func off<Result>(_ body: () throws -> Result) rethrows -> Result {
    let outer = isOff.value
    isOff.value = true
    defer { isOff.value = outer }
    return try body()
  }

  /// Makes this the thread's ``current`` one while `body` runs.
  package func whileCurrent<Result>(_ body: () throws -> Result) rethrows -> Result {
    let outer = Self.now.value
    Self.now.value = self
    defer { Self.now.value = outer }
    return try body()
  }

  // MARK: Loops

  /// That of the loop which this thread is in; nil where it is in none, or works on something else.
  package static var ofLoop: SharedBatch? { current.flatMap { $0.isOfLoop ? $0 : nil } }

  /// Makes this the thread's ``current`` one from now on; nil for none. A loop does so for every round, and gives back what
  /// was before when it ends.
  package static func enter(_ batch: SharedBatch?) { now.value = batch }

  /// Has what this thread does while `body` runs be no part of the loop that it is in.
  package static func outsideOfLoop<Result>(_ body: () throws -> Result) rethrows -> Result {
    guard let outer = ofLoop else { return try body() }
    now.value = nil
    defer { now.value = outer }
    return try body()
  }

  /// How often this thread has drawn numbers for its own rows of a loop's batch.
  package static var draws: Int {
    get { drawCount.value }
    set { drawCount.value = newValue }
  }
  private static let drawCount = ThreadLocal { 0 }

  /// Where the elements of a tensor of this process's rows lie in that of all rows: runs of equal length.
  ///
  /// A tensor may have several rows for each of the batch, as where several codes are drawn for an image: all first ones
  /// stand before all second ones.
  ///
  /// - Parameters:
  ///   - rows: of the tensor.
  ///   - size: elements of a row.
  /// - Returns: nil where the tensor has no rows of the batch, and so is the same on all.
  package func runs(rows count: Int, of size: Int) -> (starts: [Int], length: Int)? {
    guard count > 0, isOfLoop ? count == rows.count : count % rows.count == 0 else { return nil }
    return (
      (0..<count / rows.count).map { ($0 * total + rows.lowerBound) * size }, rows.count * size
    )
  }
}
