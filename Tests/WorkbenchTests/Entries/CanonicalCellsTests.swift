import Foundation
import Language
import Testing

/// The canonical cells of docs/language.md, taken from the file itself, run as written and in its order.
@Suite struct CanonicalCellsTests {
  static let cells: [String] = {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../docs/language.md")
    guard let text = try? String(contentsOf: path.standardized, encoding: .utf8),
      let heading = text.range(of: "## Canonical cells")
    else { return [] }
    return text[heading.upperBound...].split(separator: "```\n", omittingEmptySubsequences: false).enumerated()
      .filter { !$0.offset.isMultiple(of: 2) }.map { String($0.element) }
  }()

  @Test func cellsWereFound() {
    #expect(Self.cells.count == 7)
    #expect(Self.cells.first?.hasPrefix("data mnist, batch=64") ?? false)
  }

  /// In one session, as a notebook has them.
  @Test func allRunInTheirOrder() throws {
    try atDesk { desk in
      for cell in Self.cells {
        let result = desk.run(cell)
        #expect(result.error == nil, "\(cell)\n\(result.errorText(.plain))")
      }
      #expect(desk.pictures.count == 5)
    }
  }

  /// Each alone in a session, but for those that go on with what an earlier one made.
  @Test(arguments: [[0], [1], [2], [3], [3, 4], [3, 4, 5], [6]])
  func runsAlone(_ numbers: [Int]) throws {
    try atDesk { desk in
      for number in numbers {
        try #require(Self.cells.indices.contains(number))
        let result = desk.run(Self.cells[number])
        #expect(result.error == nil, "\(Self.cells[number])\n\(result.errorText(.plain))")
      }
    }
  }

  @Test func likelihoodExampleGivesTheTutorialsFigure() throws {
    #expect(try atDesk { $0.shown(Self.cells[2]) } == "0.5184\n")
  }

  /// Both estimate 2 mu = 1: the reparameterized closely, the score function's roughly.
  @Test func estimatorsComeNearTheTrueValue() throws {
    try atDesk { desk in
      desk.run(Self.cells[6])
      let reparameterized = try desk.numbers("reparameterized[0]"), score = try desk.numbers("score[0]")
      #expect(reparameterized.count == 1 && abs(reparameterized[0] - 1) < 0.2)
      #expect(score.count == 1 && abs(score[0] - 1) < 0.5)
      #expect(desk.output.transcript.hasSuffix("true value 1.0\n"))
    }
  }

  /// The loop by hand prints the tutorial's own figure for each epoch, and it falls.
  @Test func loopByHandLearns() throws {
    try atDesk { desk in
      desk.run(Self.cells[3])
      let text = desk.shown(Self.cells[4])
      let losses = text.split(separator: "\n").compactMap { Double($0.split(separator: " ").last ?? "") }
      try #require(losses.count == 3, "\(text)")
      #expect(losses[2] < losses[0])
      #expect(text.hasPrefix("Epoch 1, loss "))
    }
  }
}
