/// Describes networks that may share layers: one that stands in several places is described at the first of them, and
/// referred to from the others.
package struct NetworkDescriber {
  private var places: [ObjectIdentifier: String] = [:]
  private var count = 0

  package init() {}

  /// - Parameter place: where the network stands, which the places of its layers begin with: `encoder`.
  /// - Throws: ``DescriptionError`` where it has more layers, or deeper ones, than a file can hold.
  package mutating func describe(
    _ layer: any Layer, at place: String
  ) throws(DescriptionError) -> LayerDescription { try describe(layer, place, depth: 0) }

  private mutating func describe(
    _ layer: any Layer, _ place: String, depth: Int
  ) throws(DescriptionError) -> LayerDescription {
    count += 1
    guard count <= LayerDescription.mostLayers, depth <= LayerDescription.mostNested else {
      throw DescriptionError(
        "a file holds networks of at most \(LayerDescription.mostLayers) layers, nested at most "
          + "\(LayerDescription.mostNested) deep, and \(place.prefix(200)) is beyond that")
    }
    guard layer.isDescribable else {
      throw DescriptionError(
        "\(place.prefix(200)) is an object of the class \(layer.description), whose code a file does not hold; save its "
          + "numbers instead, as torch.save(net.state_dict(), \"net.pt\")")
    }
    if let first = places[ObjectIdentifier(layer)] { return .shared(place: first) }
    var children: [LayerDescription] = []
    for (number, child) in layer.children.enumerated() {
      children.append(try describe(child, "\(place).\(number)", depth: depth + 1))
    }
    // Layers that have nothing to share may be one object or several: nobody can tell.
    if !layer.isStateless { places[ObjectIdentifier(layer)] = place }
    return layer.described(children)
  }
}

extension Layer {
  /// Whether it has neither numbers nor random numbers of its own.
  fileprivate var isStateless: Bool { parameters.isEmpty && buffers.isEmpty && randomSources.isEmpty }
}
