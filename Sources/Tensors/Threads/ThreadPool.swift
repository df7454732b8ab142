import Glibc
import Synchronization

/// The threads that share the slices of one operation.
///
/// How work is cut into slices depends on its size alone and never on the number of threads, so results are the same
/// bits on any machine; threads only decide who computes which slice.
package final class ThreadPool: @unchecked Sendable {
  package static let shared = ThreadPool()

  /// Held by the one caller whose slices are being shared.
  private let turn = Lock()
  private let round = Round()
  private let threads = Atomic<Int>(1)
  /// How many helpers were started; for who holds the turn.
  private var helpers = 0
  /// How many helpers have begun.
  private let numbered = Atomic<Int>(0)

  // For helpers that sleep: having waited so long for a round, or while fewer threads are wanted than there are.
  private let lock = Lock()
  private let wake = newCondition()
  private let sleepers = Atomic<Int>(0)
  private let wanted = newCondition()

  private init() { threadCount = ThreadCount.standard.count }

  private static func newCondition() -> UnsafeMutablePointer<pthread_cond_t> {
    let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    condition.initialize(to: pthread_cond_t())
    pthread_cond_init(condition, nil)
    return condition
  }

  /// How many threads share the work, the caller's own included.
  package var threadCount: Int {
    get { threads.load(ordering: .relaxed) }
    set {
      lock.locked {
        threads.store(min(max(1, newValue), Round.mostThreads), ordering: .relaxed)
        _ = pthread_cond_broadcast(wanted)
      }
    }
  }

  /// Their number, and why it is that one: `2 threads: one for each processor`.
  package var summary: String {
    let (count, standard) = (threadCount, ThreadCount.standard)
    return "\(count) thread\(count == 1 ? "" : "s")" + (count == standard.count ? ": \(standard.reason)" : "")
  }

  /// Calls `body` once for each of `slices` indices, on several threads at once, and returns when all are done.
  ///
  /// A call from inside a slice, or while another thread's work is being shared, runs its slices itself, in order.
  ///
  /// - Throws: ``TensorError`` of code `cancelled` where the caller's work was interrupted. Some slices were then left out,
  ///   or left early: what they were to compute is not to be used.
  package func forEach(_ slices: Int, _ body: (_ slice: Int) -> Void) throws {
    try forEach(slices, threads: threadCount) { slice, _ in body(slice) }
  }

  /// The same on at most so many threads, with the number of the thread, from 0: no two slices have the same at a time.
  func forEach(_ slices: Int, threads: Int, _ body: (_ slice: Int, _ thread: Int) -> Void) throws {
    let isCancelled = Interruption.question
    share(slices, threads, isCancelled, body)
    if isCancelled?() ?? false { throw Interruption.error }
  }

  /// The same without regard to interrupts: for what changes something that is there already, and so has to be whole.
  package func forEachToTheEnd(_ slices: Int, _ body: (_ slice: Int) -> Void) {
    share(slices, threadCount, nil) { slice, _ in body(slice) }
  }

  private func share(
    _ slices: Int, _ threads: Int, _ isCancelled: Interruption.Question?, _ body: (Int, Int) -> Void
  ) {
    guard slices > 1, threads > 1, turn.tryLock() else {
      for slice in 0..<slices {
        body(slice, 0)
        if isCancelled?() ?? false { return }
      }
      return
    }
    defer { turn.unlock() }
    let threads = min(threads, slices)
    while helpers < threads - 1 { startHelper() }
    withoutActuallyEscaping(body) { body in
      withUnsafePointer(to: body) { body in
        withUnsafePointer(to: isCancelled) { isCancelled in
          round.open(slices: slices, threads: threads, body: body, isCancelled: isCancelled)
          // Whoever goes to sleep counts itself before it looks for a round, in one order with this.
          if sleepers.load(ordering: .sequentiallyConsistent) > 0 { lock.locked { _ = pthread_cond_broadcast(wake) } }
          round.take(as: 0)
          round.close(helpers: helpers)
        }
      }
    }
  }

  private func startHelper() {
    var thread = pthread_t()
    let started = pthread_create(
      &thread, nil,
      { argument in
        if let argument { Unmanaged<ThreadPool>.fromOpaque(argument).takeUnretainedValue().serve() }
        return nil
      }, Unmanaged.passUnretained(self).toOpaque())
    // A helper that cannot be started is only missed in speed: the caller takes every slice nobody else takes.
    helpers += 1
    if started == 0 { pthread_detach(thread) }
  }

  /// A helper's life: wait for a round, help with it, wait for the next.
  private func serve() {
    // Signals (SIGINT above all) belong to the threads that expect them.
    var all = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_BLOCK, &all, nil)
    let number = numbered.add(1, ordering: .relaxed).newValue
    var seen = -1
    while true {
      if number >= threadCount { lock.locked { while number >= threadCount { lock.wait(wanted) } } }
      seen = next(after: seen)
      round.help(as: number, in: seen)
    }
  }

  /// Waits until a round is opened after that of the number `seen`, and gives its number.
  private func next(after seen: Int) -> Int {
    // Operations follow each other within microseconds: a short spin is cheaper than a sleep and a wake-up.
    for _ in 0..<300_000 {
      if let next = round.next(after: seen) { return next }
      relax()
    }
    return lock.locked {
      sleepers.add(1, ordering: .sequentiallyConsistent)
      defer { sleepers.subtract(1, ordering: .relaxed) }
      while true {
        if let next = round.next(after: seen) { return next }
        lock.wait(wake)
      }
    }
  }
}
