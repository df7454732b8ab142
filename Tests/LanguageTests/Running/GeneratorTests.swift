import Glibc
import Language
import TestSupport
import Testing
import Threads

/// What CPython's output cannot tell of generator functions: see Fixtures/Programs/generators.py for what it can.
@Suite struct GeneratorTests {
  @Test("a generator has a text, a type and methods")
  func texts() {
    let session = Session()
    _ = session.run("def pairs(n):\n    yield n, n\ng = pairs(2)")
    #expect(session.show("g") == "<generator pairs>")
    #expect(session.show("type(g)") == "<class 'generator'>")
    #expect(session.show("len(g)").contains("the generator pairs has no length"))
    #expect(session.show("g.gi_frame").contains("the generator pairs has no `gi_frame`"))
    let completion = session.interpreter.complete("g.", cursor: 2)
    #expect(Set(completion.matches.map(\.text)).isSuperset(of: ["send", "throw", "close"]))
  }

  @Test("an error in a generator is told where it is, and where that was asked for its value")
  func places() {
    let cell = "def ratios(xs):\n    for x in xs:\n        y = 1 / x\n        yield y\n"
    let session = Session()
    let text = session.show(cell + "sum(ratios([1, 0]))")
    #expect(text.contains("line 3 │         y = 1 / x"), "\(text)")
    #expect(text.contains("line 5"), "\(text)")
    let loop = session.show(cell + "for r in ratios([0]):\n    pass")
    #expect(loop.contains("line 3 │         y = 1 / x"), "\(loop)")
    let given = session.show("def f(x):\n    yield 1\n    yield x[3]\nlist(f([1]))")
    #expect(given.contains("line 3 │     yield x[3]"), "\(given)")
    let stopped = session.show("def f(x):\n    yield next(x)\nlist(f(iter([])))")
    #expect(stopped.contains("the generator f raised StopIteration") && stopped.contains("line 2"), "\(stopped)")
  }

  @Test(
    "a `yield` where none may stand says where one may",
    arguments: [
      ("yield 1", "`yield` stands outside a function"),
      ("class A:\n    yield 1", "`yield` stands outside a function"),
      ("def f():\n    print((yield 1))", "`yield` is a line of its own"),
      ("def f():\n    x = 1 + (yield 2)", "`yield` is a line of its own"),
      ("def f():\n    x = (yield 2) + 1", "`yield` is a line of its own"),
      ("def f(x):\n    x += yield 2", "`yield` is a line of its own"),
      ("def f():\n    if (yield):\n        pass", "`yield` is a line of its own"),
      ("def f():\n    return [(yield x) for x in y]", "`yield` is a line of its own"),
      ("f = lambda: (yield)", "`yield` stands outside a function"),
      ("def f():\n    return yield 1", "`yield` is a line of its own"),
      ("def f():\n    yield x = 3", "cannot be assigned to"),
      ("def f():\n    yield *x", "`*` needs a list"),
      ("def f():\n    yield from", "a value is missing"),
      ("def f():\n    time yield 1", "`yield` is a line of its own"),
    ])
  func misplaced(_ cell: String, _ words: String) {
    let session = Session()
    let result = session.run(cell)
    #expect(result.error?.kind == .syntax, "\(cell)")
    #expect(result.errorText(.plain).contains(words), "\(result.errorText(.plain))")
  }

  @Test(
    "a generator whose call goes too deep is a RecursionError, on any stack",
    arguments: [
      "def f(n):\n    yield from f(n + 1)\nlist(f(0))",
      "def f(n):\n    for x in f(n + 1):\n        yield x\nnext(f(0))",
      "def f(n):\n    try:\n        yield next(f(n + 1))\n    finally:\n        pass\nnext(f(0))",
      "def w(g):\n    for x in g:\n        yield x\ng = range(3)\nfor i in range(100000):\n    g = w(g)\nlist(g)",
    ])
  func recursion(_ cell: String) throws {
    #expect(kind(cell) == .recursion)
    #expect(try onBigStack { kind(cell) } == .recursion)
  }

  @Test("generators within generators are freed without harm, begun or not", arguments: ["", "\n    next(g)"])
  func deepNests(_ begun: String) {
    let cell = """
      def w(g):
          yield 0
          for x in g:
              yield x
      def v(g):
          yield 0
          yield from g
      g = iter([1])
      for i in range(100000):
          g = w(g) if i % 2 else v(g)\(begun)
      """
    let session = Session()
    #expect(session.run(cell).error == nil)
    session.interpreter.reset()
  }

  @Test("ten thousand generators can wait at once")
  func many() {
    let cell = """
      def f(n):
          with_finally = n
          try:
              for i in range(n):
                  yield i
          finally:
              ended.append(n)
      ended = []
      gs = [f(3) for i in range(10000)]
      first = sum(next(g) for g in gs), sum(next(g) for g in gs)
      """
    let session = Session()
    #expect(session.show(cell, "first, len(ended)") == "((0, 10000), 0)")
    #expect(session.show("gs = None\nlen([])", "len(ended)") == "10000")
  }

  @Test(
    "an interrupt ends a generator and who goes through it",
    arguments: [
      "def f():\n    while True:\n        yield 1\nfor x in f():\n    pass",
      "def f():\n    while True:\n        yield 1\nsum(f())",
      "def f():\n    while True:\n        pass\n    yield 1\nlist(f())",
      "def f():\n    while True:\n        try:\n            yield 1\n        except:\n            pass\nsum(f())",
      "def f():\n    yield from f2()\ndef f2():\n    while True:\n        yield 0\nany(f())",
      "def f():\n    while True:\n        x = yield\ng = f()\nnext(g)\nwhile True:\n    g.send(1)",
    ])
  func interrupt(_ code: String) { expectInterrupted(code) }

