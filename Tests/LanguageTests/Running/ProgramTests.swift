import Foundation
import Language
import TestSupport
import Testing

/// Programs that print what CPython prints for them: Fixtures/Programs/….py, run by Fixtures/programs.py.
@Suite struct ProgramTests {
  struct Program: Decodable, Sendable, CustomTestStringConvertible {
    let subject: String
    let name: String
    let code: String
    let output: String

    var testDescription: String { "\(subject): \(name)" }
  }

  static let all: [Program] = {
    let path = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Fixtures/programs.json")
    do {
      return try JSONDecoder().decode([Program].self, from: Data(contentsOf: path.standardized))
    } catch {
      fatalError("the programs of the fixtures cannot be read: \(error)")
    }
  }()

  @Test("a program prints what CPython prints", arguments: all)
  func program(_ program: Program) throws {
    let session = Session()
    let result = try onBigStack { session.run(program.code) }
    #expect(result.error == nil, "\(result.errorText(.plain))")
    #expect(session.output.standardOutput == program.output)
  }

  @Test("the programs are there, of each subject")
  func subjects() {
    let counts = Dictionary(grouping: Self.all, by: \.subject).mapValues(\.count)
    #expect(Self.all.count > 200)
    #expect(
      Set(counts.keys) == [
        "classes", "comprehensions", "containers", "exceptions", "functions", "generators", "strings",
      ])
  }
}
