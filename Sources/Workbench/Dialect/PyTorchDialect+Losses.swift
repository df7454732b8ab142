import Language

extension PyTorchDialect {
  static let losses: [String: ForeignCall] = [
    "cross_entropy": ForeignCall(
      "input target weight=None size_average=None ignore_index=-100 reduce=None reduction=\"mean\"",
      ForeignCall.Form("mean(\(chosen))"), .when("reduction=\"sum\"", "sum(\(chosen))"),
      .when("reduction=\"none\"", "(\(chosen))"),
      because: "it is the log-probability of each row's class"),
    "l1_loss": ForeignCall(
      "input target size_average=None reduce=None reduction=\"mean\"", "mean(abs($input - $target))",
      .when("reduction=\"sum\"", "sum(abs($input - $target))"), .when("reduction=\"none\"", "abs($input - $target)")),
  ]

  private static let chosen = "-log_softmax({input}, dim=1)[arange(len({target})), {target}]"
}
