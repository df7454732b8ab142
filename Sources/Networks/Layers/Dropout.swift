import Autodiff
import Tensors

/// While training, silences each element with probability p and scales the others by 1 / (1 - p); else does nothing.
package final class Dropout: Layer {
  package var probability: Double
  package var isTraining = true
  package var isInPlace = false
  package internal(set) var random: RandomSource

  package init(_ probability: Double, random: inout RandomSource) {
    self.probability = probability
    // Numbers of its own, apart from those of other dropout layers.
    self.random = RandomSource(seed: UInt64(random.next(.dropout).block(0)[0]))
  }

  package var description: String { "dropout(\(probability))" }

  package func apply(_ x: Variable) throws -> [Variable] {
    guard isTraining, probability > 0 else { return [x] }
    let keep = Float(1 - probability)
    let uniform = try random.next(.dropout).uniform(x.shape)
    let mask = try Tensor.compare(uniform, .less, .scalar(keep)).scaled(by: keep > 0 ? 1 / keep : 0)
    return [try x * Variable(mask)]
  }

  package func resultShapes(_ input: Shape) throws -> [Shape] { [input] }

  package func copied(copies: NetworkCopies) -> any Layer { Dropout(copying: self) }

  private init(copying other: Dropout) {
    isInPlace = other.isInPlace
    probability = other.probability
    isTraining = other.isTraining
    random = other.random
  }
}

extension Layer {
  /// The random numbers that layers draw from while training, in the order of the layers. What is put back goes to the
  /// layers in that order.
  package var randomSources: [RandomSource] {
    get {
      if let dropout = self as? Dropout { return [dropout.random] }
      return children.flatMap(\.randomSources)
    }
    set {
      var sources = newValue[...]
      putBack(&sources)
    }
  }

  private func putBack(_ sources: inout ArraySlice<RandomSource>) {
    if let dropout = self as? Dropout, let source = sources.popFirst() { dropout.random = source }
    for child in children { child.putBack(&sources) }
  }
}
