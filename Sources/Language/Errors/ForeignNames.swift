/// Names that people bring from Python and its libraries, and what they are here.
enum ForeignNames {
  /// The usual names of modules whose functions have no prefix here: `torch.exp` is `exp`.
  static let modules: Set<String> = [
    "torch", "nn", "F", "optim", "functional", "torchvision", "transforms", "datasets", "np", "numpy", "plt",
    "matplotlib", "pyplot", "math", "random", "tf", "jnp", "jax", "keras", "sns", "pd", "os", "sys", "time",
  ]

  /// Those of them that draw pictures.
  static let plotting: Set<String> = ["plt", "matplotlib", "pyplot", "sns"]

  /// Values that are written otherwise.
  static let constants = [
    "true": "True", "false": "False", "none": "None", "null": "None", "nil": "None", "nan": "float(\"nan\")",
    "inf": "float(\"inf\")", "pi": "3.141592653589793",
  ]

  /// Names without a namesake here, and an example of what is most like them. It is not the same: what can be written
  /// anew with all its arguments is a call of ``calls``.
  static let ways: [String: String] = [
    "randint": "10 * rand(5) // 1",
    "floor": "x // 1",
    "square": "x**2",
    "pow": "x**2",
    "mm": "a @ b",
    "bmm": "a @ b",
    "dot": "a @ b",
    "isinstance": "type(x) == \"int\"",
    "dir": "variables",
    "globals": "variables",
    "locals": "variables",
    "DataLoader": "for x in batches(64):",
    "dataloader": "for x in batches(64):",
    "data_loader": "for x in batches(64):",
    "train_loader": "for x in batches(64):",
    "trainloader": "for x in batches(64):",
    "train_dataloader": "for x in batches(64):",
    "test_loader": "for x in batches(64):",
    "testloader": "for x in batches(64):",
    "next": "x = batch(64)",
    "iter": "x = batch(64)",
    "MNIST": "data mnist",
    "FashionMNIST": "data fashion_mnist",
    "CIFAR10": "data cifar10",
    "BCELoss": "binary_cross_entropy(p, x)",
    "BCEWithLogitsLoss": "binary_cross_entropy_with_logits(logits, x)",
    "MSELoss": "mse_loss(y, x)",
    "GaussianNLLLoss": "gaussian_nll(mean, x, var)",
    "StepLR": newRate, "ExponentialLR": newRate, "CosineAnnealingLR": newRate, "LambdaLR": newRate,
    "ReduceLROnPlateau": newRate, "OneCycleLR": newRate, "lr_scheduler": newRate,
    "save_image": "save show(x), \"images.png\"", "make_grid": "show x, columns=8",
    "figure": "plot(values, title=\"…\")",
    "subplots": "show images, columns=4",
    "xlabel": "plot(values, xlabel=\"…\")",
    "ylabel": "plot(values, ylabel=\"…\")",
    "title": "plot(values, title=\"…\")",
    "scatterplot": "scatter(x, y)",
    "ToTensor": "data mnist",
    "clip_grad_norm_": "step(optimizer, loss, clip=1.0)", "clip_grad_norm": "step(optimizer, loss, clip=1.0)",
    "hstack": "cat([a, b], dim=-1)", "vstack": "stack([a, b])", "tile": "cat([x, x], dim=0)",
    "repeat": "cat([x, x], dim=0)", "log1p": "log(1 + x)", "expm1": "exp(x) - 1",
    "median": "sort(x).values[len(x) // 2]",
    "topk": "sort(x, descending=True)", "sign": "where(x > 0, 1, where(x < 0, -1, 0))",
    "Upsample": "conv_transpose2d(16, 16, 2, stride=2)",
  ]

  /// Classes of loss functions, and the functions.
  static let losses = [
    "MSELoss": "mse_loss", "BCELoss": "binary_cross_entropy", "BCEWithLogitsLoss": "binary_cross_entropy_with_logits",
    "GaussianNLLLoss": "gaussian_nll",
  ]

