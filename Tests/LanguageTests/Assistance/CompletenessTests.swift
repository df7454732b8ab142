import Language
import Testing

@Suite struct CompletenessTests {
  @Test("is complete where CPython says so")
  func oracle() {
    let interpreter = Session().interpreter
    for (code, verdict) in CompletenessCases.all {
      let found =
        switch interpreter.isComplete(code) {
        case .complete: "complete"
        case .incomplete: "incomplete"
        case .invalid: "invalid"
        }
      #expect(found == verdict, "\(code)")
    }
  }

  @Test("the next line's indentation")
  func indentation() {
    let interpreter = Session().interpreter
    #expect(interpreter.isComplete("for x in y:") == .incomplete(indent: "    "))
    #expect(interpreter.isComplete("for x in y:  # all\n") == .incomplete(indent: "    "))
    #expect(interpreter.isComplete("for x in y:\n    if x:") == .incomplete(indent: "        "))
    #expect(interpreter.isComplete("for x in y:\n    print(x)") == .incomplete(indent: "    "))
    #expect(interpreter.isComplete("f(") == .incomplete(indent: "    "))
    #expect(interpreter.isComplete("f(\n    1,") == .incomplete(indent: "    "))
    #expect(interpreter.isComplete("x = [1,") == .incomplete(indent: "    "))
    #expect(interpreter.isComplete("x = f(g(1),") == .incomplete(indent: "    "))
  }
}
