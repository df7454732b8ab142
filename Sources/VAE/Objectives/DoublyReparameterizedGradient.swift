import Autodiff
import Tensors

// The gradient of the importance-weighted bound that does not drown in noise as K grows: `objective=dreg`, DReG (Tucker et al.
// 2019, eq. 8). With w̃ = w / Σ w, the decoder's gradient is Σ w̃ ∂ log w / ∂θ as always, and the encoder's
// Σ w̃² ∂ log w / ∂z · ∂z / ∂φ, with q's own parameters held fixed within log w. Both have the bound's gradient as expectation;
// the latter does without the score of q, whose share of noise does not fall with K (Rainforth et al. 2018).

extension ImportanceWeightedBound {
  /// Twice log q(z | x) - log p(z) but for constants, differentiable by z alone: [codes · batch, latent].
  static func termsThroughCodes(_ z: Variable, _ means: Variable, _ logvars: Variable) throws -> Variable {
    let (fixedMean, fixedLogvar) = (Variable.detach(means), Variable.detach(logvars))
    let distance = try z - fixedMean
    return try z * z - distance * distance * .exp(.negated(fixedLogvar)) - fixedLogvar
  }

  /// log q(z | x), differentiable by z alone: [codes · batch].
  ///
  /// - Throws: ``TensorError`` where the posterior knows the density of no codes but those that it drew.
  static func densityThroughCodes(
    _ z: Variable, _ encoding: Encoding, _ posterior: any Posterior
  ) throws -> Variable {
    guard let density = try posterior.logDensity(at: z, encoding.fixed) else {
      throw TensorError(.value, "train", "train: " + ObjectiveSettings.dregObstacle(posterior.description))
    }
    return density
  }

  /// A number that is the bound, and passes back what DReG says.
  ///
  /// - Parameters:
  ///   - bound: its value.
  ///   - logWeights: log w, [codes, batch].
  ///   - z: the codes [codes · batch, latent].
  static func doublyReparameterized(_ bound: Tensor, _ logWeights: Variable, _ z: Variable) throws -> Variable {
    let shares = try Variable.softmax(.detach(logWeights), 0)
    let rows = try shares.value.reshaped([shares.value.count, 1])
    // What comes back to z has w̃ in it once already. Where the encoder is frozen nothing comes.
    _ = z.addHook(0) { try $0 * rows }
    let surrogate = try Variable.negated(try .sum(shares * logWeights))
    return .custom(bound, [surrogate]) { [$0] }
  }
}
