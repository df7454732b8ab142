import Glibc
import Synchronization
import Threads

/// The parallel-for of a pool: the slices of one operation after another, each a round, handed out to the threads.
///
/// Each thread has a share of the slices, the same one of the same number of slices every time, so that it finds in its
/// processor's cache what it wrote there in the operation before; when its own are done it takes those of others.
///
/// Operations follow each other within microseconds, and the processors may be far from each other (a line of the cache
/// takes a tenth of a microsecond from one to the other, or half of one between two dies). So what one thread writes again
/// and again has lines of its own, nothing is allocated, and no lock is taken.
package final class ParallelFor: @unchecked Sendable {
  /// The most threads that take part.
  package static let mostThreads = 256

  /// What is handed out: written before the round is opened, and read by those who entered it.
  private struct Work {
    var slices = 0
    var shares = 1
    /// Both are the caller's, who waits until everybody has left.
    var body: UnsafePointer<(_ slice: Int, _ thread: Int) -> Void>?
    var cancellation: Unmanaged<Cancellation>?
  }

  private var work = Work()
  /// Odd while slices are to be had, even when everything was given out.
  private let number = Counter.row(1)
  private var current: Int { number.pointee.number.load(ordering: .sequentiallyConsistent) }
  /// For each share, how many of its slices have been taken.
  private let taken = Counter.row(mostThreads)
  /// For each helper, the number of the round that it entered, and one more when it has left.
  private let helpers = Counter.row(mostThreads)

  package init() {}

  /// For when no helper can come any more.
  deinit {
    number.deinitialize(count: 1).deallocate()
    taken.deinitialize(count: Self.mostThreads).deallocate()
    helpers.deinitialize(count: Self.mostThreads).deallocate()
  }

  /// The (odd) number of the last round that was opened after that of number `seen`; nil where there is none.
  package func next(after seen: Int) -> Int? {
    let last = (current - 1) | 1
    return last > seen + 1 ? last : nil
  }

  /// Lets helpers take slices: the caller's first step, followed by ``take(as:)`` and ``close(helpers:)``.
  package func open(
    slices: Int, threads: Int, body: UnsafePointer<(_ slice: Int, _ thread: Int) -> Void>,
    cancellation: Cancellation
  ) {
    work = Work(slices: slices, shares: threads, body: body, cancellation: .passUnretained(cancellation))
    for share in 0..<threads { taken[share].number.store(0, ordering: .relaxed) }
    number.pointee.number.add(1, ordering: .sequentiallyConsistent)
  }

  /// Takes slices until none is left.
  package func take(as thread: Int) {
    guard let body = work.body, let cancellation = work.cancellation else { return }
    let (slices, shares) = (work.slices, work.shares)
    for step in 0..<shares {
      let share = (thread + step) % shares
      let (first, end) = (share * slices / shares, (share + 1) * slices / shares)
      while first + taken[share].number.load(ordering: .relaxed) < end {
        let slice = first + taken[share].number.add(1, ordering: .relaxed).oldValue
        guard slice < end else { break }
        // What nobody waits for any more is counted as done.
        if !cancellation._withUnsafeGuaranteedRef(\.isCancelled) { body.pointee(slice, thread) }
      }
    }
  }

  /// Ends the round when all slices were given out: nobody enters it any more, and who did has left on return.
  ///
  /// A helper says that it enters before it looks whether the round is open, and here it is closed before anybody looks who
  /// entered: in one order that all see, so a helper is either seen here or sees that it is too late.
  package func close(helpers count: Int) {
    let closed = number.pointee.number.add(1, ordering: .sequentiallyConsistent).newValue
    for helper in 1..<count + 1 {
      var spins = 0
      while helpers[helper].number.load(ordering: .sequentiallyConsistent) == closed - 1 {
        spins += 1
        // What is left is at most one slice of each helper. One that lost its processor gets this one.
        if spins < 50_000 { relax() } else { sched_yield() }
      }
    }
  }

  /// A helper's part in the round of this (odd) number, if that is still open and wants so many threads.
  package func help(as helper: Int, in round: Int) {
    helpers[helper].number.store(round, ordering: .sequentiallyConsistent)
    if current == round, helper < work.shares {
      work.cancellation?.takeUnretainedValue().whileCurrent { take(as: helper) }
    }
    helpers[helper].number.store(round + 1, ordering: .releasing)
  }
}

/// An atomic number with lines of the cache of its own: two, which some processors fetch together.
private struct Counter: ~Copyable {
  let number = Atomic<Int>(0)
  private let rest = InlineArray<15, Int>(repeating: 0)

  /// So many of them, for the caller to free.
  static func row(_ count: Int) -> UnsafeMutablePointer<Counter> {
    let counters = UnsafeMutablePointer<Counter>.allocate(capacity: count)
    for index in 0..<count { (counters + index).initialize(to: Counter()) }
    return counters
  }
}

/// Says that this is a spin. Swift has no intrinsic for the processor's own hint; a fence does as well.
@inline(__always)
package func relax() { atomicMemoryFence(ordering: .acquiring) }
