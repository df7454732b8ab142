import Language
import Testing

/// A name that means nothing, because the cell that would have made it failed.
@Suite struct FailedCellTests {
  private func failure(after cells: String..., in last: String) -> Diagnostic? {
    let session = Session()
    for cell in cells { _ = session.run(cell) }
    return session.run(last).error
  }

  @Test(arguments: [
    ("answer = (3", "SyntaxError"), ("x = 1 / 0\nanswer = 3", "ZeroDivisionError"),
    ("def answer(x):\nreturn 3", "SyntaxError"),
    ("a, answer = 3", "TypeError"), ("if 1:\n    answer = nothing", "NameError"),
  ])
  func isToldOfTheCell(_ cell: String, _ kind: String) throws {
    let error = try #require(failure(after: cell, in: "print(answer)"))
    #expect(error.kind == .name)
    #expect(error.notes.contains("cell 1, which would have made `answer`, failed (\(kind))"), "\(error)")
    #expect(error.suggestion == "mend that cell and run it, then this one")
  }

  @Test func isNotToldOfOthers() {
    for cell in ["answers = (3", "answer == (3", "print(answer", "x = 1 / 0", "answer = 3"] {
      let error = failure(after: cell, in: "print(answer2)")
      #expect(error?.notes == [], "\(cell)")
    }
    // The same cell again is not its own reason.
    #expect(failure(after: "answer = answer + 1", in: "answer = answer + 1")?.notes == [])
    // Mended and run, it failed no more.
    #expect(failure(after: "answer = (3", "answer = 3", in: "print(answer)") == nil)
  }
}