  @Test(
    "a statement in a generator that fails gives back what it drew",
    arguments: [
      "for x in g: pass", "list(g)", "next(g)", "x, y = g", "[x for x in g]", "x = 1 in g", "for x in h: pass",
      "next(h)",
      "[*k]", "for x in k: pass",
    ])
  func drawsOfAFailure(_ statement: String) {
    let session = Session()
    let made = """
      def failing():
          x = noise() / 0
          yield x
      def giving():
          yield noise() / 0
      def passing():
          yield from failing()
      g, h, k = failing(), giving(), passing()
      """
    #expect(session.run(made).error == nil)
    #expect(session.run(statement).error?.kind == .zeroDivision)
    #expect(session.library.position == 0)
  }

  @Test("what a loop through a generator has completed stays drawn")
  func drawsOfALoop() {
    let session = Session()
    let made = "def draws(n):\n    for i in range(n):\n        yield noise() / (2 - i)\nfor x in draws(5):\n    pass"
    #expect(session.run(made).error?.kind == .zeroDivision)
    #expect(session.library.position == 2)
  }

  @Test("a generator that nobody has any more ends when the statement does, and what fails there is told")
  func abandoned() {
    let session = Session()
    let made = """
      def f(name):
          try:
              yield name
          finally:
              print("end of", name)
      def bad():
          try:
              yield 1
          finally:
              1 / 0
      """
    _ = session.run(made)
    #expect(session.written("next(f('a'))\nprint('behind')") == "end of a\nbehind\n")
    #expect(session.written("g = f('b')\nnext(g)\ndel g\nprint('behind')") == "end of b\nbehind\n")
    #expect(session.written("g = f('c')\nnext(g)\ng = None") == "end of c\n")
    #expect(
      session.written("h = [f(i) for i in range(3)]\n[next(x) for x in h]\nh = 0") == "end of 0\nend of 1\nend of 2\n")
    #expect(session.written("for x in bad():\n    break\nprint('behind')") == "behind\n")
    #expect(session.output.standardError.contains("the end of the generator bad"))
    #expect(session.output.standardError.contains("ZeroDivisionError"))
  }

  @Test(
    "what a generator holds is freed with it, finished, waiting or not begun",
    arguments: [
      "def f(x):\n    yield x\ng = f(p)", "def f(x):\n    yield 1\n    yield x\ng = f(p)\nnext(g)",
      "def f(x):\n    for i in [x]:\n        yield i\ng = f(p)\nnext(g);", "def f(x):\n    yield x\ng = f(p)\nlist(g);",
      "def f(x):\n    try:\n        yield 1\n    finally:\n        print(x)\ng = f(p)\nnext(g)",
      "def f(x):\n    def h(n):\n        return x if n == 0 else h(n - 1)\n    yield h(2)\ng = f(p)\nlist(g);",
    ])
  func lifetime(_ cell: String) {
    weak var probe: Probe?
    let session = Session()
    do {
      let made = Probe()
      probe = made
      session.interpreter.define("p", .object(made))
    }
    #expect(session.run(cell).error == nil)
    session.interpreter.remove("p")
    #expect(session.run("g = 0").error == nil)
    #expect(probe == nil)
  }

  @Test(
    "a generator in a ring goes with its session",
    arguments: [
      "class A:\n    def f(self):\n        self.p = p\n        yield 1\n        yield p\na = A()\na.g = a.f()\nnext(a.g)",
      "def f(x):\n    def h():\n        return x, h\n    yield h\n    yield x\ng = f(p)\nnext(g);",
      "l = []\ndef f(x):\n    yield x\n    yield l\ng = f(p)\nnext(g)\nl.append(g)",
      "held = []\ndef f():\n    yield p\n    yield held\nheld.append(f())\nnext(held[0])",
    ])
  func rings(_ cell: String) throws { try expectFreed(after: cell) }

  @Test("a generator goes on in a later cell, with that cell's output")
  func cells() {
    let session = Session()
    _ = session.run("def f():\n    for i in range(3):\n        print('at', i)\n        yield i\ng = f()\nnext(g)")
    #expect(session.written("next(g);") == "at 1\n")
    #expect(session.written("for x in g:\n    print(x)") == "at 2\n2\n")
    // The function that made it may be another by then.
    _ = session.run("g = f()\nnext(g)")
    #expect(session.show("def f():\n    yield 7\nlist(g), list(f())") == "([1, 2], [7])")
  }

  @Test("a debugger steps through a generator and those who ask it")
  func stepping() {
    let cell =
      "def f():\n    x = 1\n    yield x\n    for y in [2]:\n        yield y\n    z = 3\nfor v in f():\n    w = v\nend = 1"
    let stepped = SteppedSession()
    stepped.setBreakpoints(7, in: cell)
    stepped.steps.plan = Array(repeating: .into, count: 30)
    #expect(stepped.session.run(cell).error == nil)
    let lines = stepped.steps.places.map { String($0.split(separator: " ")[1]) }
    #expect(
      lines.filter { $0.hasPrefix("f:") } == ["f:2", "f:3", "f:4", "f:5", "f:4", "f:6"], "\(stepped.steps.places)")
  }
}
