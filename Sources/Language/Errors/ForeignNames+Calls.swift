extension ForeignNames {
  /// The call of that path, or of its last name in any module; nil where it is none that can be written anew.
  static func call(_ path: String) -> ForeignCall? {
    let path = usual(path)
    let name = path.split(separator: ".").last.map(String.init) ?? path
    return callsByPath[path] ?? (isOfTensors(path) ? calls[name] : nil)
  }

  /// A function on elements, which NumPy and PyTorch have under one name.
  private static func map(_ form: ForeignCall.Form) -> ForeignCall { ForeignCall("input", form) }

  private static func pair(_ form: ForeignCall.Form, because reason: String? = nil) -> ForeignCall {
    ForeignCall("input other", form, because: reason)
  }

  /// Whichever module they come from, if it is one of tensors; those whose first parameter is `input` are methods too.
  static let calls: [String: ForeignCall] = functions.merging(layers) { first, _ in first }

  private static let functions: [String: ForeignCall] = [
    "floor": map("($input // 1)"), "ceil": map("(-(-$input // 1))"),
    "trunc": map(cut), "fix": map(cut), "square": map("($input**2)"), "neg": map("(-$input)"),
    "negative": map("(-$input)"), "reciprocal": map("(1 / $input)"), "rsqrt": map("(1 / sqrt({input}))"),
    "log2": map("(log({input}) / log(2))"), "log10": map("(log({input}) / log(10))"), "exp2": map("(2**$input)"),
    "isnan": ForeignCall("input", "($input != $input)", because: "a NaN alone differs from itself"),
    "isinf": map("(abs({input}) == float(\"inf\"))"), "isfinite": map("(abs({input}) < float(\"inf\"))"),
    "numel": map("len($input.reshape(-1))"), "ravel": map("$input.reshape(-1)"),
    "any": map("any($input.reshape(-1))"), "all": map("all($input.reshape(-1))"),
    "logical_not": map("($input == 0)"),
    "logical_and": pair("(($input != 0) * ($other != 0))"), "logical_or": pair("(($input != 0) + ($other != 0) > 0)"),
    "logical_xor": pair("(($input != 0) != ($other != 0))"),
    "pow": ForeignCall("input exponent", "($input**$exponent)"), "power": pair("($input**$other)"),
    "float_power": pair("($input**$other)"),
    "randint": ForeignCall(
      "high size[", "($high * rand({size}) // 1)", because: draws,
      or: [ForeignCall("low high size", "($low + ($high - $low) * rand({size}) // 1)")]),
    "Tensor": ForeignCall(
      "data[", "tensor({data})", because: "of a list it is `tensor`; of lengths, memory that nobody has written to",
      or: [ForeignCall("a b c d", "zeros({a}, {b})", "zeros({a}, {b}, {c})", "zeros({a}, {b}, {c}, {d})")]),
    "FloatTensor": ForeignCall("data[", "tensor({data})"),
    "add": ForeignCall("input other alpha=1", "($input + $other)", "($input + $alpha * $other)"),
    "sub": ForeignCall("input other alpha=1", "($input - $other)", "($input - $alpha * $other)"),
    "subtract": pair("($input - $other)"), "mul": pair("($input * $other)"), "multiply": pair("($input * $other)"),
    "div": pair("($input / $other)"), "divide": pair("($input / $other)"), "true_divide": pair("($input / $other)"),
    "floor_divide": pair("($input // $other)"), "remainder": pair("($input % $other)"),
    "eq": pair("($input == $other)"), "not_equal": pair("($input != $other)"), "ne": pair("($input != $other)"),
    "gt": pair("($input > $other)"), "greater": pair("($input > $other)"), "lt": pair("($input < $other)"),
    "less": pair("($input < $other)"), "ge": pair("($input >= $other)"), "greater_equal": pair("($input >= $other)"),
    "le": pair("($input <= $other)"), "less_equal": pair("($input <= $other)"),
    "mm": ForeignCall("input mat2", "($input @ $mat2)"), "bmm": ForeignCall("input mat2", "($input @ $mat2)"),
    "mv": ForeignCall("input vec", "($input @ $vec)"), "dot": ForeignCall("input tensor", "($input @ $tensor)"),
    "lerp": ForeignCall("input end weight", "($input + $weight * ($end - $input))"),
    "amax": largest("max"), "amin": largest("min"),
    "argsort": ForeignCall(
      "input dim=-1 descending=False", "sort({input}).indices", "sort({input}, dim={dim}).indices",
      "sort({input}, descending={descending}).indices", "sort({input}, dim={dim}, descending={descending}).indices"),
    "expand_dims": ForeignCall("input dim", "unsqueeze({input}, {dim})"),
    "from_numpy": ForeignCall("array", "$array", because: "what load gives is a tensor"),
    "as_tensor": ForeignCall("data", "tensor({data})"), "asarray": ForeignCall("data", "tensor({data})"),
    "empty_like": ForeignCall("input", "zeros_like({input})", because: unwritten),
    "tqdm": ForeignCall(
      "iterable desc~ total~ leave~ ncols~ unit~ disable~ position~ colour~ dynamic_ncols~ mininterval~", "$iterable",
      because: "`train` shows its progress by itself"),
    "trange": ForeignCall("stop desc~ total~ leave~ ncols~ unit~ disable~", "range({stop})"),
    "Parameter": ForeignCall(
      "data requires_grad", "parameter({data})", .when("requires_grad=True", "parameter({data})"),
      .when("requires_grad=False", "detach({data})"), because: "`parameter` makes what learns"),
    // Functions on elements that networks use.
    "relu6": ForeignCall("input inplace~", "clamp({input}, 0, 6)"),
    "hardtanh": ForeignCall(
      "input min_val max_val inplace~", "clamp({input}, -1, 1)", "clamp({input}, {min_val}, {max_val})"),
    "elu": ForeignCall(
      "input alpha=1 inplace~", "where($input > 0, {input}, exp(minimum({input}, 0)) - 1)",
      "where($input > 0, {input}, $alpha * (exp(minimum({input}, 0)) - 1))"),
    "mish": ForeignCall("input inplace~", "($input * tanh(softplus({input})))"), "swish": map("silu({input})"),
    "logsigmoid": map("(-softplus(-$input))"), "softsign": map("($input / (1 + abs({input})))"),
    "tanhshrink": map("($input - tanh({input}))"),
    "softmin": ForeignCall("input dim", "softmax(-$input, dim={dim})"),
    "softplus": ForeignCall(
      "input beta=1 threshold~", "softplus({input})", "(softplus($beta * $input) / $beta)",
      because: "`beta` is 1 here"),
    "cross_entropy": ForeignCall(
      "input target weight=None size_average=None ignore_index=-100 reduce=None reduction=\"mean\"",
      ForeignCall.Form(stringLiteral: "mean(\(chosen))"), .when("reduction=\"sum\"", "sum(\(chosen))"),
      .when("reduction=\"none\"", "(\(chosen))"),
      because: "it is the log-probability of each row's class"),
    "l1_loss": ForeignCall(
      "input target size_average=None reduce=None reduction=\"mean\"", "mean(abs($input - $target))",
      .when("reduction=\"sum\"", "sum(abs($input - $target))"), .when("reduction=\"none\"", "abs($input - $target)")),
  ]

  private static let cut: ForeignCall.Form = "where($input < 0, -(-$input // 1), $input // 1)"
  private static let chosen = "-log_softmax({input}, dim=1)[arange(len({target})), {target}]"
  private static let unwritten = "there is no memory that nobody has written to"

  private static func largest(_ name: String) -> ForeignCall {
    func form(_ text: String) -> ForeignCall.Form { ForeignCall.Form(stringLiteral: text) }
    return ForeignCall(
      "input dim keepdim=False", form("\(name)(tensor({input}))"), form("\(name)({input}, dim={dim}).values"),
      form("\(name)({input}, dim={dim}, keepdim={keepdim}).values"), because: "with `dim` it gives the indices too")
  }

  /// Layers whose arguments stand in other places here, or which are functions.
  private static let layers: [String: ForeignCall] = [
    "ReLU": ForeignCall("inplace~", "relu()"), "SiLU": ForeignCall("inplace~", "silu()"),
    "LeakyReLU": ForeignCall(
      "negative_slope inplace~", "leaky_relu()", "leaky_relu({negative_slope})"),
    "Dropout": ForeignCall("p inplace~", "dropout()", "dropout({p})"),
    "Softplus": ForeignCall("beta=1 threshold=20", "softplus()", because: "`beta` is 1 here"),
    "Flatten": ForeignCall("start_dim=1 end_dim=-1", "flatten()", because: "it keeps the first dimension"),
    "BatchNorm1d": batchNorm, "BatchNorm2d": batchNorm,
  ]

  private static let batchNorm = ForeignCall(
    "num_features", "batch_norm({num_features}{…})", because: "it is one layer for rows and images",
    or: [ForeignCall("num_features eps momentum affine", "batch_norm({num_features}, {eps}, {momentum}, {affine})")])

  /// Those that are something else in one module than in another.
  private static let callsByPath: [String: ForeignCall] = [
    // Mathematics on single numbers.
    "math.log": ForeignCall("x base", "log({x})", "(log({x}) / log({base}))"),
    "math.pow": ForeignCall("x y", "($x**$y)"), "math.trunc": ForeignCall("x", "int({x})"),
    "math.fabs": ForeignCall("x", "abs({x})"), "math.fsum": ForeignCall("seq", "sum({seq})"),
    "math.log2": map("(log({input}) / log(2))"), "math.floor": map("int($input // 1)"),
    "math.ceil": map("int(-(-$input // 1))"), "math.isnan": map("($input != $input)"),
    "math.isinf": map("(abs({input}) == float(\"inf\"))"), "math.log10": map("(log({input}) / log(10))"),
    // Random numbers.
    "random.random": ForeignCall("", "rand(1).item()"),
    "random.uniform": ForeignCall("a b", "($a + ($b - $a) * rand(1).item())"),
    "random.gauss": ForeignCall("mu sigma", "($mu + $sigma * randn(1).item())"),
    "random.randint": ForeignCall("a b", "int($a + ($b + 1 - $a) * rand(1).item() // 1)"),
    "random.seed": ForeignCall("n", "seed({n})"),
    "np.random.seed": ForeignCall("n", "seed({n})"),
    "np.random.randint": ForeignCall(
      "low high size", "int($low * rand(1).item() // 1)", "int($low + ($high - $low) * rand(1).item() // 1)",
      "($low * rand({size}) // 1)", "($low + ($high - $low) * rand({size}) // 1)", because: draws),
    "np.random.random": ForeignCall("size", "rand(1).item()", "rand({size})"),
    "np.random.sample": ForeignCall("size", "rand(1).item()", "rand({size})"),
    "np.random.uniform": ForeignCall(
      "low high size", "($low + ($high - $low) * rand(1).item())", "($low + ($high - $low) * rand({size}))"),
    "np.random.normal": ForeignCall(
      "loc scale size", "randn({size})", "($loc + $scale * randn({size}))", "normal({loc}, {scale})"),
    "np.random.standard_normal": ForeignCall("size", "randn(1).item()", "randn({size})"),
    "tf.random.normal": ForeignCall(
      "shape mean=0.0 stddev=1.0", "randn({shape})", "($mean + randn({shape}))", "($stddev * randn({shape}))",
      "($mean + $stddev * randn({shape}))"),
    "tf.random.uniform": ForeignCall(
      "shape minval=0 maxval=1", "rand({shape})", "($minval + ($maxval - $minval) * rand({shape}))"),
    // NumPy, whose deviations divide by n and whose order differs.
    "np.std": spread("std"), "np.var": spread("var"), "np.max": largest("max"), "np.min": largest("min"),
    "np.sort": ForeignCall(
      "input dim=-1", "sort({input}).values", "sort({input}, dim={dim}).values", because: "`sort` gives the indices too"
    ),
    "np.transpose": ForeignCall("input axes", "$input.T", "permute({input}, {axes})"),
    "np.split": ForeignCall(
      "input sections# dim=0", "chunk({input}, {sections})", "chunk({input}, {sections}, dim={dim})"),
    "np.identity": ForeignCall("n", "eye({n})"),
    "np.around": ForeignCall("a decimals", "round({a})", "round({a}, {decimals})"),
    "np.cumsum": ForeignCall("input dim", "cumsum($input.reshape(-1), 0)", "cumsum({input}, {dim})"),
    "np.linspace": ForeignCall(
      "start stop num", "linspace({start}, {stop}, 50)", "linspace({start}, {stop}, {num})"),
    "np.linalg.norm": ForeignCall(
      "input ord=None dim keepdim=False", "norm({input})", "norm({input}, dim={dim})",
      "norm({input}, dim={dim}, keepdim={keepdim})"),
    "torch.linalg.norm": ForeignCall(
      "input ord=None dim keepdim=False", "norm({input})", "norm({input}, dim={dim})",
      "norm({input}, dim={dim}, keepdim={keepdim})"),
    "np.load": ForeignCall("file", "load({file})"), "np.save": ForeignCall("file arr", "save {arr}, {file}"),
    // PyTorch, where a function does more than one thing.
    "torch.max": extreme("max"), "torch.min": extreme("min"),
    "torch.flatten": ForeignCall(
      "input start_dim=0 end_dim=-1", "$input.reshape(-1)", "flatten({input}, {start_dim})",
      "flatten({input}, {start_dim}, {end_dim})", because: "`flatten` alone keeps the first dimension"),
    "torch.where": ForeignCall("condition a b", "where({condition}, {a}, {b})"),
    "torch.outer": ForeignCall("input vec2", "(unsqueeze({input}, 1) * $vec2)"),
    "torch.empty": ForeignCall(
      "a b c d e", "zeros({a})", "zeros({a}, {b})", "zeros({a}, {b}, {c})", "zeros({a}, {b}, {c}, {d})",
      because: unwritten),
    "np.empty": ForeignCall("shape", "zeros({shape})", because: unwritten),
    "F.linear": ForeignCall("input weight bias", "($input @ $weight.T)", "($input @ $weight.T + $bias)"),
    "F.dropout": ForeignCall(
      "input p training=True inplace~", "dropout({input})", "dropout({input}, {p})",
      or: [ForeignCall("input p~ training inplace~", .when("training=False", "{input}"))]),
    "torch.autograd.grad": ForeignCall(
      "outputs inputs[", "grad({outputs}, {inputs})", because: "of a list `grad` gives a list"),
    "torch.onnx.export": ForeignCall(
      "model args~ f export_params~ verbose~ opset_version~ input_names~ output_names~ dynamic_axes~ do_constant_folding~",
      "export {model}, {f}", because: "a network knows its shapes"),
    "optim.RMSprop": ForeignCall(
      "params lr", "rmsprop({params}, lr={lr}{…})", "rmsprop({params}, lr=0.01{…})",
      because: "its `lr` is 0.01 there"),
    "optim.Adam": optimizer("adam"), "optim.AdamW": optimizer("adamw"), "optim.SGD": optimizer("sgd"),
    "torch.t": map("$input.T"),
    "plt.scatter": ForeignCall("x y", "scatter({x}, {y})"),
  ]

  private static let draws = "rand draws from 0 to 1"

  /// What is drawn at once from `Normal(…)`: with a gradient, and without. The noise has the shape of both together.
  static let normalDraws = [
    ".rsample()": ForeignCall("loc scale", "($loc + $scale * randn_like($loc + $scale))"),
    ".sample()": ForeignCall("loc scale", "normal({loc}, {scale})"),
  ]

  private static func spread(_ name: String) -> ForeignCall {
    func form(_ text: String) -> ForeignCall.Form { ForeignCall.Form(stringLiteral: "\(name)({input}\(text))") }
    return ForeignCall(
      "input dim dtype=None out=None ddof", form("{…}, correction=0"), form(", dim={dim}{…}, correction=0"),
      form("{…}, correction={ddof}"), form(", dim={dim}{…}, correction={ddof}"), because: "NumPy divides by n")
  }

  private static func optimizer(_ name: String) -> ForeignCall {
    func form(_ text: String) -> ForeignCall.Form { ForeignCall.Form(stringLiteral: "\(name)({params}\(text))") }
    return ForeignCall("params lr", form("{…}"), form(", lr={lr}{…}"))
  }

  /// The second argument may be a dimension or another tensor, which a name does not tell; `max` here asks its value, too.
  private static func extreme(_ name: String) -> ForeignCall {
    func form(_ text: String) -> ForeignCall.Form { ForeignCall.Form(stringLiteral: text) }
    return ForeignCall(
      "input dim# keepdim=False other", form("\(name)({input})"), form("\(name)({input}, dim={dim})"),
      form("\(name)({input}, dim={dim}, keepdim={keepdim})"), form("\(name)({input}, {other})"))
  }
}
