import Graphics
import Threads
import VAE

/// How the training goes that a session runs, for whoever looks on from elsewhere: a second window, a subshell's console.
/// A session and its copies share it. Safe from any thread.
final class TrainingBroadcast: Sendable {
  struct State: Sendable {
    /// Calls of `train` so far.
    var number = 0
    var isRunning = false
    var progress: Trainer.Progress?
    /// What was printed of it so far.
    var lines: [String] = []
    /// Those that were drawn last; none where nothing is drawn.
    var pictures: (plot: Picture, strip: Picture)?
    var lastWord = ""
  }

  private let monitor = Monitor(State())

  var state: State { monitor.withLock { $0 } }

  func begin() { monitor.withLock { $0 = State(number: $0.number + 1, isRunning: true) } }

  func step(_ progress: Trainer.Progress) { monitor.withLock { $0.progress = progress } }

  func print(_ line: String) { monitor.withLock { $0.lines.append(line) } }

  func draw(_ plot: Picture, _ strip: Picture) { monitor.withLock { $0.pictures = (plot, strip) } }

  func end(_ word: String) {
    monitor.withLock {
      $0.isRunning = false
      $0.lastWord = word
    }
  }
}
