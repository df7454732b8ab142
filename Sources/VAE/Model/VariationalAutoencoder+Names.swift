import Autodiff
import Networks

extension VariationalAutoencoder {
  /// Every parameter once, with its place: `encoder.0.weight`.
  package var namedParameters: [(name: String, parameter: Parameter)] {
    var seen: Set<ObjectIdentifier> = []
    let all =
      encoder.namedParameters.map { ("encoder." + $0.name, $0.parameter) }
      + decoder.namedParameters.map { ("decoder." + $0.name, $0.parameter) }
      + (logSpread.map { [("log_spread", $0)] } ?? [])
    return all.filter { seen.insert(ObjectIdentifier($0.1)).inserted }.map { (name: $0.0, parameter: $0.1) }
  }

  /// What the layers remember besides parameters, running statistics, with its place.
  package var namedBuffers: [(name: String, buffer: Buffer)] {
    encoder.namedBuffers.map { ("encoder." + $0.name, $0.buffer) }
      + decoder.namedBuffers.map { ("decoder." + $0.name, $0.buffer) }
  }
}
