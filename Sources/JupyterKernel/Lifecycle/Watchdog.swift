import Glibc
import Threads

/// Ends the process, whatever else it may be doing, unless it is called off in time.
struct Watchdog {
  private let isOff = Monitor(false)
  private let thread: Thread?

  init(milliseconds: Int, exitCode: Int32) {
    thread = try? Thread(name: "watchdog") { [isOff] in
      let deadline = MonotonicTime.now.advanced(milliseconds: milliseconds)
      if isOff.wait(until: deadline, { $0 ? true : nil }) == nil { _exit(exitCode) }
    }
  }

  func callOff() {
    isOff.update { $0 = true }
    thread?.join()
  }
}
