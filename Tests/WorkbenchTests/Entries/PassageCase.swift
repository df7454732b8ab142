/// An entry that takes tensors and gives tensors, and what passes through it: the gradient, and that a mask is one.
struct PassageCase: Sendable {
  let name: String
  /// The call, on a tensor `x` of 2×3.
  let call: String
  /// Whether a mask comes out where one goes in.
  let keepsMasks: Bool
  /// Why no gradient passes through; nil where one does.
  let stopsGradients: String?

  init(_ name: String, _ call: String? = nil, keepsMasks: Bool = false, stops: String? = nil) {
    self.name = name
    self.call = call ?? "\(name)(x)"
    self.keepsMasks = keepsMasks
    stopsGradients = stops
  }
}

extension PassageCase {
  static let all = computed + moved + stopped + plain

  /// Functions of one tensor and nothing else, which compute: those of the table with no case below.
  private static let plain: [PassageCase] = {
    let special = Set((computed + moved + stopped).map(\.name))
    return Desk().session.entries().filter { entry in
      entry.kind == .function && ["maths", "layers"].contains(entry.group) && entry.result.contains("tensor")
        && entry.parameters.map(\.name) == ["x"] && !special.contains(entry.name)
    }.map { PassageCase($0.name) }
  }()

  /// Calls that compute with the numbers: of a mask's they make other numbers.
  private static let computed: [PassageCase] =
    ["leaky_relu", "round"].map { .init($0) }
    + ["sum", "mean", "var", "std", "prod", "norm", "logsumexp"].map { .init($0) }
    + ["sum", "mean", "prod", "norm", "logsumexp"].map { .init($0, "\($0)(x[:1], dim=0)") }
    + ["softmax", "log_softmax", "cumsum"].map { .init($0, "\($0)(x, dim=1)") }
    + [
      .init("gelu", "gelu(x)"), .init("elu", "elu(x)"), .init("hardtanh", "hardtanh(x, -2, 2)"),
      .init("acosh", "acosh(x + 1)"), .init("atanh", "atanh(x / 2)"), .init("log2", "log2(x + 1)"),
      .init("atan2", "atan2(x, 2)"), .init("logaddexp", "logaddexp(x, 2)"), .init("fmod", "fmod(x, 0.6)"),
      .init("remainder", "remainder(x, 0.6)"), .init("pow", "pow(x, 2)"), .init("lerp", "lerp(x, zeros(2, 3), 0.5)"),
      .init("nan_to_num", "nan_to_num(x)", keepsMasks: true), .init("frac", "frac(x / 2)"),
      .init("cumprod", "cumprod(x, dim=1)"), .init("xlogy", "xlogy(x, 2)"),
      .init("scatter_add", "scatter_add(x, 1, zeros(2, 1), ones(2, 1))"),
      .init("index_add", "index_add(ones(2, 3), 0, tensor([1, 0]), x)"),
      .init("l1_loss", "l1_loss(x, ones(2, 3))"), .init("smooth_l1_loss", "smooth_l1_loss(x, ones(2, 3))"),
      .init("huber_loss", "huber_loss(x, ones(2, 3))"), .init("poisson_nll_loss", "poisson_nll_loss(x, ones(2, 3))"),
      .init("kl_div", "kl_div(x, ones(2, 3))"), .init("kl_div", "kl_div(ones(2, 3), x + 1)"),
      .init("cosine_similarity", "cosine_similarity(x, ones(2, 3))"),
      .init("gaussian_nll_loss", "gaussian_nll_loss(x, ones(2, 3), ones(2, 3))"),
      .init("cross_entropy", "cross_entropy(x, tensor([1, 2]))"),
      .init("cross_entropy", "cross_entropy(ones(2, 3), x)"), .init("nll_loss", "nll_loss(x, tensor([1, 2]))"),
      .init("mm", "mm(x, x.T)"), .init("bmm", "bmm(x[None], x.T[None])"), .init("mv", "mv(x, ones(3))"),
      .init("dot", "dot(x[0], x[1])"), .init("outer", "outer(x[0], x[1])", keepsMasks: true),
      .init("einsum", "einsum(\"ij,kj->ik\", x, x)"), .init("cdist", "cdist(x, x + 1)"),
      .init("det", "det(x[:, :2])"), .init("slogdet", "slogdet(x[:, :2] + eye(2)).logabsdet"),
      .init("inv", "inv(x[:, :2] + eye(2))"), .init("cholesky", "cholesky(x @ x.T + eye(2))"),
      .init("solve", "solve(x[:, :2] + eye(2), x)"),
      .init("upsample", "upsample(x[None], scale_factor=2, mode=\"linear\")"),
      .init("adaptive_avg_pool2d", "adaptive_avg_pool2d(x[None], 1)"),
      .init("clamp", "clamp(x, 0.1, 0.9)"), .init("matmul", "matmul(x, x.T)"), .init("dropout", "dropout(x, 0.1)"),
      .init("max_pool2d", "max_pool2d(x[None, None], 2)"), .init("avg_pool2d", "avg_pool2d(x[None, None], 2)"),
      .init("binary_cross_entropy", "binary_cross_entropy(x, ones(2, 3))"),
      .init("binary_cross_entropy", "binary_cross_entropy(full((2, 3), 0.5), x)"),
      .init("binary_cross_entropy_with_logits", "binary_cross_entropy_with_logits(x, ones(2, 3))"),
      .init("mse_loss", "mse_loss(x, ones(2, 3))"), .init("gaussian_nll", "gaussian_nll(x, ones(2, 3), ones(2, 3))"),
      .init("gaussian_nll", "gaussian_nll(ones(2, 3), zeros(2, 3), x + 1)"),
      .init("kl_divergence", "kl_divergence(x, x)"), .init("maximum", "maximum(x, 0.2)"),
      .init("where", "where(x > 0.4, x, 1)"), .init("cat", "cat([x, zeros(1, 3)])"),
      .init("stack", "stack([x, zeros(2, 3)])"),
    ]

