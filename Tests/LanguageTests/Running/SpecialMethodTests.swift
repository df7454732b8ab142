import Glibc
import Language
import TestSupport
import Testing
import Threads

/// What special methods and `except` can do wrong is an error of the cell.
@Suite struct SpecialMethodTests {
  @Test(
    "a method that calls itself without end is a RecursionError",
    arguments: [
      ("__repr__(self)", "return repr(self)", "repr(x)"), ("__repr__(self)", "return repr([self])", "print(x)"),
      ("__str__(self)", "return f'{self}'", "str(x)"), ("__eq__(self, o)", "return self == o", "x == 1"),
      ("__eq__(self, o)", "return [self] == [o]", "[x] == [1]"),
      ("__getattr__(self, name)", "return self.other", "x.y"),
      ("__lt__(self, o)", "return self < o", "sorted([x, x])"), ("__len__(self)", "return len(self)", "len(x)"),
      ("__bool__(self)", "return not self", "if x:\n    pass"), ("__call__(self)", "return self()", "x()"),
      ("__getitem__(self, i)", "return self[i]", "x[0]"), ("__add__(self, o)", "return self + o", "x + 1"),
      ("__iadd__(self, o)", "self += o", "x += 1"), ("__iter__(self)", "return iter(self)", "list(x)"),
      ("__contains__(self, o)", "return o in self", "1 in x"), ("__hash__(self)", "return hash(self)", "{x: 1}"),
      ("__setattr__(self, n, v)", "self.n = v", "x.a = 1"),
      ("__format__(self, f)", "return format(self, f)", "f'{x:3}'"),
      ("__abs__(self)", "return abs(self)", "abs(x)"),
      ("__enter__(self)", "return self.__enter__()", "with x:\n    pass"),
      ("__exit__(self, *a)", "return self.__exit__(*a)", "with x:\n    pass"),
    ])
  func recursion(_ method: String, _ body: String, _ use: String) throws {
    let others = Self.otherHalf(of: method)
    let cell = "class A:\n    def \(method):\n        \(body)\n\(others)x = A()\n\(use)"
    #expect(kind(cell) == .recursion, "\(shown(cell))")
    #expect(try onBigStack { kind(cell) } == .recursion, "\(cell)")
  }

  @Test(
    "the error of a special method is the error of the cell",
    arguments: [
      ("__len__(self)", "len(x)"), ("__len__(self)", "if x:\n    pass"), ("__bool__(self)", "not x"),
      ("__repr__(self)", "repr(x)"), ("__repr__(self)", "print([x])"), ("__repr__(self)", "f'{[x]}'"),
      ("__repr__(self)", "'%r' % x"), ("__repr__(self)", "'{!r}'.format(x)"), ("__str__(self)", "str(x)"),
      ("__eq__(self, o)", "x == 1"), ("__eq__(self, o)", "1 in [x]"), ("__eq__(self, o)", "[x].index(1)"),
      ("__iter__(self)", "list(x)"), ("__next__(self)", "next(x)"), ("__getattr__(self, n)", "x.y"),
      ("__setattr__(self, n, v)", "x.y = 1"), ("__lt__(self, o)", "sorted([x, x])"), ("__lt__(self, o)", "min(x, x)"),
      ("__call__(self)", "list(map(lambda f: f(), [x]))"), ("__hash__(self)", "{x: 1}"),
      ("__contains__(self, o)", "1 in x"),
      ("__int__(self)", "int(x)"), ("__float__(self)", "float(x)"), ("__enter__(self)", "with x:\n    pass"),
      ("__format__(self, f)", "f'{x}'"), ("__getitem__(self, i)", "x[1:2]"), ("__getitem__(self, i)", "list(x)"),
      ("__setitem__(self, i, v)", "x[0] = 1"), ("__delitem__(self, i)", "del x[0]"), ("__radd__(self, o)", "1 + x"),
      ("__init__(self)", "A()"), ("__new__(cls)", "A()"), ("__round__(self)", "round(x)"), ("__neg__(self)", "-x"),
    ])
  func errors(_ method: String, _ use: String) {
    let cell =
      "class A:\n    def \(method):\n        raise ValueError('mine')\n\(Self.otherHalf(of: method))"
      + (method.hasPrefix("__init__") || method.hasPrefix("__new__") ? use : "x = A()\n\(use)")
    let text = shown(cell)
    #expect(text.hasPrefix("ValueError: mine\n"), "\(use): \(text)")
  }

