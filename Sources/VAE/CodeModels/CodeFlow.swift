import Autodiff
import Datasets
import Glibc
import Networks
import Tensors
import Text

/// A flow fitted to the codes of a trained model (RealNVP, Dinh et al. 2017): standardized, dimension by dimension, codes are what
/// the coupling layers of a ``FlowPrior`` f make normal,
///
///     log p(z) = log N(f(u); 0, I) + log |det ∂f/∂u| - Σ log s,  u = (z - m) / s
///
/// What a step lowers is -E log p(z) in nats, each image's code drawn anew from q(z | x). Codes are drawn through the running mean of
/// the weights.
package final class CodeFlow: LearnedCodeModel {
  package let settings: Settings
  package let origin: CodeOrigin
  /// Of the codes, [latent]: m and s.
  package let mean, deviation: Tensor
  package let network, averaged: FlowNetwork
  package let optimizer: Optimizer
  package var state: CodeTrainingState

  /// What it is made with.
  package struct Settings: Sendable, Equatable, Codable {
    package var latent: Int
    /// Coupling layers.
    package var layers = 8

    package init(latent: Int) { self.latent = latent }

    enum CodingKeys: String, CodingKey { case latent, layers }

    func network(_ random: inout RandomSource) throws -> FlowNetwork {
      FlowNetwork(try FlowPrior(layers, latent: latent, random: &random))
    }
  }

  init(
    settings: Settings, origin: CodeOrigin, mean: Tensor, deviation: Tensor, network: FlowNetwork,
    averaged: FlowNetwork, optimizer: Optimizer, state: CodeTrainingState
  ) {
    (self.settings, self.origin, self.mean, self.deviation) = (settings, origin, mean, deviation)
    (self.network, self.averaged, self.optimizer, self.state) = (network, averaged, optimizer, state)
  }

  /// A new one, of a model's codes.
  ///
  /// - Parameters:
  ///   - codes: [n, latent], by which codes are standardized.
  ///   - seed: what all its random numbers come from.
  /// - Throws: ``ModelError`` where a code is a single number, ``TensorError`` of code `memory`.
  package convenience init(_ settings: Settings, origin: CodeOrigin, codes: Tensor, seed: UInt64) throws {
    let moments = try CodeMoments(of: codes)
    var random = RandomSource(seed: seed)
    let network = try settings.network(&random)
    let state = CodeTrainingState(seed: seed)
    self.init(
      settings: settings, origin: origin, mean: moments.mean, deviation: moments.deviation, network: network,
      averaged: try network.copied(copies: NetworkCopies(keepsGradients: false)),
      optimizer: try Optimizer(.adam(), network.parameters, learningRate: state.learningRate), state: state)
  }

  package var networks: (own: any CodeNetwork, averaged: any CodeNetwork) { (network, averaged) }

  /// A copy with parameters of its own, for looking at while this one goes on learning.
  package func copied(copies: NetworkCopies) throws -> CodeFlow {
    CodeFlow(
      settings: settings, origin: origin, mean: mean, deviation: deviation, network: try network.copied(copies: copies),
      averaged: try averaged.copied(copies: copies), optimizer: try copies.copy(optimizer), state: state)
  }

  package var kind: CodeModelKind { .flow }
  package var inWords: String {
    "a flow of \(counted(settings.layers, "coupling layer")), \(counted(state.errors.count, "epoch"))"
  }

  // MARK: Density

  /// log p(z) of codes [n, latent], by one of the networks: [n].
  package func logDensity(of codes: Tensor, _ network: FlowNetwork) throws -> Variable {
    let scale = deviation.elements.reduce(0.0) { $0 + log(Double($1)) }
    let density = try network.flow.logDensity(Variable((codes - mean) / deviation)) { ($0, $0) }
    return try density - .constant(Float(scale))
  }

  /// The mean of log p(z) over codes [n, latent], by the running mean of the weights.
  package func meanLogDensity(of codes: Tensor) throws -> Double {
    let count = codes.shape[0]
    let sum = try stride(from: 0, to: count, by: Self.together).reduce(0.0) { sum, start in
      let rows = codes.rows(start..<min(count, start + Self.together))
      return sum + (try Recording.off { try logDensity(of: rows, averaged).value.total() })
    }
    return sum / Double(count)
  }

  /// Codes looked at together.
  private static let together = 256

  package func loss(
    _ indices: ArraySlice<Int>, of model: VariationalAutoencoder, _ images: ImageSet
  ) throws -> Variable {
    try loss(of: model.drawnCodes(of: images, indices, noise: state.numbers(.codes)))
  }

  /// -E log p(z) of codes [n, latent].
  package func loss(of codes: Tensor) throws -> Variable {
    try .sum(logDensity(of: codes, network)) * .constant(-1 / Float(codes.shape[0]))
  }

  /// One step on codes [n, latent]; all of it or nothing.
  package func step(on codes: Tensor) throws { try step(codes.shape[0]) { try loss(of: codes) } }

  package func draw(
    _ count: Int, _ request: CodeRequest, source: () -> Philox, check: () throws -> Void
  ) throws -> Tensor {
    try check()
    let standardized = try averaged.flow.draw(count, noise: source(), temperature: request.temperature) { ($0, $0) }
    return try standardized * deviation + mean
  }
}

/// The network of a ``CodeFlow``.
package final class FlowNetwork: CodeNetwork {
  package let flow: FlowPrior

  init(_ flow: FlowPrior) { self.flow = flow }

  package var namedParameters: [(name: String, parameter: LearnedParameter)] { flow.namedParameters }
  package func copied(copies: NetworkCopies) throws -> FlowNetwork {
    FlowNetwork(try FlowPrior(copying: flow, copies))
  }
}
