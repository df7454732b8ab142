import Autodiff
import Language

/// Group `losses`. Each takes `reduction=`: "mean" (the default), "sum" or "none".
enum LossEntries {
  static var all: [Entry] { images + distances + classes }

  private static var images: [Entry] {
    [
      loss(
        "binary_cross_entropy", "-[x log p + (1 - x) log(1 - p)] for probabilities p and targets x", ["p", "x"],
        ["input", "target"],
        ["probabilities", "targets from 0 to 1"],
        details: """
          Minus the log-likelihood of x under Bernoulli distributions. As in PyTorch no logarithm counts as less than -100, and \
          a p of exactly 0 or 1 passes no gradient to a sigmoid before it: from logits, \
          binary_cross_entropy_with_logits stays exact, and so does the loss of a model, whose sigmoid it knows.
          """,
        weighting: .example, abstract: .loss("p", "x"),
        example: "binary_cross_entropy(tensor([0.9, 0.2]), tensor([1, 0]), reduction=\"sum\")",
        lesson: "03-encoder-network"
      ) { tensors, reduction, _ in try .binaryCrossEntropy(tensors[0], tensors[1], reduction) },
      loss(
        "binary_cross_entropy_with_logits", "the same from logits: p = sigmoid(logits)", ["logits", "x"],
        ["input", "target"],
        ["before the sigmoid", "targets from 0 to 1"],
        extra: [
          Parameter(
            "pos_weight", .like("tensor"), default: Value.none, style: .keywordOnly,
            "what the targets of 1 count for, beside those of 0")
        ], weighting: .example, abstract: .loss("logits", "x"),
        example: "binary_cross_entropy_with_logits(tensor([2, -1]), tensor([1, 0]))",
        lesson: "10-limitations",
        departure:
          "targets outside of 0 … 1 are an error, as in `binary_cross_entropy`; there they give a loss below 0."
      ) { tensors, reduction, arguments in
        let (logits, x) = (tensors[0], tensors[1])
        guard !arguments["pos_weight"].isNone else { return try .binaryCrossEntropyWithLogits(logits, x, reduction) }
        let positive = try arguments.tensor("pos_weight", for: "binary_cross_entropy_with_logits")
        // The losses without it say what is wrong with shapes and targets.
        let plain = try Variable.binaryCrossEntropyWithLogits(logits, x, .none)
        return try weighted(
          plain + (positive - .constant(1)) * x * .softplus(.negated(logits)), nil, .example, reduction)
      },
      loss(
        "mse_loss", "the squared difference", ["x", "target"], ["input", ""], ["predictions", "targets"],
        weighting: .mean, abstract: .loss("x", "target"), example: "mse_loss(tensor([1, 2]), tensor([1, 4]))"
      ) { tensors, reduction, _ in try .meanSquaredError(tensors[0], tensors[1], reduction) },
      loss(
        "gaussian_nll", "minus the log-density of normal distributions, but for the constant ½ log 2π",
        ["mean", "x", "var"], ["input", "target", ""], ["means", "observations", "variances"],
        extra: [
          Parameter("full", .bool, default: .bool(false), style: .keywordOnly, "add the constant"),
          Parameter(
            "eps", .real(0...1), default: .real(1e-6), style: .keywordOnly, "no variance counts as less, for stability"),
        ],
        abstract: .unknown, example: "gaussian_nll(zeros(2), tensor([1, 2]), ones(2))",
        otherNames: ["gaussian_nll_loss"]
      ) { tensors, reduction, arguments in
        let variance = try Self.held(tensors[2], above: Float(arguments.real("eps")))
        return try .gaussianNLL(tensors[0], tensors[1], variance, full: arguments.bool("full"), reduction)
      },
      loss(
        "kl_divergence", "KL(N(mean, e^logvar) ‖ N(0, 1)) = ½ (mean² + e^logvar - 1 - logvar)", ["mean", "logvar"],
        ["", ""],
        ["means", "logarithms of variances"],
        abstract: .unknown, example: "kl_divergence(tensor([0, 1]), tensor([0, 0]), reduction=\"sum\")",
        lesson: "07-gaussian-kl"
      ) { tensors, reduction, _ in
        guard tensors[0].shape == tensors[1].shape else {
          throw Diagnostic(
            .shape, "kl_divergence: mean is \(tensors[0].shape) and logvar \(tensors[1].shape)",
            suggestion: "both come from the encoder and have one shape: mean, logvar = enc(x)")
        }
        return try .gaussianKL(tensors[0], tensors[1], reduction)
      },
    ]
  }

