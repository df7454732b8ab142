import Language
import Testing

/// The characters that a program is made of: line breaks, blanks, names in several forms, and what cannot be seen.
@Suite struct TextTests {
  // MARK: Line breaks

  /// A carriage return ends a line as a line feed does, and both together end one; Python's values stand beside.
  @Test(arguments: [
    ("lr = 0.1\nlr = 0.2 # the rate\rlr = 0.5\nlr", "0.5"),
    ("if True:\r    x = 5\r\rx", "5"),
    ("x = 1 + \\\r2\rx", "3"), ("x = 1 + \\\r\n2\r\nx", "3"),
    ("x = (1 +\r2)\rx", "3"), ("x = 1;\ry = 2\r\nx + y", "3"),
    ("x = '''a\r\nb\rc'''\nx", "'a\\nb\\nc'"), ("r'''a\\\rb'''", "'a\\\\\\nb'"), ("'a\\\r\nb'", "'ab'"),
    ("f'''{1 +\r\n2}\r'''", "'3\\n'"), ("f'''\r{3:\r\n>2}'''", nil), ("'a\\rb'", "'a\\rb'"),
    // A form feed is a blank, and none of these ends a line.
    ("x = 1\u{0C}\n\u{0C}x", "1"), ("# a\u{2028}1 / 0\u{85}1 / 0\u{0B}1 / 0\n3", "3"),
    ("len('a\u{2028}\u{85}\u{0B}b')", "5"),
  ])
  func linesEnd(_ cell: String, _ value: String?) {
    guard let value else { return #expect(kind(cell) != nil) }
    #expect(shown(cell) == value)
  }

  @Test func placesCountEveryLineBreakOnce() throws {
    let error = try #require(Session().run("x = 1\r\ny = 2\r\rz = wrong\r\nx").error)
    #expect(
      error.rendered().contains(
        """
          line 4 │ z = wrong
                 │     ^^^^^
        """), "\(error.rendered())")
  }

  @Test(arguments: ["# %% one\rx = 1\r# %% two\rx + 1", "# %% one\r\nx = 1\r\n# %% two\r\nx + 1\r\n"])
  func cellsOfAFile(_ text: String) {
    let cells = CellFile(text).cells
    #expect(cells.map(\.title) == ["one", "two"])
    #expect(cells.map(\.firstLine) == [2, 4])
    #expect(Session().show(cells[0].text, cells[1].text) == "2")
  }

  /// The cursor counts the scalars of the cell as it is, two of them at a Windows line break.
  @Test func completionBehindLineBreaks() {
    let cell = "width = 1\r\nx = wid"
    let completion = Session().interpreter.complete(cell, cursor: cell.unicodeScalars.count)
    #expect((completion.start, completion.end) == (15, 18))
  }

  // MARK: Names

