import Autodiff
import Language
import Networks
import Tensors

/// Elements of a tensor of which a parameter was made, by `nn.Parameter(t)` or `p.data = t`: in PyTorch the two have one
/// memory. Here a parameter lies in its network's arena, and so the tensor takes over what was learned when it is looked at,
/// and the parameter what is written into the tensor.
struct LentElements {
  var parameter: LearnedParameter
  let layout: TensorLayout
  /// The version of the parameter that the tensor knows.
  var seen: Int

  /// The tensor with the elements that the parameter has now.
  func elements(in own: Variable) -> Variable {
    do {
      return try Recording.off {
        try .replacing(own, layout.shape, layout.strides, start: layout.start, with: Variable(parameter.value))
      }
    } catch {
      // There was no memory for them. What cannot be read is no number, and never the old one.
      return TensorView.unreadable ?? own
    }
  }

  /// Gives the parameter the elements that the tensor has now.
  mutating func take(from tensor: Tensor) throws {
    try parameter.assign(tensor.strided(layout.shape, layout.strides, start: layout.start, for: "assignment"))
    seen = parameter.version
  }

  /// Whether an element is lent twice.
  func meets(_ other: TensorLayout, in count: Int) -> Bool {
    var isLent = [Bool](repeating: false, count: count)
    layout.forEachPlace { isLent[$0] = true }
    var meets = false
    other.forEachPlace { meets = meets || isLent[$0] }
    return meets
  }
}

extension TensorValue {
  /// Has these elements in common with a parameter from now on.
  ///
  /// - Throws: ``Diagnostic`` where another parameter has them: two that are one memory and step each for itself are not
  ///   possible in two arenas.
  func lend(to parameter: LearnedParameter, for operation: String) throws {
    let shape = variable.shape
    let root = ownView?.root ?? self
    let layout = ownView?.layout ?? TensorLayout(shape)
    // The elements of another kind of numbers are others, and those of an expanded tensor cannot be learned in it.
    guard !AbstractTensors.inUse, variable.value.kind == .real, !layout.overlaps else { return }
    if root.variable is LearnedParameter {
      guard root.variable !== parameter else { return }
      // Of a layer that is gone there is nothing but what is looked at here.
      guard ownView != nil, root.isLastOnlooker(), let other = root.variable as? LearnedParameter else {
        throw Self.sharesMemory(operation, with: "another parameter")
      }
      try root.leave(other)
    }
    guard !root.variable.requiresGradient else { return }
    let count = root.variable.value.count
    guard !root.ownLent.contains(where: { $0.meets(layout, in: count) }) else {
      throw Self.sharesMemory(operation, with: "the parameter that was made of this tensor before")
    }
    root.lend(LentElements(parameter: parameter, layout: layout, seen: parameter.version))
    parameter.lender = root
  }

  private static func sharesMemory(_ operation: String, with other: String) -> Diagnostic {
    Diagnostic(
      .value, "\(operation): this would have one memory with \(other), and two parameters have two here",
      suggestion: "t.clone() for numbers of its own; b.weight = a.weight for one parameter in both places",
      parameter: "data")
  }

  /// What a view looks into: of a parameter, past its gradient, one value for all, which can be told when the parameter is
  /// given another memory.
  func root(isDetached: Bool) -> TensorValue {
    guard isDetached, ownView == nil, let parameter = variable as? LearnedParameter else { return self }
    if let onlooker = parameter.onlooker as? TensorValue { return onlooker }
    let onlooker = TensorValue(parameter)
    parameter.onlooker = onlooker
    return onlooker
  }
}

extension LearnedParameter {
  /// `p.data = t`: another memory with the tensor's elements. What looked into the old one keeps its numbers.
  func moveInto(_ tensor: TensorValue) throws {
    let new = tensor.variable
    guard new.shape == shape else {
      throw Diagnostic(
        .shape, "a tensor that is changed in place keeps its shape, \(shape), and this would be \(new.shape)")
    }
    guard !AbstractTensors.inUse else { return }
    if let view = tensor.ownView, view.root === onlooker, view.layout.isWhole(of: shape) { return }
    try (onlooker as? TensorValue)?.leave(self)
    onlooker = nil
    (lender as? TensorValue)?.endLoan(to: self)
    lender = nil
    try assign(TensorValue.fitted(tensor.variable, to: .real).value)
    try tensor.lend(to: self, for: "data")
  }
}

extension TensorLayout {
  /// Whether these are all elements of a tensor of that shape, in their order.
  func isWhole(of whole: Shape) -> Bool { start == 0 && shape == whole && isContiguous }

  /// The places of its elements, one after another.
  func forEachPlace(_ body: (Int) -> Void) {
    func walk(_ dimension: Int, _ place: Int) {
      guard dimension < shape.rank else { return body(place) }
      for index in 0..<shape[dimension] { walk(dimension + 1, place + index * strides[dimension]) }
    }
    walk(0, start)
  }
}
