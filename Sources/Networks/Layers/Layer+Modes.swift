import Autodiff

extension Layer {
  /// Whether each layer of the network is in training, in the order of the layers. What is put back goes to the layers in
  /// that order.
  package var modes: [Bool] {
    get {
      if let ownMode { return [ownMode] + children.flatMap(\.modes) }
      return children.isEmpty ? [isTraining] : children.flatMap(\.modes)
    }
    set {
      var modes = newValue[...]
      putBack(&modes)
    }
  }

  private func putBack(_ modes: inout ArraySlice<Bool>) {
    if ownMode != nil, let mode = modes.popFirst() { ownMode = mode }
    guard children.isEmpty, ownMode == nil else {
      for child in children { child.putBack(&modes) }
      return
    }
    if let mode = modes.popFirst() { isTraining = mode }
  }
}

extension [LearnedParameter] {
  /// Whether each keeps no gradient for now; nil where all keep theirs.
  package var frozen: [Bool]? {
    get { contains(where: \.isFrozen) ? map(\.isFrozen) : nil }
    nonmutating set {
      for (index, parameter) in enumerated() { parameter.isFrozen = newValue?[index] ?? false }
    }
  }
}
