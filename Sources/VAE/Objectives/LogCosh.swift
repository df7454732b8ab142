import Autodiff
import Glibc
import Tensors

/// Σ log cosh(a (x - x̂)) / a + β KL(q(z | x) ‖ p(z)): between near pixels a square, between far ones the distance itself (Chen et
/// al. 2019, eq. 10). It is a loss and no likelihood: nothing integrates to 1, and its sum with the KL bounds nothing. What is
/// told beside it are the terms of the bound of the model's own likelihood.
package struct LogCosh: Objective {
  var klWeight: Double
  /// a.
  var sharpness: Double

  package func loss(_ batch: CodedBatch) throws -> Lowered {
    let draw = try batch.code()
    let pixels = try batch.decode(draw.z)
    let kl = try batch.divergence(draw)
    let differences = try pixels.expectation() - .reshape(batch.x, pixels.shape)
    let scaled = try Variable.abs(differences) * .constant(Float(sharpness))
    // log cosh y = |y| + log(1 + e^(-2|y|)) - log 2, which does not overflow.
    let costs = try scaled + .softplus(scaled * .constant(-2)) - .constant(log(2))
    let cost = try Variable.sum(costs) * .constant(Float(1 / sharpness))
    var losses = try batch.losses(Recording.off { try pixels.loss(batch.x, .sum) }, kl)
    losses.penalty = Double(try cost.value.item())
    return Lowered(loss: try cost + kl * .constant(Float(klWeight)), losses: losses, z: draw.z)
  }

  /// Why a model of that likelihood cannot be trained so; nil where it can.
  package static func obstacle(_ likelihood: Likelihood) -> String? {
    switch likelihood {
    case .bernoulli, .gaussian: nil
    case .learnedGaussian, .discretizedLogistic:
      "\(likelihood.name) learns a spread, and logcosh compares pixels alone: the spread would stay as it is"
    case .continuousBernoulli:
      "continuous_bernoulli takes the decoder's numbers as logits of a density, and logcosh as those of pixels"
    }
  }
}