  /// Functions without a namesake here, and one that is like them and may stand in their place in a network.
  static let akin = [
    "gelu": "silu", "GELU": "silu", "elu": "silu", "ELU": "silu", "selu": "silu", "SELU": "silu", "celu": "silu",
    "CELU": "silu", "mish": "silu", "Mish": "silu", "hardtanh": "tanh", "Hardtanh": "tanh", "relu6": "relu",
    "ReLU6": "relu", "prelu": "leaky_relu", "PReLU": "leaky_relu", "rrelu": "leaky_relu", "RReLU": "leaky_relu",
    "Softmax": "softmax", "LogSoftmax": "log_softmax", "Dropout1d": "dropout", "Dropout2d": "dropout",
    "Dropout3d": "dropout", "dropout2d": "dropout", "NAdam": "adam", "RAdam": "adam", "ASGD": "sgd",
  ]

  private static let newRate = "step(optimizer, loss, lr=0.0005)"

  /// What gives batches elsewhere.
  static let loaders: Set<String> = [
    "DataLoader", "dataloader", "data_loader", "loader", "train_loader", "trainloader", "train_dataloader",
    "test_loader", "testloader", "val_loader", "valloader", "test_dataloader", "val_dataloader",
  ]

  /// Functions of a module that are something else here than their name says, and an example of what is most like them.
  static let paths: [String: String] = [
    "torch.save": "save network, \"network.safetensors\"", "torch.load": "load \"network.safetensors\", network",
    "torch.distributions.kl_divergence": "kl_divergence(mean, logvar)",
    "distributions.kl_divergence": "kl_divergence(mean, logvar)", "dist.kl_divergence": "kl_divergence(mean, logvar)",
    "np.save": "save x, \"x.npy\"",
    "np.load": "load \"x.npy\"", "plt.savefig": "save picture, \"picture.png\"", "time.time": "time train epochs=1",
    "time.perf_counter": "time train epochs=1", "np.random.randint": "10 * rand(5) // 1",
    "F.interpolate": "conv_transpose2d(16, 16, 2, stride=2)(x)", "random.sample": "x[randperm(len(x))[:3]]",
    "random.choice": "x[int(len(x) * rand(1).item())]", "random.shuffle": "x = x[randperm(len(x))]",
    "torch.where": "arange(len(y))[y == 3]", "np.where": "arange(len(y))[y == 3]",
    "np.nonzero": "arange(len(y))[y == 3]", "torch.nonzero": "arange(len(y))[y == 3]",
    "torch.range": "arange(0, 6)", "plt.step": "plot(values)", "np.histogram": "histogram(x)",
    "torch.histc": "histogram(x)", "torch.trace": "sum(x * eye(len(x)))", "np.trace": "sum(x * eye(len(x)))",
  ]

  /// Names that are known here and mean another thing in these modules, where ``calls`` and ``paths`` do not have them.
  static let others: Set<String> = [
    "torch.range", "torch.trace", "np.trace", "np.histogram", "np.split", "np.load", "np.save", "torch.load",
    "torch.save", "torch.conv2d", "F.conv2d", "torch.conv_transpose2d", "F.conv_transpose2d", "F.batch_norm",
    "torch.batch_norm", "F.layer_norm", "torch.layer_norm", "F.linear", "torch.grad", "plt.step", "torch.seed",
    "torch.step", "torch.binary_cross_entropy_with_logits", "torch.histogram", "np.input", "np.filter", "np.zip",
  ]

  /// The path with the names that people usually give to modules: `F.relu` for `torch.nn.functional.relu`.
  static func usual(_ path: String) -> String {
    let usual = [
      ("torch.nn.functional.", "F."), ("nn.functional.", "F."), ("functional.", "F."), ("torch.nn.", "nn."),
      ("torch.optim.", "optim."), ("numpy.", "np."), ("jax.numpy.", "np."), ("jnp.", "np."), ("tf.math.", "tf."),
      ("tensorflow.", "tf."), ("matplotlib.pyplot.", "plt."), ("pyplot.", "plt."), ("nn.parameter.", "nn."),
    ]
    for (long, short) in usual where path.hasPrefix(long) { return short + path.dropFirst(long.count) }
    return path
  }

