import Language
import VAE

/// The bar that `train` shows: one display, updated in place at most ten times a second.
final class ProgressDisplay {
  private let output: any Output
  private let id: String
  private let clock = ContinuousClock()
  private var lastShown: ContinuousClock.Instant?
  private static let interval = Duration.milliseconds(100)

  init(_ output: any Output, id: String) {
    self.output = output
    self.id = id
  }

  func show(_ progress: Trainer.Progress) {
    let now = clock.now
    if let lastShown, lastShown.duration(to: now) < Self.interval { return }
    put(Self.display(progress))
    lastShown = now
  }

  /// The last word, which stays in the notebook; no times in it, so that the same run leaves the same text.
  func finish(_ text: String) {
    put(Display(plain: text, html: "<div style=\"font-family:monospace\">\(escaped(text))</div>"))
  }

  private func put(_ display: Display) {
    if lastShown == nil { output.display(display, id: id) } else { output.update(display, id: id) }
    lastShown = clock.now
  }

  private static func display(_ progress: Trainer.Progress) -> Display {
    let share = Double(progress.imagesDone) / Double(max(1, progress.wantedImages))
    let rate = Double(progress.imagesDone) / max(progress.seconds, 1e-9)
    let left = Double(progress.wantedImages - progress.imagesDone) / max(rate, 1e-9)
    let loss = progress.losses.perImage
    let filled = Int(share * 30)
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
    let details =
      "epoch \(progress.epoch)/\(progress.epochs), batch \(progress.batch)/\(progress.batches), "
      + "loss \(fixed(loss.total, 2)), \(grouped(Int(rate))) images/s, \(duration(left)) left"
    let html =
      "<div style=\"font-family:monospace\"><progress max=\"1\" value=\"\(fixed(share, 4))\" style=\"width:20em\">"
      + "</progress> \(Int(share * 100)) %<br>\(escaped(details))</div>"
    return Display(plain: "\(bar) \(Int(share * 100)) %   \(details)", html: html)
  }
}
