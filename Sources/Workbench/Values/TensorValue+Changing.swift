import Autodiff
import Glibc
import Language
import Networks
import Tensors

/// What a tensor looks into, and which elements of it it has.
struct TensorView {
  /// Who has the elements.
  var root: TensorValue { anchor.root }
  var anchor: ViewAnchor
  let layout: TensorLayout
  /// Whether it looks past the gradient, as `x.data` and `x.detach()` do.
  let isDetached: Bool
  /// Whether it does so as `x.data`, whose changes are no part of a graph.
  var isData = false
  /// The version of the root that its elements were taken from.
  var seen: Int

  /// The elements that the root has now.
  func elements() -> Variable {
    do {
      return try Recording.on {
        let root = isDetached ? Variable.detach(root.variable) : root.variable
        return try .strided(root, layout.shape, layout.strides, start: layout.start, for: "index")
      }
    } catch {
      // There was no memory for them. What cannot be read is no number, and never the old one.
      return Self.unreadable ?? root.variable
    }
  }

  // Never written. Made when a session begins, since there is no memory for it when it is needed.
  nonisolated(unsafe) static let unreadable = try? Variable(.full([], .nan))
}

/// What all that look into a tensor hold on to: the tensor, or after `t.data = x` the memory that it has left.
final class ViewAnchor {
  var root: TensorValue

  fileprivate init(_ root: TensorValue) {
    self.root = root
    root.anchor = self
  }

  deinit { root.anchor = nil }

  /// That of a tensor: the one there is, as long as somebody looks into it.
  static func of(_ root: TensorValue) -> ViewAnchor { root.anchor ?? ViewAnchor(root) }
}

extension TensorValue {
  /// A counter that tells whether views have to take their elements anew: a parameter counts itself what is written to it.
  var version: Int { (variable as? LearnedParameter)?.version ?? ownChanges }

  // MARK: Looking into it

  /// Elements of this tensor as a value that changes with it.
  ///
  /// - Parameter layout: where they lie, given where this tensor's lie; nil where they are a copy.
  func look(
    _ elements: Variable, isDetached: Bool = false, isData: Bool = false, asArray: Bool? = nil,
    _ layout: (TensorLayout) throws -> TensorLayout?
  ) rethrows -> Value {
    let isArray = asArray ?? isArray
    if isArray, elements.shape.rank == 0 { return ArrayFunctions.array(elements) }
    let precision = precision(asArray: isArray)
    guard !AbstractTensors.inUse, let view = try part(isDetached, isData: isData, layout) else {
      return .object(TensorValue(elements, isArray: isArray).said(precision))
    }
    return .object(TensorValue(elements, isArray: isArray, view: view).said(precision))
  }

  func part(_ isDetached: Bool, isData: Bool = false, _ layout: (TensorLayout) throws -> TensorLayout?) rethrows
    -> TensorView?
  {
    let detached = isDetached || ownView?.isDetached == true
    guard let layout = try layout(ownView?.layout ?? TensorLayout(variable.shape)) else { return nil }
    let root = (ownView?.root ?? self).root(isDetached: detached)
    return TensorView(
      anchor: .of(root), layout: layout, isDetached: detached, isData: isData || ownView?.isData == true,
      seen: root.version)
  }

  /// Whether its elements lie side by side, as PyTorch has them.
  var isContiguous: Bool { ownView?.layout.isContiguous ?? true }

  // MARK: Changing it

  /// Gives it other elements, of its shape.
  ///
  /// - Throws: ``Diagnostic`` where a gradient would be lost, or an element stands for several.
  func change(to new: Variable) throws {
    let fitted = try fitting(new)
    let new = try withoutGraph(fitted)
    guard let view = ownView else { return try changeRoot(to: new, isDetached: false) }
    try write(new, through: view)
    // In PyTorch `y = x.data` is a tensor of its own over x's memory: what was written keeps its graph for who asks y.
    if view.isData, fitted.requiresGradient { keepGraph(of: fitted) }
  }

