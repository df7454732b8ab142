import Language
import Text
import VAE

/// The table of a sweep while it runs: one display, replaced at most twice a second.
final class SweepDisplay {
  private static let interval = Duration.milliseconds(500)

  private let output: any Output
  private let id: String
  private let clock = ContinuousClock()
  private var lastShown: ContinuousClock.Instant?

  init(_ output: any Output, id: String) { (self.output, self.id) = (output, id) }

  /// - Parameter always: whether it is shown however short ago it was last.
  func show(always: Bool = false, _ table: () -> TextTable) {
    if !always, let lastShown, lastShown.duration(to: clock.now) < Self.interval { return }
    put(table().display)
  }

  /// The last word, in place of the table: it comes after, where it stays.
  func finish(_ text: String) {
    put(Display(plain: text, html: "<div style=\"font-family:monospace\">\(Markup.escaped(text))</div>"))
  }

  private func put(_ display: Display) {
    if lastShown == nil { output.display(display, id: id) } else { output.update(display, id: id) }
    lastShown = clock.now
  }
}
