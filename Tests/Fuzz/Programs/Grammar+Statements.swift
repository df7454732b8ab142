import Language

extension Grammar {
  mutating func statement(indent: String, inFunction: Bool = false) -> String {
    guard deeper() else { return indent + "\(variable()) = \(number())" }
    if inFunction, isGenerator, random.oneIn(4) { return indent + yielding() }
    switch random.below(62) / 2 {
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
    case 20 where random.oneIn(3):
      // A decorator, and names of a function further out.
      let scope = random.pick(["nonlocal x", "global x", "global f", "pass"])
      return indent + "@\(random.pick(["staticmethod", "property", "f", "lambda f: f", "Bowl"]))\n" + indent
        + "def f(x, *args, y=1, **options):\n" + indent + "    def g():\n" + indent + "        \(scope)\n"
        + statement(indent: indent + "        ", inFunction: true) + "\n" + indent + "        return x, args, options\n"
        + indent + "    return g\n" + indent + "f(\(starredArguments()))"
    case 20: return indent + "with no_grad():" + block(indent, inFunction, ["pass"])
    case 21: return indent + (random.oneIn(3) ? random.pick(Self.foreign) : expression())
    case 23: return generator(indent)
    case 24: return classDefinition(indent)
    case 25, 26: return attempt(indent, inFunction)
    case 27: return indent + objectStatement()
    case 28:
      let kind = random.pick(["ValueError", "KeyError", "Exception", "StopIteration", "Bowl", "x", "3", "a.size"])
      return indent
        + random.pick([
          "raise \(kind)(\(expression()))", "raise", "raise \(kind)", "assert \(expression()), \(expression())",
          "del \(target())", "del \(variable()), \(target())",
        ])
    case 29:
      let scope = random.pick(["no_grad()", "Bowl(1)", "x", "a", expression()])
      let name = random.oneIn(2) ? " as \(target())" : ""
      return indent + "with \(scope)\(name)\(random.oneIn(4) ? ", no_grad()" : ""):"
        + block(indent, inFunction, ["pass"])
    case 30:
      return indent + random.pick(Self.imports)
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

  /// A class with some special methods, and an object of it.
  private mutating func classDefinition(_ indent: String) -> String {
    let inner = indent + "    "
    let base = random.pick([
      "", "(Bowl)", "(object)", "(Exception)", "(dict)", "(nn.Module)", "(nn.Module)", "(\(variable()))",
    ])
    var text = indent + "class \(random.pick(["Bowl", "Pot", "x"]))\(base):\n" + inner + "size = \(expression())"
    if base == "(nn.Module)", random.oneIn(2) {
      text +=
        "\n" + inner + "def __init__(self, x=3):\n" + inner + "    super().__init__()\n" + inner
        + "    self.\(random.pick(["size", "l", "y"])) = \(call())\n" + inner + "    self.l = nn.Linear(2, x)"
    }
    for _ in 0...random.below(4) {
      let name = random.pick(Self.methods)
      let decorator =
        random.oneIn(6) ? inner + random.pick(["@property", "@staticmethod", "@classmethod", "@f"]) + "\n" : ""
      text += "\n" + decorator + inner + "def \(name):\n" + statement(indent: inner + "    ", inFunction: true)
      text +=
        "\n" + inner + "    \(random.oneIn(6) ? random.pick(["yield", "yield from", "x = yield"]) : "return") "
        + random.pick([
          expression(), "self", "self.size", "super().__init__()", "super().f(1)", "NotImplemented", "self == 1",
          "[self]", "iter([1, 2])", "str(self)", "self.\(random.pick(["f(1)", "size", "y", "area"]))",
        ])
    }
    return text + "\n" + indent + "a = Bowl(\(random.oneIn(2) ? "" : expression()))"
  }

  private static let methods = [
    "__init__(self, x=1)", "f(self, x)", "__call__(self, *x)", "__len__(self)", "__getitem__(self, i)",
    "__setitem__(self, i, v)", "__iter__(self)", "__next__(self)", "__eq__(self, o)", "__hash__(self)",
    "__lt__(self, o)",
    "__add__(self, o)", "__radd__(self, o)", "__iadd__(self, o)", "__repr__(self)", "__str__(self)", "__bool__(self)",
    "__contains__(self, x)", "__enter__(self)", "__exit__(self, *e)", "__getattr__(self, n)", "__setattr__(self, n, v)",
    "__new__(cls, *x)", "__format__(self, s)", "__float__(self)", "__index__(self)", "area(self)",
    "__delitem__(self, i)", "forward(self, x)", "encode(self, x)", "decode(self, z)",
  ]

  /// A function that yields, and something that goes through it or asks it.
  private mutating func generator(_ indent: String) -> String {
    let outer = isGenerator
    isGenerator = true
    let body = block(indent, true, ["return x", "return", "yield", "yield x", "raise x", "x = yield y"])
    isGenerator = outer
    let call = "\(random.oneIn(16) ? "f" : "gen")(\(random.oneIn(2) ? "" : expression()))"
    let uses = (0...random.below(3)).map { _ in
      indent
        + random.pick([
          "for \(variable()) in \(call): pass", "it = \(call)", "next(it)", "next(it, None)", "x = list(\(call))",
          "it.send(\(expression()))", "it.close()", "it.throw(ValueError(\(expression())))", "it.throw(\(variable()))",
          "x, *y = \(call)", "sum(it)", "del it", "it = iter(it)", "for x in zip(it, \(call)): break", "it = None",
          "for x in it:\n\(indent)    \(random.pick(["break", "continue", "it.close()", "it = 3", "1 / 0", "next(it)"]))",
          "x = next(\(call))", "print(it, x in it)", "it = gen(it)", "x = [*it, *\(call)]", "a.it = it",
          "it = a.f(\(expression()))", "x = {k: v for k, v in enumerate(it)}",
        ])
    }
    return indent + "def gen(\(random.pick(["x=1", "x=[1, 2]", "*x", "x=(), y=2"]))):" + body + "\n"
      + ([indent + "it = gen()"] + uses).joined(separator: "\n")
  }

  private mutating func yielding() -> String {
    let value = random.pick([expression(), variable(), "", "x, y", "gen()", "it"])
    return random.pick([
      "yield \(value)", "yield \(value)", "\(target()) = yield \(value)", "yield from \(value)", "yield from gen(x)",
      "x = yield from \(value)", "return (yield \(value))", "x, y = (yield \(value))", "next(it)",
      "print((yield \(value)))",
    ])
  }

  private mutating func attempt(_ indent: String, _ inFunction: Bool) -> String {
    var text = indent + "try:" + block(indent, inFunction, ["pass", "1 / 0", "raise"])
    let ends = ["pass", "raise", "raise ValueError(1)"]
    let kinds = [
      "", " Exception", " ValueError as e", " (KeyError, TypeError) as x", " KeyboardInterrupt", " x", " Bowl",
    ]
    let handlers = random.below(3)
    for number in 0..<handlers {
      // One that takes all comes last.
      let kind = number + 1 < handlers ? random.pick(Array(kinds.dropFirst())) : random.pick(kinds)
      text += "\n" + indent + "except\(kind):" + block(indent, inFunction, ends)
    }
    if handlers > 0, random.oneIn(3) { text += "\n" + indent + "else:" + block(indent, inFunction, ends) }
    if handlers == 0 || random.oneIn(3) { text += "\n" + indent + "finally:" + block(indent, inFunction, ends) }
    return text
  }

  /// Attributes, items and methods of an object.
  private mutating func objectStatement() -> String {
    let object = random.pick(["a", "Bowl", variable()])
    let attribute = random.pick(["size", "x", "grad", "area", "__dict__", "__class__", "lr"])
    return random.pick([
      "\(object).\(attribute) = \(expression())",
      "\(object).\(attribute) \(random.pick(["+=", "-=", "*=", "//=", "|=", "@="])) \(expression())",
      "\(object)[\(index())] \(random.pick(["=", "+=", "-=", "*="])) \(expression())",
      "\(variable()) = \(object).f", "setattr(\(object), 'size', \(expression()))", "del \(object).\(attribute)",
      "\(object).\(attribute), *\(variable()) = \(expression())", "a = Bowl(\(starredArguments()))",
      "print(\(object), [\(object)], {\(object)}, \(object) == \(object), len(\(object)), f'{\(object)!r:>9}')",
      "for \(object).\(attribute) in \(expression()):\n    pass", "sorted([\(object), \(expression())])",
    ])
  }

  mutating func starredArguments() -> String {
    (0..<random.below(4)).map { _ in
      random.pick([expression(), "*\(expression())", "**\(expression())", "y=\(expression())", "*[1, 2]", "**{'y': 1}"])
    }.joined(separator: ", ")
  }

  private static let imports = [
    "import torch", "import torch.nn as nn", "from torch import nn", "import math", "from math import sqrt as root, pi",
    "import argparse, collections, itertools, functools", "import torch.distributions as D", "import copy, os",
    "from torch.optim.lr_scheduler import StepLR, LambdaLR", "x = D.Normal(x, y)", "y = D.Categorical(logits=x)",
    "z = D.kl_divergence(x, y)", "z = x.rsample((2,)) if x else x.log_prob(y)", "from tqdm import tqdm, trange",
    "x = collections.defaultdict(list)", "x = collections.deque(y, maxlen=z)", "x = collections.Counter(y)",
    "x = list(itertools.islice(itertools.cycle(y), z))", "x = functools.reduce(f, y)", "x = copy.deepcopy(x)",
    "p = argparse.ArgumentParser()", "p.add_argument(x, type=y, default=z)", "a = p.parse_args(y)",
    "x = os.path.join(y, z)", "x = os.path.splitext(y)", "x = random.sample(y, z)", "x = random.choice(y)",
    "for y in tqdm(x, desc=z):\n    print(y)", "s = StepLR(x, y)", "s = LambdaLR(x, f)", "s.step()", "%autoreload 2",
    "import os.path", "from torch.nn import *", "from nothing import x", "import numpy as np", "import random, time",
  ]

  /// What may stand left of `=`.
  mutating func target() -> String {
    switch random.below(6) {
    case 5 where random.oneIn(3): "a.\(random.pick(["size", "x", "area"]))"
    case 0: "\(variable())[\(index())]"
    case 1 where random.oneIn(5): "\(variable()).\(random.pick(["grad", "shape", "bias", "x", "data"]))"
    default: variable()
    }
  }

  /// What Python has and Elbow has not, and what belongs to a notebook or a shell.
  private static let foreign = [
    "class Decoder(nn.Module):\n    pass", "class A(B, C):\n    pass", "class A(metaclass=B):\n    pass",
    "global x", "nonlocal y", "except: pass", "finally: pass", "*a = [1]", "(x := 1) = 2", "async def f(): pass",
    "yield x", "x: int = 3", "@decorator\ndef f(): pass", "%%time",
    "!ls",
    "%matplotlib inline", "x = y = 3", "*a, b = [1, 2, 3]", "(a, b) = 1, 2", "[a, b] = [1, 2]", "lambda: (yield)",
    "x++",
    "match x:\n    case 1:\n        pass", "while True:\n    break\nelse:\n    pass", "x if y", "print 'a'", "a, = [1]",
    "train?", "?train", "train??", "help(train)", "with open('x') as f:\n    pass", "x = (1\n", "x = [1, 2", "'abc",
    "f'{'",
  ]
}
