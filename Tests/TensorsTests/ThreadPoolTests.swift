import Glibc
import Tensors
import Testing

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
}
