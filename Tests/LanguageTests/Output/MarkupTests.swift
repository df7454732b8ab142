import Language
import Testing

/// What stands for something else in HTML is told by itself, whatever it stands beside.
@Suite struct MarkupTests {
  private static let marks: [(mark: Unicode.Scalar, escaped: String)] = [
    ("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ("\"", "&quot;"), ("'", "&#39;"),
  ]

  /// All that may join with a neighbour to one character, and something of every other kind.
  private static let neighbours: [Unicode.Scalar] =
    (0...0x1_FFFF as ClosedRange<UInt32>).compactMap(Unicode.Scalar.init)
    .filter { scalar in
      let properties = scalar.properties
      switch properties.generalCategory {
      case .format, .control, .nonspacingMark, .enclosingMark, .spacingMark: return true
      default: return properties.isGraphemeExtend || properties.isEmojiModifier || scalar.value % 257 == 0
      }
    } + ["\u{E0001}", "\u{E0020}", "\u{E0100}", "\u{E01EF}", "\u{10FFFF}"]

  @Test("escaped beside every scalar that may join with it")
  func neighbours() {
    #expect(Self.neighbours.count > 2000)
    for neighbour in Self.neighbours {
      for (mark, escaped) in Self.marks where !Self.marks.contains(where: { $0.mark == neighbour }) {
        var (text, expected) = (String.UnicodeScalarView(), String.UnicodeScalarView())
        text.append(contentsOf: [neighbour, mark, neighbour])
        expected.append(neighbour)
        expected.append(contentsOf: escaped.unicodeScalars)
        expected.append(neighbour)
        // As scalars: two texts that differ may count as the same.
        guard !Markup.escaped(String(text)).unicodeScalars.elementsEqual(expected) else { continue }
        Issue.record("\(mark) beside U+\(String(neighbour.value, radix: 16))")
      }
    }
  }

  @Test("a character joins with a mark at all, or the test above would show nothing")
  func joining() {
    #expect("\u{600}<".count == 1)
    #expect("<\u{301}".count == 1)
    #expect("<\u{200D}".count == 1)
  }

  @Test("each in place, and the rest as it is")
  func plain() {
    #expect(Markup.escaped("a < b & \"c\" > 'd'") == "a &lt; b &amp; &quot;c&quot; &gt; &#39;d&#39;")
    #expect(Markup.escaped("&amp;") == "&amp;amp;")
    #expect(Markup.escaped("").isEmpty)
    #expect(Markup.escaped("héllo 🇫🇷 ε") == "héllo 🇫🇷 ε")
  }

  @Test("tables, and lists that are shown as one")
  func tables() throws {
    let name = "\u{600}<img src=x onerror=alert(1) \u{600}>"
    let shown = [
      Markup.table([name], [[name]]),
      try #require(Session().run("[[\"\(name)\", 1], [\"\(name)\", 2]]").display),
    ]
    for display in shown {
      guard case .text(let html)? = display.forms["text/html"] else {
        Issue.record("no HTML")
        continue
      }
      #expect(html.utf8.split(separator: UInt8(ascii: "<")).allSatisfy { !$0.starts(with: "img".utf8) })
      #expect(html.unicodeScalars.count { $0 == "<" } == html.unicodeScalars.count { $0 == ">" })
    }
  }
}