  /// What moves the elements, or chooses among them: a mask's stay answers.
  private static let moved: [PassageCase] = [
    .init("reshape", "x.reshape(6)", keepsMasks: true), .init("flatten", "flatten(x, 0)", keepsMasks: true),
    .init("unflatten", "unflatten(x, 1, (3, 1))", keepsMasks: true),
    .init("transpose", "transpose(x, 0, 1)", keepsMasks: true), .init("permute", "permute(x, 1, 0)", keepsMasks: true),
    .init("cat", "cat([x, x], dim=1)", keepsMasks: true), .init("stack", "stack([x, x])", keepsMasks: true),
    .init("chunk", "chunk(x, 2)[1]", keepsMasks: true), .init("split", "split(x, [1, 2], dim=1)[1]", keepsMasks: true),
    .init("unsqueeze", "unsqueeze(x, 0)", keepsMasks: true), .init("squeeze", "squeeze(x[:1])", keepsMasks: true),
    .init("expand", "expand(x, 4, 2, 3)", keepsMasks: true), .init("sort", "sort(x).values", keepsMasks: true),
    .init("max", "max(x)", keepsMasks: true), .init("max", "max(x, dim=1).values", keepsMasks: true),
    .init("min", "min(x, keepdim=True)", keepsMasks: true), .init("min", "min(x, dim=0).values", keepsMasks: true),
    .init("maximum", "maximum(x, x.flatten(0)[:3])", keepsMasks: true),
    .init("minimum", "minimum(x, x)", keepsMasks: true), .init("where", "where(ones(3) > 0, x, x)", keepsMasks: true),
    .init("repeat", "x.repeat(2, 1)", keepsMasks: true), .init("tile", "tile(x, 2)", keepsMasks: true),
    .init("repeat_interleave", "repeat_interleave(x, 2, 1)", keepsMasks: true),
    .init("repeat_interleave", "repeat_interleave(x, tensor([2, 1]), 0)", keepsMasks: true),
    .init("flip", "flip(x, 0)", keepsMasks: true), .init("roll", "roll(x, 1, 1)", keepsMasks: true),
    .init("unbind", "unbind(x)[0]", keepsMasks: true), .init("select", "select(x, 1, 0)", keepsMasks: true),
    .init("narrow", "narrow(x, 1, 0, 2)", keepsMasks: true), .init("movedim", "movedim(x, 0, 1)", keepsMasks: true),
    .init("swapaxes", "swapaxes(x, 0, 1)", keepsMasks: true),
    .init("broadcast_to", "broadcast_to(x, (2, 2, 3))", keepsMasks: true),
    .init("expand_as", "expand_as(x, zeros(4, 2, 3))", keepsMasks: true),
    .init("view_as", "view_as(x, zeros(3, 2))", keepsMasks: true),
    .init("hstack", "hstack([x, x])", keepsMasks: true), .init("vstack", "vstack([x, x])", keepsMasks: true),
    .init("meshgrid", "meshgrid(x[0], x[1])[1]", keepsMasks: true),
    .init("pad", "pad(x, (1, 1), mode=\"reflect\")", keepsMasks: true),
    .init("pad", "pad(x, (1, 1))", keepsMasks: true),
    .init("gather", "gather(x, 1, zeros(2, 1))", keepsMasks: true),
    .init("take_along_dim", "take_along_dim(x, zeros(2, 1), 1)", keepsMasks: true),
    .init("index_select", "index_select(x, 1, tensor([2, 0]))", keepsMasks: true),
    .init("masked_select", "masked_select(x, tensor([1, 0, 1]) > 0)", keepsMasks: true),
    .init("masked_fill", "masked_fill(x, tensor([1, 0, 1]) > 0, 0)", keepsMasks: true),
    .init("tril", "tril(x)", keepsMasks: true), .init("triu", "triu(x)", keepsMasks: true),
    .init("diag", "diag(x)", keepsMasks: true), .init("diagonal", "diagonal(x)", keepsMasks: true),
    .init("unfold", "x.unfold(1, 2, 1)", keepsMasks: true), .init("topk", "topk(x, 2).values", keepsMasks: true),
    .init("diff", "diff(x)", keepsMasks: true),
    .init("list", "list(x)[1]", keepsMasks: true), .init("list", "cat(list(x))", keepsMasks: true),
    .init("tuple", "stack(tuple(x))", keepsMasks: true), .init("zip", "list(zip(x, x))[0][1]", keepsMasks: true),
    .init("enumerate", "list(enumerate(x))[0][1]", keepsMasks: true),
    .init("reversed", "list(reversed(list(x)))[0]", keepsMasks: true),
    .init("sorted", "sorted(list(x[0]))[0]", keepsMasks: true),
    .init("filter", "list(filter(lambda row: True, list(x)))[0]", keepsMasks: true),
    // What a tensor does by itself.
    .init("tensor", "x[1]", keepsMasks: true), .init("tensor", "x[:, ::-1]", keepsMasks: true),
    .init("tensor", "x[[1, 0, 1]]", keepsMasks: true), .init("tensor", "x[x >= 0]", keepsMasks: true),
    .init("tensor", "x[:, 1]", keepsMasks: true), .init("tensor", "x[None]", keepsMasks: true),
    .init("tensor", "x.T", keepsMasks: true), .init("tensor", "+x", keepsMasks: true),
    .init("tensor", "x * x", keepsMasks: true), .init("tensor", "x + x", keepsMasks: true),
    .init("tensor", "1 - x", keepsMasks: true), .init("tensor", "-x"), .init("tensor", "x - x * 2"),
    .init("tensor", "x / 2"), .init("tensor", "x ** 2"), .init("tensor", "x ** 1"), .init("tensor", "2 ** x"),
    .init("tensor", "x % 2"), .init("tensor", "2 % (x + 1)"), .init("tensor", "x * 1"), .init("tensor", "x @ x.T"),
  ]

