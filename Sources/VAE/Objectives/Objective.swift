import Autodiff
import Tensors

/// What a step of training lowers. Each is a file here, which states its formula and its source; `train objective=…` names it,
/// and ``ObjectiveSettings`` makes it.
package protocol Objective: Sendable {
  /// The number to lower, summed over the images of the batch, and what is told of it.
  ///
  /// - Throws: ``TensorError``, among others where the batch has too few images for what is compared.
  func loss(_ batch: CodedBatch) throws -> Lowered
}

/// What an objective came to.
package struct Lowered {
  /// One number, with its graph: the sum over the batch.
  package var loss: Variable
  /// The terms of the bound, as they are without any weight, and what was lowered besides them.
  package var losses: Losses
  /// The codes [batch, latent]; of several for each image [codes, batch, latent].
  package var z: Variable
}

/// The images of a batch and their posteriors: what an objective begins with.
package struct CodedBatch {
  let model: VariationalAutoencoder
  /// [batch, channels, height, width]
  let x: Variable
  /// What a conditional model is told of each, [batch, classes].
  let y: Tensor?
  /// The numbers of q(z | x).
  let encoding: Encoding
  /// Standard normal numbers of a shape, [rows, latent]: the first rows are the same however many are asked for.
  let noise: (Shape) throws -> Tensor

  /// Encodes the images.
  package init(
    _ model: VariationalAutoencoder, _ x: Variable, _ y: Tensor? = nil, noise: @escaping (Shape) throws -> Tensor
  ) throws {
    self.model = model
    self.x = x
    self.y = y
    encoding = try model.encode(x, y)
    self.noise = noise
  }

  /// Both [batch, latent].
  var mean: Variable { encoding.mean }
  var logvar: Variable { encoding.logvar }
  var count: Int { x.shape[0] }
  var latent: Int { mean.shape[1] }

  /// One code for each image [batch, latent].
  func code() throws -> Draw { try model.posterior.draw(encoding, noise: noise(mean.shape)) }

  /// What the posterior adds to the loss, summed over the batch; nil for nothing. While training, what of it is no parameter
  /// then moves by these codes.
  func ownPenalty(_ draw: Draw) throws -> Variable? {
    let penalty = try model.posterior.penalty(draw, encoding)
    if model.isTraining { try model.posterior.learn(from: draw, encoding) }
    return penalty
  }

  /// p(x | z) for the batch's codes z [batch, latent], or for those of several codes for each image, [codes · batch, latent].
  func decode(_ z: Variable) throws -> PixelDistribution { try model.decode(z, y) }

  /// The terms of the bound where their numbers are at hand.
  func losses(_ reconstruction: Variable, _ kl: Variable) throws -> Losses {
    Losses(
      reconstruction: Double(try reconstruction.value.item()), kl: Double(try kl.value.item()), images: count)
  }

  /// KL(q(z | x) ‖ p(z)), summed over the batch: in closed form where prior and posterior have one, else from
  /// these codes.
  func divergence(_ draw: Draw) throws -> Variable {
    try model.closedDivergence(encoding, .sum) ?? .sum(model.divergence(draw, encoding))
  }

  /// The same, only to be told of.
  func toldDivergence(_ draw: Draw) throws -> Variable { try Recording.off { try divergence(draw) } }

  /// - Throws: ``TensorError`` where there is one image, which cannot be compared with another.
  func requireSeveral(for objective: String) throws {
    guard count < 2 else { return }
    throw TensorError(
      .value, "train", "train: objective=\(objective) compares the images of a batch, and this batch has one",
      suggestion: "drop_last=True, or another batch= of the data")
  }
}

/// A term of the user's own that is added to the loss.
///
/// - Parameters:
///   - x: the images [batch, channels, height, width].
///   - z: their codes [batch, latent], or [codes, batch, latent].
///   - mean: of q(z | x), or of what its flow begins with, [batch, latent].
///   - logvar: of the same, [batch, latent].
/// - Returns: one number for the batch, in the units of the loss: nats summed over its images.
package typealias Penalty = (_ x: Variable, _ z: Variable, _ mean: Variable, _ logvar: Variable) throws -> Variable

extension Objective {
  /// The loss, and the penalty added to it.
  package func loss(_ batch: CodedBatch, _ penalty: Penalty?) throws -> Lowered {
    var lowered = try loss(batch)
    guard let penalty else { return lowered }
    let value = try penalty(batch.x, lowered.z, batch.mean, batch.logvar)
    lowered.loss = try lowered.loss + .reshape(value, [])
    lowered.losses.penalty += Double(try value.value.item())
    return lowered
  }
}
