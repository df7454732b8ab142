import Language
import Testing

/// What statements do, one kind after another.
@Suite struct StatementTests {
  @Test(
    "a program shows what CPython shows",
    arguments: [
      ("x = 3\nx", "3"), ("a = b = 2\n(a, b)", "(2, 2)"), ("a, b = 1, 2\na, b = b, a\n(a, b)", "(2, 1)"),
      ("(a, [b, c]), d = (1, [2, 3]), 4\n[a, b, c, d]", "[1, 2, 3, 4]"),
      ("x = 1\nx += 2\nx -= 1\nx *= 5\nx /= 4\nx", "2.5"),
      ("x = 7\nx //= 2\nx **= 2\nx %= 5\nx", "4"), ("l = [1, 2]\nl[0] = 5\nl[-1] += 1\nl", "[5, 3]"),
      ("d = {}\nd['a'] = 1\nd['a'] += 2\nd", "{'a': 3}"), ("l = [1]\nm = l\nl += [2]\nm", "[1, 2]"),
      ("a = [0, 1]\ni = 0\na[i], i = 9, 1\n(i, a)", "(1, [9, 1])"),
      ("l = []\nfor i in range(3):\n    l.append(i)\nl", "[0, 1, 2]"),
      ("l = []\nfor a, (b, c) in [(1, (2, 3))]:\n    l.extend([a, b, c])\nl", "[1, 2, 3]"),
      ("l = []\nfor k in {'a': 1, 'b': 2}:\n    l.append(k)\nl", "['a', 'b']"),
      ("s = ''\nfor c in 'abc':\n    s = c + s\ns", "'cba'"),
      ("n = 0\nwhile True:\n    n += 1\n    if n == 2:\n        continue\n    if n > 4:\n        break\nn", "5"),
      ("if 0:\n    x = 1\nelif 1:\n    x = 2\nelse:\n    x = 3\nx", "2"), ("if 1: x = 1; y = 2\n(x, y)", "(1, 2)"),
      (
        "def f(a, b=2, *c):\n    return a, b, c\nf(1), f(1, 3, 4, 5), f(b=0, a=9)",
        "((1, 2, ()), (1, 3, (4, 5)), (9, 0, ()))"
      ),
      ("def f(n):\n    return 1 if n == 0 else n * f(n - 1)\nf(10)", "3628800"),
      ("def f():\n    pass\nf() is None", "True"), ("def f():\n    return 1, 2\na, b = f()\na + b", "3"),
      ("x = 1\ndef f():\n    return x\nx = 2\nf()", "2"), ("x = 1\ndef f():\n    x = 5\n    return x\nf() + x", "6"),
      ("def outer(n):\n    def inner(k):\n        return n * k\n    return inner\nouter(3)(4)", "12"),
      (
        "def counter():\n    c = [0]\n    def up():\n        c[0] += 1\n        return c[0]\n    return up\nf = counter()\nf()\nf()",
        "2"
      ),
      ("def f(l=[]):\n    l.append(1)\n    return l\nf()\nf()", "[1, 1]"), ("f = lambda x: x + 1\nf(2)", "3"),
      ("def f(*a):\n    return a\nf(*[1, 2], *(3,))", "(1, 2, 3)"), ("x = [3, 1]\nx.sort()\nx", "[1, 3]"),
      ("x = [1, 2, 3]\nx.pop(0)\nx.insert(1, 9)\nx.remove(3)\nx.reverse()\nx", "[9, 2]"),
      ("x = (\n    1 +\n    2\n)\nx", "3"), ("x = 1 + \\\n    2\nx", "3"), ("x = 1; y = 2; x + y", "3"),
      ("# comment\nx = 1  # more\n\n\nx", "1"), ("def f(): return 4\nf()", "4"),
      ("l = [1]\nl.append(l)\nl", "[1, [...]]"),
      ("x = 5\n1 < x < 10 and not x == 6", "True"), ("for i in range(3): pass\ni", "2"),
      ("d = {'a': 1}\nd.update({'b': 2})\nd.pop('a')\nd", "{'b': 2}"), ("'%s' in ['%s']", "True"),
      ("it = iter_ = zip([1, 2], [3, 4])\nlist(it)", "[(1, 3), (2, 4)]"), ("x = None\nx is None", "True"),
      ("t = 0\nfor i in range(10, 0, -3):\n    t += i\nt", "22"), ("x = 9007199254740992\nx + 1", "9007199254740993"),
    ])
  func program(_ code: String, _ expected: String) { #expect(shown(code) == expected, "\(code)") }

  @Test("a trailing semicolon silences a value")
  func silence() {
    #expect(shown("3;") == "")
    #expect(shown("x = 3") == "")
    #expect(shown("None") == "")
    #expect(shown("print(1)") == "")
  }

  @Test("print writes as Python's")
  func printing() {
    let session = Session()
    #expect(
      session.written("print(1, 'a', [2.5, 'b'], None)\nprint()\nprint('x', 'y', sep='-', end='!')")
        == "1 a [2.5, 'b'] None\n\nx-y!")
    #expect(session.written("print 1, \"b\"") == "1 b\n")
    _ = session.run("warn \"careful\"")
    #expect(session.output.standardError == "careful\n")
  }

  @Test("variables persist between cells")
  func persistence() {
    let session = Session()
    #expect(session.show("x = [1]", "def f(): return x", "x.append(2)", "f()") == "[1, 2]")
    #expect(session.interpreter.variables.map(\.name) == ["x", "f"])
    session.interpreter.define("y", .integer(4))
    #expect(session.show("y + 1") == "5")
    session.interpreter.remove("y")
    #expect(session.run("y").error?.kind == .name)
    session.interpreter.reset()
    #expect(session.interpreter.variables.isEmpty)
  }

  @Test("a cell is checked before any of it runs")
  func checkedFirst() {
    let session = Session()
    _ = session.run("train epochs=5\nx = 1\nprint(xx)")
    _ = session.run("train epochs=5\ntrain epochs=0")
    _ = session.run("train epochs=5\nplot los")
    _ = session.run("train epochs=5\nlinear(1, 2, 3, 4)")
    _ = session.run("train epochs=5\n(1")
    #expect(session.library.trained == 0)
    #expect(session.interpreter.variables.isEmpty)
  }

  @Test("names inside functions are looked up when they are called")
  func lateNames() {
    #expect(shown("def f():\n    return later\nlater = 3\nf()") == "3")
    #expect(shown("for i in range(2):\n    if i > 0:\n        y = z\n    z = i\ny") == "0")
  }

  @Test("with enters and leaves, however the block ends")
  func scopes() {
    let session = Session()
    _ = session.run("with no_grad():\n    train epochs=1")
    #expect(session.library.trained == 1)
    #expect(session.run("with no_grad():\n    1 / 0").error?.kind == .zeroDivision)
    _ = session.run(
      "def f():\n    with no_grad():\n        return 1\nf()\nfor i in range(2):\n    with no_grad():\n        break")
    #expect(session.library.trained == 1)
  }
}
