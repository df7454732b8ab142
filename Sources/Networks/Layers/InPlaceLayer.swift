import Autodiff

/// A layer that may put its result into its input, as `nn.ReLU(inplace=True)` does: whoever has the input sees that.
package protocol InPlaceLayer: Layer {
  var isInPlace: Bool { get set }
}

extension Activation: InPlaceLayer {}
extension LeakyReLU: InPlaceLayer {}
extension ELU: InPlaceLayer {}
extension Hardtanh: InPlaceLayer {}
extension Dropout: InPlaceLayer {}

extension Layer {
  /// Whether a pass changes what it is given: it is a layer that works in place, or begins with one.
  package var changesInput: Bool {
    (self as? any InPlaceLayer)?.isInPlace
      ?? (self as? Sequential)?.children.first { !$0.passesThrough }?.changesInput ?? false
  }

  /// Whether it gives what it is given, and not a copy.
  private var passesThrough: Bool {
    switch self {
    case is Identity: true
    case let dropout as Dropout: !dropout.isTraining || dropout.probability == 0
    case let network as Sequential: network.children.allSatisfy(\.passesThrough)
    default: false
    }
  }

  /// A pass whose input becomes what the first layer makes of it, where that layer works in place.
  ///
  /// - Parameter change: is given the input's new elements.
  package func apply(_ x: Variable, changing change: (Variable) throws -> Void) throws -> [Variable] {
    guard changesInput else { return try apply(x) }
    if let sequential = self as? Sequential, let first = sequential.children.firstIndex(where: { !$0.passesThrough }) {
      let results = try sequential.children[first].apply(x, changing: change)
      guard results.count == 1 else { return try apply(x) }
      return try sequential.apply(results[0], from: first + 1)
    }
    let results = try apply(x)
    try change(results[0])
    return results
  }
}
