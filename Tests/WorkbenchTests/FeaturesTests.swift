import Foundation
import Testing

/// docs/features.md: every feature has its test, and the test is there.
@Suite struct FeaturesTests {
  private static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../..")
    .standardized

  /// The cells of each row, the header's first.
  private static func rows() throws -> [[String]] {
    let page = try String(contentsOf: root.appending(path: "docs/features.md"), encoding: .utf8)
    return page.split(separator: "\n").filter { $0.hasPrefix("|") && !$0.hasPrefix("|---") }.map { line in
      line.dropFirst().dropLast().split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }
  }

  @Test func everyRowIsCompleteAndNamesATest() throws {
    let rows = try Self.rows()
    #expect(rows.count > 40)
    for row in rows.dropFirst() {
      #expect(row.count == rows[0].count, "\(row[0])")
      #expect(
        row.dropFirst().dropLast().allSatisfy { ["Y", "P", "L", "–"].contains(String($0.prefix(1))) }, "\(row[0])")
      #expect(row.last?.contains(/`\w+(Tests\.|\.py::)\w+`/) == true, "\(row[0]) names no test")
    }
    #expect(Set(rows.map { $0[0] }).count == rows.count)
  }

  @Test func everyTestThatIsNamedExists() throws {
    let files = try #require(
      FileManager.default.enumerator(at: Self.root.appending(path: "Tests"), includingPropertiesForKeys: nil)
    )
    .compactMap { $0 as? URL }.filter { ["swift", "py"].contains($0.pathExtension) }
    let sources = try Dictionary(grouping: files, by: \.lastPathComponent)
      .mapValues { try $0.map { try String(contentsOf: $0, encoding: .utf8) }.joined() }
    let named = try Self.rows().dropFirst().flatMap { ($0.last ?? "").matches(of: /`(\w+)(\.py::|\.)(\w+)`/) }
    #expect(named.count > 40)
    for match in named {
      let (file, test) = (String(match.1), String(match.3))
      let isThere =
        match.2 == "."
        ? sources["\(file).swift"]?.contains("func \(test)(") : sources["\(file).py"]?.contains("def \(test)(")
      #expect(isThere == true, "there is no test \(test) in \(file)")
    }
  }
}