  private func write(_ new: Variable, through view: TensorView) throws {
    guard !view.layout.overlaps else {
      throw Diagnostic(
        .value, "one number stands for several elements of what was expanded, and cannot be changed for each",
        suggestion: "x.clone() first")
    }
    // What changes nothing, as a mask that is multiplied in before each pass, spoils no pass that is under way.
    if view.isDetached, view.root.variable is LearnedParameter, try new.value.isIdentical(to: view.elements().value) {
      return
    }
    let layout = view.layout
    if !new.requiresGradient,
      try view.root.overwrite({ $0.overwrite(layout.shape, layout.strides, start: layout.start, with: new.value) })
    {
      return
    }
    let root = view.isDetached ? Variable.detach(view.root.variable) : view.root.variable
    try view.root.changeRoot(
      to: .replacing(root, layout.shape, layout.strides, start: layout.start, with: new), isDetached: view.isDetached)
  }

  /// What is written past the gradient of a tensor brings none with it.
  private func withoutGraph(_ new: Variable) throws -> Variable {
    guard let view = ownView, view.isDetached, new.requiresGradient else { return new }
    guard view.isData else {
      throw Diagnostic(
        .gradient,
        "what has a gradient would be written into a detached tensor, which others share and that keeps none",
        suggestion: "change a copy, x.detach().clone(), or take y.detach() in")
    }
    return .detach(new)
  }

  private func changeRoot(to new: Variable, isDetached: Bool) throws {
    if let parameter = variable as? LearnedParameter {
      guard isDetached || !Recording.isOn else {
        throw Diagnostic(
          .gradient, "a parameter is changed in place only within no_grad(), or by an optimizer",
          suggestion: "with no_grad(): before it, or step(optimizer, loss)")
      }
      return try parameter.assign(new.value)
    }
    guard !isDetached || !variable.requiresGradient else {
      throw Diagnostic(
        .gradient, "to change what has a gradient past it would make that gradient wrong",
        suggestion: "change the tensor itself, or a copy: x.detach().clone()")
    }
    try setOwn(new)
  }

  /// Other lengths: the same elements in order, zeros behind them where more are wanted.
  func resize(to shape: Shape) throws {
    let mine = variable
    guard shape != mine.shape, !AbstractTensors.inUse else { return }
    guard !mine.requiresGradient else {
      throw Diagnostic(
        .gradient, "a tensor that keeps a gradient keeps its lengths", suggestion: "x = x.detach().clone() first")
    }
    guard ownView == nil, !isArray, ownLent.isEmpty else {
      throw Diagnostic(
        .value, "this looks into another tensor, whose lengths would not fit",
        suggestion: "x = x.clone() first, or x.reshape(…)")
    }
    let flat = try mine.value.reshaped([mine.tensor.count])
    let have = flat.count
    let resized: Tensor
    if shape.count <= have {
      resized = try flat.rows(0..<shape.count).copy()
    } else {
      let more = Variable(try .full([shape.count - have], 0))
      resized =
        have == 0
        ? more.value.as(mine.tensor.kind) : try Tensor.concatenated([flat, more.value.as(mine.tensor.kind)], 0)
    }
    try setOwn(Variable(try resized.reshaped(shape)))
  }

  /// Becomes what looks into it: the same elements, arranged otherwise. Those that looked into it before see what they saw.
  func rearrange(as look: TensorValue, for entry: String) throws {
    guard look !== self, !AbstractTensors.inUse else { return }
    guard !(variable is LearnedParameter) else {
      throw Diagnostic(
        .gradient, "\(entry): a parameter keeps its shape, \(variable.shape)",
        suggestion: "x = x.\(entry.dropLast())(…) for a look into it")
    }
    try moveInto(look, keepsGraph: true)
  }

  /// New elements as this tensor can hold them.
  private func fitting(_ new: Variable) throws -> Variable {
    let mine = variable
    guard new.shape == mine.shape else {
      throw Diagnostic(
        .shape, "a tensor that is changed in place keeps its shape, \(mine.shape), and this would be \(new.shape)")
    }
    return try Self.fitted(new, to: mine.tensor.kind)
  }

