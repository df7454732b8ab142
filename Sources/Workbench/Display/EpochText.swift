import VAE

/// An epoch in one line: the negative ELBO and its two terms, in nats for one image.
enum EpochText {
  /// - Parameters:
  ///   - total: how many epochs this run has, where it is known.
  ///   - showsTutorialFigure: whether to add the tutorial's own figure, which means something on the full set only.
  static func line(_ epoch: History.Epoch, of total: Int?, showsTutorialFigure: Bool = false) -> String {
    let losses = epoch.losses.perImage
    let number = total.map { "\(padded("\(epoch.number)", String($0).count))/\($0)" } ?? "\(epoch.number)"
    var line =
      "epoch \(number)   \(fixed(losses.total, 2)) nats per image = reconstruction \(fixed(losses.reconstruction, 2))"
      + " + KL \(fixed(losses.kl, 2))"
    if showsTutorialFigure { line += "   (the tutorial's figure: \(fixed(epoch.tutorialFigure, 4)))" }
    return line
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    String(repeating: " ", count: max(0, width - text.count)) + text
  }
}
