import Language
import Testing

/// What can be seen and done where a program has stopped.
@Suite struct StopTests {
  /// Looks at a program when it stops at a line.
  private func look(_ program: String, at line: Int, _ body: @escaping (Stop) throws -> Void) -> SteppedSession {
    let stepped = SteppedSession()
    stepped.setBreakpoints(line, in: program)
    stepped.steps.look = body
    #expect(stepped.session.run(program).error == nil)
    #expect(stepped.steps.places.count == 1)
    return stepped
  }

  private static let program = "k = 10\ndef f(a, b=2):\n    c = [a, b]\n    d = 4\n    return c\nxs = f(1)\nn = 0"

  @Test func variablesAreThoseOfTheCallAndOfTheSession() {
    _ = look(Self.program, at: 4) { stop throws in
      #expect(stop.locals(of: 0).map(\.name) == ["a", "b", "c"])
      #expect(stop.locals(of: 0).map(\.value.repr) == ["1", "2", "[1, 2]"])
      #expect(stop.globals(of: 0).map(\.name) == ["f", "k"])
      #expect(stop.locals(of: 1).map(\.name) == ["f", "k"])
    }
  }

  @Test func variablesOfFunctionsAroundAreSeen() {
    let program =
      "def outer(p):\n    q = 2\n    def inner(r):\n        return p + q + r\n    return inner(3)\nx = outer(1)"
    _ = look(program, at: 4) { stop throws in
      #expect(Set(stop.locals(of: 0).map(\.name)) == ["r", "p", "q", "inner"])
      #expect(try stop.evaluate("p + q + r", in: 0).repr == "6")
    }
  }

  @Test func expressionsAreComputedAsIfTheyStoodThere() {
    _ = look(Self.program, at: 4) { stop throws in
      #expect(try stop.evaluate("[i * k for i in c]", in: 0).repr == "[10, 20]")
      #expect(try stop.evaluate("k + 1", in: 1).repr == "11")
      #expect(try stop.evaluate("f(5)[0] + len(c)", in: 0).repr == "7")
      #expect(throws: Diagnostic.self) { try stop.evaluate("nowhere", in: 0) }
      #expect(throws: Diagnostic.self) { try stop.evaluate("1 +", in: 0) }
    }
  }

  @Test func statementsChangeTheCallAndTheSession() {
    let stepped = look(Self.program, at: 4) { stop throws in
      _ = try stop.evaluate("a = 70\nc.append(a)", in: 0)
      #expect(try stop.assign("k * 2", to: "b", in: 0).repr == "20")
      #expect(try stop.assign("11", to: "k", in: 1).repr == "11")
      #expect(throws: Diagnostic.self) { try stop.assign("1", to: "not a name", in: 0) }
      #expect(try stop.copy("b", in: 0, toGlobal: "copied").repr == "20")
      #expect(throws: Diagnostic.self) { try stop.copy("nowhere", in: 0, toGlobal: "copied") }
    }
    #expect(stepped.session.show("xs + [k, copied]") == "[1, 2, 70, 11, 20]")
  }

  @Test func whatIsComputedForALookIsNotSteppedThrough() {
    let stepped = SteppedSession()
    let cell = "def f(x):\n    return x + 1\ny = f(1)\nz = 2"
    stepped.setBreakpoints(2, 4, in: cell)
    stepped.steps.look = { stop throws in #expect(try stop.evaluate("f(2)", in: 0).repr == "3") }
    #expect(stepped.session.run(cell).error == nil)
    #expect(stepped.steps.places == ["breakpoint f:2 < cell 1:3", "breakpoint cell 1:4"])
  }

  @Test func partsOpenUp() {
    let stepped = Session()
    _ = stepped.run(
      "class P:\n    def __init__(self):\n        self.x = 1\n        self.y = [2]\np = P()\nd = {'a': 1, 2: 'b'}\nxs = [1, (2, 3)]\nt = 'text'"
    )
    func parts(_ name: String) -> [String]? {
      stepped.interpreter[variable: name]?.parts?.map { "\($0.name)\($0.access ?? "") \($0.value.repr)" }
    }
    #expect(parts("p") == ["x.x 1", "y.y [2]"])
    #expect(parts("d") == ["'a'['a'] 1", "2[2] 'b'"])
    #expect(parts("xs") == ["0[0] 1", "1[1] (2, 3)"])
    #expect(parts("t") == nil)
    #expect(stepped.interpreter[variable: "xs"]?.glance == "[1, (2, 3)]")
    #expect((stepped.run("list(range(100000))").value?.glance.count ?? 0) <= 120)
  }

  @Test(arguments: [
    ("x = 1\n\ny = 2", [1, 2, 3, 4, 0, -1], [1, 1, 3, nil, nil, nil]),
    ("# nothing\n\nx = 1", [1, 3], [3, 3]),
    ("y = [\n  1,\n  2]\nz = 1", [2, 3, 4], [1, 1, 4]),
    ("def f(x):\n\n    return x", [1, 2, 3], [1, 1, 3]),
    ("if x:\n    y = 1\nelif z:\n    y = 2\nelse:\n    y = 3", [3, 5], [3, 4]),
    ("x = (", [1], [nil]), ("", [1], [nil]),
  ])
  func breakpointsMoveToALineWhereAStatementBegins(_ code: String, _ wanted: [Int], _ lines: [Int?]) {
    #expect(Session().interpreter.steppableLines(wanted, in: code) == lines)
  }
}
