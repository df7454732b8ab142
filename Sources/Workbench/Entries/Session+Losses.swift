import Autodiff
import Language

// Group `losses`. Each takes `reduction=`: "mean" (the default), "sum" or "none".

extension Session {
  func lossEntries() -> [Entry] {
    [
      loss(
        "binary_cross_entropy", "-[x log p + (1 - x) log(1 - p)] for probabilities p and targets x", ["p", "x"],
        ["probabilities", "targets from 0 to 1"],
        details: """
          Minus the log-likelihood of x under Bernoulli distributions. Where p comes from a sigmoid, the loss is computed \
          from what went into it, which stays exact for probabilities near 0 and 1.
          """,
        example: "binary_cross_entropy(tensor([0.9, 0.2]), tensor([1, 0]), reduction=\"sum\")",
        section: "Encoder Network"
      ) { tensors, reduction, _ in try .binaryCrossEntropy(tensors[0], tensors[1], reduction) },
      loss(
        "binary_cross_entropy_with_logits", "the same from logits: p = sigmoid(logits)", ["logits", "x"],
        ["before the sigmoid", "targets from 0 to 1"],
        example: "binary_cross_entropy_with_logits(tensor([2, -1]), tensor([1, 0]))", section: "Encoder Network"
      ) { tensors, reduction, _ in try .binaryCrossEntropyWithLogits(tensors[0], tensors[1], reduction) },
      loss(
        "mse_loss", "the squared difference", ["x", "target"], ["predictions", "targets"],
        example: "mse_loss(tensor([1, 2]), tensor([1, 4]))"
      ) { tensors, reduction, _ in try .meanSquaredError(tensors[0], tensors[1], reduction) },
      loss(
        "gaussian_nll", "minus the log-density of normal distributions, but for the constant ½ log 2π",
        ["mean", "x", "var"], ["means", "observations", "variances"],
        extra: [Parameter("full", .bool, default: .bool(false), style: .keywordOnly, "add the constant")],
        example: "gaussian_nll(zeros(2), tensor([1, 2]), ones(2))", otherNames: ["gaussian_nll_loss"]
      ) { tensors, reduction, arguments in
        try .gaussianNLL(tensors[0], tensors[1], tensors[2], full: arguments.bool("full"), reduction)
      },
      loss(
        "kl_divergence", "KL(N(mean, e^logvar) ‖ N(0, 1)) = ½ (mean² + e^logvar - 1 - logvar)", ["mean", "logvar"],
        ["means", "logarithms of variances"],
        example: "kl_divergence(tensor([0, 1]), tensor([0, 0]), reduction=\"sum\")",
        section: "Closed-Form Gaussian KL-divergence"
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

  private func loss(
    _ name: String, _ summary: String, _ names: [String], _ meanings: [String], details: String = "",
    extra: [Parameter] = [], example: String, section: String? = nil, otherNames: [String] = [],
    _ f: @escaping ([Variable], Reduction, Arguments) throws -> Variable
  ) -> Entry {
    let reduction = Parameter(
      "reduction",
      .word([
        Word("mean", "the mean over all elements"), Word("sum", "their sum"), Word("none", "each element's own loss"),
      ]), default: .string("mean"), style: .keywordOnly, "how the losses of all elements become one number")
    return Entry(
      name, group: "losses", summary, details: details,
      parameters: zip(names, meanings).map { Parameter($0, .like("tensor"), $1) } + extra + [reduction],
      result: "tensor", example: example, section: section, otherNames: otherNames
    ) { arguments, _ in
      let tensors = try names.map { try arguments.tensor($0, for: name) }
      return Value(try f(tensors, Reduction(rawValue: arguments.word("reduction")) ?? .mean, arguments))
    }
  }
}
