import Language

extension PyTorchDialect {
  static let optimizers: [String: ForeignCall] = [
    "optim.RMSprop": ForeignCall(
      "params lr", "rmsprop({params}, lr={lr}{…})", "rmsprop({params}, lr=0.01{…})",
      because: "its `lr` is 0.01 there"),
    "optim.Adam": optimizer("adam"),
    "optim.AdamW": optimizer("adamw"),
    "optim.SGD": optimizer("sgd"),
  ]

  private static func optimizer(_ name: String) -> ForeignCall {
    func form(_ text: String) -> ForeignCall.Form { ForeignCall.Form("\(name)({params}\(text))") }
    return ForeignCall("params lr", form("{…}"), form(", lr={lr}{…}"))
  }
}
