import Language

/// Keeps what cells write and show.
final class RecordedOutput: Output {
  /// What a reader sees from top to bottom, without the displays that were updated.
  var transcript = ""
  var warnings = ""
  var displays: [Display] = []
  /// Displays that were updated, by their name: every version with the moment it was shown.
  var updates: [String: [(display: Display, time: ContinuousClock.Instant)]] = [:]
  /// Called at each update, to do something in the middle of a training.
  var onUpdate: (() -> Void)?
  private let clock = ContinuousClock()

  func write(_ text: String, to stream: OutputStream) {
    switch stream {
    case .standardOutput: transcript += text
    case .standardError: warnings += text
    }
  }

  func display(_ display: Display, id: String?) {
    guard let id else {
      displays.append(display)
      transcript += display.plain + "\n"
      return
    }
    update(display, id: id)
  }

  func update(_ display: Display, id: String) {
    updates[id, default: []].append((display, clock.now))
    onUpdate?()
  }

  func clear(wait: Bool) {}
  func page(_ display: Display) { self.display(display, id: nil) }
  func input(prompt: String) throws -> String { throw Diagnostic(.input, "nobody is there to answer") }
}
