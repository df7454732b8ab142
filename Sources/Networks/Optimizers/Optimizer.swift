import Autodiff
import Tensors

/// Changes parameters by their gradients.
package final class Optimizer {
  /// The rule of one update, with its settings.
  package enum Rule: Sendable, Codable, Equatable {
    /// Adam (Kingma & Ba 2015). `decoupled` makes it AdamW (Loshchilov & Hutter 2019): decay acts on the weights
    /// themselves instead of on the gradient.
    case adam(
      beta1: Double = 0.9, beta2: Double = 0.999, epsilon: Double = 1e-8, weightDecay: Double = 0,
      decoupled: Bool = false)
    case sgd(momentum: Double = 0, weightDecay: Double = 0, nesterov: Bool = false)
    /// RMSprop (Tieleman & Hinton 2012), with PyTorch's ε outside of the root.
    case rmsprop(smoothing: Double = 0.99, epsilon: Double = 1e-8, momentum: Double = 0, weightDecay: Double = 0)

    enum CodingKeys: String, CodingKey { case adam, sgd, rmsprop }
    enum AdamCodingKeys: String, CodingKey { case beta1, beta2, epsilon, weightDecay, decoupled }
    enum SgdCodingKeys: String, CodingKey { case momentum, weightDecay, nesterov }
    enum RmspropCodingKeys: String, CodingKey { case smoothing, epsilon, momentum, weightDecay }

    /// Whether it keeps a running mean of the gradient's square.
    package var hasSecondMoments: Bool { if case .sgd = self { false } else { true } }
  }

  /// The parameters that are changed by one rule, at one rate.
  package struct Group: Sendable {
    /// The rule in force. Another of the same kind, as with another decay, goes on with the moments as they are.
    package var rule: Rule
    package var learningRate: Double
    /// What a schedule of rates keeps beside the present one, by its names: the rate that it began with, or is to reach.
    /// No step looks at it.
    package var schedule: [String: Double] = [:]
    /// Which of the optimizer's parameters are its.
    package let parameters: Range<Int>
  }

  /// One after another, all of one kind of rule. Most optimizers have one.
  package var groups: [Group]
  package private(set) var parameters: [LearnedParameter]
  /// Updates made so far.
  package private(set) var steps = 0
  /// Those of each parameter: the updates for which it had a gradient. Its moments are corrected by them, as in PyTorch, so
  /// that one that joins later begins as the others began.
  package private(set) var stepsByParameter: [Int]

  /// First moments, for SGD and RMSprop the momentum, and second moments of all parameters, one after another; the
  /// second is empty for SGD.
  private var firstMoments: Tensor
  private var secondMoments: Tensor

  /// The rule of all groups; where they differ, of the first.
  package var rule: Rule {
    get { groups[0].rule }
    set { for index in groups.indices { groups[index].rule = newValue } }
  }

  /// The rate of all groups; where they differ, of the first.
  package var learningRate: Double {
    get { groups[0].learningRate }
    set { for index in groups.indices { groups[index].learningRate = newValue } }
  }

  /// - Throws: ``TensorError`` where there is nothing to optimize.
  package init(_ rule: Rule, _ parameters: [LearnedParameter], learningRate: Double) throws {
    self.parameters = parameters.distinct
    guard !self.parameters.isEmpty else {
      throw TensorError(.value, "optimizer", "an optimizer needs parameters, and what it was given has none")
    }
    stepsByParameter = self.parameters.map { _ in 0 }
    groups = [Group(rule: rule, learningRate: learningRate, parameters: self.parameters.indices)]
    let count = self.parameters.reduce(0) { $0 + $1.value.count }
    firstMoments = try .zeros([count])
    secondMoments = try .zeros([rule.hasSecondMoments ? count : 0])
  }

  /// An optimizer that has taken no step, with the groups of others that are of one kind.
  ///
  /// - Throws: ``TensorError`` where a parameter is in several of them.
  package init(joining optimizers: [Optimizer]) throws {
    parameters = optimizers.flatMap(\.parameters)
    guard parameters.distinct.count == parameters.count else {
      throw TensorError(
        .value, "optimizer", "a parameter is in several groups of an optimizer, and would be changed several times")
    }
    var start = 0
    groups = optimizers.flatMap(\.groups).map { group in
      defer { start += group.parameters.count }
      return Group(
        rule: group.rule, learningRate: group.learningRate, schedule: group.schedule,
        parameters: start..<start + group.parameters.count)
    }
    stepsByParameter = parameters.map { _ in 0 }
    let count = parameters.reduce(0) { $0 + $1.value.count }
    firstMoments = try .zeros([count])
    secondMoments = try .zeros([groups[0].rule.hasSecondMoments ? count : 0])
  }

  /// Takes over the groups of another optimizer of this kind, whose parameters begin as that has them.
  ///
  /// - Throws: ``TensorError`` where a parameter is in both.
  package func add(_ other: Optimizer) throws {
    guard (parameters + other.parameters).distinct.count == parameters.count + other.parameters.count else {
      throw TensorError(
        .value, "optimizer", "a parameter is in several groups of an optimizer, and would be changed several times")
    }
    let moments = (
      try Tensor.concatenated([firstMoments, other.firstMoments], 0),
      try Tensor.concatenated([secondMoments, other.secondMoments], 0)
    )
    (firstMoments, secondMoments) = moments
    groups += other.groups.map { group in
      Group(
        rule: group.rule, learningRate: group.learningRate, schedule: group.schedule,
        parameters: group.parameters.lowerBound + parameters.count..<group.parameters.upperBound + parameters.count)
    }
    parameters += other.parameters
    stepsByParameter += other.stepsByParameter
  }

  /// Makes all gradients zeros that are there.
  package func zeroGradients() { for parameter in parameters { parameter.zeroGradient() } }

  /// Says that the numbers of ``gradients`` were written to.
  package func noteGradientChanges() {
    for parameter in parameters where parameter.hasGradient { parameter.noteGradientChange() }
  }

  /// Forgets all gradients.
  package func clearGradients() { for parameter in parameters { parameter.clearGradient() } }

  /// The parameters that have no gradient: after a backward pass, those the loss does not depend on.
  package var withoutGradient: [LearnedParameter] { parameters.filter { !$0.hasGradient } }

  /// The length of all gradients together as one vector, of numbers whose squares no float holds too; infinite or NaN
  /// where a gradient is.
  package func gradientNorm() throws -> Double {
    func length(_ sumOfSquares: (UnsafePointer<Float>, Int) throws -> Double) throws -> Double {
      try spans().reduce(0) { $0 + (try sumOfSquares($1.gradient, $1.count)) }.squareRoot()
    }
    let fast = try length { try Optimization.sumOfSquares($0, count: $1) }
    return fast.isFinite ? fast : try length { try Optimization.sumOfSquaresInDouble($0, count: $1) }
  }

  /// The numbers of all gradients, as few runs of memory.
  package var gradients: [UnsafeMutableBufferPointer<Float>] {
    spans().map { UnsafeMutableBufferPointer(start: $0.gradient, count: $0.count) }
  }

  /// Multiplies every gradient: what is too long is made shorter without changing its direction.
  package func scaleGradients(by factor: Double) {
    // A factor below what a float holds exactly is taken in two steps.
    if factor > 0, factor < Double(Float.leastNormalMagnitude) {
      for _ in 0..<2 { scaleGradients(by: factor.squareRoot()) }
      return
    }
    for span in spans() { Optimization.scale(span.gradient, count: span.count, by: factor) }
    noteGradientChanges()
  }

  /// One update of every parameter that has a gradient.
  ///
  /// - Throws: ``TensorError`` of code `gradient` where none has one.
  package func step() throws {
    for (number, parameter) in parameters.enumerated() where parameter.hasGradient { stepsByParameter[number] += 1 }
    let spans = spans()
    guard !spans.isEmpty else {
      throw TensorError(
        .gradient, "step", "step: no parameter of the optimizer has a gradient",
        suggestion:
          "call backward on a loss computed from the networks this optimizer was made for; a network that was "
          + "redefined needs a new optimizer")
    }
    steps += 1
    if GradientLengths.areKept { try noteLengths() }
    for parameter in parameters where parameter.hasGradient { parameter.noteChange() }
    for span in spans {
      let learningRate = span.group.learningRate
      switch span.group.rule {
      case .adam(let beta1, let beta2, let epsilon, let weightDecay, let decoupled):
        Optimization.adam(
          span.value, span.gradient, firstMoments.mutablePointer + span.offset,
          secondMoments.mutablePointer + span.offset, count: span.count, step: span.steps, learningRate: learningRate,
          beta1: beta1, beta2: beta2, epsilon: epsilon, weightDecay: weightDecay, decoupled: decoupled)
      case .sgd(let momentum, let weightDecay, let nesterov):
        Optimization.sgd(
          span.value, span.gradient, firstMoments.mutablePointer + span.offset, count: span.count,
          learningRate: learningRate, momentum: momentum, nesterov: nesterov, weightDecay: weightDecay,
          isFirst: span.steps == 1)
      case .rmsprop(let smoothing, let epsilon, let momentum, let weightDecay):
        Optimization.rmsprop(
          span.value, span.gradient, firstMoments.mutablePointer + span.offset,
          secondMoments.mutablePointer + span.offset, count: span.count, learningRate: learningRate,
          smoothing: smoothing, epsilon: epsilon, momentum: momentum, weightDecay: weightDecay)
      }
    }
  }

  /// Remembers how long each parameter's gradient is.
  private func noteLengths() throws {
    for parameter in parameters where parameter.hasGradient {
      let gradient = parameter.gradientTensor
      let squares = try Optimization.sumOfSquares(gradient.pointer, count: gradient.count)
      parameter.gradientLengths.append(squares.squareRoot())
    }
  }

  /// A run of memory that belongs to parameters with gradients.
  private struct Span {
    let value: UnsafeMutablePointer<Float>
    let gradient: UnsafeMutablePointer<Float>
    let group: Group
    /// Where its moments begin.
    let offset: Int
    /// The updates that its parameters have had, this one among them.
    let steps: Int
    var count: Int
  }

  /// Parameters that have gradients, with neighbours in an arena joined that have had as many updates: usually one span for
  /// each network and group.
  private func spans() -> [Span] {
    var spans: [Span] = []
    var offset = 0
    for group in groups { add(group, to: &spans, &offset) }
    return spans
  }

  private func add(_ group: Group, to spans: inout [Span], _ offset: inout Int) {
    for index in group.parameters {
      let parameter = parameters[index]
      let count = parameter.value.count
      defer { offset += count }
      guard parameter.hasGradient else { continue }
      let (value, gradient) = (parameter.value.mutablePointer, parameter.gradientTensor.mutablePointer)
      if index > group.parameters.lowerBound, let last = spans.last, last.value + last.count == value,
        last.gradient + last.count == gradient, last.offset + last.count == offset,
        last.steps == stepsByParameter[index]
      {
        spans[spans.count - 1].count += count
      } else {
        spans.append(
          Span(
            value: value, gradient: gradient, group: group, offset: offset, steps: stepsByParameter[index], count: count
          ))
      }
    }
  }

  /// The two moments of each parameter, in their order; the second is empty for SGD.
  package var moments: [(first: Tensor, second: Tensor?)] {
    get throws {
      var start = 0
      return try parameters.map { parameter in
        let range = start..<start + parameter.value.count
        start = range.upperBound
        let second = secondMoments.count > 0 ? try secondMoments.rows(range).reshaped(parameter.shape) : nil
        return (try firstMoments.rows(range).reshaped(parameter.shape), second)
      }
    }
  }

  /// Puts back where another optimizer of the same parameters stood.
  ///
  /// - Parameters:
  ///   - stepsByParameter: as it was there; nil where each parameter took part in all.
  ///   - moments: of the shapes of the parameters, as ``moments`` gave them.
  package func restore(
    steps: Int, stepsByParameter: [Int]? = nil, moments restored: [(first: Tensor, second: Tensor?)]
  ) throws {
    for (own, other) in zip(try moments, restored) {
      own.first.mutablePointer.update(from: other.first.pointer, count: own.first.count)
      if let second = own.second, let other = other.second {
        second.mutablePointer.update(from: other.pointer, count: second.count)
      }
    }
    self.steps = steps
    self.stepsByParameter = stepsByParameter ?? parameters.map { _ in steps }
  }

  /// An optimizer of the copied parameters that stands where the other stands.
  init(copying other: Optimizer, copies: NetworkCopies) throws {
    groups = other.groups
    parameters = try other.parameters.map { try copies.copy($0) }
    steps = other.steps
    stepsByParameter = other.stepsByParameter
    firstMoments = try other.firstMoments.copy()
    secondMoments = try other.secondMoments.copy()
  }
}
