import Autodiff

// Parameters and buffers under the names that PyTorch's `state_dict` gives for networks built alike: the places of the
// layers on the way, then the name within the layer, as in `0.weight` or `8.1.bias`. What several layers share stands
// once, under its first name.

extension Layer {
  /// Every parameter once, with its name: `0.weight`.
  package var namedParameters: [(name: String, parameter: LearnedParameter)] {
    named(\.ownParameters).distinct(by: \.item).map { ($0.name, $0.item) }
  }

  /// Every buffer once, with its name: `1.running_mean`.
  package var namedBuffers: [(name: String, buffer: Buffer)] {
    named(\.ownBuffers).distinct(by: \.item).map { ($0.name, $0.item) }
  }

  /// The layer and all that it is made of, each with its place: `encoder`, `encoder.8`, `encoder.8.1`.
  ///
  /// - Parameter place: its own.
  package func places(from place: String) -> [(place: String, layer: any Layer)] {
    [(place, self)] + zip(childNames, children).flatMap { $1.places(from: "\(place).\($0)") }
  }

  /// The items that `own` gives for each layer, with their names.
  private func named<Item>(
    _ own: (any Layer) -> [(name: String, item: Item)]
  ) -> [(name: String, item: Item)] {
    own(self)
      + zip(childNames, children).flatMap { place, child in child.named(own).map { ("\(place).\($0.name)", $0.item) } }
  }
}
