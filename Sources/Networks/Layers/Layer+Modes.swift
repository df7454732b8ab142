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
      if ownMode == nil { mode = !isEvaluatedThroughout }
      return
    }
    if let mode = modes.popFirst() { isTraining = mode }
  }

  /// Whether everything that it is made of was told to evaluate. What behaves alike in both modes and learns nothing never is.
  private var isEvaluatedThroughout: Bool {
    let told = children.filter { !$0.children.isEmpty || !$0.parameters.isEmpty || !$0.isTraining }
    return !told.isEmpty && told.allSatisfy { !$0.isTraining }
  }

  /// Its mode by itself: what it is made of keeps its own.
  package var mode: Bool {
    get { isTraining }
    set {
      let kept = LayerModes(of: children)
      isTraining = newValue
      kept.putBack()
    }
  }

  /// Runs `body` with all of the network in evaluation, and puts back afterwards what each layer was in.
  package func evaluating<Result>(_ body: () throws -> Result) rethrows -> Result {
    let kept = LayerModes(of: [self])
    isTraining = false
    defer { kept.putBack() }
    return try body()
  }
}

/// What each layer of networks is in, training or evaluation, to be put back.
private struct LayerModes {
  /// Those that are made of others before these.
  private var modes: [(layer: any Layer, isTraining: Bool)] = []

  init(of networks: [any Layer]) {
    for network in networks { add(network) }
  }

  private mutating func add(_ layer: any Layer) {
    modes.append((layer, layer.isTraining))
    for child in layer.children { add(child) }
  }

  func putBack() {
    for (layer, isTraining) in modes { layer.isTraining = isTraining }
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
