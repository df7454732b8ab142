import Glibc
import Tensors
import Testing
import Threads

@Suite(.serialized) struct ThreadPoolTests {
  /// The threads that took a slice of one round, whose slices last long enough for all to come.
  private func threadsAtWork() throws -> Int {
    let lock = Lock()
    nonisolated(unsafe) var seen: Set<UInt> = []
    try ThreadPool.shared.forEach(32) { _ in
      lock.locked { _ = seen.insert(UInt(pthread_self())) }
      usleep(500)
    }
    return seen.count
  }

  /// Threads that were not wanted for a while are there again when they are.
  @Test func theNumberOfThreadsMayFallAndRise() throws {
    let before = ThreadPool.shared.threadCount
    defer { ThreadPool.shared.threadCount = before }
    for count in [4, 2, 4, 1, 3] {
      // Other tests share their slices and set the number too, and a busy machine is slow to wake the threads.
      let deadline = ContinuousClock.now + .seconds(30)
      var most = 0
      while most < count, ContinuousClock.now < deadline {
        ThreadPool.shared.threadCount = count
        most = max(most, try threadsAtWork())
      }
      #expect(most >= count)
    }
  }

  /// Several callers at once, one of whom has the pool, while their number of threads changes and some are interrupted.
  @Test func everyCallersSlicesRunOnceWhateverElseGoesOn() throws {
    let before = ThreadPool.shared.threadCount
    defer { ThreadPool.shared.threadCount = before }
    let isOver = Monitor(false)
    let changer = try Thread(name: "changer") {
      var count = 0
      while !isOver.withLock({ $0 }) {
        count += 1
        ThreadPool.shared.threadCount = 1 + count % 5
        usleep(100)
      }
    }
    let wrong = Monitor(0)
    let callers = try (0..<3).map { caller in
      try Thread(name: "caller") {
        for round in 0..<400 {
          let slices = 1 + (round * 7 + caller) % 40
          let cancellation = Cancellation()
          // Plain memory, which the caller reads when all is done: a place for each slice, and for the three within.
          let counts = UnsafeMutablePointer<Int>.allocate(capacity: slices + 3)
          counts.initialize(repeating: 0, count: slices + 3)
          defer { counts.deallocate() }
          let isInterrupted = round % 3 == 0
          let outcome = Result {
            try cancellation.whileCurrent {
              try ThreadPool.shared.forEach(slices) { slice in
                counts[slice] += 1
                if isInterrupted, slice == slices / 2 { cancellation.cancel() }
                // One inside of another runs where it is; or is shared, where the pool was another caller's meanwhile.
                if slice == 0 { ThreadPool.shared.forEachToTheEnd(3) { counts[slices + $0] += 1 } }
              }
            }
          }
          let (isCancelled, times) = ((try? outcome.get()) == nil, (0..<slices + 3).map { counts[$0] })
          let isRight =
            isInterrupted ? isCancelled && times.allSatisfy { $0 <= 1 } : !isCancelled && times.allSatisfy { $0 == 1 }
          if !isRight { wrong.withLock { $0 += 1 } }
        }
      }
    }
    for caller in callers { caller.join() }
    isOver.withLock { $0 = true }
    changer.join()
    #expect(wrong.withLock { $0 } == 0)
  }
}
