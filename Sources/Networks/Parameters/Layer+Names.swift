import Autodiff

// Parameters and buffers under the names that PyTorch's `state_dict` gives for networks built alike: the places of the
// layers on the way, then the name within the layer, as in `0.weight` or `8.1.bias`. What several layers share stands
// once, under its first name.

extension Layer {
  /// Every parameter once, with its name: `0.weight`.
  package var namedParameters: [(name: String, parameter: LearnedParameter)] {
    named { layer in layer.parameters.map { ($0.name, $0) } }.distinct(by: \.item).map { ($0.name, $0.item) }
  }

  /// Every buffer once, with its name: `1.running_mean`.
  package var namedBuffers: [(name: String, buffer: Buffer)] {
    named { layer in layer.buffers.map { ($0.name, $0) } }.distinct(by: \.item).map { ($0.name, $0.item) }
  }

  /// The layer and all that it is made of, each with its place: `encoder`, `encoder.8`, `encoder.8.1`.
  ///
  /// - Parameter place: its own.
  package func places(from place: String) -> [(place: String, layer: any Layer)] {
    [(place, self)] + children.enumerated().flatMap { $1.places(from: "\(place).\($0)") }
  }

  /// The items that `own` gives for each layer without children, with their names.
  private func named<Item>(_ own: (any Layer) -> [(String, Item)]) -> [(name: String, item: Item)] {
    guard !children.isEmpty else { return own(self) }
    return children.enumerated().flatMap { place, child in
      child.named(own).map { ("\(place).\($0.name)", $0.item) }
    }
  }
}
