import Tensors

/// A tensor in a computation that may be differentiated: its value, and how it came about.
///
/// Operations on variables are static functions named as in PyTorch, one file for each family, each with its derivative
/// right below its value.
package class Variable {
  package internal(set) var value: Tensor
  /// How the value was computed; nil for constants, parameters, and whatever was made without recording.
  var node: Node?

  package init(_ value: Tensor) { self.value = value }

  /// The value, for those that ask of what kind its elements are, and how many, and not what they are.
  package var tensor: Tensor { value }

  /// A value that stays what it is when a parameter changes whose memory it would look into.
  convenience init(lasting value: Tensor) {
    self.init(value.storage.isWritten ? (try? value.copy()) ?? value : value)
  }

  /// Whether gradients pass through: true for parameters and for what descends from them.
  package var requiresGradient: Bool { node != nil }

  package var shape: Shape { value.shape }

  /// Hands out the value to be written in place, if no graph and nobody else has it; else gives false.
  package func overwrite(_ write: (Tensor) -> Void) -> Bool {
    // What a transcript says is never undone.
    guard node == nil, !(self is LearnedParameter), value.isSoleOwner(), Transcript.current == nil else { return false }
    write(value)
    return true
  }

  /// Whether it is known to be a sigmoid of something: it was recorded as one.
  package var isSigmoid: Bool { node?.operation == .sigmoid && node?.hooks.isEmpty != false }

  /// The result of an operation; recorded where recording is on and an input requires a gradient.
  ///
  /// - Parameters:
  ///   - written: what a transcript has for inputs, where it needs others than the gradients.
  ///   - backward: adds to the inputs' gradients, given the gradient of the result. It keeps alive the tensors it uses, and
  ///     no variables, so that a graph is freed from its end.
  static func result(
    _ value: Tensor, _ operation: @autoclosure () -> Operation, _ inputs: [Variable],
    written: @autoclosure () -> [Variable]? = nil,
    _ backward: @escaping (_ gradient: Tensor, _ inputs: GradientSink) throws -> Void
  ) -> Variable {
    let result = Variable(lasting: value)
    if Recording.isOn && inputs.contains(where: \.requiresGradient) {
      result.node = Node(operation(), inputs, backward)
    }
    if let transcript = Transcript.current { transcript.add(operation(), written() ?? inputs, result) }
    return result
  }

}

