import Autodiff
import Language
import Tensors

extension LossEntries {
  /// Losses of classes: of each example, how likely its class was held to be.
  static var classes: [Entry] {
    [
      classLoss(
        "cross_entropy", "minus the log-probability of each example's class, from logits",
        input: "logits, with the classes along the second dimension, or the only one",
        target: "a class for each example, or probabilities of all classes",
        extra: [
          Parameter(
            "label_smoothing", .real(0...1), default: .real(0), style: .keywordOnly,
            "the share of each target that is spread over all classes")
        ], example: "cross_entropy(tensor([[2, 0.5], [0, 3]]), tensor([0, 1]))"
      ) { loss, arguments in
        let smoothing = Float(arguments.real("label_smoothing"))
        let classes = loss.classCount
        guard loss.target.shape != loss.input.shape else {
          return try loss.ofProbabilities(try .logSoftmax(loss.input, loss.classDimension), smoothing)
        }
        let logs = try Variable.logSoftmax(loss.input, loss.classDimension)
        let own = try loss.ofClasses(logs)
        guard smoothing > 0 else { return own }
        let spread = try loss.ofAllClasses(logs)
        return try own * .constant(1 - smoothing) + spread * .constant(smoothing / Float(classes))
      },
      classLoss(
        "nll_loss", "minus the log-probability of each example's class, from logarithms",
        input: "log-probabilities, as log_softmax gives them, with the classes along the second dimension",
        target: "a class for each example", extra: [],
        example: "nll_loss(log_softmax(tensor([[2, 0.5], [0, 3]]), dim=1), tensor([0, 1]))"
      ) { loss, _ in try loss.ofClasses(loss.input) },
    ]
  }

  private static func classLoss(
    _ name: String, _ summary: String, input: String, target: String, extra: [Parameter], example: String,
    _ f: @escaping (ClassLoss, Arguments) throws -> Variable
  ) -> Entry {
    Entry(
      name, group: "losses", summary,
      parameters: [
        .x(input), Parameter("target", .like("tensor"), target),
        Parameter("weight", .like("tensor"), default: Value.none, "what each class counts for"),
        Parameter(
          "ignore_index", .integer(), default: .integer(-100), style: .keywordOnly,
          "a class whose examples do not count"),
        reduction,
      ] + extra, result: "tensor", abstract: .unknown, example: example
    ) { arguments, _ in
      try f(
        ClassLoss(
          name: name, input: try arguments.tensor("x", for: name), target: try arguments.tensor("target", for: name),
          weight: try arguments["weight"].isNone ? nil : arguments.tensor("weight", for: name),
          ignored: arguments.integer("ignore_index"),
          reduction: Reduction(rawValue: arguments.word("reduction")) ?? .mean), arguments
      ).asValue
    }
  }
}

extension Variable {
  fileprivate var asValue: Value { Value(self) }
}

/// A loss of examples that belong to classes.
private struct ClassLoss {
  let name: String
  /// [batch, classes, …], or [classes].
  let input, target: Variable
  let weight: Variable?
  let reduction: Reduction
  /// 0 for those whose class is ignored, else 1; nil where none is.
  private var counted: Tensor?
  /// The classes, 0 where they are ignored, with a dimension of 1 for the classes.
  private var index: Tensor?

