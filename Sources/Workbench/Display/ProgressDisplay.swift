import Datasets
import Language
import Text
import VAE

/// The bar of work that takes its time, such as `train`: one display, updated in place at most ten times a second.
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
    show(Double(progress.imagesDone) / Double(max(1, progress.wantedImages))) { Self.details(progress) }
  }

  func show(_ progress: DatasetDownload.Progress) {
    let (bytes, most) = (Double(progress.bytes) / 1e6, Double(progress.mostBytes) / 1e6)
    show(min(1, bytes / max(most, 1e-9))) {
      "\(progress.file) (\(progress.number)/\(progress.files)), \(fixed(bytes, 1)) of at most \(fixed(most, 1)) MB"
    }
  }

  /// - Parameter share: how much is done, from 0 to 1.
  func show(_ share: Double, _ details: () throws -> String) rethrows {
    let now = clock.now
    if let lastShown, lastShown.duration(to: now) < Self.interval { return }
    put(Self.display(share, try details()))
    lastShown = now
  }

  /// The last word, which stays in the notebook; no times in it, so that the same run leaves the same text.
  func finish(_ text: String) {
    // Text alone stands as the lines around it do.
    put(Display(plain: text))
  }

  private func put(_ display: Display) {
    if lastShown == nil { output.display(display, id: id) } else { output.update(display, id: id) }
    lastShown = clock.now
  }

  private static func details(_ progress: Trainer.Progress) -> String {
    let rate = Double(progress.imagesDone) / max(progress.seconds, 1e-9)
    let left = Double(progress.wantedImages - progress.imagesDone) / max(rate, 1e-9)
    return "epoch \(progress.epoch)/\(progress.epochs), batch \(progress.batch)/\(progress.batches), "
      + "loss \(fixed(progress.losses.perImage.total, 2)), \(grouped(Int(rate))) images/s, \(duration(left)) left"
  }

  private static func display(_ share: Double, _ details: String) -> Display {
    let filled = Int(share * 30)
    let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: 30 - filled)
    let html =
      "<div style=\"font-family:monospace\"><progress max=\"1\" value=\"\(fixed(share, 4))\" style=\"width:20em\">"
      + "</progress> \(Int(share * 100)) %<br>\(Markup.escaped(details))</div>"
    return Display(plain: "\(bar) \(Int(share * 100)) %   \(details)", html: html)
  }
}
