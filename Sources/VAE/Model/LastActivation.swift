import Autodiff
import Networks
import Tensors

// The last activation of a network, and which results it rules out.

extension VariationalAutoencoder {
  /// Refuses networks whose last activation contradicts what their results are taken for: a model of them would train
  /// without a word, and never get there.
  ///
  /// - Throws: ``ModelError`` that names the activation.
  package static func checkLastActivations(
    encoder: any Layer, decoder: any Layer, likelihood: Likelihood
  ) throws(ModelError) {
    let logvar = lastLayer(encoder).flatMap { $0 is Heads ? $0.children.dropFirst().first : nil }
    if let kind = logvar.flatMap(lastActivation), kind.range.lowerBound >= 0 {
      throw ModelError(
        "the second head of an encoder gives the log-variance of q(z | x), and its last \(kind.rawValue) would keep it from "
          + "being negative, so that q could never be narrower than the prior",
        suggestion: "leave out the last \(kind.rawValue): exp(logvar) is positive by itself")
    }
    guard likelihood.isOnLogits, let kind = lastActivation(decoder), kind != .sigmoid else { return }
    // As logits, so that a bound below keeps probabilities from 0, and one above from 1.
    let (isBoundBelow, isBoundAbove) = (kind.range.lowerBound.isFinite, kind.range.upperBound.isFinite)
    guard isBoundBelow || isBoundAbove else { return }
    let lost = isBoundBelow && isBoundAbove ? "black or white" : isBoundBelow ? "dark" : "bright"
    throw ModelError(
      "under \(likelihood.name) a decoder gives probabilities, after a sigmoid, or logits, after no activation; its last "
        + "\(kind.rawValue) would keep pixels from being \(lost)",
      suggestion: "end it with sigmoid in place of \(kind.rawValue)"
        + (isBoundBelow && isBoundAbove
          ? ", for pixels of 0 … 1; or, for means of a gaussian, likelihood=gaussian" : ""))
  }

  /// Whether a decoder's results are probabilities.
  ///
  /// Of layers that is known by the last one; of a network whose code only the user knows, by what it does to codes from
  /// far and near: the operation that made the result, and else whether any number lies outside of 0 … 1.
  static func endsInSigmoid(_ decoder: any Layer, _ latent: Int) throws -> Bool {
    guard let last = lastLayer(decoder), !last.isDescribable else { return lastActivation(decoder) == .sigmoid }
    let codes = try Philox(seed: 0, stream: .cells, draw: 0).normal([64, latent]).scaled(by: 3)
    let result = try decoder.evaluating { try decoder(Variable(codes)) }
    return result.isSigmoid || result.value.array.allSatisfy { (0...1).contains($0) }
  }

  /// The activation that a network ends in; nil where it ends in anything else.
  static func lastActivation(_ layer: any Layer) -> Activation.Kind? { (lastLayer(layer) as? Activation)?.kind }

  /// The layer that makes a network's results; what only moves, drops or pools them behind it keeps their range.
  private static func lastLayer(_ layer: any Layer) -> (any Layer)? {
    guard layer is Sequential else { return layer }
    return layer.children.last { !($0 is Flatten) && !($0 is Unflatten) && !($0 is Dropout) && !($0 is Pool2d) }
      .flatMap(lastLayer)
  }
}
