import Foundation
import Testing

/// Every test that docs/features.md points at is there.
@Suite struct FeaturesTests {
  @Test func everyTestThatIsNamedExists() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "../..").standardized
    let page = try String(contentsOf: root.appending(path: "docs/features.md"), encoding: .utf8)
    let files = try #require(
      FileManager.default.enumerator(at: root.appending(path: "Tests"), includingPropertiesForKeys: nil)
    )
    .compactMap { $0 as? URL }.filter { $0.pathExtension == "swift" }
    let sources = try Dictionary(grouping: files, by: { $0.deletingPathExtension().lastPathComponent })
      .mapValues { try $0.map { try String(contentsOf: $0, encoding: .utf8) }.joined() }
    let named = page.matches(of: /`(\w+Tests)\.(\w+)`/)
    #expect(named.count > 30)
    for match in named {
      let (suite, test) = (String(match.1), String(match.2))
      #expect(sources[suite]?.contains("func \(test)(") == true, "there is no test \(suite).\(test)")
    }
  }
}
