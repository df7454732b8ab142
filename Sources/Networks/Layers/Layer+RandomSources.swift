import Tensors

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
