import Autodiff
import Language
import Processes

/// The loops that go through batches which processes share: `for x in batches(256, shared=True):`.
///
/// From a batch to the next one, or to the loop's end, this process works on its rows of it: random numbers are those that
/// these rows have in the whole, batch normalization takes statistics of the whole, and what is computed knows what part of
/// the whole it is (``Autodiff/Part``).
final class SharedLoop {
  let group: ProcessGroup
  /// One time through the batches.
  final class Pass { fileprivate var outer: SharedBatch? }
  private var open: [Pass] = []

  init(_ group: ProcessGroup) { self.group = group }

  /// This process's rows of the next batch, from which on it works on them.
  ///
  /// - Parameter make: the value of these rows, nil for all.
  func enter(_ pass: Pass, images: Int, _ make: (Range<Int>?) throws -> Value) throws -> Value {
    leave(pass)
    let share = SharedBatch(group, total: images, isOfLoop: true)
    let value = try make(share?.rows)
    guard let share else { return value }
    for tensor in PartWatch.tensors(in: value) { tensor.elements.part = .rows(share.rows.count, of: share.total) }
    pass.outer = SharedBatch.current
    open.append(pass)
    SharedBatch.enter(share)
    return value
  }

  /// Ends the work on a batch.
  func leave(_ pass: Pass) {
    guard let place = open.lastIndex(where: { $0 === pass }) else { return }
    open.remove(at: place)
    SharedBatch.enter(pass.outer)
  }

  /// Ends that of the innermost loop.
  func leave() { if let pass = open.last { leave(pass) } }
}
