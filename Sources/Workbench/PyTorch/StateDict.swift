import Autodiff
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
  }

  let items: [Item]

  /// Those of a model's two networks, under `encoder.` and `decoder.`, its one learned spread, its prior and its
  /// condition, where it has that: the names that `load` knows.
  init(_ model: VariationalAutoencoder) throws {
    let networks = try [("encoder.", model.encoder), ("decoder.", model.decoder)].flatMap { prefix, network in
      try StateDict(network).items.map { Item(name: prefix + $0.name, variable: $0.variable, assign: $0.assign) }
    }
    items =
      networks
      + model.parametersBesides.map { Item(name: $0.name, variable: $0.parameter, assign: $0.parameter.assign) }
      + model.posterior.namedBuffers.map { named in
        Item(
          name: "posterior." + named.name, variable: Variable(named.buffer.value),
          assign: { try named.buffer.assign($0) })
      }
  }

  init(_ layer: any Layer) throws {
    items = layer.places(from: "").flatMap { place, layer -> [Item] in
      let prefix = place.isEmpty ? "" : String(place.dropFirst()) + "."
      let unsaved = (layer as? ModuleLayer)?.unsavedBuffers ?? []
      return
        layer.ownParameters.map { Item(name: prefix + $0.name, variable: $0.item, assign: $0.item.assign) }
        + layer.torchBuffers.filter { !unsaved.contains($0.name) }.map {
          Item(name: prefix + $0.name, variable: Variable($0.item.value), assign: $0.item.assign)
        }
    }
  }
}
