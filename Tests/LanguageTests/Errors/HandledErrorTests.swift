import Language
import Testing

/// Errors that come while others are handled, and mistakes where nothing goes.
@Suite struct HandledErrorTests {
  @Test func anErrorWithinExceptTellsOfTheOneThatWasHandled() {
    let text = shown("try:\n    1 / 0\nexcept ZeroDivisionError:\n    int(\"x\")")
    #expect(
      text.hasPrefix("ValueError") && text.contains("it came while another was handled, line 2: ZeroDivisionError"),
      "\(text)")
    let raised = shown("try:\n    1 / 0\nexcept ZeroDivisionError:\n    raise")
    #expect(raised.hasPrefix("ZeroDivisionError") && !raised.contains("while another"), "\(raised)")
  }

  @Test func aMistakeInAFunctionThatNothingCallsRefusesNothing() {
    let unused = "def f(x):\n    return exp2(x, x, x)\n"
    #expect(Session().written(unused + "print(1)") == "1\n")
    // A cell that only defines, and one that may call it, are told at once.
    #expect(shown(unused).hasPrefix("ArgumentError"))
    #expect(Session().written(unused + "print(1)\nf(2)").hasPrefix("ArgumentError"))
  }
}
