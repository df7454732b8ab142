import Autodiff
import Datasets
import Networks
import Tensors

/// Trains a model: goes through the images, takes steps, and keeps the record. Running again goes on where it stopped.
package final class Trainer {
  /// How the training stands, after each step.
  package struct Progress: Sendable {
    /// The epoch under way and how many this run will do, counted from 1.
    package let epoch, epochs: Int
    package let batch, batches: Int
    /// The epoch's sums so far.
    package let losses: Losses
    /// Images in this run so far, and the time it took in seconds.
    package let imagesDone, imagesToDo: Int
    package let seconds: Double
  }

  package let model: VariationalAutoencoder
  package let images: ImageSet
  package let batchSize: Int
  package let optimizer: Optimizer
  package internal(set) var history = History()

  /// Apart from the session's, so that cells between two runs of training do not change it.
  var random: RandomSource

  /// - Throws: ``TensorError`` where the model has nothing to learn.
  package init(_ model: VariationalAutoencoder, _ images: ImageSet, batchSize: Int, learningRate: Double, seed: UInt64)
    throws
  {
    self.model = model
    self.images = images
    self.batchSize = batchSize
    optimizer = try Optimizer(.adam(), model.parameters, learningRate: learningRate)
    random = RandomSource(seed: seed)
  }

  /// Goes through all images `epochs` times.
  ///
  /// - Parameters:
  ///   - onStep: called after every step; may throw to stop there. The model is then as after that step.
  ///   - onEpoch: called after every epoch with its record.
  /// - Throws: ``Divergence`` where the loss or a gradient stopped being finite; the model is as before that step. What
  ///   `onStep` throws.
  package func run(
    epochs: Int, onStep: (Progress) throws -> Void, onEpoch: (History.Epoch) throws -> Void
  ) throws {
    let clock = ContinuousClock()
    let start = clock.now
    model.isTraining = true
    defer { optimizer.clearGradients() }
    for epoch in 0..<epochs {
      let epochStart = clock.now
      var batches = Batches(images, size: batchSize, shuffled: random.next(.shuffling))
      var losses = Losses()
      var batch = 0
      while let x = try batches.next() {
        losses += try step(x)
        batch += 1
        history.steps.append(
          History.Step(epoch: Double(history.epochs.count) + Double(batch) / Double(batches.count), losses: lastStep))
        try onStep(
          Progress(
            epoch: epoch + 1, epochs: epochs, batch: batch, batches: batches.count, losses: losses,
            imagesDone: epoch * images.count + losses.images, imagesToDo: epochs * images.count,
            seconds: start.duration(to: clock.now).seconds))
      }
      let record = History.Epoch(
        number: history.epochs.count + 1, losses: losses,
        tutorialFigure: losses.tutorialFigure(batchSize: batchSize, pixels: images.shape.count),
        seconds: epochStart.duration(to: clock.now).seconds)
      history.epochs.append(record)
      try onEpoch(record)
    }
  }

  private var lastStep = Losses()

  /// One step on a batch of images x [batch, channels, height, width].
  private func step(_ x: Tensor) throws -> Losses {
    optimizer.clearGradients()
    let (loss, losses) = try lossOf(Variable(x))
    guard losses.total.isFinite else { throw Divergence(step: optimizer.steps + 1, what: "loss") }
    try loss.backward()
    // The one place where all gradients are complete and the optimizer has not begun.
    guard optimizer.gradientsAreFinite else { throw Divergence(step: optimizer.steps + 1, what: "gradient") }
    try optimizer.step()
    lastStep = losses.perImage
    return losses
  }

  /// The negative ELBO of a batch, -log p(x | z) + KL(q(z | x) ‖ p(z)) with one sample z for each image.
  private func lossOf(_ x: Variable) throws -> (Variable, Losses) {
    let (mean, logvar) = try model.encode(x)
    let z = try Variable.reparameterize(mean, logvar, noise: try random.next(.noise).normal(mean.shape))
    let reconstruction = try model.reconstructionLoss(z, x, .sum)
    let kl = try Variable.gaussianKL(mean, logvar, .sum)
    let losses = Losses(
      reconstruction: Double(try reconstruction.value.item()), kl: Double(try kl.value.item()), images: x.shape[0])
    return (try reconstruction + kl, losses)
  }

  /// The trainer of a copied model, standing where the other stands; for looking at while the other goes on.
  package init(copying other: Trainer, of model: VariationalAutoencoder, copies: NetworkCopies) throws {
    self.model = model
    images = other.images
    batchSize = other.batchSize
    optimizer = try copies.copy(other.optimizer)
    history = other.history
    random = other.random
    lastStep = other.lastStep
  }
}

/// Training left the finite numbers.
package struct Divergence: Error {
  /// The step that was not taken, counted from 1.
  package let step: Int
  /// What was not finite: the loss, or a gradient.
  package let what: String
}

extension Duration {
  package var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