  init(name: String, input: Variable, target: Variable, weight: Variable?, ignored: Int, reduction: Reduction) throws {
    (self.name, self.input, self.target, self.weight, self.reduction) = (name, input, target, weight, reduction)
    guard input.shape.rank > 0 else {
      throw Diagnostic(.shape, "\(name) takes numbers for each class, and this is one number", parameter: "x")
    }
    if let weight, weight.shape != [classCount] {
      throw Diagnostic(
        .shape, "\(name): there is a weight for each of \(classCount) classes, and these are \(weight.shape)",
        parameter: "weight")
    }
    if name == "cross_entropy", target.shape == input.shape { return }
    let wanted = input.shape.removing(classDimension)
    guard target.shape == wanted else {
      throw Diagnostic(
        .shape, "\(name): for numbers \(input.shape) the classes are \(wanted), and these are \(target.shape)",
        suggestion: target.shape == [input.shape[0], 1] ? "target.squeeze(1)" : nil, parameter: "target")
    }
    var classes = target.value
    let ignoredNumber = try Tensor.scalar(Float(ignored))
    if classes.elements.contains(where: { $0 == Float(ignored) }) {
      let counted = try Tensor.compare(classes, .notEqual, ignoredNumber)
      self.counted = counted
      classes = try .choose(counted, classes, .scalar(0))
    }
    if let wrong = classes.elements.first(where: {
      !($0 >= 0 && $0 < Float(input.shape[input.shape.rank == 1 ? 0 : 1]) && $0 == $0.rounded(.down))
    }) {
      throw Diagnostic(
        .value,
        "\(name): classes are whole numbers from 0 to \(classCount - 1), and one of these is "
          + (Int(exactly: wrong).map(String.init) ?? Value.real(Double(wrong)).repr),
        suggestion: wrong >= Float(classCount)
          ? "the last layer gives a number for each class: linear(…, \(Int(min(wrong, 1e6)) + 1))" : nil,
        parameter: "target")
    }
    index = try classes.reshaped(input.shape.replacing(classDimension, with: 1))
  }

  var classDimension: Int { input.shape.rank == 1 ? 0 : 1 }
  var classCount: Int { input.shape[classDimension] }

  /// -log p of each example's class.
  func ofClasses(_ logs: Variable) throws -> Variable {
    guard let index else { return logs }
    var losses = try Variable.reshape(.negated(.gather(logs, classDimension, index)), target.shape)
    // What each example counts for.
    var counts = counted
    if let weight {
      let own = try weight.value.selected(0, index.array.map { Int($0) }).reshaped(target.shape)
      counts = try counts.map { try $0 * own } ?? own
      losses = try losses * .reshape(.select(weight, 0, index.array.map { Int($0) }), target.shape)
    }
    if let counted { losses = try .choose(Variable(counted), losses, .constant(0)) }
    return try reduced(losses, count: counts.map { try $0.total() } ?? Double(target.tensor.count))
  }

  /// -Σ log p over all classes of each example.
  func ofAllClasses(_ logs: Variable) throws -> Variable {
    var losses = try Variable.negated(.sum(try weighted(logs), [classDimension], keepingDimensions: false))
    if let counted { losses = try .choose(Variable(counted), losses, .constant(0)) }
    var count = try counted.map { try $0.total() } ?? Double(target.tensor.count)
    if let weight, let index {
      var own = try weight.value.selected(0, index.array.map { Int($0) }).reshaped(target.shape)
      if let counted { own = try own * counted }
      count = try own.total()
    }
    return try reduced(losses, count: count)
  }

  /// -Σ t · log p over all classes, for probabilities t.
  func ofProbabilities(_ logs: Variable, _ smoothing: Float) throws -> Variable {
    var shares = target
    if smoothing > 0 {
      shares = try shares * .constant(1 - smoothing) + .constant(smoothing / Float(classCount))
    }
    let losses = try Variable.negated(.sum(try weighted(logs) * shares, [classDimension], keepingDimensions: false))
    return try reduced(losses, count: Double(losses.tensor.count))
  }

  private func weighted(_ logs: Variable) throws -> Variable {
    guard let weight else { return logs }
    var lengths = Array(repeating: 1, count: input.shape.rank)
    lengths[classDimension] = classCount
    return try logs * .reshape(weight, Shape(lengths))
  }

  /// The mean is that of all weights.
  private func reduced(_ losses: Variable, count: Double) throws -> Variable {
    switch reduction {
    case .none: losses
    case .sum: try .sum(losses)
    case .mean: try .sum(losses) / .constant(Float(count))
    }
  }
}
