import Glibc
import Testing
import Threads

@Suite struct ThreadTests {
  @Test func aThreadRunsAndIsWaitedFor() throws {
    let done = Monitor(false)
    try Thread(name: "test") { done.withLock { $0 = true } }.join()
    #expect(done.withLock { $0 })
  }

  @Test func whatABodyGivesOrThrowsComesBack() throws {
    var count = 0
    let result = try Thread.run(name: "test", stackSize: 1 << 20) {
      count += 1
      return "done"
    }
    #expect(result == "done" && count == 1)
    #expect(throws: Cancelled.self) { try Thread.run(name: "test", stackSize: 1 << 20) { throw Cancelled() } }
  }

  @Test func theStackIsAsLargeAsAskedFor() throws {
    // 32 MB of frames, which the usual 8 MB do not hold.
    func deep(_ depth: Int) -> Int {
      withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 1 << 10) { room in
        room.initialize(repeating: UInt8(truncatingIfNeeded: depth))
        return depth == 0 ? 0 : deep(depth - 1) + 1 + Int(room[depth & 1023]) - Int(room[0])
      }
    }
    #expect(try Thread.run(name: "test", stackSize: 64 << 20) { deep(32 << 10) } == 32 << 10)
  }

  @Test func aStackThatNobodyCanGrantIsHalvedOrRefused() throws {
    let thread = try Thread(name: "test", stackSize: 1 << 50) {}
    thread.join()
    #expect(throws: ThreadError.self) { try Thread.run(name: "test", stackSize: 1 << 50) {} }
  }

  @Test func signalsComeOnlyWhereTheyAreTaken() throws {
    func isBlocked(_ takesSignals: Bool) throws -> Bool {
      let answer = Monitor(false)
      try Thread(name: "test", takesSignals: takesSignals) {
        var mask = sigset_t()
        pthread_sigmask(SIG_BLOCK, nil, &mask)
        let isBlocked = sigismember(&mask, SIGINT) == 1
        answer.withLock { $0 = isBlocked }
      }.join()
      return answer.withLock { $0 }
    }
    // A new thread begins with the signals of the one that starts it, and those that run tests may take none.
    let (refusing, taking) = try Thread.run(name: "test", stackSize: 1 << 20) {
      var interrupt = sigset_t()
      sigemptyset(&interrupt)
      sigaddset(&interrupt, SIGINT)
      pthread_sigmask(SIG_UNBLOCK, &interrupt, nil)
      return (try isBlocked(false), try isBlocked(true))
    }
    #expect(refusing)
    #expect(!taking)
  }

  @Test func eachThreadHasAValueOfItsOwn() throws {
    let local = ThreadLocal { 1 }
    local.value = 2
    let seen = try Thread.run(name: "test", stackSize: 1 << 20) {
      defer { local.value = 3 }
      return local.value
    }
    #expect(seen == 1 && local.value == 2)
  }
}
