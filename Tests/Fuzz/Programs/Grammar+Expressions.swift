import Language

extension Grammar {
  mutating func expression() -> String {
    guard deeper() else { return random.oneIn(3) ? number() : variable() }
    switch random.below(34) {
    case 0...6: return call()
    case 7, 25, 26: return methodCall()
    case 8...10:
      return
        "\(operand()) \((random.oneIn(20) ? random.pick(Self.foreignOperators) : random.pick(Self.operators))) \(operand())"
    case 11:
      return "\(operand()) \(random.pick(Self.comparisons)) \(operand()) \(random.pick(Self.comparisons)) \(operand())"
    case 12: return "\(random.pick(["-", "+", "not ", "-"]))\(operand())"
    case 13: return "\(operand()) if \(operand()) else \(operand())"
    case 14: return "\(operand())[\(index())]"
    case 15: return "[\(list())]"
    case 16: return "(\(operand()), \(operand()))"
    case 17:
      return
        "{\((0..<random.below(3)).map { _ in "\(random.oneIn(2) ? text() : number()): \(expression())" }.joined(separator: ", "))}"
    case 18: return "lambda \(random.pick(["x", "", "x, y=1", "a"])): \(expression())"
    case 19: return formattedText()
    case 20: return text()
    case 21: return tensor()
    case 28, 29: return comprehension()
    case 30: return "{\(random.oneIn(4) ? "*\(variable())" : expression()), \(expression())}"
    case 31:
      return random.pick([
        "(\(variable()) := \(expression()))", "{**\(variable()), \(text()): \(expression())}",
        "(*\(variable()), \(number()))",
        "\(text()) % (\(expression()), \(number()))", "\(text()).format(\(expression()), x=\(number()))",
      ])
    case 32: return "\(random.pick(Self.classFunctions))(\(random.pick(["a", "Bowl", expression()])))"
    case 33: return random.pick(["a", "Bowl", "a.size", "a.f(1)", "a()", "a[0]", "Bowl(1)", "Bowl.f(a, 2)", "a.area"])
    case 22: return "\(operand()).\(random.pick(Self.attributes))"
    case 23: return variable()
    default: return number()
    }
  }

  private mutating func comprehension() -> String {
    let target = random.pick([variable(), "\(variable()), \(variable())", "\(variable()), *\(variable())"])
    let items = random.pick(["range(3)", "[1, 2]", variable(), "zip([1], 'a')", expression()])
    var clauses = "for \(target) in \(items)"
    if random.oneIn(3) { clauses += " for \(variable()) in \(random.pick(["range(2)", variable()]))" }
    if random.oneIn(3) { clauses += " if \(expression())" }
    let item = expression()
    return random.pick([
      "[\(item) \(clauses)]", "{\(item) \(clauses)}", "{\(item): \(expression()) \(clauses)}", "(\(item) \(clauses))",
      "list(\(item) \(clauses))", "sum(\(item) \(clauses))", "sorted([\(item) \(clauses)])",
    ])
  }

  private static let classFunctions = [
    "isinstance", "type", "len", "list", "iter", "next", "repr", "str", "bool", "hash", "vars", "dir", "callable",
    "super",
    "property", "staticmethod", "abs", "int", "float", "round", "set", "frozenset", "dict", "tuple", "id", "min",
    "sorted",
    "reversed", "enumerate", "slice", "format", "delattr", "object",
  ]

  private mutating func operand() -> String {
    random.oneIn(30) ? expression() : random.oneIn(2) ? "(\(expression()))" : variable()
  }

  private mutating func list() -> String {
    (0..<random.below(4)).map { _ in random.oneIn(60) ? "*\(variable())" : random.oneIn(6) ? operand() : expression() }
      .joined(separator: ", ")
  }

  mutating func index() -> String {
    let one: [String] = [
      number(), "\(number()):", ":\(number())", "::\(number())", ":", random.oneIn(9) ? "..." : "0:2", "None", "-1",
      "0", expression(), text(),
    ]
    return random.oneIn(4) ? "\(random.pick(one)), \(random.pick(one))" : random.pick(one)
  }

  private static let operators = [
    "+", "-", "*", "/", "//", "%", "**", "@", "and", "or", "in", "not in", "is", "is not", "*", "+", "-",
  ]
  private static let foreignOperators = ["|", "&", "^", "<<", ">>", "<>", "&&", "??"]
  private static let comparisons = ["<", "<=", ">", ">=", "==", "!=", "in", "is"]
  private static let attributes = [
    "shape", "T", "grad", "item", "parameters", "size", "dtype", "weight", "bias", "data", "mean", "train()", "eval()",
    "backward()", "step()", "zero_grad()", "losses", "encoder", "decoder", "keys()", "nothing", "requires_grad",
  ]

  // MARK: Plain values

  mutating func number() -> String {
    random.pick([
      "0", "1", "2", "3", "-1", "0.5", "1e-3", "7", "10", "28", "784", "1e9", "2**53", "2**63", "-0.0", "1e308", "0.1",
      "1_000", "float('nan')", "float('inf')", "True", "None", "1e-45", "-2", "64", "4", "5", "6",
    ])
  }

  mutating func text() -> String {
    random.pick([
      "''", "'a'", "'two words'", "'{:>5} {}'", "\"it's\"", "'sum'", "'mean'", "'none'", "'a\\nb'", "'π😀'",
      "'x.safetensors'",
      "'x.npy'", "'ij,jk->ik'", "'...i,i'", "'ii->i'", "'%.3f'", "'1,2'", "'''a\nb'''", "r'\\d'", "'mnist'",
      "'tutorial'", "'e\u{301}'",
    ])
  }

  private mutating func formattedText() -> String {
    let specification = random.pick([
      "", ":.2f", ":>8", ":^10", ":05d", ":,", ":e", ":%", "!r", "!s", ":{i}", ":.3g", ":+", ":x", ":_<6", "=",
      ":10.2f", ":.",
      ":1000000000", random.oneIn(3) ? ":zz" : "", random.oneIn(3) ? "!z" : "",
    ])
    return "f'a{\(variable())\(specification)} {{}} {\(random.oneIn(3) ? expression() : number())}'"
  }

  mutating func tensor() -> String {
    random.pick([
      "randn(2, 3)", "rand(4, 1, 28, 28)", "zeros(3)", "ones(2, 2)", "tensor([[1, 2], [3, 4.5]])", "arange(6)",
      "randn(4, 2)",
      "linspace(0, 1, 5)", "eye(3)", "full((2, 3), 7)", "randn(1, 784)", "tensor(0.5)", "zeros(0)", "zeros(2, 0, 3)",
      "batch(4)", "parameter(randn(2))", "randn(2, 3, 8, 8)", "randn(3, 2)", "x", "z",
      "randn(2, 3, 3)", "eye(2) + 1", "randn(4, 3, 5)", "tensor([[0, 1], [2, 1]])", "zeros(0, 3, 8, 8)",
      "randn(2, 0, 0)", "np.zeros((2, 3))", "randn(2, 3).numpy()", "x.view(-1)", "x.T", "x.data", "x[0]", "z.numpy()",
      "x.chunk(2)[0]", "zeros(1, 3).expand(2, 3)", "nn.Parameter(zeros(2))", "x > 0", "x.transpose(0, -1)",
    ])
  }
}
