import Language
import Testing

@Suite struct PrintedTextTests {
  @Test("a literal reads as the text that it was made of, whatever is in it")
  func literals() {
    let session = Session()
    let texts = [
      "plain", "", "a b", "it's", "a\"b", "a\\b", "a\"b'c\\", "line\nline", "tab\t", "\u{600}\"x", "\"\u{301}",
      "\u{1b}[0m",
    ]
    for text in texts {
      let result = session.run("\(text.literal)")
      #expect(result.display?.plain == Value.string(text).repr, "\(text.literal)")
    }
    #expect("run.npy".literal == "\"run.npy\"")
    #expect("a\"b".literal == "'a\"b'")
  }

  @Test("a terminal is told nothing by a name")
  func controls() {
    #expect("\u{1b}[2Jrun\r\u{7f}\u{9b}".showingControls == "\\x1b[2Jrun\\x0d\\x7f\\x9b")
    #expect("a\tb\nc é ε".showingControls == "a\tb\nc é ε")
    // One character, but two scalars.
    #expect("a\r\nb".showingControls == "a\\x0d\nb")
    let (joined, shown) = ("\u{600}\u{1b}", "\u{600}\\x1b")
    #expect(joined.showingControls == shown)
  }

  @Test("an error says a name's control characters in words, and keeps its own colours")
  func errors() {
    let error = Diagnostic(.file, "a\u{1b}[2Jb cannot be written", suggestion: "c\u{7}")
    #expect(!error.rendered(.plain).unicodeScalars.contains("\u{1b}"))
    #expect(error.rendered(.plain).contains("a\\x1b[2Jb"))
    #expect(error.rendered(.ansi).contains("\u{1b}[1;31mFileError"))
    #expect(error.rendered(.ansi).contains("c\\x07"))
  }
}
