import Datasets
import Graphics
import Tensors
import VAE

/// How a training goes, as two pictures: the terms of the negative ELBO, and what the model makes of the same codes and the
/// same images all the while. They depend on the training alone, and draw none of its random numbers.
struct TrainingPictures {
  /// Codes that are decoded, and test images that are reconstructed.
  private static let count = 8
  /// Steps are joined to so many points: more cannot be told apart, and a drawing must not take longer as training goes on.
  private static let points = 600

  /// What the codes are drawn from, the same each time.
  private let noise: Philox
  private let images: Tensor
  /// What a conditional model is told of them.
  private let told: Tensor?

  init(_ model: VariationalAutoencoder, _ dataset: Dataset) throws {
    var random = RandomSource(seed: 0)
    noise = random.next(.cells)
    let shown = 0..<min(Self.count, dataset.test.count)
    images = try dataset.test.tensor(shown)
    told = try model.told(of: dataset.test, shown)
  }

  /// The reconstruction and the KL divergence of batches, and the negative ELBO of held-out images, in nats per image.
  func plot(_ history: TrainingHistory, for purpose: PNG.Purpose = .keeping) throws -> Picture {
    var series = [
      line(history, "reconstruction", Color(0x1f4e8c), \.losses.reconstruction),
      line(history, "KL divergence", Color(0xc8553d), \.losses.kl),
    ]
    let heldOut = history.epochs.filter { $0.validation != nil }
    if !heldOut.isEmpty {
      series.append(
        Series(
          .line(
            .init(x: heldOut.map { Double($0.number) }, y: heldOut.map { $0.validation?.total ?? 0 }, hasMarkers: true)),
          label: "negative ELBO, held out", color: Color(0x4a7c59)))
    }
    var plot = Plot(
      series, title: "the two terms of the loss", x: .init(label: "epoch"), y: .init(label: "nats per image"))
    plot.x.lower = 0
    // A density may be larger than 1, and then the pixels' term is below 0.
    if history.steps.allSatisfy({ $0.losses.reconstruction >= 0 }) { plot.y.lower = 0 }
    return try plot.picture(for: purpose)
  }

  /// Means of as many steps as make one point.
  private func line(
    _ history: TrainingHistory, _ label: String, _ color: Color, _ value: (TrainingHistory.Step) -> Double
  ) -> Series {
    let steps = history.steps
    let width = max(1, (steps.count + Self.points - 1) / Self.points)
    let starts = Array(stride(from: 0, to: steps.count, by: width))
    return Series(
      .line(
        .init(
          x: starts.map { steps[min($0 + width, steps.count) - 1].epoch },
          y: starts.map { start in
            let part = steps[start..<min(start + width, steps.count)]
            return part.reduce(0) { $0 + value($1) } / Double(part.count)
          })), label: label, color: color)
  }

  /// Test images, what the model makes of them, and what it decodes from the codes; where it is conditional, of the classes in turn.
  func strip(_ model: VariationalAutoencoder, for purpose: PNG.Purpose = .keeping) throws -> Picture {
    let classes = try model.condition.map { condition in
      try condition.rows((0..<Self.count).map { $0 % condition.count })
    }
    let rows = [images, try model.reconstruct(images, told), try model.sample(Self.count, classes, noise: noise)]
    var grid = ImageGrid(try rows.flatMap { try Raster.images($0) }, columns: images.shape[0])
    grid.background = .white
    grid.rowCaptions = ["test images", "reconstructed", "from noise"]
    return try grid.picture(for: purpose)
  }
}
