import Language
import Testing
import Threads

/// Where programs stop that are stepped through. The places are those of debugpy, where it has such a program.
@Suite struct SteppingTests {
  private static let program = """
    def f(a):
        b = a + 1
        return b

    total = 0
    for i in range(2):
        total += f(i)
    print(total)
    """

  @Test func aBreakpointInALoopIsComeToInEachRound() {
    #expect(
      SteppedSession().places(of: Self.program, from: 7) == ["breakpoint cell 1:7", "breakpoint cell 1:7"])
  }

  @Test func aStepGoesIntoAFunctionAndBackToTheLoop() {
    let places = SteppedSession().places(of: Self.program, from: 7, .into, .over, .over, .over, .out)
    #expect(
      places == [
        "breakpoint cell 1:7", "step f:2 < cell 1:7", "step f:3 < cell 1:7", "step cell 1:6", "breakpoint cell 1:7",
      ])
  }

  @Test func aStepOverAFunctionStaysOutside() {
    let places = SteppedSession().places(of: Self.program, from: 5, .over, .over, .over, .over, .over, .over)
    #expect(
      places == [
        "breakpoint cell 1:5", "step cell 1:6", "step cell 1:7", "step cell 1:6", "step cell 1:7", "step cell 1:6",
        "step cell 1:8",
      ])
  }

  @Test func aStepOutEndsInTheLineThatCalled() {
    let places = SteppedSession().places(of: Self.program, from: 2, .out, .over, .run)
    #expect(
      places == ["breakpoint f:2 < cell 1:7", "step cell 1:7", "step cell 1:6", "breakpoint f:2 < cell 1:7"])
  }

  @Test func aStepAtTheEndOfACellEndsWithIt() {
    let stepped = SteppedSession()
    #expect(stepped.places(of: "x = 1\ny = 2", from: 2, .over) == ["breakpoint cell 1:2"])
    #expect(stepped.session.show("x + y") == "3")
    #expect(stepped.steps.places.count == 1)
  }

  @Test func theLastLineWhoseValueIsShownIsAPlace() {
    let stepped = SteppedSession()
    stepped.setBreakpoints(2, in: "x = 20\nx + 1")
    #expect(stepped.session.show("x = 20\nx + 1") == "21")
    #expect(stepped.steps.places == ["breakpoint cell 1:2"])
  }

  /// Lines in which something begins that is no statement of its own.
  @Test(arguments: [
    ("x = 5\nif x < 3:\n    y = 1\nelif x < 7:\n    y = 2\nelse:\n    y = 3", 1, [2, 4, 5]),
    (
      "try:\n    x = 1 / 0\nexcept ValueError:\n    x = 2\nexcept ZeroDivisionError:\n    x = 3\nfinally:\n    y = 4",
      1, [2, 5, 6, 8]
    ),
    ("n = 2\nwhile n:\n    n -= 1\nz = 1", 1, [2, 3, 2, 3, 2, 4]),
    ("for i in range(2): x = i\nz = 1", 1, [1, 1, 2]),
    ("x = 1; y = 2\nz = 3", 1, [2]),
    ("class A:\n    x = 1\n    y = 2\nz = 3", 1, [2, 3, 4]),
  ])
  func stepsGoFromLineToLine(_ program: String, _ first: Int, _ lines: [Int]) {
    let stepped = SteppedSession()
    stepped.setBreakpoints(first, in: program)
    stepped.steps.plan = Array(repeating: .into, count: 20)
    _ = stepped.session.run(program)
    let found = stepped.steps.places.dropFirst().map { $0.split(separator: " ").dropFirst().joined(separator: " ") }
    #expect(
      found.compactMap { $0.split(separator: ":").dropFirst().first?.prefix { $0.isNumber } }.map { Int($0) } == lines)
  }

  @Test func functionsOfEarlierCellsStopAndStopNoMoreWhenNobodyIsThere() {
    let stepped = SteppedSession(attached: false)
    let cell = "class A:\n    def f(self, x):\n        def g(y):\n            return y * 2\n        return g(x) + 1"
    _ = stepped.session.run(cell)
    #expect(stepped.session.show("a = A()", "h = a.f", "a.f(1)") == "3")
    stepped.stepping.attach(stepped.steps)
    stepped.setBreakpoints(4, in: cell)
    #expect(stepped.session.show("h(2)") == "5")
    #expect(stepped.steps.places == ["breakpoint g:4 < f:5 < cell 5:1"])
    stepped.stepping.detach()
    #expect(stepped.session.show("h(3)") == "7")
    #expect(stepped.steps.places.count == 1)
  }

  /// As JupyterLab does when its debugger is switched off and on, or its program terminated.
  @Test func whoComesBackBeforeTheNextCellFindsTheSamePlaces() {
    let stepped = SteppedSession()
    let cell = "def f(x):\n    return x + 1"
    _ = stepped.session.run(cell)
    stepped.stepping.detach()
    stepped.stepping.attach(stepped.steps)
    stepped.setBreakpoints(2, in: cell)
    #expect(stepped.session.show("f(1)") == "2")
    #expect(stepped.steps.places == ["breakpoint f:2 < cell 2:1"])
    stepped.stepping.detach()
    #expect(stepped.session.show("f(2)") == "3")
    stepped.stepping.attach(stepped.steps)
    stepped.setBreakpoints(2, in: cell)
    #expect(stepped.session.show("f(3)") == "4")
    #expect(stepped.steps.places.count == 2)
  }

  @Test func oneLineFunctionsAreSteppedInto() {
    let places = SteppedSession().places(
      of: "square = lambda x: x * x\ndef twice(x): return 2 * x\nsquare(2) + twice(3)", from: 3, .into, .into)
    #expect(
      places == ["breakpoint cell 1:3", "step lambda:1 < cell 1:3", "step twice:2 < cell 1:3"])
  }

  @Test func aPauseStopsBeforeTheNextStatement() {
    let stepped = SteppedSession()
    stepped.stepping.pause()
    _ = stepped.session.run("x = 1\ny = 2")
    #expect(stepped.steps.places == ["pause cell 1:1"])
  }

  // MARK: Conditions

  @Test func aConditionIsLookedAtEachTime() {
    let stepped = SteppedSession()
    let cell = "for i in range(10):\n    x = i"
    stepped.stepping.setBreakpoints([Breakpoint(id: 1, line: 2, condition: "i * i == 49")], in: cell)
    var seen: [String] = []
    stepped.steps.look = { seen.append(try $0.evaluate("i", in: 0).repr) }
    _ = stepped.session.run(cell)
    #expect(seen == ["7"])
  }

  @Test func aConditionThatFailsIsFalseAndSaysWhy() {
    let stepped = SteppedSession()
    stepped.stepping.setBreakpoints([Breakpoint(id: 1, line: 1, condition: "nowhere > 1")], in: "x = 1")
    #expect(stepped.session.run("x = 1").error == nil)
    #expect(stepped.steps.places.isEmpty)
    #expect(stepped.steps.told.count == 1)
    #expect(stepped.steps.told.first?.contains("nowhere > 1, counts as false: NameError") == true)
  }

  @Test(arguments: [("3", 1), (">=3", 8), ("> 3", 7), ("< 3", 2), ("<= 3", 3), ("== 3", 1), ("% 4", 2)])
  func hitsAreCounted(_ condition: String, _ stops: Int) throws {
    let stepped = SteppedSession()
    let cell = "for i in range(10):\n    x = i"
    let hits = try #require(HitCondition(condition))
    stepped.stepping.setBreakpoints([Breakpoint(id: 1, line: 2, hits: hits)], in: cell)
    _ = stepped.session.run(cell)
    #expect(stepped.steps.places.count == stops)
  }

  @Test(arguments: ["", "often", "0", "-3", "> ", "3 4x"]) func otherHitConditionsAreNone(_ text: String) {
    #expect(HitCondition(text) == nil)
  }

  @Test func aLogPointTellsAndGoesOn() {
    let stepped = SteppedSession()
    let cell = "for i in range(2):\n    x = i"
    stepped.stepping.setBreakpoints([Breakpoint(id: 1, line: 2, logMessage: "i is {i}, {{x}} {oops}")], in: cell)
    _ = stepped.session.run(cell)
    #expect(stepped.steps.places.isEmpty)
    #expect(stepped.steps.told.count == 2)
    #expect(stepped.steps.told.last?.hasPrefix("i is 1, {x} <NameError: ") == true)
  }

  // MARK: Errors

  @Test func anErrorStopsWhereItIsRaisedOnce() {
    let stepped = SteppedSession()
    stepped.stepping.setErrorStops(.raised)
    let result = stepped.session.run("def f(x):\n    return 1 / x\ndef g(x):\n    return f(x)\ng(0)")
    #expect(result.error?.kind == .zeroDivision)
    #expect(stepped.steps.places == ["ZeroDivisionError f:2 < g:4 < cell 1:5"])
  }

  @Test(arguments: [
    ("try:\n    1 / 0\nexcept ZeroDivisionError:\n    x = 1", false), ("try:\n    1 / 0\nexcept:\n    x = 1", false),
    ("try:\n    1 / 0\nexcept ValueError:\n    x = 1", true), ("try:\n    1 / 0\nfinally:\n    x = 1", true),
    ("try:\n    x = 1\nexcept:\n    x = 2\n1 / 0", true),
    ("def f():\n    return 1 / 0\ntry:\n    f()\nexcept (ValueError, ZeroDivisionError):\n    x = 1", false),
    ("try:\n    x = 1\nexcept:\n    x = 2\nelse:\n    1 / 0", true),
  ])
  func anErrorIsUncaughtWhereNoTryTakesIt(_ program: String, _ isUncaught: Bool) {
    let stepped = SteppedSession()
    stepped.stepping.setErrorStops(.uncaught)
    _ = stepped.session.run(program)
    #expect(stepped.steps.places.count == (isUncaught ? 1 : 0))
  }

  @Test func anInterruptIsNoError() {
    let stepped = SteppedSession()
    stepped.stepping.setErrorStops([.raised, .uncaught])
    let cancellation = Cancellation()
    cancellation.cancel()
    #expect(stepped.session.run("while True:\n    pass", cancellation: cancellation).error?.kind == .interrupted)
    #expect(stepped.steps.places.isEmpty)
  }

  @Test func whatTheListenerThrowsEndsTheCell() {
    let stepped = SteppedSession()
    stepped.setBreakpoints(1, in: "x = 1")
    stepped.steps.look = { _ in throw Cancelled() }
    #expect(stepped.session.run("x = 1").error?.kind == .interrupted)
    stepped.steps.look = nil
    stepped.setBreakpoints(in: "x = 1")
    #expect(stepped.session.show("x = 2", "x") == "2")
  }

  /// What is compiled while nobody is there is what was compiled before there was stepping, and so as quick.
  @Test func withoutAnyoneThereNothingStops() {
    let stepped = SteppedSession(attached: false)
    stepped.setBreakpoints(1, in: "x = 1")
    stepped.stepping.pause()
    #expect(stepped.session.run("x = 1").error == nil)
    #expect(stepped.steps.places.isEmpty)
  }
}