  /// What `with` wants besides.
  private static func otherHalf(of method: String) -> String {
    if method.hasPrefix("__exit__") { return "    def __enter__(self):\n        pass\n" }
    return method.hasPrefix("__enter__") ? "    def __exit__(self, *a):\n        pass\n" : ""
  }

  @Test("an `__eq__` that fails while a key is looked up is told")
  func keys() {
    let cell = """
      class K:
          def __init__(self, n):
              self.n = n
          def __hash__(self):
              return 1
          def __eq__(self, other):
              raise ValueError("mine")
      d = {K(1): 1}
      """
    #expect(kind(cell) == nil)
    for use in ["d[K(2)]", "d[K(2)] = 3", "K(2) in d", "d.pop(K(2))", "set([K(1), K(2)])", "{**d, K(3): 1}"] {
      #expect(kind(cell + "\n" + use) == .value, "\(use)")
    }
  }

  @Test(
    "an interrupt ends what goes on without end, also past `except` and `finally`",
    arguments: [
      "while True:\n    try:\n        pass\n    except Exception:\n        pass",
      "while True:\n    try:\n        1 / 0\n    except:\n        pass",
      "while True:\n    try:\n        1 / 0\n    except Exception:\n        continue\n    finally:\n        pass",
      "try:\n    1 / 0\nexcept ZeroDivisionError:\n    while True:\n        pass",
      "try:\n    x = 1\nfinally:\n    while True:\n        pass",
      "class A:\n    def __iter__(self):\n        return self\n    def __next__(self):\n        return 1\nlist(A())",
      "class A:\n    def __getitem__(self, i):\n        return i\nfor x in A():\n    pass",
      "[0 for i in range(10**15)]", "sum(i for i in range(10**15))", "{i % 7 for i in range(10**15)}",
      "class A:\n    def __repr__(self):\n        while True:\n            pass\nprint(A())",
      "class A:\n    def __eq__(self, o):\n        return False\na = A()\n[a] * 1000 == [1] * 1000\nwhile 1: pass",
      "def f():\n    try:\n        f()\n    finally:\n        f()\nwhile True:\n    try:\n        f()\n    except RecursionError:\n        pass",
    ])
  func interrupt(_ cell: String) throws {
    let cancellation = Cancellation()
    let session = Session()
    let result = try withTimer(cancellation) { session.run(cell, cancellation: cancellation) }
    #expect(result.error?.kind == .interrupted, "\(result.errorText(.plain))")
  }

  /// Runs `body`, and cancels it after a short while, twice.
  private func withTimer<Result>(_ cancellation: Cancellation, _ body: () throws -> Result) throws -> Result {
    let canceller = BackgroundThread {
      // The second is for what goes on after the first, in a `finally`.
      for _ in 0..<2 {
        usleep(60_000)
        cancellation.cancel()
      }
    }
    defer { canceller.join() }
    return try onBigStack(body)
  }

  @Test("`finally` runs to its end after an interrupt")
  func finally() {
    let session = Session()
    let first = Cancellation()
    first.cancel()
    let result = session.run(
      "log = []\ntry:\n    while True:\n        pass\nfinally:\n    for i in range(3):\n        log.append(i)",
      cancellation: first)
    #expect(result.error?.kind == .interrupted)
    #expect(session.show("log") == "[0, 1, 2]")
  }

  // MARK: Atomicity

  @Test("a statement that fails within `try` takes back only itself")
  func statements() {
    let session = Session()
    let cell = """
      l = []
      def f(n):
          l.append(noise())
          return 1 / n
      try:
          a = noise()
          b = noise() + f(0)
          c = noise()
      except ZeroDivisionError:
          d = noise()
      e = noise()
      """
    #expect(session.run(cell).error == nil)
    // The second statement's numbers are drawn again by the third.
    #expect(session.show("a, d, e") == "(1, 2, 3)")
    #expect(session.library.position == 3)
  }

  @Test("a `try` within a function that a statement calls keeps what went well")
  func functions() {
    let session = Session()
    let cell = """
      def f():
          try:
              x = noise()
              y = noise() / 0
          except ZeroDivisionError:
              return [x, noise()]
      r = f()
      """
    #expect(session.run(cell).error == nil)
    #expect(session.show("r") == "[1, 2]")
    #expect(session.library.position == 2)
  }

  @Test("a statement that fails takes back all that its functions did, past their `finally`")
  func whole() {
    let session = Session()
    let cell = "def f():\n    try:\n        noise()\n    finally:\n        noise()\n    return 1 / 0\nnoise()\nx = f()"
    #expect(session.run(cell).error?.kind == .zeroDivision)
    #expect(session.library.position == 1)
  }
}
