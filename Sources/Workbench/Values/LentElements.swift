import Autodiff
import Language
import Networks
import Tensors

/// Elements of a tensor that are also elsewhere, where PyTorch has one memory for both: in a parameter that was made of it,
/// by `nn.Parameter(t)` or `p.data = t`, in a parameter's gradient, `p.grad`, or in a buffer of a layer, `bn.running_mean`. Here
/// those lie in an arena of their own, and so the tensor takes over what they have become when it is looked at, and they what is
/// written into the tensor.
struct LentElements {
  /// What of the parameter it is: its numbers, or its gradient.
  let isGradient: Bool
  private(set) var parameter: LearnedParameter?
  private(set) var buffer: Buffer?
  let layout: TensorLayout
  /// The version that the tensor knows.
  var seen: Int

  init(_ parameter: LearnedParameter, _ layout: TensorLayout) {
    (self.parameter, self.layout, seen, isGradient) = (parameter, layout, parameter.version, false)
  }

  init(gradientOf parameter: LearnedParameter, _ layout: TensorLayout) {
    (self.parameter, self.layout, seen, isGradient) = (parameter, layout, parameter.gradientVersion, true)
  }

  init(_ buffer: Buffer, _ layout: TensorLayout) {
    (self.buffer, self.layout, seen, isGradient) = (buffer, layout, buffer.version, false)
  }

  /// The version that is there.
  var version: Int {
    parameter.map { isGradient ? $0.gradientVersion : $0.version } ?? buffer?.version ?? seen
  }

  /// Another tensor has these elements from now on.
  func isHeld(by holder: TensorValue) {
    buffer?.onlooker = holder
    if isGradient { parameter?.gradientHolder = holder } else { parameter?.lender = holder }
  }

  /// Whether nobody else has what they are lent to, which then changes no more.
  mutating func isForgotten() -> Bool {
    parameter == nil ? isKnownUniquelyReferenced(&buffer) : isKnownUniquelyReferenced(&parameter)
  }

  /// The tensor with the elements as they are now.
  func elements(in own: Variable) -> Variable {
    do {
      let new = isGradient ? parameter?.gradient : parameter?.value ?? buffer?.value
      guard let new else { return own }
      if layout.isWhole(of: own.shape) { return Variable(buffer == nil ? try new.copy() : new) }
      return try Recording.off {
        try .replacing(own, layout.shape, layout.strides, start: layout.start, with: Variable(new))
      }
    } catch {
      // There was no memory for them. What cannot be read is no number, and never the old one.
      return TensorView.unreadable ?? own
    }
  }

  /// Gives the elements that the tensor has now.
  mutating func take(from tensor: Tensor) throws {
    let new = try tensor.strided(layout.shape, layout.strides, start: layout.start, for: "assignment")
    if let parameter {
      if isGradient { parameter.takeGradient(new) } else { try parameter.assign(new) }
    }
    try buffer?.assign(new)
    seen = version
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
    guard !AbstractTensors.inUse, variable.tensor.kind == .real, !layout.overlaps else { return }
    if root.variable is LearnedParameter {
      guard root.variable !== parameter else { return }
      // Of a layer that is gone there is nothing but what is looked at here.
      guard ownView != nil, root.isLastOnlooker(), let other = root.variable as? LearnedParameter else {
        throw Self.sharesMemory(operation, with: "another parameter")
      }
      try root.leave(other)
    }
    guard !root.variable.requiresGradient else { return }
    let count = root.variable.tensor.count
    guard !root.ownLent.contains(where: { $0.meets(layout, in: count) }) else {
      throw Self.sharesMemory(operation, with: "the parameter that was made of this tensor before")
    }
    root.lend(LentElements(parameter, layout))
    parameter.lender = root
  }

  /// The value that is a buffer: the same as long as somebody has it, and with each new value of the layer's.
  static func looking(into buffer: Buffer) -> TensorValue {
    if let onlooker = buffer.onlooker as? TensorValue { return onlooker }
    let value = TensorValue(Variable(buffer.value))
    value.lend(LentElements(buffer, TensorLayout(buffer.value.shape)))
    buffer.onlooker = value
    return value
  }

