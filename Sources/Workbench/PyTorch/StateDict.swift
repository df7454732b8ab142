import Autodiff
import Language
import Networks
import Tensors
import VAE

/// What a network has learned and kept, under PyTorch's names and in its order: of each module its parameters, then its
/// buffers, then those of the modules that it is made of.
struct StateDict {
  struct Item {
    let name: String
    let variable: Variable
    let assign: (Tensor) throws -> Void
    /// As PyTorch's `state_dict` has it: what changes the network changes it, and the other way round.
    let live: () -> Value
  }

  let items: [Item]

  /// Those of a model's two networks, under `encoder.` and `decoder.`, its one learned spread, its prior and its
  /// condition, where it has that: the names that `load` knows.
  init(_ model: VariationalAutoencoder) throws {
    let networks = try [("encoder.", model.encoder), ("decoder.", model.decoder)].flatMap { prefix, network in
      try StateDict(network).items.map {
        Item(name: prefix + $0.name, variable: $0.variable, assign: $0.assign, live: $0.live)
      }
    }
    items =
      networks
      + model.parametersBesides.map { Self.item($0.name, $0.parameter) }
      + model.posterior.namedBuffers.map { named in
        Item(
          name: "posterior." + named.name, variable: Variable(named.buffer.value),
          assign: { try named.buffer.assign($0) }, live: { Value(named.buffer.value) })
      }
  }

  private static func item(_ name: String, _ parameter: LearnedParameter) -> Item {
    Item(
      name: name, variable: parameter, assign: parameter.assign,
      live: { TensorValue(parameter).look(.detach(parameter), isDetached: true) { $0 } })
  }

  init(_ layer: any Layer) throws {
    items = layer.places(from: "").flatMap { place, layer -> [Item] in
      let prefix = place.isEmpty ? "" : String(place.dropFirst()) + "."
      let unsaved = (layer as? ModuleLayer)?.unsavedBuffers ?? []
      return
        layer.ownParameters.map { Self.item(prefix + $0.name, $0.item) }
        + layer.torchBuffers.filter { !unsaved.contains($0.name) }.map { buffer in
          Item(
            name: prefix + buffer.name, variable: Variable(buffer.item.value), assign: buffer.item.assign,
            live: { layer.value(of: buffer.item) })
        }
    }
  }
}