  private static let stopped: [PassageCase] = [
    .init("detach", keepsMasks: true, stops: "that is what it is for"),
    .init("tensor", "tensor(x)", keepsMasks: true, stops: "a new tensor, as in PyTorch"),
    .init("tensor", "x // 1", stops: "constant between its steps; PyTorch has no derivative of it either"),
    .init("tensor", "x > 0.5", keepsMasks: true, stops: "an answer has no slope"),
    .init("tensor", "x == x", keepsMasks: true, stops: "an answer has no slope"),
    .init("tensor", "x != 0.5", keepsMasks: true, stops: "an answer has no slope"),
    .init("zeros_like", keepsMasks: true, stops: "takes the shape alone"),
    .init("ones_like", keepsMasks: true, stops: "takes the shape alone"),
    .init("full_like", "full_like(x, 1)", keepsMasks: true, stops: "takes the shape alone"),
    .init("rand_like", stops: "takes the shape alone"), .init("randn_like", stops: "takes the shape alone"),
    .init("normal", "normal(x, 1)", stops: "a draw, as in PyTorch; its page shows how gradients pass"),
    .init("bernoulli", "bernoulli(x)", stops: "a draw"),
    .init("one_hot", "one_hot(x > 0.4)", stops: "of whole numbers"),
    .init("nonzero", "nonzero(x)", stops: "places"), .init("argsort", "argsort(x)", stops: "places"),
    .init("searchsorted", "searchsorted(tensor([0.5, 2]), x)", stops: "places"),
    .init("bincount", "bincount(x.detach()[0] // 1)", stops: "counts"),
    .init("unique", "unique(x)", keepsMasks: true, stops: "PyTorch has no derivative of it either"),
    .init("randint_like", "randint_like(x, 2)", stops: "takes the shape alone"),
    .init("multinomial", "multinomial(x + 1, 2)", stops: "a draw"),
    .init("argmax", stops: "a place"), .init("argmin", stops: "a place"),
    .init("sort", "sort(x).indices", stops: "places"), .init("max", "max(x, dim=0).indices", stops: "places"),
    .init("isnan", keepsMasks: true, stops: "an answer has no slope"),
    .init("isinf", keepsMasks: true, stops: "an answer has no slope"),
    .init("isfinite", keepsMasks: true, stops: "an answer has no slope"),
    .init("norm", "norm(x, p=0)", stops: "how many are not 0"),
    .init("parameter", stops: "a beginning of its own: gradients are kept there"),
    .init("grad", "grad(sum((w * x) ** 2), w)", stops: "gradients of gradients are not recorded"),
  ]
}
