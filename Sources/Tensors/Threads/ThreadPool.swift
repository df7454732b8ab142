import Glibc
import Synchronization

/// The threads that share the slices of one operation.
///
/// How work is cut into slices depends on its size alone and never on the number of threads, so results are the same
/// bits on any machine; threads only decide who computes which slice.
package final class ThreadPool: @unchecked Sendable {
  package static let shared = ThreadPool()

  private let lock = Lock()
  /// Held by the one caller whose slices are being shared.
  private let turn = Lock()
  private let wake: UnsafeMutablePointer<pthread_cond_t>
  private var workers = 0
  private var sleepers = 0
  private var job: Job?
  private let generation = Atomic<Int>(0)
  private let threads = Atomic<Int>(1)
  /// How many workers have begun.
  private let numbered = Atomic<Int>(0)

  private init() {
    wake = .allocate(capacity: 1)
    wake.initialize(to: pthread_cond_t())
    pthread_cond_init(wake, nil)
    threadCount = Self.defaultThreadCount
  }

  /// `ELBOW_THREADS` where that is a positive number, else the processors that are online.
  private static var defaultThreadCount: Int {
    if let text = getenv("ELBOW_THREADS"), let count = Int(String(cString: text)), count > 0 { return min(count, 256) }
    return max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
  }

  /// How many threads share the work, the caller's own included.
  package var threadCount: Int {
    get { threads.load(ordering: .relaxed) }
    set { threads.store(max(1, newValue), ordering: .relaxed) }
  }

  /// Calls `body` once for each of `slices` indices, on several threads at once, and returns when all are done.
  ///
  /// A call from inside a slice, or while another thread's work is being shared, runs its slices itself, in order.
  ///
  /// - Throws: ``TensorError`` of code `cancelled` where the caller's work was interrupted. Some slices were then left out,
  ///   or left early: what they were to compute is not to be used.
  package func forEach(_ slices: Int, _ body: (Int) -> Void) throws {
    let isCancelled = Interruption.question
    share(slices, isCancelled, body)
    if isCancelled?() ?? false { throw Interruption.error }
  }

  /// The same without regard to interrupts: for what changes something that is there already, and so has to be whole.
  package func forEachToTheEnd(_ slices: Int, _ body: (Int) -> Void) { share(slices, nil, body) }

  private func share(_ slices: Int, _ isCancelled: Interruption.Question?, _ body: (Int) -> Void) {
    guard slices > 1, threadCount > 1, turn.tryLock() else {
      for slice in 0..<slices {
        body(slice)
        if isCancelled?() ?? false { return }
      }
      return
    }
    defer { turn.unlock() }
    withoutActuallyEscaping(body) { body in
      // The job holds the closure by address: a worker that comes late may keep the job, but not the closure.
      withUnsafePointer(to: body) { body in
        let job = Job(slices: slices, threads: min(threadCount, slices), isCancelled: isCancelled, body: body)
        publish(job)
        job.work(as: 0)
        job.waitUntilDone()
        lock.locked { self.job = nil }
      }
    }
  }

  private func publish(_ job: Job) {
    lock.lock()
    while workers < job.threads - 1 { startWorker() }
    self.job = job
    generation.add(1, ordering: .releasing)
    let someSleep = sleepers > 0
    lock.unlock()
    // Most often all are awake, and about to take the lock.
    if someSleep { pthread_cond_broadcast(wake) }
  }

  private func startWorker() {
    var thread = pthread_t()
    let started = pthread_create(
      &thread, nil,
      { argument in
        if let argument { Unmanaged<ThreadPool>.fromOpaque(argument).takeUnretainedValue().serve() }
        return nil
      }, Unmanaged.passUnretained(self).toOpaque())
    // A worker that cannot be started is only missed in speed: the caller takes every slice nobody else takes.
    workers += 1
    if started == 0 { pthread_detach(thread) }
  }

  /// A worker's life: wait for a job, help with it, wait for the next.
  private func serve() {
    // Signals (SIGINT above all) belong to the threads that expect them.
    var all = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_BLOCK, &all, nil)
    let number = numbered.add(1, ordering: .relaxed).newValue
    var seen = 0
    while true {
      // Operations follow each other within microseconds: a short spin is cheaper than a sleep and a wake-up.
      var spins = 0
      while generation.load(ordering: .acquiring) == seen && spins < 300_000 {
        spins += 1
        relax()
      }
      // Whoever gave out the job is about to let go of the lock: sleeping for it would take longer.
      spins = 0
      while !lock.tryLock() {
        spins += 1
        if spins < 10_000 { relax() } else { sched_yield() }
      }
      sleepers += 1
      while generation.load(ordering: .acquiring) == seen { lock.wait(wake) }
      sleepers -= 1
      seen = generation.load(ordering: .acquiring)
      let job = self.job
      lock.unlock()
      if let job, number < job.threads { Interruption.observing(job.isCancelled) { job.work(as: number) } }
    }
  }
}

/// One call of ``ThreadPool/forEach(_:_:)``.
///
/// Each thread has a share of the slices, the same one of the same number of slices every time, so that it finds in its
/// processor's cache what it wrote there in the operation before; when its own are done it takes those of others.
private final class Job: @unchecked Sendable {
  let threads: Int
  /// What the caller asks, so that its helpers ask it too.
  let isCancelled: Interruption.Question?
  private let slices: Int
  /// Valid until all slices are finished, which is as long as anybody takes a slice.
  private let body: UnsafePointer<(Int) -> Void>
  private let shares: Int
  /// How many slices of each share have been taken.
  private let taken = InlineArray<16, Atomic<Int>> { _ in Atomic(0) }
  private let finished = Atomic<Int>(0)

  init(slices: Int, threads: Int, isCancelled: Interruption.Question?, body: UnsafePointer<(Int) -> Void>) {
    self.slices = slices
    self.threads = threads
    self.isCancelled = isCancelled
    self.body = body
    shares = min(threads, taken.count)
  }

  func work(as thread: Int) {
    for step in 0..<shares {
      let share = (thread + step) % shares
      let (first, end) = (share * slices / shares, (share + 1) * slices / shares)
      while true {
        let slice = first + taken[share].add(1, ordering: .relaxed).oldValue
        guard slice < end else { break }
        // What nobody waits for any more is counted as done.
        if !(isCancelled?() ?? false) { body.pointee(slice) }
        finished.add(1, ordering: .releasing)
      }
    }
  }

  /// Spins: what is left is at most one slice of each helper. Yields where a helper lost its processor.
  func waitUntilDone() {
    var spins = 0
    while finished.load(ordering: .acquiring) < slices {
      spins += 1
      if spins < 50_000 { relax() } else { sched_yield() }
    }
  }
}

/// Says that this is a spin. Swift has no intrinsic for the processor's own hint; a fence does as well.
@inline(__always)
private func relax() { atomicMemoryFence(ordering: .acquiring) }