  /// Whether a name of the path means in its module what it means in PyTorch or, for functions on elements, NumPy; a
  /// path of one part is a name by itself.
  static func isOfTensors(_ path: String) -> Bool {
    let parts = usual(path).split(separator: ".")
    guard parts.count > 1 else { return true }
    return parts.count == 2 && ["torch", "nn", "F", "np", "optim"].contains(parts[0])
  }

  /// Whether the entry does in that module what it does here, with the same arguments in the same places.
  static func isSame(_ entry: Entry, _ path: String) -> Bool {
    let path = usual(path)
    let parts = path.split(separator: ".").map(String.init)
    guard let module = parts.first, let name = parts.last, !others.contains(path), call(path) == nil else {
      return false
    }
    if entry.kind == .command { return ["torch.manual_seed", "plt.imshow", "plt.plot"].contains(path) }
    switch parts.dropLast().joined(separator: ".") {
    case "torch", "nn", "F", "np", "optim", "math", "plt": return true
    case "torch.linalg", "np.linalg": return name == "matmul"
    case "np.random": return ["rand", "randn"].contains(name)
    case "torch.utils.data", "torch.autograd": return false
    default: return module == "tf" || module == "jax" ? elementary.contains(name) : false
    }
  }

  /// Functions that every library has alike.
  private static let elementary: Set<String> = [
    "exp", "log", "sqrt", "abs", "sigmoid", "tanh", "relu", "softplus", "zeros", "ones", "zeros_like", "ones_like",
    "maximum", "minimum", "matmul",
  ]

  /// Other names of parameters.
  static let parameters: [String: [String]] = [
    "learning_rate": ["lr"], "axis": ["dim"], "keepdims": ["keepdim"], "batch_size": ["batch", "n"],
    "num_epochs": ["epochs"], "n_epochs": ["epochs"], "latent_dim": ["latent"], "latent_size": ["latent"],
    "z_dim": ["latent"], "hidden_dim": ["hidden"], "hidden_size": ["hidden"], "end": ["stop"],
    "ddof": ["correction"], "min": ["low"], "max": ["high"], "cols": ["columns"], "ncols": ["columns"],
    "num_columns": ["columns"], "num_samples": ["n"], "label": ["labels"], "nrow": ["columns"],
  ]

  /// Parameters that are another one here, and what to write for each of their values.
  static let rewritten: [String: (reason: String, texts: [String: String])] = [
    "unbiased": ("`correction` is what is taken off n", ["True": "correction=1", "False": "correction=0"]),
    "size_average": ("it is a kind of reduction", ["True": "reduction=\"mean\"", "False": "reduction=\"sum\""]),
    "reduce": ("it is a kind of reduction", ["True": "reduction=\"mean\"", "False": "reduction=\"none\""]),
  ]

  /// Parameters that there is nothing to choose for, and why.
  static let moot: [String: String] = [
    "dtype": "all tensors are float32", "device": "everything runs on the processor",
    "requires_grad": "gradients are kept for parameters", "inplace": "the result is a tensor of its own",
    "non_blocking": "everything runs on the processor", "pin_memory": "everything runs on the processor",
    "num_workers": "batches need no helpers", "shuffle": "batches are shuffled",
    "transform": "images are numbers from 0 to 1", "retain_graph": "a graph stays as long as its loss does",
    "set_to_none": "gradients are forgotten, not zeroed", "training": "networks know it, by .train() and .eval()",
    "download": "nothing is downloaded",
    "figsize": "pictures choose their size", "cmap": "images are grey or coloured by themselves",
  ]

  /// `MaxPool2d` as this language writes it: `max_pool2d`.
  static func snakeCase(_ name: String) -> String {
    var result = ""
    var previousIsSmall = false
    for letter in name {
      if letter.isUppercase, previousIsSmall { result += "_" }
      result += letter.lowercased()
      previousIsSmall = letter.isLowercase
    }
    return result
  }
}