  /// `bn.running_mean = t`: the layer has this tensor from now on. What looked into the old one keeps its numbers.
  func become(_ buffer: Buffer) throws {
    let tensor = variable.value
    guard !AbstractTensors.inUse, buffer.onlooker !== self else { return }
    (buffer.onlooker as? TensorValue)?.endLoan(of: buffer)
    buffer.onlooker = nil
    try buffer.assign(tensor)
    // What is another's, or a part of something, is a copy here.
    guard ownView == nil, ownLent.isEmpty, !variable.requiresGradient, tensor.kind == buffer.value.kind else { return }
    lend(LentElements(buffer, TensorLayout(tensor.shape)))
    buffer.onlooker = self
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
  /// - Throws: ``Diagnostic`` where its numbers are whole ones or truths, which no gradient moves.
  func checkLearns(_ entry: String, parameter: String? = nil) throws {
    guard value.kind != .real else { return }
    throw Diagnostic(
      .gradient, "\(entry): only real numbers keep a gradient, and these are \(value.isMask ? "truths" : "whole ones")",
      suggestion: "t.float() makes real numbers of them; requires_grad=False leaves them as they are",
      parameter: parameter, caughtAs: "RuntimeError")
  }

  /// `p.grad`: the gradient, which goes on with it: sums of later backward passes are seen in it, and what is written into it is
  /// what the optimizer uses. None where there is none.
  var gradientValue: Value {
    get throws {
      guard let gradient else { return .none }
      guard !AbstractTensors.inUse else { return Value(Variable(gradient)) }
      if let holder = gradientHolder as? TensorValue,
        let lent = holder.ownLent.first(where: { $0.isGradient && $0.parameter === self })
      {
        let whole = holder.variable
        guard !lent.layout.isWhole(of: whole.shape) else { return .object(holder) }
        let layout = lent.layout
        return holder.look(
          try .strided(whole, layout.shape, layout.strides, start: layout.start, for: "grad")
        ) { _ in layout }
      }
      let value = TensorValue(Variable(try gradient.copy()))
      value.lend(LentElements(gradientOf: self, TensorLayout(shape)))
      gradientHolder = value
      return .object(value)
    }
  }

  /// `p.grad = t`: the gradient is that tensor from now on.
  ///
  /// - Throws: ``Diagnostic`` where it is of another shape or kind, or another's gradient.
  func takeGradient(_ tensor: TensorValue) throws {
    let new = tensor.variable
    guard new.shape == shape else {
      throw Diagnostic(.shape, "the gradient of a parameter has its shape, \(shape), and this is \(new.shape)")
    }
    guard new.tensor.kind == .real, value.kind == .real else {
      throw Diagnostic(
        .type,
        "the gradient of a parameter is of real numbers, and these are \(new.tensor.isMask ? "truths" : "whole ones")",
        suggestion: "p.grad = t.float()", caughtAs: "RuntimeError")
    }
    guard !AbstractTensors.inUse else { return }
    let root = tensor.ownView?.root ?? tensor
    let layout = tensor.ownView?.layout ?? TensorLayout(shape)
    // Itself, as `p.grad *= 2` assigns it.
    if root === gradientHolder, root.variable.shape == shape, layout.isWhole(of: shape) { return }
    clearGradient()
    takeGradient(new.value)
    // Elements of what has a gradient itself, or that stand for several, are copied.
    guard !root.variable.requiresGradient, !layout.overlaps else { return }
    let count = root.variable.tensor.count
    guard !root.ownLent.contains(where: { $0.meets(layout, in: count) }) else {
      clearGradient()
      throw Diagnostic(
        .value, "the gradient would have one memory with another parameter's, or with a parameter",
        suggestion: "p.grad = t.clone()", parameter: "grad")
    }
    root.lend(LentElements(gradientOf: self, layout))
    gradientHolder = root
  }

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
