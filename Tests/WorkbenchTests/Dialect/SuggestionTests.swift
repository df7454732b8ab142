import Foundation
import Language
import Testing

/// What an error shows for a line of PyTorch's: under `try:` only what means the same, with all that was given.
@Suite struct SuggestionTests {
  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let line: String
    /// The line under `try:`, and the value that PyTorch gives for what was typed.
    let mended: String?
    let value: [Double]?
    let example: String?

    enum CodingKeys: String, CodingKey {
      case line, value, example
      case mended = "try"
    }

    var testDescription: String { line }
  }

  private struct Page: Decodable {
    let setup: String
    let cases: [Case]
    let calls: [Call]
  }

  /// A call of a function or a method with small tensors, and its value.
  struct Call: Decodable, Sendable {
    let line: String
    let value: [Double]

    init(from decoder: any Decoder) throws {
      var row = try decoder.unkeyedContainer()
      line = try row.decode(String.self)
      value = try row.decode([Double].self)
    }
  }

  /// Written by suggestions.py.
  private static let page: Page? = {
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Fixtures/suggestions.json")
      .standardized
    return (try? Data(contentsOf: file)).flatMap { try? JSONDecoder().decode(Page.self, from: $0) }
  }()

  static let cases = page?.cases ?? []
  private static var setup: String { page?.setup ?? "" }

  /// A cell may hold several mistakes; each line mends at least one.
  private static let mostSteps = 6

  @Test(arguments: cases.filter { $0.value != nil })
  func lineMeansTheSame(_ typed: Case) throws {
    try atDesk { desk in
      try #require(desk.run(Self.setup).error == nil)
      let first = desk.run(typed.line)
      // Without one, it runs as it was typed.
      #expect((first.error == nil) == (typed.mended == nil), "\(typed.line)\n\(first.errorText(.plain))")
      if let mended = typed.mended {
        #expect(first.errorText(.plain).hasSuffix("\n  try: \(mended)"), "\(first.errorText(.plain))")
      }
      var (cell, result) = (typed.line, first)
      for _ in 0..<Self.mostSteps where result.error != nil {
        cell = try #require(result.correctedCell, "\(cell)\n\(result.errorText(.plain))")
        result = desk.run(cell)
      }
      try #require(result.error == nil, "\(cell)\n\(result.errorText(.plain))")
      let numbers = desk.run("list(tensor(r).reshape(-1))")
      let found = try #require(numbers.value?.elements, "\(numbers.errorText(.plain))").compactMap(\.number)
      let expected = try #require(typed.value)
      try #require(found.count == expected.count, "\(cell): \(found), PyTorch \(expected)")
      for (one, other) in zip(found, expected) {
        #expect(abs(one - other) <= 1e-5 * max(1, abs(other)), "\(cell): \(found), PyTorch \(expected)")
      }
    }
  }

  @Test(arguments: cases.filter { $0.value == nil })
  func otherLinesAreExamples(_ typed: Case) throws {
    try atDesk { desk in
      try #require(desk.run(Self.setup).error == nil)
      let result = desk.run(typed.line)
      // Prefixes may go; what is left never runs.
      var text = result.errorText(.plain)
      var next = result
      for _ in 0..<Self.mostSteps {
        try #require(next.error != nil, "\(typed.line)\n\(text)")
        text = next.errorText(.plain)
        guard let cell = next.correctedCell else { break }
        next = desk.run(cell)
      }
      #expect(next.correctedCell == nil, "\(text)")
      if let example = typed.example { #expect(text.hasSuffix("\n  example: \(example)"), "\(text)") }
    }
  }

  /// Every function and method that PyTorch, NumPy and Python's `math` have: where it runs as it is typed, or an error
  /// leads to a line that runs, it has their value.
  @Test func everyNameMeansTheSameOrNothing() throws {
    let calls = Self.page?.calls ?? []
    #expect(calls.count > 1000)
    try atDesk { desk in
      var (mended, asTyped) = (0, 0)
      for call in calls {
        _ = desk.run(Self.setup)
        var cell = "r = \(call.line)"
        var result = desk.run(cell)
        if result.error == nil { asTyped += 1 }
        for _ in 0..<Self.mostSteps where result.error != nil {
          guard let corrected = result.correctedCell else { break }
          cell = corrected
          result = desk.run(cell)
        }
        guard result.error == nil else { continue }
        mended += 1
        // What comes in several parts has them one after another there too.
        let parts = ["list(tensor(r).reshape(-1))", "[float(v) for part in r for v in torch.tensor(part).reshape(-1)]"]
        let found = parts.lazy.compactMap { desk.run($0).value?.elements?.compactMap(\.number) }.first ?? []
        // Directions have signs of their own.
        let hasSigns = !call.line.contains("pca_lowrank")
        let isSame =
          found.count == call.value.count
          && zip(found, call.value).allSatisfy { one, other in
            abs(hasSigns ? one - other : abs(one) - abs(other)) <= 1e-4 * max(1, abs(other))
          }
        #expect(isSame, "\(call.line) became \(cell): \(found), not \(call.value)")
      }
      // What runs as it is typed needs no mending: there is more and more of it.
      #expect(mended > 870 && asTyped > 840 && mended > asTyped, "\(mended) of \(calls.count), \(asTyped) as typed")
    }
  }

  @Test func casesAreThere() { #expect(Self.cases.count > 130) }
}
