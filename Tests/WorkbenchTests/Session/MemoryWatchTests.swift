import Glibc
import Language
import TestSupport
import Testing
import Threads

/// The end of a cell for which there is no memory. Tests/jupyter/test_surroundings.py takes all that a cgroup has.
@Suite struct MemoryWatchTests {
  @Test func aLoopThatTakesAllMemoryEndsItsCellAlone() throws {
    try onBigStack {
      let desk = Desk()
      let cancellation = Cancellation()
      let thread = try Thread(name: "memory") {
        usleep(50_000)
        cancellation.exhaust()
      }
      let error = desk.run("n = 0\nwhile True:\n    n += 1", cancellation: cancellation).error
      thread.join()
      #expect(error?.kind == .memory && error?.span != nil, "\(String(describing: error))")
      #expect(desk.shown("n > 0") == "True\n")
    }
  }
}