  /// Numbers as a tensor of that kind can hold them: a mask truths.
  ///
  /// - Throws: ``Diagnostic`` where whole numbers would have to be cut off, which PyTorch does silently.
  static func fitted(_ new: Variable, to kind: ElementKind) throws -> Variable {
    if new.tensor.kind == kind { return new }
    switch kind {
    case .real: return new.requiresGradient ? new : .counted(new, as: .real)
    case .truth: return try .compare(new, .notEqual, .constant(0))
    case .byte, .whole:
      if let wrong = new.value.elements.first(where: { $0 != $0.rounded() || !$0.isFinite }) {
        throw Diagnostic(
          .type, "the tensor holds whole numbers, and \(wrong) is none",
          suggestion: "x = x.float() first makes real numbers of them")
      }
      return Variable(try new.value.held(as: kind, "assignment"))
    }
  }

  /// A number that is put among whole ones is whole; an infinity makes real ones of them.
  static func requireWhole(_ number: Float, in kind: ElementKind, for entry: String) throws {
    guard kind == .whole || kind == .byte, number.isFinite, number != number.rounded() else { return }
    throw Diagnostic(
      .type, "\(entry): the tensor holds whole numbers, and \(number) is none",
      suggestion: "x.float() makes real numbers of them")
  }

  /// `x += …`: the tensor itself becomes the sum, and so do all that look into it.
  func become(_ value: Value) throws -> Bool {
    guard !AbstractTensors.inUse, let new = value.asTensor?.variable else { return false }
    let mine = variable
    if mine is LearnedParameter, new.shape != mine.shape {
      throw Diagnostic(.shape, "a parameter keeps its shape, \(mine.shape), and this would be \(new.shape)")
    }
    guard new.shape == mine.shape else {
      throw Diagnostic(
        .shape, "a tensor that is changed in place keeps its shape, \(mine.shape), and this would be \(new.shape)",
        suggestion: "x = x + y makes a new one")
    }
    guard mine.tensor.kind == .real || new.tensor.kind != .real, !mine.tensor.isMask || new.tensor.isMask else {
      throw Diagnostic(
        .type,
        mine.tensor.isMask
          ? "a mask stays one, and holds no numbers" : "whole numbers stay such in place, and this would be real ones",
        suggestion: "x = x.float() first, or x = x + y for a new tensor", caughtAs: "RuntimeError")
    }
    try change(to: new)
    return true
  }

  var isChangedInPlace: Bool { true }

  /// What a mask chooses is a copy.
  var keepsItems: Bool { false }

  /// `x[i] = value`, with numbers or a tensor that is broadcast to what is chosen.
  func assign(_ value: Value, at indices: [Index], _ context: Context) throws {
    try Self.checkAreRead(indices)
    let new = try Self.fitted(value.tensor(for: "an assignment"), to: variable.tensor.kind)
    if let layout = try TensorIndexing.layout(of: TensorLayout(variable.shape), indices) {
      if ownView?.isData == true, new.requiresGradient {
        let elements = try Self.spread(new, over: layout.shape)
        return try change(
          to: .replacing(variable, layout.shape, layout.strides, start: layout.start, with: elements))
      }
      let part = try part(false) { try TensorIndexing.layout(of: $0, indices) }
      let elements = try Self.spread(new, over: layout.shape)
      let view = TensorValue(elements, view: part)
      // A value that looks into this tensor may be what is assigned.
      return try view.change(to: elements)
    }
    let (places, shape) = try TensorIndexing.places(in: variable.shape, indices, countsPlaces: isArray)
    let elements = try Self.spread(new, over: shape)
    // Within what is looked into, it is the whole that is made anew.
    if !elements.requiresGradient,
      try overwrite({ $0.overwrite(at: places, with: elements.value) })
    {
      return
    }
    try change(to: .replacing(variable, at: places, with: elements))
  }

  /// Numbers broadcast to a shape; further dimensions of length 1 in front are left out, as in PyTorch.
  static func spread(_ new: Variable, over shape: Shape) throws -> Variable {
    var new = new
    while new.shape.rank > shape.rank, new.shape.dimensions.first == 1 {
      new = try .reshape(new, new.shape.dropFirst())
    }
    if new.shape == shape { return new }
    guard new.shape.rank <= shape.rank, let spread = try? new.shape.broadcast(with: shape, for: "assignment"),
      spread == shape
    else {
      throw Diagnostic(
        .shape, "what is assigned has the shape \(new.shape), and the place for it \(shape)",
        suggestion: new.tensor.count == shape.count
          ? "y.reshape(\(shape.dimensions.map(String.init).joined(separator: ", ")))" : nil)
    }
    return try .expand(new, shape)
  }

