import Language

extension PyTorchDialect {
  /// Python's mathematics on single numbers.
  static let mathModule: [String: ForeignCall] = [
    "math.log": ForeignCall("x base", "log({x})", "(log({x}) / log({base}))"),
    "math.pow": ForeignCall("x y", "($x**$y)"),
    "math.trunc": ForeignCall("x", "int({x})"),
    "math.fabs": ForeignCall("x", "abs({x})"),
    "math.fsum": ForeignCall("seq", "sum({seq})"),
    "math.log2": map("(log({input}) / log(2))"),
    "math.floor": map("int($input // 1)"),
    "math.ceil": map("int(-(-$input // 1))"),
    "math.isnan": map("($input != $input)"),
    "math.isinf": map("(abs({input}) == float(\"inf\"))"),
    "math.log10": map("(log({input}) / log(10))"),
  ]

  /// Python's random numbers.
  static let randomModule: [String: ForeignCall] = [
    "random.random": ForeignCall("", "rand(1).item()"),
    "random.uniform": ForeignCall("a b", "($a + ($b - $a) * rand(1).item())"),
    "random.gauss": ForeignCall("mu sigma", "($mu + $sigma * randn(1).item())"),
    "random.randint": ForeignCall("a b", "int($a + ($b + 1 - $a) * rand(1).item() // 1)"),
    "random.seed": ForeignCall("n", "seed({n})"),
  ]
}
