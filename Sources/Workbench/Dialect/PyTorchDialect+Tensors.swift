import Language

extension PyTorchDialect {
  /// Functions that make tensors, or others of their elements, and the ranges that loops go through.
  static let makingTensors: [String: ForeignCall] = [
    "Tensor": ForeignCall(
      "data[", "tensor({data})", because: "of a list it is `tensor`; of lengths, memory that nobody has written to",
      or: [ForeignCall("a b c d", "zeros({a}, {b})", "zeros({a}, {b}, {c})", "zeros({a}, {b}, {c}, {d})")]),
    "FloatTensor": ForeignCall("data[", "tensor({data})"),
    "from_numpy": ForeignCall("array", "$array", because: "what load gives is a tensor"),
    "as_tensor": ForeignCall("data", "tensor({data})"),
    "asarray": ForeignCall("data", "tensor({data})"),
    "empty_like": ForeignCall("input", "zeros_like({input})", because: unwritten),
    "Parameter": ForeignCall(
      "data requires_grad", "parameter({data})", .when("requires_grad=True", "parameter({data})"),
      .when("requires_grad=False", "detach({data})"), because: "`parameter` makes what learns"),
    "tqdm": ForeignCall(
      "iterable desc~ total~ leave~ ncols~ unit~ disable~ position~ colour~ dynamic_ncols~ mininterval~", "$iterable",
      because: "`train` shows its progress by itself"),
    "trange": ForeignCall("stop desc~ total~ leave~ ncols~ unit~ disable~", "range({stop})"),
    "numel": map("len($input.reshape(-1))"),
    "ravel": map("$input.reshape(-1)"),
    "amax": largest("max"),
    "amin": largest("min"),
    "expand_dims": ForeignCall("input dim", "unsqueeze({input}, {dim})"),
  ]
}
