import Language
import TestSupport
import Testing

/// Classes, their objects and functions are freed when nobody has them, however deep they are nested.
@Suite struct OwnershipTests {
  /// Cells that keep the variable `p` somewhere and then let go of it, at the latest with the last line.
  static let cells = [
    "class A:\n    def __init__(self, x):\n        self.x = x\na = A(p)\ndel a, p",
    "class A:\n    held = p\n    def f(self):\n        return super().__repr__()\nA()\ndel A, p",
    "class A:\n    def __init__(self, x):\n        self.x = x\nclass B(A):\n    def __init__(self, x):\n"
      + "        super().__init__(x)\n    def f(self):\n        return __class__\nb = B(p)\nb.f()\ndel A, B, b, p",
    "class A:\n    def f(self):\n        return self.x\na = A()\na.x = p\nf = a.f\nf()\ndel a, f, p",
    "class A:\n    @property\n    def x(self):\n        return 1\n    @staticmethod\n    def s(k=p):\n        return k\n"
      + "    @classmethod\n    def c(cls):\n        return cls\nA.s(), A.c(), A().x\ndel A, p",
    "def make(x):\n    class A:\n        def f(self):\n            return x\n    return A\nA = make(p)\nA().f()\ndel A, p",
    "def f(x):\n    try:\n        raise ValueError(x)\n    except ValueError as e:\n        return 1\nf(p)\ndel p",
    "g = (x for x in [p, p])\nnext(g)\ndel g, p", "l = [lambda x=x: x for x in [p]]\nl[0]()\ndel l, p",
    "d = {k: v for k, v in [(1, p)]}\nv = d.values()\ndel d, v, p",
    "s = [p]\nwith_x = s[0:1]\n*a, = s\ndel s, with_x, a, p",
    "class C:\n    def __init__(self, x):\n        self.x = x\n    def __enter__(self):\n        return self.x\n"
      + "    def __exit__(self, *a):\n        pass\nwith C(p) as q:\n    q\ndel q, p",
    "def outer(x):\n    def inner():\n        nonlocal x\n        x = [x]\n        return x\n    return inner\n"
      + "f = outer(p)\nf()\ndel f, p",
  ]

  @Test("what a class, an object or a function held goes with it", arguments: cells)
  func freed(_ cell: String) {
    let session = Session()
    weak var probe: Probe?
    do {
      let made = Probe()
      probe = made
      session.interpreter.define("p", .object(made))
    }
    #expect(probe != nil)
    let result = session.run(cell)
    #expect(result.error == nil, "\(result.errorText(.plain))")
    #expect(probe == nil)
  }

  @Test("a class goes with its last object")
  func classes() {
    let session = Session()
    weak var type: ClassValue?
    _ = session.run("class A:\n    def f(self):\n        return super().__init__()\na = A()")
    if case .object(let object)? = session.interpreter[variable: "A"] { type = object as? ClassValue }
    #expect(type?.name == "A")
    _ = session.run("del A")
    #expect(type != nil)
    _ = session.run("a = 0")
    #expect(type == nil)
  }

  @Test(
    "a million objects in a chain are freed without the stack",
    arguments: [
      "class N:\n    def __init__(self, n):\n        self.n = n\nx = None\nfor i in range(1000000):\n    x = N(x)",
      "class N:\n    pass\nx = None\nfor i in range(300000):\n    y = N()\n    y.items = [x]\n    x = y",
      "class N:\n    def f(self):\n        pass\nx = None\nfor i in range(300000):\n    y = N()\n    y.f = x\n    x = N.f",
      "class N:\n    def f(self, k):\n        return 1\nx = 0\nfor i in range(300000):\n    y = N()\n    y.x = x\n    x = y.f",
      "x = iter([])\nfor i in range(100000):\n    x = (k for k in x)",
      "x = {}\nfor i in range(300000):\n    x = {1: x}.values()",
      "x = 0\nfor i in range(300000):\n    x = property(lambda self, x=x: x)",
      "x = ValueError()\nfor i in range(300000):\n    x = ValueError(x)",
      "x = 0\nfor i in range(300000):\n    class A:\n        y = x\n    x = A",
    ])
  func chains(_ cell: String) {
    let session = Session()
    let result = session.run(cell)
    #expect(result.error == nil, "\(result.errorText(.plain))")
    session.interpreter.reset()
  }
}