  /// `x.data = …`, `x.grad = None`
  func assign(_ value: Value, to name: String, _ context: Context) throws {
    switch (name, variable) {
    case ("data", let parameter as LearnedParameter) where ownView == nil:
      try parameter.moveInto(value.asTensor ?? TensorValue(Variable(try value.tensor(for: "data").value)))
    case ("data", _):
      let new = try value.tensor(for: "data")
      if let other = value.asTensor, other.ownView?.root === (ownView?.root ?? self), new.shape == variable.shape,
        other.ownView?.layout.isContiguous == true, other.ownView?.layout.start == (ownView?.layout.start ?? 0)
      {
        return
      }
      guard !variable.requiresGradient else {
        throw Diagnostic(
          .gradient, "to give what has a gradient other numbers past it would make that gradient wrong",
          suggestion: "change the tensor itself, or a copy: x.detach().clone()")
      }
      try moveInto(value.asTensor ?? TensorValue(new))
    case ("grad", let parameter as LearnedParameter):
      guard !value.isNone else { return parameter.clearGradient() }
      try parameter.takeGradient(value.asTensor ?? TensorValue(value.tensor(for: "grad")))
    case ("grad", let computed) where value.isNone || value.asTensor?.variable.shape == computed.shape:
      guard takeKeptGradient(value.asTensor) || value.isNone else { fallthrough }
    case ("requires_grad", _):
      guard case .bool(let wanted) = value else { throw Diagnostic(.type, "`requires_grad` is True or False") }
      try setKeepsGradient(wanted)
    default:
      throw Diagnostic(
        .attribute, "`\(name)` of a tensor is read, not assigned",
        suggestion: "keep the value in a variable of its own")
    }
  }

  /// `x.detach_()`: from now on a constant with the same elements.
  ///
  /// - Throws: ``Diagnostic`` where it looks into another tensor, which goes on having a gradient.
  func letGoOfGraph() throws {
    let mine = variable
    guard mine.requiresGradient, !AbstractTensors.inUse else { return }
    if let parameter = mine as? LearnedParameter { return parameter.isFrozen = true }
    guard ownView == nil else {
      throw Diagnostic(
        .gradient, "what looks into another tensor is not detached in place", suggestion: "x.detach()",
        caughtAs: "RuntimeError")
    }
    try setOwn(.detach(mine))
  }

  /// `x.requires_grad_()`: from now on a leaf that keeps its gradient, where it is a tensor of its own.
  ///
  /// - Throws: ``Diagnostic`` where others look into the same elements, and would not see the leaf's; or where it is to cease.
  func setKeepsGradient(_ wanted: Bool) throws {
    let mine = variable
    guard wanted != mine.requiresGradient, !AbstractTensors.inUse else { return }
    if let parameter = mine as? LearnedParameter {
      if wanted { try parameter.checkLearns("requires_grad_") }
      return parameter.isFrozen = !wanted
    }
    guard wanted else {
      throw Diagnostic(
        .gradient, "what was computed keeps its way back to the parameters", suggestion: "x = x.detach()")
    }
    guard !isArray, mine.tensor.kind == .real else {
      throw Diagnostic(
        .gradient, "\(isArray ? "an array keeps" : isMask ? "a mask keeps" : "whole numbers keep") no gradient",
        suggestion: isArray ? "torch.tensor(x, requires_grad=True)" : "x = x.float()")
    }
    guard standsAlone() else {
      throw Diagnostic(
        .gradient, "this tensor looks into another one, whose elements would not be the leaf's",
        suggestion: "x = x.clone().requires_grad_()")
    }
    try setOwn(try LearnedParameter(try mine.value.copy()))
  }
}

extension Tensor {
  /// Whether the elements are the same to the bit, of the same shape.
  fileprivate func isIdentical(to other: Tensor) throws -> Bool {
    shape == other.shape && memcmp(pointer, other.pointer, count * MemoryLayout<Float>.stride) == 0
  }
}
