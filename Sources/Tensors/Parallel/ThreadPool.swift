import Synchronization
import Text
import Threads

/// The threads that share the slices of one operation.
///
/// How work is cut into slices depends on its size alone and never on the number of threads, so results are the same
/// bits on any machine; threads only decide who computes which slice.
package final class ThreadPool: @unchecked Sendable {
  package static let shared = ThreadPool()

  /// Held by the one caller whose slices are being shared.
  private let turn = Lock()
  private let loop = ParallelFor()
  private let threads = Atomic<Int>(1)
  /// How many helpers were started; for who holds the turn.
  private var helpers = 0
  /// How many helpers have begun.
  private let numbered = Atomic<Int>(0)

  // For helpers that sleep: having waited so long for a round, or while fewer threads are wanted than there are.
  private let lock = Lock()
  private let wake = Condition()
  private let sleepers = Atomic<Int>(0)
  private let wanted = Condition()

  private init() { threadCount = ThreadCount.standard.count }

  /// How many threads share the work, the caller's own included.
  package var threadCount: Int {
    get { threads.load(ordering: .relaxed) }
    set {
      lock.locked {
        threads.store(min(max(1, newValue), ParallelFor.mostThreads), ordering: .relaxed)
        wanted.broadcast()
      }
    }
  }

  /// Their number, and why it is that one: `2 threads: one for each processor`.
  package var summary: String {
    let (count, standard) = (threadCount, ThreadCount.standard)
    return counted(count, "thread") + (count == standard.count ? ": \(standard.reason)" : "")
  }

  /// Calls `body` once for each of `slices` indices, on several threads at once, and returns when all are done.
  ///
  /// A call runs its slices itself, in order, while others are being shared: another thread's, or those that it is part of.
  ///
  /// - Throws: ``Cancelled`` where the caller's work was interrupted. Some slices were then left out,
  ///   or left early: what they were to compute is not to be used.
  package func forEach(_ slices: Int, _ body: (_ slice: Int) -> Void) throws {
    try forEach(slices, threads: threadCount) { slice, _ in body(slice) }
  }

  /// The same on at most so many threads, with the number of the thread, from 0: no two slices have the same at a time.
  func forEach(_ slices: Int, threads: Int, _ body: (_ slice: Int, _ thread: Int) -> Void) throws {
    let cancellation = Cancellation.current
    share(slices, threads, cancellation, body)
    try cancellation.check()
  }

  /// The same without regard to interrupts: for what changes something that is there already, and so has to be whole.
  package func forEachToTheEnd(_ slices: Int, _ body: (_ slice: Int) -> Void) {
    share(slices, threadCount, .never) { slice, _ in body(slice) }
  }

  private func share(
    _ slices: Int, _ threads: Int, _ cancellation: Cancellation, _ body: (Int, Int) -> Void
  ) {
    guard slices > 1, threads > 1, turn.tryLock() else {
      for slice in 0..<slices {
        body(slice, 0)
        if cancellation.isCancelled { return }
      }
      return
    }
    defer { turn.unlock() }
    let threads = min(threads, slices)
    while helpers < threads - 1 { startHelper() }
    withoutActuallyEscaping(body) { body in
      withUnsafePointer(to: body) { body in
        loop.open(slices: slices, threads: threads, body: body, cancellation: cancellation)
        // Whoever goes to sleep counts itself before it looks for a loop, in one order with this.
        if sleepers.load(ordering: .sequentiallyConsistent) > 0 { lock.locked { wake.broadcast() } }
        loop.take(as: 0)
        loop.close(helpers: helpers)
      }
    }
  }

  private func startHelper() {
    helpers += 1
    // Signals (SIGINT above all) belong to the threads that expect them. A helper that cannot be started is only missed in
    // speed: the caller takes every slice nobody else takes.
    let thread = try? Thread(name: "helper", stackSize: 8 << 20, takesSignals: false) { [self] in serve() }
    thread?.detach()
  }

  /// A helper's life: wait for a round, help with it, wait for the next.
  private func serve() {
    let number = numbered.add(1, ordering: .relaxed).newValue
    var seen = -1
    while true {
      if number >= threadCount { lock.locked { while number >= threadCount { wanted.wait(lock) } } }
      seen = next(after: seen)
      loop.help(as: number, in: seen)
    }
  }

  /// Waits until a round is opened after that of the number `seen`, and gives its number.
  private func next(after seen: Int) -> Int {
    // Operations follow each other within microseconds: a short spin is cheaper than a sleep and a wake-up.
    for _ in 0..<300_000 {
      if let next = loop.next(after: seen) { return next }
      relax()
    }
    return lock.locked {
      sleepers.add(1, ordering: .sequentiallyConsistent)
      defer { sleepers.subtract(1, ordering: .relaxed) }
      while true {
        if let next = loop.next(after: seen) { return next }
        wake.wait(lock)
      }
    }
  }
}
