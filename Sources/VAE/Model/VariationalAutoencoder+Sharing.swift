import Networks

// Layers that stand in several places: in both networks, or twice in one. The networks' descriptions do not tell them from
// layers that are only built alike.

extension VariationalAutoencoder {
  /// The places of each layer that has several, and something to share: `["encoder.2", "decoder.0"]`.
  package var sharedLayers: [[String]] {
    var found: [ObjectIdentifier: [String]] = [:]
    for (place, layer) in Self.places(encoder, decoder) where !layer.isStateless {
      found[ObjectIdentifier(layer), default: []].append(place)
    }
    return found.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
  }

  /// Copies of the networks with one layer in all places that are listed together.
  ///
  /// - Returns: nil where there is no such place, or where layers are not built alike.
  /// - Throws: ``TensorError`` of code `memory`.
  package static func sharing(
    _ places: [[String]], _ encoder: any Layer, _ decoder: any Layer
  ) throws -> (encoder: any Layer, decoder: any Layer)? {
    guard !places.isEmpty else { return (encoder, decoder) }
    let layers = Dictionary(uniqueKeysWithValues: Self.places(encoder, decoder).map { ($0.place, $0.layer) })
    let copies = NetworkCopies()
    // The deepest first: what a shared layer is made of may be shared too.
    func depth(_ places: [String]) -> Int { places.map { $0.count { $0 == "." } }.max() ?? 0 }
    for group in places.sorted(by: { depth($0) > depth($1) }) {
      let alike = group.compactMap { layers[$0] }
      guard alike.count == group.count, Set(alike.map(\.description)).count == 1 else { return nil }
      try copies.share(alike)
    }
    return (try copies.copy(encoder), try copies.copy(decoder))
  }

  private static func places(
    _ encoder: any Layer, _ decoder: any Layer
  ) -> [(place: String, layer: any Layer)] {
    encoder.places(from: "encoder") + decoder.places(from: "decoder")
  }
}

extension Layer {
  fileprivate var isStateless: Bool { parameters.isEmpty && buffers.isEmpty && randomSources.isEmpty }
}
