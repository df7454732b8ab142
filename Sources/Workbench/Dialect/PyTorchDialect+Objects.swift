import Language

extension PyTorchDialect {
  /// Losses, and layers that need an argument: `nn.BCELoss(reduction="sum")(p, x)` is
  /// `binary_cross_entropy(p, x, reduction="sum")`.
  static let objects: [String: ForeignObject] = [
    "MSELoss": loss("x, target", "mse_loss"), "BCELoss": loss("p, x", "binary_cross_entropy"),
    "BCEWithLogitsLoss": loss("logits, x", "binary_cross_entropy_with_logits"),
    "GaussianNLLLoss": loss("mean, x, var", "gaussian_nll", settings: ["full", "eps"], isWeighted: false),
    "CrossEntropyLoss": loss(
      "logits, y", "cross_entropy", settings: ["weight", "ignore_index", "label_smoothing"], isWeighted: false),
    "NLLLoss": loss("logp, y", "nll_loss", settings: ["weight", "ignore_index"], isWeighted: false),
    "L1Loss": loss("x, target", "l1_loss", isWeighted: false),
    "SmoothL1Loss": loss("x, target", "smooth_l1_loss", settings: ["beta"], isWeighted: false),
    "HuberLoss": loss("x, target", "huber_loss", settings: ["delta"], isWeighted: false),
    "Softmax": layer("softmax"), "LogSoftmax": layer("log_softmax"),
  ]

  /// A loss with a function of its own.
  private static func loss(
    _ parameters: String, _ function: String, settings: Set<String> = [], isWeighted: Bool = true
  ) -> ForeignObject {
    ForeignObject(parameters, function) { arguments in
      guard let loss = LossArguments(arguments, settings: settings, isWeighted: isWeighted) else { return nil }
      guard let weight = loss.weight else {
        let reduction = loss.reduction == "mean" ? [] : ["reduction=\"\(loss.reduction)\""]
        return ForeignObject.Settings(arguments: loss.others + reduction)
      }
      // The weights multiply the losses of each element, which are reduced then.
      let before = (loss.reduction == "none" ? "" : loss.reduction) + "(\(weight) * "
      return ForeignObject.Settings(before: before, arguments: loss.others + ["reduction=\"none\""], behind: ")")
    }
  }

  /// A function that a network does not take for a layer.
  private static func layer(_ function: String) -> ForeignObject {
    ForeignObject("x", function, isValue: false) { arguments in
      var settings = ForeignObject.Settings()
      for (place, argument) in arguments.enumerated() where argument.text != "None" {
        guard argument.name == "dim" || argument.name == nil && place == 0 else { return nil }
        settings = ForeignObject.Settings(arguments: ["dim=\(argument.text)"])
      }
      return settings
    }
  }
}

/// The arguments with which PyTorch makes a loss.
private struct LossArguments {
  var reduction = "mean"
  var weight: String?
  var others: [String] = []

  /// Nil where an argument has no place here.
  ///
  /// - Parameters:
  ///   - settings: further arguments of the function.
  ///   - isWeighted: whether weights multiply the losses.
  init?(_ arguments: [ArgumentText], settings: Set<String>, isWeighted: Bool) {
    for (place, argument) in arguments.enumerated() where argument.text != "None" {
      switch (argument.name ?? (place == 0 ? "weight" : ""), argument.text) {
      case ("reduction", _):
        guard let word = argument.string else { return nil }
        reduction = word
      case ("size_average", "False"): reduction = "sum"
      case ("reduce", "False"): reduction = "none"
      case ("size_average", "True"), ("reduce", "True"): break
      case ("weight", _) where isWeighted: weight = argument.operand
      case (let name, let text) where settings.contains(name): others.append("\(name)=\(text)")
      default: return nil
      }
    }
    guard ["mean", "sum", "none"].contains(reduction) else { return nil }
  }
}
