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

  /// This process's part of so many rows.
  ///
  /// - Returns: nil where there is no row for each: all compute the whole then.
  package init?(_ group: ProcessGroup, total: Int) {
    guard total >= group.count, !Self.isOff.value else { return nil }
    self.group = group
    self.total = total
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
    guard count > 0, count % rows.count == 0 else { return nil }
    return (
      (0..<count / rows.count).map { ($0 * total + rows.lowerBound) * size }, rows.count * size
    )
  }
}
