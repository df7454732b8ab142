import Graphics
import VAE

/// The course of training as a plot: every batch, and the mean of every epoch over it.
struct TrainingPlot {
  enum Quantity: String {
    case loss, elbo, reconstruction, kl
  }

  let plot: Plot

  init(_ history: History, _ quantity: Quantity) {
    func value(_ losses: Losses) -> Double {
      switch quantity {
      case .loss: losses.total
      case .elbo: -losses.total
      case .reconstruction: losses.reconstruction
      case .kl: losses.kl
      }
    }
    let title =
      switch quantity {
      case .loss: "negative ELBO"
      case .elbo: "ELBO"
      case .reconstruction: "reconstruction"
      case .kl: "KL divergence"
      }
    var series = [
      Series(
        .line(.init(x: history.steps.map(\.epoch), y: history.steps.map { value($0.losses) })), label: "each batch",
        color: Color(0xb8cbe0))
    ]
    if !history.epochs.isEmpty {
      // An epoch's mean stands in the middle of its epoch.
      let means = Series.Line(
        x: history.epochs.map { Double($0.number) - 0.5 }, y: history.epochs.map { value($0.losses.perImage) },
        hasMarkers: history.epochs.count <= 40)
      series.append(Series(.line(means), label: "mean of each epoch", color: Color(0x1f4e8c)))
    }
    var plot = Plot(series, title: title, x: .init(label: "epoch"), y: .init(label: "nats per image"))
    plot.x.lower = 0
    plot.y = Self.limited(
      plot.y, history.steps.map { value($0.losses) }, means: history.epochs.map { value($0.losses.perImage) })
    self.plot = plot
  }

  /// The first batches of a run cost five times the last: an axis that began there would flatten all that follows.
  private static func limited(_ axis: Plot.Axis, _ values: [Double], means: [Double]) -> Plot.Axis {
    guard values.count >= 50 else { return axis }
    let sorted = values.sorted()
    let (low, high) = (sorted[sorted.count / 200], sorted[sorted.count - 1 - sorted.count / 50])
    guard high > low, sorted[sorted.count - 1] > high + (high - low) else { return axis }
    var axis = axis
    axis.lower = low - 0.1 * (high - low)
    // The mean of the first epoch belongs into the picture.
    axis.upper = max(high, means.max() ?? high) + 0.1 * (high - low)
    return axis
  }
}
