import Glibc
import Language
import TestSupport
import Testing

/// The full texts of errors, as people read them. `RECORD_SNAPSHOTS=1 swift test …` writes them anew.
@Suite struct ErrorSnapshotTests {
  @Test("every mistake has its text")
  func snapshots() throws {
    let texts = try onBigStack {
      ErrorCase.all.map { mistake in
        let session = Session()
        var text = ""
        for cell in mistake.cells { text = session.run(cell).errorText(.plain) }
        return text
      }
    }
    guard getenv("RECORD_SNAPSHOTS") == nil else { return try record(texts) }
    for (mistake, text) in zip(ErrorCase.all, texts) {
      #expect(text == ErrorSnapshots.texts[mistake.title], "\(mistake.title)")
    }
    #expect(ErrorSnapshots.texts.count == ErrorCase.all.count)
  }

  @Test("colours change nothing but the colours")
  func colours() {
    let result = Session().run("1 / 0")
    let coloured = result.errorText(.ansi)
    #expect(coloured.contains("\u{1b}["))
    var plain = ""
    var isEscape = false
    for scalar in coloured.unicodeScalars {
      if scalar == "\u{1b}" {
        isEscape = true
      } else if isEscape {
        isEscape = scalar != "m"
      } else {
        plain.unicodeScalars.append(scalar)
      }
    }
    #expect(plain == result.errorText(.plain))
  }

  private func record(_ texts: [String]) throws {
    var source = """
      /// Written by `ErrorSnapshotTests`; `RECORD_SNAPSHOTS=1 swift test --filter LanguageTests` writes it anew.
      enum ErrorSnapshots {
        static let texts: [String: String] = [

      """
    for (mistake, text) in zip(ErrorCase.all, texts) {
      // Blanks at the end of a line would be lost on the way through an editor.
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { "    " + $0 }
      source += "    \"\(mistake.title)\": #\"\"\"\n" + lines.joined(separator: "\n") + "\n    \"\"\"#,\n"
    }
    source += "  ]\n}\n"
    let path = #filePath.split(separator: "/").dropLast().joined(separator: "/")
    let file = fopen("/\(path)/ErrorSnapshots.swift", "w")
    fputs(source, file)
    fclose(file)
  }
}
