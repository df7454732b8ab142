import Language

extension PyTorchDialect {
  /// NumPy's arrays, whose methods count otherwise than those of tensors.
  static let arrays = ForeignArrays(
    prefix: "np.", conversion: "numpy",
    methods: [
      "std": "x.std(correction=0)", "var": "x.var(correction=0)", "flatten": "x.reshape(-1)",
      "max": "x.max(dim=0).values",
      "min": "x.min(dim=0).values", "sort": "x = sort(x).values", "cumsum": "cumsum(x.reshape(-1), 0)",
      "transpose": "x.T", "repeat": "cat([x, x], dim=0)",
    ], alikeWithoutArguments: ["max", "min"],
    difference: "of its arrays is another than that of tensors")
}
