import Graphics
import VAE

/// The course of training as a plot: every batch, and the mean of every epoch over it; or several runs beside each other.
struct TrainingPlot {
  enum Quantity: String {
    case loss, elbo, reconstruction, kl, validation, gradients, lr

    fileprivate func value(_ losses: Losses) -> Double {
      switch self {
      case .loss, .validation: losses.total
      case .elbo: -losses.total
      case .reconstruction: losses.reconstruction
      case .kl: losses.kl
      case .gradients, .lr: 0
      }
    }

    /// The number of one batch.
    fileprivate func value(_ step: TrainingHistory.Step) -> Double {
      switch self {
      case .gradients: step.gradientNorm
      case .lr: step.learningRate
      default: value(step.losses)
      }
    }

    fileprivate var title: String {
      switch self {
      case .loss: "negative ELBO"
      case .elbo: "ELBO"
      case .reconstruction: "reconstruction"
      case .kl: "KL divergence"
      case .validation: "negative ELBO of held-out images"
      case .gradients: "length of the gradient"
      case .lr: "learning rate"
      }
    }

    fileprivate var unit: String {
      switch self {
      case .gradients: "length"
      case .lr: "rate"
      default: "nats per image"
      }
    }

    /// Whether epochs have a figure of their own.
    fileprivate var isOfEpochs: Bool { self != .gradients && self != .lr }
  }

  let plot: Plot

  init(_ history: TrainingHistory, _ quantity: Quantity) {
    var series: [Series] = []
    if quantity != .validation {
      series.append(
        Series(
          .line(.init(x: history.steps.map(\.epoch), y: history.steps.map(quantity.value))), label: "each batch",
          color: quantity.isOfEpochs ? Color(0xb8cbe0) : Color(0x1f4e8c)))
    }
    var means: [Double] = []
    if quantity.isOfEpochs, quantity != .validation, !history.epochs.isEmpty {
      means = history.epochs.map { quantity.value($0.losses.perImage) }
      // An epoch's mean stands in the middle of its epoch.
      let line = Series.Line(
        x: history.epochs.map { Double($0.number) - 0.5 }, y: means, hasMarkers: history.epochs.count <= 40)
      series.append(Series(.line(line), label: "mean of each epoch", color: Color(0x1f4e8c)))
    }
    let held = Self.heldOut(history, quantity)
    if !held.y.isEmpty {
      means += held.y
      series.append(Series(.line(held), label: "held out", color: Color(0xc8553d)))
    }
    plot = Self.plot(series, quantity, quantity == .validation ? [] : history.steps.map(quantity.value), means)
  }

  /// Several runs, each as the figures of its epochs, or of its batches where it has no whole epoch.
  init(_ runs: [(label: String, history: TrainingHistory)], _ quantity: Quantity) {
    plot = Self.plot(
      runs.map { label, history in
        let line: Series.Line
        if quantity == .validation {
          line = Self.heldOut(history, quantity)
        } else if quantity.isOfEpochs, history.epochs.count > 1 {
          line = .init(
            x: history.epochs.map { Double($0.number) - 0.5 },
            y: history.epochs.map { quantity.value($0.losses.perImage) }, hasMarkers: history.epochs.count <= 40)
        } else {
          line = .init(x: history.steps.map(\.epoch), y: history.steps.map(quantity.value))
        }
        return Series(.line(line), label: label)
      }, quantity, [], [])
  }

  /// The figures of held-out images, at the ends of the epochs.
  private static func heldOut(_ history: TrainingHistory, _ quantity: Quantity) -> Series.Line {
    let epochs = quantity.isOfEpochs ? history.epochs.filter { $0.validation != nil } : []
    return .init(
      x: epochs.map { Double($0.number) }, y: epochs.map { quantity.value($0.validation ?? Losses()) },
      hasMarkers: epochs.count <= 40)
  }

  private static func plot(
    _ series: [Series], _ quantity: Quantity, _ values: [Double], _ means: [Double]
  ) -> Plot {
    var plot = Plot(series, title: quantity.title, x: .init(label: "epoch"), y: .init(label: quantity.unit))
    plot.x.lower = 0
    plot.y = limited(plot.y, values, means: means)
    return plot
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
