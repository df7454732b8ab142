import Glibc

/// Ends the process, whatever else it may be doing.
enum Watchdog {
  /// Ends the process in `milliseconds`, unless it has ended by then or the guard was called off.
  static func start(milliseconds: Int, exitCode: Int32) -> Guard {
    let isOff = Monitor(false)
    let thread = try? Thread(name: "watchdog") {
      let deadline = MonotonicTime.now.advanced(milliseconds: milliseconds)
      if isOff.wait(until: deadline, { $0 ? true : nil }) == nil { _exit(exitCode) }
    }
    return Guard(isOff: isOff, thread: thread)
  }

  struct Guard {
    fileprivate let isOff: Monitor<Bool>
    fileprivate let thread: Thread?

    func callOff() {
      isOff.update { $0 = true }
      thread?.join()
    }
  }
}
