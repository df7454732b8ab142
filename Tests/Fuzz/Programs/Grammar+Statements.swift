import Language

extension Grammar {
  mutating func statement(indent: String, inFunction: Bool = false) -> String {
    guard deeper() else { return indent + "\(variable()) = \(number())" }
    switch random.below(48) / 2 {
    case 0...6: return indent + command()
    case 7...10: return indent + "\(variable()) = \(expression())"
    case 11:
      return indent + target() + " \(random.pick(["+=", "-=", "*=", "/=", "//=", "**=", "%=", "@="])) \(expression())"
    case 12:
      return indent
        + "\(variable()), \(target()) = \(random.oneIn(2) ? expression() : "\(expression()), \(expression())")"
    case 13: return indent + target() + " = " + expression()
    case 14, 15:
      let items =
        random.oneIn(3) ? expression() : random.pick(["range(3)", "range(0, 9, 2)", "[1, 2.5]", "'ab'", "batches(4)"])
      let name = random.oneIn(4) ? "\(variable()), \(variable())" : variable()
      return indent + "for \(name) in \(items):" + block(indent, inFunction, ["break", "continue", "pass"])
    case 16:
      // A loop that counts, so that most of them end.
      return indent + "i = 0\n" + indent + "while i < \(random.below(5)):\n" + indent + "    i += 1\n"
        + statement(indent: indent + "    ", inFunction: inFunction)
    case 17, 18:
      var text = indent + "if \(expression()):" + block(indent, inFunction, ["pass"])
      if random.oneIn(3) { text += "\n" + indent + "elif \(expression()):" + block(indent, inFunction, ["pass"]) }
      if random.oneIn(2) { text += "\n" + indent + "else:" + block(indent, inFunction, ["pass"]) }
      return text
    case 19:
      let name = random.pick(["f", "g", "train_step", "mean"])
      let parameters = ["", "x", "x, y", "x, y=2", "x, y=[1]", "*items", "x", "x, y=x"]
      return indent + "def \(name)(\(random.pick(parameters))):" + block(indent, true, ["return x", "return", "pass"])
        + "\n" + indent + "\(name)(\(expression()))"
    case 20: return indent + "with no_grad():" + block(indent, inFunction, ["pass"])
    case 21: return indent + (random.oneIn(3) ? random.pick(Self.foreign) : expression())
    case 22:
      return indent + (inFunction || random.oneIn(40) ? "return " : "") + expression() + (random.oneIn(3) ? ";" : "")
    default: return indent + "print(\(expression()), \(text()), sep=\(text()))"
    }
  }

  private mutating func block(_ indent: String, _ inFunction: Bool, _ ends: [String]) -> String {
    if random.oneIn(8) { return " pass" }
    let lines = (0...random.below(3)).map { _ in statement(indent: indent + "    ", inFunction: inFunction) }
    return "\n" + lines.joined(separator: "\n") + (random.oneIn(3) ? "\n" + indent + "    " + random.pick(ends) : "")
  }

  /// What may stand left of `=`.
  private mutating func target() -> String {
    switch random.below(5) {
    case 0: "\(variable())[\(index())]"
    case 1 where random.oneIn(9): "\(variable()).\(random.pick(["grad", "shape", "bias", "x"]))"
    default: variable()
    }
  }

  /// What Python has and Elbow has not, and what belongs to a notebook or a shell.
  private static let foreign = [
    "import torch", "from torch import nn", "class Decoder(nn.Module):\n    pass",
    "try:\n    x = 1\nexcept Exception:\n    pass",
    "raise ValueError('x')", "[i for i in range(3)]", "{i: i for i in [1]}", "(i for i in [1])", "assert x == 1",
    "del x",
    "global x", "nonlocal y", "async def f(): pass", "yield x", "x: int = 3", "@decorator\ndef f(): pass", "%%time",
    "!ls",
    "%matplotlib inline", "x = y = 3", "*a, b = [1, 2, 3]", "(a, b) = 1, 2", "[a, b] = [1, 2]", "lambda: (yield)",
    "x++",
    "match x:\n    case 1:\n        pass", "while True:\n    break\nelse:\n    pass", "x if y", "print 'a'", "a, = [1]",
    "train?", "?train", "train??", "help(train)", "with open('x') as f:\n    pass", "x = (1\n", "x = [1, 2", "'abc",
    "f'{'",
  ]
}