  /// Variances of at least so much, through which gradients pass as if they had not been held, as in PyTorch.
  static func held(_ variance: Variable, above least: Float) throws -> Variable {
    if let negative = variance.value.elements.first(where: { $0 < 0 }) {
      throw Diagnostic(
        .value, "gaussian_nll: a variance is not negative, and one of these is \(negative)",
        suggestion: "var=exp(logvar) is always positive", parameter: "var")
    }
    guard variance.value.elements.contains(where: { $0 < least }) else { return variance }
    let missing = try Variable.clamp(.detach(variance), least, .infinity) - .detach(variance)
    return try variance + missing
  }

  /// How weights of single elements count.
  enum Weighting {
    case none
    /// A third tensor, which broadcasts; the mean is over all elements.
    case example
    /// By its name, of the predictions' shape; the mean is that of the weights.
    case mean
    /// By its name; the mean is over all elements.
    case sum
  }

  static var reduction: Parameter {
    Parameter(
      "reduction",
      .word([
        Word("mean", "the mean over all elements"), Word("sum", "their sum"), Word("none", "each element's own loss"),
      ]), default: .string("mean"), style: .keywordOnly, "how the losses of all elements become one number")
  }

  /// - Parameters:
  ///   - foreign: what PyTorch calls each tensor; empty where it has no such loss.
  ///   - before: parameters that stand behind the tensors.
  ///   - extra: parameters that have to be named.
  static func loss(
    _ name: String, _ summary: String, _ names: [String], _ foreign: [String], _ meanings: [String],
    details: String = "",
    before: [Parameter] = [], extra: [Parameter] = [], weighting: Weighting = .none, abstract: AbstractRule,
    example: String, lesson: String? = nil, otherNames: [String] = [], departure: String = "",
    _ f: @escaping ([Variable], Reduction, Arguments) throws -> Variable
  ) -> Entry {
    let weight = Parameter(
      "weight", .like("tensor"), default: Value.none, style: weighting == .example ? .standard : .keywordOnly,
      "what each element counts for")
    return Entry(
      name, group: "losses", summary, details: details,
      parameters: names.indices.map { place in
        let other = foreign[place].isEmpty || foreign[place] == names[place] ? [] : [foreign[place]]
        return Parameter(names[place], .like("tensor"), otherNames: other, meanings[place])
      } + (weighting == .example ? [weight] : []) + before + extra + [reduction]
        + (weighting == .mean || weighting == .sum ? [weight] : []),
      result: "tensor", abstract: abstract, example: example, lesson: lesson, otherNames: otherNames,
      departure: departure
    ) { arguments, _ in
      let tensors = try names.map { try arguments.tensor($0, for: name) }
      let reduction = Reduction(rawValue: arguments.word("reduction")) ?? .mean
      guard weighting != .none, !arguments["weight"].isNone else { return Value(try f(tensors, reduction, arguments)) }
      let weight = try arguments.tensor("weight", for: name)
      let losses = try f(tensors, .none, arguments)
      let together = try losses.shape.broadcast(with: weight.shape, for: name)
      guard weighting == .example ? together == losses.shape : weight.shape == losses.shape else {
        throw Diagnostic(
          .shape, "\(name): the weights are \(weight.shape), and the losses that they multiply \(losses.shape)",
          parameter: "weight")
      }
      return Value(try weighted(losses, weight, weighting, reduction))
    }
  }

  /// The losses of all elements, times their weights, as one number.
  private static func weighted(
    _ losses: Variable, _ weight: Variable?, _ weighting: Weighting, _ reduction: Reduction
  ) throws -> Variable {
    let losses = try weight.map { try losses * $0 } ?? losses
    guard reduction == .mean, weighting == .mean, let weight else { return try .reduce(losses, reduction) }
    return try .sum(losses) / .sum(weight)
  }
}
