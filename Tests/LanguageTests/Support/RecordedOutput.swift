import Language

/// Keeps what a cell writes and shows.
final class RecordedOutput: Output {
  var standardOutput = ""
  var standardError = ""
  var displays: [Display] = []
  var pages: [Display] = []
  var clears = 0
  var answers: [String] = []

  func write(_ text: String, to stream: OutputStream) {
    switch stream {
    case .standardOutput: standardOutput += text
    case .standardError: standardError += text
    }
  }

  func display(_ display: Display, id: String?) { displays.append(display) }
  func update(_ display: Display, id: String) { displays.append(display) }
  func clear(wait: Bool) { clears += 1 }
  func page(_ display: Display) { pages.append(display) }

  func input(prompt: String) throws -> String {
    guard !answers.isEmpty else { throw Diagnostic(.input, "nobody is there to answer") }
    return answers.removeFirst()
  }
}
