import Autodiff
import Networks
import Tensors

/// What a network has learned and kept, under PyTorch's names and in its order: of each module its parameters, then its
/// buffers, then those of the modules that it is made of.
struct StateDict {
  struct Item {
    let name: String
    let variable: Variable
    let assign: (Tensor) throws -> Void
  }

  let items: [Item]

  init(_ layer: any Layer) throws {
    items = try layer.places(from: "").flatMap { place, layer -> [Item] in
      let prefix = place.isEmpty ? "" : String(place.dropFirst()) + "."
      let own =
        layer.ownParameters.map { Item(name: prefix + $0.name, variable: $0.item, assign: $0.item.assign) }
        + layer.ownBuffers.map {
          Item(name: prefix + $0.name, variable: Variable($0.item.value), assign: $0.item.assign)
        }
      guard let layer = layer as? BatchNorm else { return own }
      return own + [
        Item(
          name: prefix + "num_batches_tracked",
          variable: Variable(try .full([], Float(layer.trackedBatches))),
          assign: { layer.trackedBatches = Int(exactly: try $0.item()) ?? layer.trackedBatches })
      ]
    }
  }
}
