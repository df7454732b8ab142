import Autodiff
import Networks

extension VariationalAutoencoder {
  /// Every parameter once, with its place: `encoder.0.weight`.
  package var namedParameters: [(name: String, parameter: LearnedParameter)] {
    let ofNetworks =
      encoder.namedParameters.map { (name: "encoder." + $0.name, parameter: $0.parameter) }
      + decoder.namedParameters.map { (name: "decoder." + $0.name, parameter: $0.parameter) }
    return (ofNetworks + parametersBesides).distinct(by: \.parameter)
  }

  /// Those of them that are in neither network: the one learned spread, the prior's, the posterior's, the condition's.
  package var parametersBesides: [(name: String, parameter: LearnedParameter)] {
    (logSpread.map { [(name: "log_spread", parameter: $0)] } ?? [])
      + prior.namedParameters.map { (name: "prior." + $0.name, parameter: $0.parameter) }
      + posterior.namedParameters.map { (name: "posterior." + $0.name, parameter: $0.parameter) }
      + (condition?.namedParameters ?? []).map { (name: "condition." + $0.name, parameter: $0.parameter) }
  }

  /// Running statistics, which layers and the posterior remember besides parameters, each with its place.
  package var namedBuffers: [(name: String, buffer: Buffer)] {
    encoder.namedBuffers.map { ("encoder." + $0.name, $0.buffer) }
      + decoder.namedBuffers.map { ("decoder." + $0.name, $0.buffer) }
      + posterior.namedBuffers.map { ("posterior." + $0.name, $0.buffer) }
  }
}
