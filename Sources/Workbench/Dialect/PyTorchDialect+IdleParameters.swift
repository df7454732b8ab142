import Language

extension PyTorchDialect {
  /// Parameters that there is nothing to choose for, and why.
  static let idle: [String: IdleParameter] = [
    "dtype": IdleParameter(
      because: "types are chosen under PyTorch's own names, as torch.zeros(2, dtype=torch.long)",
      asksNothing: { NumberType.isFloat($0) }, inCall: holdsWholeNumbers),
    "device": onTheProcessor, "non_blocking": onTheProcessor, "pin_memory": onTheProcessor,
    "requires_grad": IdleParameter(
      because: "gradients are kept for parameters", wrapper: "parameter", asksNothing: { $0 == "True" || $0 == "False" }
    ),
    "inplace": IdleParameter(because: "the result is a tensor of its own", changesArgument: true),
    "num_workers": IdleParameter(because: "batches need no helpers"),
    "persistent_workers": IdleParameter(because: nil),
    "shuffle": IdleParameter(because: "batches are shuffled", asksNothing: { $0 == "True" }),
    "transform": IdleParameter(
      because: "images are numbers from 0 to 1", asksNothing: { $0.hasSuffix("ToTensor()") }),
    "retain_graph": IdleParameter(because: "a graph stays as long as its loss does"),
    "set_to_none": IdleParameter(because: "gradients are forgotten, not zeroed"),
    "training": IdleParameter(
      because: "networks know it, by .train() and .eval()", asksNothing: { $0 == "True" }),
    "download": IdleParameter(because: "nothing is downloaded"),
    "figsize": IdleParameter(because: "pictures choose their size"),
    "cmap": IdleParameter(
      because: "images are grey or coloured by themselves",
      asksNothing: { ["gray", "grey", "Greys_r", "binary_r"].contains($0.filter { $0 != "\"" && $0 != "'" }) }),
  ]

  private static let onTheProcessor = IdleParameter(because: "everything runs on the processor")

  /// Whether a call makes whole numbers anyway, which every type holds: `zeros(3, dtype=int)`.
  @Sendable private static func holdsWholeNumbers(_ call: CallUse) -> Bool {
    guard NumberType.isWhole(call.arguments[call.blamed].text) else { return false }
    switch call.function {
    case "zeros", "ones", "zeros_like", "ones_like", "eye", "randperm": return true
    case "tensor", "array", "full", "arange":
      return call.arguments.allSatisfy { $0.name == "dtype" || $0.isWhole }
    default: return false
    }
  }
}
