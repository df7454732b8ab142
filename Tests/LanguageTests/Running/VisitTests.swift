import Language
import Testing
import Threads

/// Looking at the variables of a cell while it runs.
@Suite struct VisitTests {
  @Test(arguments: [
    "for i in range(100):\n    n = i", "while n < 100:\n    n += 1", "for i in [1, 2, 3]:\n    n = 100",
    "def f(x):\n    return x\nn = f(100)", "x = list(filter(lambda x: x > 1, [1, 2]))\nn = 100",
  ])
  func aVisitorIsLetInOnceAndTheCellGoesOn(_ cell: String) {
    let session = Session()
    var seen: [String?] = []
    let cancellation = Cancellation { seen.append(session.interpreter[variable: "n"]?.repr) }
    cancellation.requestVisit()
    let result = session.run("n = 0\n" + cell, cancellation: cancellation)
    #expect(result.error == nil)
    #expect(seen == ["0"])
    #expect(["99", "100"].contains(session.show("n")))
  }

  /// In the middle of a statement that changes a list or a dict, nothing must be held that the visitor wants to read.
  @Test(arguments: [
    "xs[0] += f(1)", "xs[f(0)] = f(1)", "xs.append(f(1))", "d[\"a\"] += f(1)", "xs = sorted(xs, key=f)",
    "xs.extend(map(f, xs))", "d[\"b\"] = [f(1), f(2)]", "xs = list(map(f, xs))", "xs, d = f(1), f(2)",
  ])
  func aVisitorMayReadEverythingInTheMiddleOfAStatement(_ statement: String) {
    let session = Session()
    let reader = Session()
    _ = session.run("xs = [1, 2, 3]\nd = {\"a\": 1, \"xs\": xs}\ndef f(x):\n    return x")
    var visits = 0
    let cancellation = Cancellation {
      visits += 1
      reader.interpreter.copyVariables(of: session.interpreter, exceptFor: []) { $0 }
    }
    cancellation.requestVisit()
    #expect(session.run(statement, cancellation: cancellation).error == nil)
    #expect(visits == 1)
    #expect(reader.show("xs") == "[1, 2, 3]")
  }

  @Test func anInterruptComesBeforeAVisit() {
    let session = Session()
    var visits = 0
    let cancellation = Cancellation { visits += 1 }
    cancellation.requestVisit()
    cancellation.cancel()
    #expect(session.run("while True:\n    pass", cancellation: cancellation).error?.kind == .interrupted)
    #expect(visits == 0)
  }
}
