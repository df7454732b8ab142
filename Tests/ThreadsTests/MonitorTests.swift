import Testing
import Threads

@Suite struct MonitorTests {
  @Test func changesOfManyThreadsAreAllThere() throws {
    let count = Monitor(0)
    let threads = try (0..<8).map { _ in try Thread(name: "adder") { for _ in 0..<1000 { count.withLock { $0 += 1 } } }
    }
    for thread in threads { thread.join() }
    #expect(count.withLock { $0 } == 8000)
  }

  @Test func whoWaitsSeesTheChange() throws {
    let (ball, hits) = (Monitor(0), 1000)
    let thread = try Thread(name: "player") {
      for hit in 0..<hits { ball.wait { $0 == 2 * hit + 1 ? () : nil }; ball.update { $0 += 1 } }
    }
    for hit in 0..<hits { ball.wait { $0 == 2 * hit ? () : nil }; ball.update { $0 += 1 } }
    thread.join()
    #expect(ball.withLock { $0 } == 2 * hits)
  }

  @Test func waitingEndsAtTheDeadline() {
    let (state, start) = (Monitor(0), MonotonicTime.now)
    #expect(state.wait(until: start.advanced(milliseconds: 20)) { $0 > 0 ? $0 : nil } == nil)
    #expect(start.advanced(milliseconds: 20) <= .now)
    #expect(state.wait(until: start) { $0 == 0 ? "now" : nil } == "now")
  }

  @Test func aLockThatIsHeldIsNotTaken() throws {
    let lock = Lock()
    lock.locked {
      let taken = try? Thread.run(name: "other", stackSize: 1 << 20) { lock.tryLock() }
      #expect(taken == false)
    }
    #expect(lock.tryLock())
    lock.unlock()
  }
}
