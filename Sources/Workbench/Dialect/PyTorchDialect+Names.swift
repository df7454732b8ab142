import Language

extension PyTorchDialect {
  static let names: ForeignNames = {
    var names = ForeignNames()
    names.examples = examples
    names.akin = akin
    names.falseFriends = falseFriends
    names.explanations = ["exit": ending, "quit": ending]
    names.suffixes = ["item": ".item()", "shape": ".shape"]
    names.idleArguments = ["device": ForeignNames.IdleArgument(ofMethod: "to", because: noDevice)]
    names.loops = loops
    return names
  }()

  static let noDevice = "there is no device to choose: everything runs on the processor"

  private static let ending = ForeignNames.Explanation(
    "a session is ended from the notebook's Kernel menu, and a file where its last line ends",
    suggestion: "leave this line out; `reset` begins the session anew")

  private static let newRate = "step(optimizer, loss, lr=0.0005)"

  private static let examples: [String: String] = [
    "DataLoader": "for x in batches(64):",
    "dataloader": "for x in batches(64):",
    "data_loader": "for x in batches(64):",
    "train_loader": "for x in batches(64):",
    "trainloader": "for x in batches(64):",
    "train_dataloader": "for x in batches(64):",
    "test_loader": "for x in batches(64):",
    "testloader": "for x in batches(64):",
    "MNIST": "data mnist",
    "FashionMNIST": "data fashion_mnist",
    "CIFAR10": "data cifar10",
    "BCELoss": "binary_cross_entropy(p, x)",
    "BCEWithLogitsLoss": "binary_cross_entropy_with_logits(logits, x)",
    "MSELoss": "mse_loss(y, x)",
    "GaussianNLLLoss": "gaussian_nll(mean, x, var)",
    "StepLR": newRate, "ExponentialLR": newRate, "CosineAnnealingLR": newRate, "LambdaLR": newRate,
    "ReduceLROnPlateau": newRate, "OneCycleLR": newRate, "lr_scheduler": newRate,
    "save_image": "torchvision.utils.save_image(x, \"images.png\")", "make_grid": "torchvision.utils.make_grid(x)",
    "figure": "plot(values, title=\"…\")",
    "subplots": "show images, columns=4",
    "xlabel": "plot(values, xlabel=\"…\")",
    "ylabel": "plot(values, ylabel=\"…\")",
    "title": "plot(values, title=\"…\")",
    "scatterplot": "scatter(x, y)",
    "ToTensor": "data mnist",
    "clip_grad_norm_": "step(optimizer, loss, clip=1.0)", "clip_grad_norm": "step(optimizer, loss, clip=1.0)",
    "median": "sort(x).values[len(x) // 2]",

  ]

  private static let akin = [
    "celu": "elu", "CELU": "elu", "rrelu": "leaky_relu",
    "RReLU": "leaky_relu",
    "Softmax": "softmax", "LogSoftmax": "log_softmax", "Dropout1d": "dropout", "Dropout2d": "dropout",
    "Dropout3d": "dropout", "dropout2d": "dropout", "NAdam": "adam", "RAdam": "adam", "ASGD": "sgd",
  ]
}
