import Autodiff
import Language
import Tensors

extension LossEntries {
  /// Losses of numbers beside numbers.
  static var distances: [Entry] {
    [
      loss(
        "l1_loss", "the magnitude of the difference", ["x", "target"], ["input", ""], ["predictions", "targets"],
        weighting: .mean, abstract: .loss("x", "target"), example: "l1_loss(tensor([1, 2]), tensor([1, 4]))"
      ) { tensors, reduction, _ in
        try .reduced(.abs(try difference(tensors, for: "l1_loss")), reduction)
      },
      loss(
        "smooth_l1_loss", "the squared difference where it is small, its magnitude elsewhere", ["x", "target"],
        ["input", ""], ["predictions", "targets"],
        extra: [
          Parameter(
            "beta", .real(0...Double.infinity), default: .real(1), style: .keywordOnly, "where it is small: below")
        ],
        abstract: .loss("x", "target"), example: "smooth_l1_loss(tensor([1, 2]), tensor([1, 4]))"
      ) { tensors, reduction, arguments in
        let (d, beta) = (try difference(tensors, for: "smooth_l1_loss"), Float(arguments.real("beta")))
        return try .reduced(beta == 0 ? .abs(d) : .pointwise(d, .smoothMagnitude(width: beta)), reduction)
      },
      loss(
        "huber_loss", "half the squared difference where it is small, delta times its magnitude elsewhere",
        ["x", "target"], ["input", ""], ["predictions", "targets"],
        extra: [
          Parameter(
            "delta", .real(0...Double.infinity), default: .real(1), style: .keywordOnly, "where it is small: up to")
        ], weighting: .sum,
        abstract: .loss("x", "target"), example: "huber_loss(tensor([1, 2]), tensor([1, 4]))"
      ) { tensors, reduction, arguments in
        let (d, delta) = (try difference(tensors, for: "huber_loss"), Float(arguments.real("delta")))
        guard delta > 0 else {
          throw Diagnostic(
            .value, "huber_loss: delta is above 0", suggestion: "l1_loss is that of none", parameter: "delta")
        }
        return try .reduced(.pointwise(d, .huber(delta: delta)), reduction)
      },
      loss(
        "poisson_nll_loss", "minus the log-probability of counts under Poisson distributions, but for a constant",
        ["x", "target"], ["input", ""], ["logarithms of rates", "counts"],
        before: [
          Parameter("log_input", .bool, default: .bool(true), "False: x are the rates themselves"),
          Parameter("full", .bool, default: .bool(false), "add the constant, by Stirling's formula"),
        ],
        extra: [
          Parameter(
            "eps", .real(0...1), default: .real(1e-8), style: .keywordOnly,
            "added to a rate before its logarithm is taken")
        ],
        abstract: .unknown, example: "poisson_nll_loss(tensor([0, 1]), tensor([1, 3]))"
      ) { tensors, reduction, arguments in
        let (x, target) = (tensors[0], tensors[1])
        var losses =
          try arguments.bool("log_input")
          ? .exp(x) - target * x : x - target * .log(x + .constant(Float(arguments.real("eps"))))
        if arguments.bool("full") {
          // log t! for t above 1: t log t - t + ½ log 2πt.
          let t = target.value
          let stirling = try t * t.log() - t + t.scaled(by: 2 * .pi).log().scaled(by: 0.5)
          losses = try losses + Variable(try .choose(.compare(t, .greater, .scalar(1)), stirling, .scalar(0)))
        }
        return try .reduced(losses, reduction)
      },
      Entry(
        "kl_div", group: "losses",
        "the divergence Σ target · (log target - x) of log-probabilities x from probabilities",
        parameters: [
          .x("log-probabilities"), Parameter("target", .like("tensor"), "probabilities"),
          Parameter(
            "reduction",
            .word([
              Word("mean", "the mean over all elements"), Word("batchmean", "the sum, divided by the first length"),
              Word("sum", "their sum"), Word("none", "each element's own"),
            ]), default: .string("mean"), style: .keywordOnly, "how the terms of all elements become one number"),
          Parameter(
            "log_target", .bool, default: .bool(false), style: .keywordOnly, "True: the target are log-probabilities"),
        ], result: "tensor", abstract: .unknown,
        example: "kl_div(log_softmax(zeros(1, 2), dim=1), tensor([[0.3, 0.7]]), reduction=\"batchmean\")"
      ) { arguments, _ in
        let (x, target) = (try arguments.tensor("x", for: "kl_div"), try arguments.tensor("target", for: "kl_div"))
        let terms =
          try arguments.bool("log_target")
          ? .exp(target) * (target - x) : .xlogy(target, target) - target * x
        guard arguments.word("reduction") == "batchmean" else {
          return Value(try .reduced(terms, Reduction(rawValue: arguments.word("reduction")) ?? .mean))
        }
        guard terms.shape.rank > 0 else {
          throw Diagnostic(
            .shape, "kl_div: one number is no batch", suggestion: "reduction=\"sum\"", parameter: "reduction")
        }
        return Value(try .sum(terms) / .constant(Float(terms.shape[0])))
      },
      Entry(
        "cosine_similarity", group: "losses", "the cosine of the angle between vectors along a dimension",
        parameters: [
          Parameter("x1", .like("tensor"), otherNames: ["input"], "vectors"),
          Parameter("x2", .like("tensor"), "others"),
          Parameter("dim", .integer(), default: .integer(1), "along what they lie"),
          Parameter("eps", .real(0...1), default: .real(1e-8), "no length counts as less"),
        ], result: "tensor", abstract: .unknown, example: "cosine_similarity(tensor([[1, 0]]), tensor([[1, 1]]))"
      ) { arguments, _ in
        let name = "cosine_similarity"
        let (a, b) = (try arguments.tensor("x1", for: name), try arguments.tensor("x2", for: name))
        let shape = try a.shape.broadcast(with: b.shape, for: name)
        let dimension = try shape.axis(arguments.integer("dim"), for: name)
        let unit = try [a, b].map { x in
          let x = try Variable.expand(x, shape)
          let norm = try Variable.norm(x, power: 2, [dimension], keepingDimensions: true)
          // Held from below, through which gradients pass as if it had not been held, as in PyTorch.
          let held = try Variable.clamp(.detach(norm), Float(arguments.real("eps")), .infinity)
          return try x / (norm + (held - .detach(norm)))
        }
        return Value(try .sum(unit[0] * unit[1], [dimension], keepingDimensions: false))
      },
      loss(
        "gaussian_nll_loss", "as gaussian_nll: minus the log-density of normal distributions",
        ["mean", "x", "var"], ["input", "target", ""], ["means", "observations", "variances"],
        before: [
          Parameter("full", .bool, default: .bool(false), "add the constant ½ log 2π"),
          Parameter("eps", .real(0...1), default: .real(1e-6), "no variance counts as less, for stability"),
        ],
        abstract: .unknown, example: "gaussian_nll_loss(zeros(2), tensor([1, 2]), ones(2))"
      ) { tensors, reduction, arguments in
        let variance = try held(tensors[2], above: Float(arguments.real("eps")))
        return try .gaussianNLL(tensors[0], tensors[1], variance, full: arguments.bool("full"), reduction)
      },
    ]
  }

  private static func difference(_ tensors: [Variable], for name: String) throws -> Variable {
    try tensors[0].requireShape(of: tensors[1], for: name)
    return try tensors[0] - tensors[1]
  }
}

extension Variable {
  /// Each element's loss as one number: the mean is a division, so that that of 7 threes is 3.
  fileprivate static func reduced(_ loss: Variable, _ reduction: Reduction) throws -> Variable {
    reduction == .mean ? try sum(loss) / constant(Float(loss.tensor.count)) : try reduce(loss, reduction)
  }
}
