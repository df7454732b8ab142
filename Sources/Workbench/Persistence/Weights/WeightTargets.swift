import Autodiff
import Networks
import Tensors
import VAE

/// What weights are loaded into: a model's or a network's tensors by their names.
struct WeightTargets {
  /// What a layer that gives two results, or three, has the first two for: `heads(linear(8, 2), linear(8, 2))`.
  enum Head { case mean, spread }

  let parameters: [(name: String, parameter: LearnedParameter)]
  let buffers: [(name: String, buffer: Buffer)]
  /// The places of the two networks of each pair of heads.
  private let heads: [(mean: String, spread: String)]

  init(_ model: VariationalAutoencoder) {
    (parameters, buffers) = (model.namedParameters, model.namedBuffers)
    heads = Self.heads(model.encoder.places(from: "encoder") + model.decoder.places(from: "decoder"))
  }

  init(_ network: any Layer) {
    (parameters, buffers) = (network.namedParameters, network.namedBuffers)
    // Their places begin with a dot that the names of parameters have not.
    heads = Self.heads(network.places(from: "").map { (String($0.place.dropFirst()), $0.layer) })
  }

  private static func heads(_ places: [(place: String, layer: any Layer)]) -> [(mean: String, spread: String)] {
    places.compactMap { place, layer in
      guard layer is Heads, (2...3).contains(layer.children.count) else { return nil }
      let start = place.isEmpty ? "" : place + "."
      return (start + "0", start + "1")
    }
  }

  var shapes: [(name: String, shape: Shape)] {
    parameters.map { ($0.name, $0.parameter.shape) } + buffers.map { ($0.name, $0.buffer.value.shape) }
  }

  /// Which head a module is, or is a part of; nil for one of the network's body.
  func head(_ module: String) -> Head? {
    func lies(in place: String) -> Bool { module == place || module.hasPrefix(place + ".") }
    for (mean, spread) in heads.reversed() {
      if lies(in: mean) { return .mean }
      if lies(in: spread) { return .spread }
    }
    return nil
  }
}