/// A leaf whose gradient is wanted, and that an optimizer changes: a layer's weights, or a tensor the user made into a
/// `parameter`. PyTorch has it as `nn.Parameter`; here an entry of the table has parameters too, those of a call.
package final class LearnedParameter: Variable {
  /// Its name within its layer: `weight`, `bias`. A layer that takes it up gives it that name.
  package var name: String
  /// Room for the gradient. Its content counts only where ``hasGradient`` says so.
  private var gradientBuffer: Tensor
  package private(set) var hasGradient = false
  /// Shown the gradient of a whole backward pass before it is added.
  var hooks: [GradientHook] = []
  /// Counts the changes in place, so that a graph computed from an older value is not differentiated with the new one.
  package private(set) var version = 0
  /// Who looks past the gradient into its memory, and whose elements are that memory besides: both end where the parameter
  /// is given another memory.
  package weak var onlooker, lender: AnyObject?
  /// Whose elements are the gradient's room, as long as there is this gradient: `g = p.grad`.
  package weak var gradientHolder: (any GradientHolder)?
  /// Those of the gradients that it was changed by, as far as somebody wanted to know.
  package var gradientLengths = GradientLengths()
  /// Counts the changes of the gradient, for those that look into it.
  package private(set) var gradientVersion = 0

  /// - Parameter kind: of its numbers. Those that are learned are real, whatever they start from; others are kept with the
  ///   layer and never learned.
  /// - Throws: ``TensorError`` of code `memory`.
  package init(_ value: Tensor, name: String = "parameter", kind: ElementKind = .real) throws {
    self.name = name
    gradientBuffer = try Tensor(uninitialized: value.shape, for: "parameter")
    isFrozen = kind != .real
    super.init(value.as(kind))
    value.storage.isWritten = true
  }

  /// Whether its gradient is not wanted for now: it stays a parameter of its layers, and what is computed from it and from
  /// constants alone is a constant.
  package var isFrozen: Bool

  package override var requiresGradient: Bool { !isFrozen }

  /// The sum of the gradients since the last ``clearGradient()``; nil where none came.
  package var gradient: Tensor? { hasGradient ? gradientBuffer : nil }

  /// Forgets the gradient. Nothing is written: the next one overwrites instead of adding, and who looked at this one keeps
  /// its numbers.
  package func clearGradient() {
    guard hasGradient else { return }
    if let holder = gradientHolder {
      holder.gradientEnds(of: self)
      gradientHolder = nil
    }
    hasGradient = false
  }

  /// Makes the gradient zeros, if there is one.
  package func zeroGradient() {
    guard hasGradient else { return }
    gradientBuffer.mutablePointer.update(repeating: 0, count: gradientBuffer.count)
    noteGradientChange()
  }

  /// Says that the gradient's room was written to.
  package func noteGradientChange() { gradientVersion &+= 1 }

  /// Makes the gradient what `write` puts into its room.
  func takeGradient(writing write: (UnsafeMutablePointer<Float>) throws -> Void) rethrows {
    try write(gradientBuffer.mutablePointer)
    hasGradient = true
    noteGradientChange()
  }

  /// Adds a gradient of the parameter's shape to the one there is, if any.
  func add(_ gradient: Tensor) {
    let (source, destination) = (gradient.pointer, gradientBuffer.mutablePointer)
    guard hasGradient else { return takeGradient { $0.update(from: source, count: gradient.count) } }
    for element in 0..<gradient.count { destination[element] += source[element] }
    noteGradientChange()
  }

  /// Makes the gradient a copy of that of another parameter, of the same shape.
  package func takeGradient(of other: LearnedParameter) {
    hasGradient = other.hasGradient
    if hasGradient { gradientBuffer.mutablePointer.update(from: other.gradientBuffer.pointer, count: value.count) }
  }

  /// Makes the gradient a copy of a tensor of the parameter's shape, as one that was clipped.
  package func takeGradient(_ gradient: Tensor) {
    precondition(gradient.count == value.count, "a gradient has the shape of its parameter")
    takeGradient { $0.update(from: gradient.pointer, count: gradient.count) }
  }

  /// Gives the parameter other memory to live in, a part of an arena, with its present value (and gradient) in it.
  package func move(value: Tensor, gradient: Tensor) {
    value.mutablePointer.update(from: self.value.pointer, count: self.value.count)
    if hasGradient { gradient.mutablePointer.update(from: gradientBuffer.pointer, count: gradient.count) }
    self.value = value.as(self.value.kind)
    value.storage.isWritten = true
    gradientBuffer = gradient
  }

  /// Overwrites the value in place.
  ///
  /// - Throws: ``TensorError`` where the shapes differ.
  package func assign(_ tensor: Tensor) throws {
    guard tensor.shape == shape else {
      throw TensorError(.shape, "load", "load: \(name) is \(shape), and the value for it is \(tensor.shape)")
    }
    if value.kind != .real, tensor.kind != value.kind {
      guard tensor.elements.allSatisfy({ $0 == $0.rounded() }) else {
        throw TensorError(.value, "load", "load: \(name) holds whole numbers, and the value for it has others")
      }
      _ = try tensor.held(as: value.kind, "load")
    }
    value.mutablePointer.update(from: tensor.pointer, count: tensor.count)
    noteChange()
  }

  /// Says that an optimizer has written a new value.
  package func noteChange() { version += 1 }

  /// Where the gradients lie in memory, for the optimizer's pass over whole arenas.
  package var gradientTensor: Tensor { gradientBuffer }
}

/// Looks into the gradient of a parameter while that lasts.
package protocol GradientHolder: AnyObject {
  /// The gradient is about to be forgotten, and its room to be used for another: what was seen of it is kept apart.
  func gradientEnds(of parameter: LearnedParameter)
}
