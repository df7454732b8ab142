import Text
import VAE

/// An epoch in one line: the negative ELBO and its two terms, in nats for one image.
enum EpochText {
  /// - Parameters:
  ///   - total: how many epochs this run has, where it is known.
  ///   - showsTutorialFigure: whether to add the epoch's loss in the tutorial's measure, a sum over batches, which can be
  ///     compared with what it prints on the full MNIST only.
  static func line(_ epoch: TrainingHistory.Epoch, of total: Int?, showsTutorialFigure: Bool = false) -> String {
    let losses = epoch.losses.perImage
    let number = total.map { "\(padded("\(epoch.number)", String($0).count))/\($0)" } ?? "\(epoch.number)"
    // Numbers stand under each other: three digits before the point are the rule, two for the KL.
    let (sum, reconstruction, kl) = (
      padded(fixed(losses.total, 2), 6), padded(fixed(losses.reconstruction, 2), 6), padded(fixed(losses.kl, 2), 5)
    )
    var line = "epoch \(number)   \(sum) nats per image = reconstruction \(reconstruction) + KL \(kl)"
    if losses.gain != 0 { line += " - gain \(fixed(losses.gain, 2))" }
    if losses.penalty != 0 { line += ", penalty \(fixed(losses.penalty, 2))" }
    if epoch.klWeight != 1 { line += ", KL weighted by \(fixed(epoch.klWeight, 2))" }
    if let held = epoch.validation { line += ", held out \(padded(fixed(held.total, 2), 6))" }
    if showsTutorialFigure {
      line += "   (this loss as the tutorial sums it: \(padded(fixed(epoch.tutorialFigure, 4), 8)))"
    }
    return line
  }

  /// Where a training ended within an epoch: its last batch.
  static func line(_ step: TrainingHistory.Step, number: Int) -> String {
    let losses = step.losses
    var line =
      "step \(grouped(number))   \(fixed(losses.total, 2)) nats per image in the last batch = reconstruction "
      + "\(fixed(losses.reconstruction, 2)) + KL \(fixed(losses.kl, 2))"
    if losses.gain != 0 { line += " - gain \(fixed(losses.gain, 2))" }
    if losses.penalty != 0 { line += ", penalty \(fixed(losses.penalty, 2))" }
    return line
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
