import Foundation
import Language
import Testing

@Suite struct MistakeTests {
  @Test(.enabled(if: !Regeneration.isWanted), arguments: Mistake.all)
  func errorReadsAsWritten(_ mistake: Mistake) throws {
    let found = try mistake.found()
    #expect(found == mistake.error, "\(mistake.cell)\n\(found)\n\(Regeneration.hint)")
  }

  /// Errors of tensors, networks and data are the user's, never Elbow's own, and most say what to do.
  @Test(.enabled(if: !Regeneration.isWanted)) func errorsAreOfUse() throws {
    #expect(Mistake.all.count > 100)
    for mistake in Mistake.all {
      #expect(!mistake.error.hasPrefix("InternalError"), "\(mistake.cell)")
      #expect(mistake.error.contains("│"), "\(mistake.cell): no place is shown")
    }
    let helpful = Mistake.all.count {
      $0.error.contains("\n  try: ") || $0.error.contains("\n  example: ") || $0.error.contains("its form is")
    }
    #expect(Double(helpful) > 0.6 * Double(Mistake.all.count), "\(helpful) of \(Mistake.all.count) say what to do")
  }

  @Test(.enabled(if: Regeneration.isWanted))
  func writesTheErrors() throws {
    try Mistake.updatedPage().write(to: Mistake.page, atomically: true, encoding: .utf8)
  }
}
