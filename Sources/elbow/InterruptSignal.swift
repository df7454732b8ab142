import Glibc
import Language
import Threads

/// Ctrl-C: ends what a cell does, and what was begun at the prompt, but not the program.
enum InterruptSignal {
  // A signal's handler can reach nothing but such variables; the signal comes to one thread.
  nonisolated(unsafe) private static var reader: pthread_t?
  nonisolated(unsafe) private static var running: Unmanaged<Cancellation>?
  nonisolated(unsafe) private static var wasRaised = false

  /// Takes the signal from now on; for the thread that reads lines and runs cells.
  static func listen() {
    // A program that a shell started in the background is not meant by Ctrl-C.
    var before = sigaction()
    sigaction(SIGINT, nil, &before)
    if unsafeBitCast(before.__sigaction_handler.sa_handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self) {
      return
    }
    reader = pthread_self()
    var action = sigaction()
    action.__sigaction_handler.sa_handler = { signal in
      // Another thread may have been chosen for it, and the reader would go on waiting.
      if let reader = InterruptSignal.reader, pthread_equal(reader, pthread_self()) == 0 {
        pthread_kill(reader, signal)
        return
      }
      InterruptSignal.wasRaised = true
      InterruptSignal.running?._withUnsafeGuaranteedRef { $0.cancel() }
    }
    sigaction(SIGINT, &action, nil)
  }

  /// Waits for input or the signal, which is let through here alone: one that came before the wait would not end it.
  /// - Returns: whether there is input.
  static func waitForInput() -> Bool {
    var interrupt = sigset_t()
    sigemptyset(&interrupt)
    sigaddset(&interrupt, SIGINT)
    var before = sigset_t()
    pthread_sigmask(SIG_BLOCK, &interrupt, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    if wasRaised { return false }
    var standardInput = fd_set()
    standardInput.__fds_bits.0 = 1 << STDIN_FILENO
    return pselect(STDIN_FILENO + 1, &standardInput, nil, nil, nil, &before) > 0
  }

  /// Whether the signal came since the last call.
  static func take() -> Bool {
    defer { wasRaised = false }
    return wasRaised
  }

  /// Runs a cell, which the signal ends.
  static func interrupting<Result>(_ cancellation: Cancellation, _ body: () -> Result) -> Result {
    running = Unmanaged.passUnretained(cancellation)
    defer { running = nil }
    // It may have come between the line's end and here.
    if wasRaised { cancellation.cancel() }
    let result = body()
    // Where the program took note of it itself (`except KeyboardInterrupt`), it is not for the cells that follow.
    if wasRaised, !cancellation.isCancelled, !cancellation.isWished { wasRaised = false }
    return result
  }
}
