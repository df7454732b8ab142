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

  /// Names without a namesake here, and how one does the same, where it is no call that ``calls`` can write anew.
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
    "GELU": "silu", "ELU": "silu", "SELU": "silu",
    "clip_grad_norm_": "step(optimizer, loss, clip=1.0)", "clip_grad_norm": "step(optimizer, loss, clip=1.0)",
    "hstack": "cat([a, b], dim=-1)", "vstack": "stack([a, b])",
    "Upsample": "conv_transpose2d(16, 16, 2, stride=2)",
  ]

  /// A call of another library's: how it is written here with the same arguments, by their number. `$1` is an operand,
  /// which gets brackets where it needs them, and `{1}` the text as it stands.
  struct Call: Sendable {
    let forms: [String]
    let reason: String?

    init(_ forms: String..., because reason: String? = nil) { (self.forms, self.reason) = (forms, reason) }

    /// Whether this is a line of its own, and no part of another.
    var isCommand: Bool { forms.contains { $0.hasPrefix("save ") || $0.hasPrefix("export ") } }

    /// Whether its brackets are only for what may stand beside it.
    var isBracketed: Bool { forms.allSatisfy { $0.hasPrefix("(") } }

    /// Nil where none of the forms takes so many arguments.
    ///
    /// - Parameter arguments: each with whether it is an operand as it stands.
    func text(with arguments: [(text: String, isOperand: Bool)]) -> String? {
      func has(_ form: String, _ number: Int) -> Bool { form.contains("$\(number)") || form.contains("{\(number)}") }
      let form = forms.first { has($0, arguments.count) && !has($0, arguments.count + 1) }
      return form.map { form in
        arguments.enumerated().reduce(form) { form, argument in
          let (number, (text, isOperand)) = (argument.offset + 1, argument.element)
          return form.replacing("$\(number)", with: isOperand ? text : "(\(text))").replacing("{\(number)}", with: text)
        }
      }
    }
  }

  /// Calls that are another expression here, by name or by path.
  static let calls: [String: Call] = [
    "randint": Call("($1 * rand({2}) // 1)", "($1 + ($2 - $1) * rand({3}) // 1)", because: "rand draws from 0 to 1"),
    "floor": Call("($1 // 1)"), "square": Call("($1**2)"), "pow": Call("($1**$2)"),
    "mm": Call("($1 @ $2)"), "bmm": Call("($1 @ $2)"), "dot": Call("($1 @ $2)"),
    "isnan": Call("($1 != $1)", because: "a NaN alone differs from itself"),
    "log10": Call("(log({1}) / log(10))"), "lerp": Call("($1 + $3 * ($2 - $1))"),
    "cross_entropy": Call(
      "mean(-log_softmax({1}, dim=1)[arange(len({2})), {2}])", because: "it is the log-probability of each row's class"),
    "hstack": Call("cat({1}, dim=-1)"), "from_numpy": Call("$1", because: "what load gives is a tensor"),
    "as_tensor": Call("tensor({1})"), "np.load": Call("load({1})"), "np.save": Call("save {2}, {1}"),
    "torch.onnx.export": Call("export {1}, {3}", because: "a network knows its shapes"),
    "tqdm": Call("$1", because: "`train` shows its progress by itself"), "trange": Call("range({1})"),
    "clip_grad_norm_": clipping, "clip_grad_norm": clipping,
    "Normal": Call(
      "($1 + $2 * randn_like({1}))",
      because: "this draws from it, and -gaussian_nll(mean, x, var, full=True, reduction=\"none\") is log_prob"),
  ]

  private static let clipping = Call(
    "step(optimizer, loss, clip={2})", because: "`step` clips, in place of zero_grad, backward and step")

  /// Arguments by name that mean nothing here.
  static let idle: Set<String> = ["desc", "total", "leave", "opset_version", "norm_type", "dtype", "device"]

  /// Classes of loss functions, and the functions.
  static let losses = [
    "MSELoss": "mse_loss", "BCELoss": "binary_cross_entropy", "BCEWithLogitsLoss": "binary_cross_entropy_with_logits",
    "GaussianNLLLoss": "gaussian_nll",
  ]

  /// Functions without a namesake here, and one that is much like them.
  static let akin = [
    "gelu": "silu", "elu": "silu", "selu": "silu", "mish": "silu", "hardtanh": "tanh", "relu6": "relu",
  ]

  private static let newRate = "step(optimizer, loss, lr=0.0005)"

  /// What gives batches elsewhere.
  static let loaders: Set<String> = [
    "DataLoader", "dataloader", "data_loader", "loader", "train_loader", "trainloader", "train_dataloader",
    "test_loader", "testloader",
  ]

  /// Functions of a module that are something else here than their name says.
  static let paths: [String: String] = [
    "torch.save": "save network, \"network.safetensors\"", "torch.load": "load \"network.safetensors\", network",
    "torch.distributions.kl_divergence": "kl_divergence(mean, logvar)",
    "distributions.kl_divergence": "kl_divergence(mean, logvar)", "dist.kl_divergence": "kl_divergence(mean, logvar)",
    "np.save": "save x, \"x.npy\"",
    "np.load": "load \"x.npy\"", "plt.savefig": "save picture, \"picture.png\"", "time.time": "time train epochs=1",
    "time.perf_counter": "time train epochs=1", "np.random.randint": "10 * rand(5) // 1",
    "np.std": "std(x, correction=0)", "np.var": "var(x, correction=0)",
    "F.interpolate": "conv_transpose2d(16, 16, 2, stride=2)(x)", "random.random": "rand(1).item()",
    "random.randint": "10 * rand(1) // 1",
  ]

  /// Other names of parameters.
  static let parameters: [String: [String]] = [
    "learning_rate": ["lr"], "axis": ["dim"], "keepdims": ["keepdim"], "batch_size": ["batch", "n"],
    "num_epochs": ["epochs"], "n_epochs": ["epochs"], "latent_dim": ["latent"], "latent_size": ["latent"],
    "z_dim": ["latent"], "hidden_dim": ["hidden"], "hidden_size": ["hidden"], "end": ["stop"],
    "ddof": ["correction"], "min": ["low"], "max": ["high"], "cols": ["columns"], "ncols": ["columns"],
    "num_columns": ["columns"], "num_samples": ["n"], "label": ["labels"], "nrow": ["columns"],
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

  /// Methods of other libraries' tensors and networks. `$x` stands for what is before the dot, `$a` for the arguments.
  static func member(_ name: String, of type: String, hasArguments: Bool) -> Remedy? {
    switch (type, name) {
    case ("tensor", "size"), ("tensor", "Size"): .member(hasArguments ? "$x.shape[$a]" : "$x.shape")
    case ("tensor", "ndim"), ("tensor", "dim"), ("tensor", "rank"): .member("len($x.shape)")
    case ("tensor", "numel"), ("tensor", "nelement"): .member("len($x.reshape(-1))")
    case ("tensor", "tolist"): .member("list($x)")
    case ("tensor", "t"): .member("$x.T")
    case ("tensor", "square"): .member("($x**2)")
    case ("tensor", "eq") where hasArguments: .member("($x == ($a))")
    case ("tensor", "ne") where hasArguments: .member("($x != ($a))")
    case ("tensor", "gt") where hasArguments: .member("($x > ($a))")
    case ("tensor", "lt") where hasArguments: .member("($x < ($a))")
    case ("tensor", "ge") where hasArguments: .member("($x >= ($a))")
    case ("tensor", "le") where hasArguments: .member("($x <= ($a))")
    case ("tensor", "isnan"): .member("($x != $x)")
    case ("tensor", "floor"): .member("($x // 1)")
    case ("tensor", "requires_grad_"): .member("parameter($x)")
    case ("tensor", "pow") where hasArguments: .member("($x**($a))")
    case ("tensor", "mm"), ("tensor", "dot"), ("tensor", "bmm"): hasArguments ? .member("($x @ ($a))") : nil
    case ("tensor", _) where moving.contains(name): .omitted
    case ("layer", "forward"), ("network", "forward"): hasArguments ? .member("$x($a)") : nil
    case ("layer", "weight"): .member("$x.parameters()[0]")
    case ("layer", "bias"): .member("$x.parameters()[1]")
    case ("layer", _) where moving.contains(name), ("network", _) where moving.contains(name): .omitted
    case ("list", "push"), ("list", "add"): hasArguments ? .member("$x.append($a)") : nil
    case ("model", "eval"), ("model", "train"), ("command", "eval"), ("command", "train"): .member("")
    case ("model", "parameters"), ("command", "parameters"): .member("networks()")
    case (_, "len"), (_, "length"), (_, "size"): .member("len($x)")
    default: nil
    }
  }

  /// What moves tensors about, or makes others of the same numbers of them, elsewhere.
  static let moving: Set<String> = [
    "to", "cuda", "cpu", "numpy", "clone", "contiguous", "float", "double", "half", "long", "int", "data", "type",
  ]

  /// What draws from a distribution elsewhere: `normal(0, 1)` draws by itself.
  static let drawing: Set<String> = ["sample", "rsample"]

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
