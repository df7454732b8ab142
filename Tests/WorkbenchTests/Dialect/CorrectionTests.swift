import Language
import Testing

/// "A suggestion that works when followed": where an error knows how the cell would be right, the cell is run so.
@Suite struct CorrectionTests {
  /// A cell may hold several mistakes; each correction mends at least one.
  private static let mostSteps = 4

  @Test(.enabled(if: !Regeneration.isWanted), arguments: Mistake.all)
  func correctionWorks(_ mistake: Mistake) throws {
    var cell = mistake.cell
    for _ in 0..<Self.mostSteps {
      let result = try atDesk { desk in
        let result = desk.run(cell)
        return (error: result.error?.message, corrected: result.correctedCell, text: result.errorText(.plain))
      }
      guard let corrected = result.corrected else {
        #expect(cell == mistake.cell || result.error == nil, "followed to\n\(cell)\n\(result.text)")
        return
      }
      try #require(corrected != cell, "\(cell)\n\(result.text)")
      cell = corrected
    }
    Issue.record("\(mistake.cell) is never right; the last was\n\(cell)")
  }

  /// Most of what one gets wrong by a slip is mended by a line to paste.
  @Test(.enabled(if: !Regeneration.isWanted)) func manyMistakesHaveOne() throws {
    let count = try Mistake.all.count { mistake in
      try atDesk { $0.run(mistake.cell).correctedCell != nil }
    }
    #expect(count >= 60, "\(count) of \(Mistake.all.count) mistakes are mended")
  }
}