  /// Names are compared in the form NFKC, as Python's; the values are Python's.
  @Test(arguments: [
    ("\u{B5} = 3\n\u{3BC}", "3"), ("\u{3BC} = 3\n\u{B5}", "3"), ("\u{3F5} = 4\n\u{3B5}", "4"),
    ("\u{212B} = 4\n\u{C5}", "4"), ("e\u{301} = 4\n\u{E9}", "4"), ("\u{FF58} = 5\nx", "5"), ("\u{1D431} = 5\nx", "5"),
    ("\u{FB01}t = 2\nfit", "2"), ("\u{2C7C} = 1\nj", "1"), ("\u{FEFB} = 1\n\u{644}\u{627}", "1"),
    ("def f(\u{FF41}, \u{B5}=2): return a + \u{3BC}\n(f(1, \u{3BC}=3), f(a=1))", "(4, 3)"),
    ("\u{B5} = 3\nf'{\u{3BC}} {\u{B5}=}'", "'3 \u{B5}=3'"), ("x = [1]\nx.\u{FF41}ppend(2)\nx", "[1, 2]"),
    ("g = lambda \u{3F5}: \u{3B5} + 1\ng(\u{3F5}=1)", "2"), ("for \u{B5} in [1, 2]: pass\n\u{3BC}", "2"),
    ("'\u{B5}' == '\u{3BC}'", "False"), ("len('e\u{301}')", "2"), ("'e\u{301}' == '\u{E9}'", "False"),
    ("len({'e\u{301}': 1, '\u{E9}': 2})", "2"), ("'e\u{301}x'[1:] == '\u{301}x'", "True"),
    ("'\u{212A}' == 'K'", "False"),
  ])
  func namesAreCompatible(_ cell: String, _ value: String) { #expect(shown(cell) == value) }

  @Test func namesAreFoundInAnyForm() {
    let session = Session()
    _ = session.run("\u{B5}ean_value = 3")
    let completion = session.interpreter.complete("\u{B5}ean", cursor: 4)
    #expect(completion.matches.map(\.text) == ["\u{3BC}ean_value"])
    #expect((completion.start, completion.end) == (0, 4))
    #expect(session.interpreter.inspect("\u{B5}ean_value", cursor: 3) != nil)
    #expect(session.interpreter.variables.map(\.name) == ["\u{3BC}ean_value"])
  }

  @Test func keywordsAreWrittenPlainly() {
    #expect(shown("\u{FF49}\u{FF46} = 3").contains("SyntaxError: this is written like `if` with other letters"))
  }

  // MARK: What cannot be seen

  /// The number and the name of the character, the column of the caret, and the line without it.
  @Test(arguments: [
    ("x = 1\u{200B}", "U+200B ZERO WIDTH SPACE", 5, "x = 1"), ("\u{200B}x = 1", "U+200B ZERO WIDTH SPACE", 0, "x = 1"),
    ("x\u{AD} = 1", "U+00AD SOFT HYPHEN", 1, "x = 1"), ("x\u{200C} = 1", "U+200C ZERO WIDTH NON-JOINER", 1, "x = 1"),
    ("x = (\u{FEFF}2)", "U+FEFF ZERO WIDTH NO-BREAK SPACE", 5, "x = (2)"),
    ("x = \u{202E}1", "U+202E RIGHT-TO-LEFT OVERRIDE", 4, "x = 1"),
    ("x = \u{2066}1\u{2069}", "U+2066 LEFT-TO-RIGHT ISOLATE", 4, "x = 1"),
    ("x\u{A0}=\u{2003}1", "U+00A0 NO-BREAK SPACE", 1, "x = 1"),
    ("x =\u{3000}1", "U+3000 IDEOGRAPHIC SPACE", 3, "x = 1"),
    ("x\u{FE0F} = 1", "U+FE0F VARIATION SELECTOR-16", 1, "x = 1"), ("x\u{3164}= 1", "U+3164 HANGUL FILLER", 1, "x= 1"),
    ("x = 1\u{2028}y = 2", "U+2028 LINE SEPARATOR", 5, "x = 1\n       y = 2"),
    ("x = 1\u{2029}y", "U+2029 PARAGRAPH SEPARATOR", 5, "x = 1\n       y"),
    ("x = 1\u{85}y", "U+0085 NEXT LINE", 5, "x = 1\n       y"),
    ("x = 1\u{0B}y", "U+000B LINE TABULATION", 5, "x = 1\n       y"),
    ("x = \u{0}1", "U+0000 NULL", 4, "x = 1"), ("x = (\u{600}1)", "U+0600 ARABIC NUMBER SIGN", 5, "x = (1)"),
    ("print(\u{200D}'a')", "U+200D ZERO WIDTH JOINER", 6, "print('a')"),
    ("日本 = 1\u{200B}", "U+200B ZERO WIDTH SPACE", 8, "日本 = 1"),
    ("e\u{301} = 1\u{200B}", "U+200B ZERO WIDTH SPACE", 5, "e\u{301} = 1"),
  ])
  func invisibleCharactersAreNamed(_ cell: String, _ name: String, _ column: Int, _ line: String) {
    let text = shown(cell)
    #expect(text.contains(name), "\(text)")
    #expect(text.contains("│ " + String(repeating: " ", count: column) + "^"), "\(text)")
    #expect(text.hasSuffix("  try: " + line), "\(text)")
  }

  /// What stands in quotes and in comments is no business of the language's.
  @Test(arguments: [
    ("x = '\u{200B}\u{AD}' # \u{202E}\nlen(x)", "2"), ("'\u{A0}'", "'\\xa0'"), ("'\u{200B}'", "'\\u200b'"),
    ("'\u{1F469}\u{200D}\u{1F467}'[0] == '\u{1F469}'", "True"),
  ])
  func stringsStayAsTyped(_ cell: String, _ value: String) { #expect(shown(cell) == value) }

  /// A mark joined to a bracket, a quote, a comment, an operator or a line break hides none of them.
  @Test(arguments: [
    ("3 #\u{301} 1 / 0", "3"), ("'\u{301}'", "'\u{301}'"), ("len('\u{301}')", "1"), ("'''\u{301}'''", "'\u{301}'"),
    ("f'\u{301}{3}\u{301}'", "'\u{301}3\u{301}'"), ("f'{3:\u{301}>2}'", "'\u{301}3'"),
    ("'{\u{301}}'.replace('{', '(')", "'(\u{301}}'"), ("'a\u{301}b'.split('a')", "['', '\u{301}b']"),
    ("'-\u{301}'.zfill(4)", "'-00\u{301}'"), ("'a\\n\u{301}b'.splitlines()", "['a', '\u{301}b']"),
  ])
  func marksHideNothing(_ cell: String, _ value: String) { #expect(shown(cell) == value) }

  @Test(arguments: ["(\u{301}3)", "3\n\u{301}", "3 <\u{338} 4", "'a'\u{301}", "[\u{301}]", "x =\u{338} 3"])
  func marksAloneAreErrors(_ cell: String) { #expect(kind(cell) == .syntax, "\(shown(cell))") }

  // MARK: What looks like something else

  @Test(arguments: [
    ("print(“a × b”, 2 × 3) # c’est", "print(\"a × b\", 2 * 3) # c’est", 6),
    ("x = 3²³ − 1", "x = 3**23 - 1", 5), ("x = 'a × b' × 2", "x = 'a × b' * 2", 12),
    ("x = ３ ＋ 4", "x = 3 + 4", 4), ("x = 1\u{37E} y = 2", "x = 1; y = 2", 5), ("x = ‘a’", "x = 'a'", 4),
    ("日本 = 2 – 1", "日本 = 2 - 1", 9), ("x = \"a”", "x = \"a\"", 4), ("x = 5 ≤ 6", "x = 5 <= 6", 6),
    ("x = （1）", "x = (1)", 4),
  ])
  func lookalikesAreMended(_ cell: String, _ line: String, _ column: Int) {
    let text = shown(cell)
    #expect(text.hasSuffix("\n  try: " + line), "\(text)")
    #expect(text.contains("│ " + String(repeating: " ", count: column) + "^"), "\(text)")
  }

  /// The columns of a terminal: wide letters two, marks none, a joined picture two. A tab stays one.
  @Test(arguments: [
    ("日本 = 3 $", "         ^"), ("e\u{301} = 3 $", "      ^"), ("x = '👩\u{200D}👩\u{200D}👧' $", "         ^"),
    ("if 1:\n\tx = '한국' $", "\t           ^"), ("x = '🇩🇪' $", "         ^"), ("x = '👍🏽' $", "         ^"),
    ("x = '\u{1b}[31m' $", "            ^"),
  ])
  func caretsStandBelowTheirPlace(_ cell: String, _ marks: String) {
    let text = shown(cell)
    #expect(text.contains("│ " + marks + "\n"), "\(text)")
    #expect(!text.unicodeScalars.contains("\u{1b}"))
  }

  /// Names are Unicode's identifiers and `_`, also where they are told without its tables.
  @Test func namesOfASCIIAreUnicodesToo() {
    for value in UInt8(0)...127 {
      let scalar = Unicode.Scalar(value)
      #expect(Interpreter.isVariableName(String(scalar)) == (scalar == "_" || scalar.properties.isXIDStart), "\(value)")
      #expect(
        Interpreter.isVariableName("q\(scalar)") == (scalar == "_" || scalar.properties.isXIDContinue), "\(value)")
    }
  }
}
