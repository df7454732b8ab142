import JupyterWire
import Testing

struct JSONTests {
  private func parse(_ text: String) throws -> JSON { try JSON(parsing: Array(text.utf8)) }

  private func text(_ json: JSON) -> String { String(decoding: json.encoded, as: UTF8.self) }

  @Test(
    arguments: [
      ("null", JSON.null), (" true ", true), ("-0", 0), ("12", 12), ("1.5e2", 150.0), ("\"\"", ""), ("[]", []),
      ("{ }", [:]), ("[1,[2,{\"a\":null}]]", [1, [2, ["a": nil]]]), ("9223372036854775808", 9223372036854775808.0),
      (#""\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00""#, "\"\\/\u{8}\u{C}\n\r\té😀"),
    ] as [(String, JSON)])
  func readsWhatTheGrammarAllows(text: String, value: JSON) throws {
    #expect(try parse(text) == value)
  }

  @Test(arguments: [
    "", " ", "nul", "NaN", "Infinity", "-Infinity", "-", "01", "1.", ".5", "1e", "+1", "1e999", "[1,]", "[1 2]",
    "{\"a\"}",
    "{a:1}", "{\"a\":1,}", "\"", "\"\\x\"", "\"\\u12\"", "\"\n\"", "[", "{", "1 2", "'a'", "// 1",
  ])
  func refusesWhatIsNoJSON(text: String) {
    #expect(throws: JSONError.self) { try parse(text) }
  }

  @Test func readsLoneSurrogatesAsReplacementCharacters() throws {
    #expect(try parse(#""a\ud83dz\ude00""#) == "a\u{FFFD}z\u{FFFD}")
    #expect(try parse(#""\ud83d\ud83d\ude00""#) == "\u{FFFD}😀")
  }

  @Test func refusesBytesThatAreNotUTF8() {
    #expect(throws: JSONError.self) { try JSON(parsing: [0x22, 0xFF, 0x22]) }
    #expect(throws: JSONError.self) { try JSON(parsing: [0x22, 0x5C, 0x6E, 0xC0, 0x80, 0x22]) }
  }

  @Test func refusesDepthThatWouldExhaustAStack() throws {
    func nested(_ depth: Int) -> String { String(repeating: "[", count: depth) + String(repeating: "]", count: depth) }
    _ = try parse(nested(JSON.maximumDepth))
    let error = #expect(throws: JSONError.self) { try parse(nested(100_000)) }
    #expect(error?.code == .tooDeep)
  }

  @Test func refusesNumbersAndDocumentsWithoutEnd() {
    #expect(throws: JSONError.self) { try parse(String(repeating: "1", count: 1_000_000)) }
    let values = [UInt8](repeating: UInt8(ascii: "0"), count: JSON.maximumValues + 1)
    #expect(throws: JSONError.self) {
      try JSON(parsing: Array("[".utf8) + values.flatMap { [$0, UInt8(ascii: ",")] } + Array("0]".utf8))
    }
  }

  @Test func letsTheLastOfEqualKeysWin() throws {
    #expect(try parse(#"{"a":1,"a":2}"#)["a"] == 2)
  }

  @Test(
    arguments: [
      (JSON.null, "null"), (["a": [], "b": [:]], #"{"a":[],"b":{}}"#), (-7, "-7"), (0.5, "0.5"),
      ("\"\\\n\u{1}é", #""\"\\\n\u0001é""#),
    ] as [(JSON, String)])
  func writesCompactly(value: JSON, expected: String) {
    #expect(text(value) == expected)
  }

  @Test func neverWritesANumberThatIsNoJSON() throws {
    for number in [Double.nan, .infinity, -.infinity] { #expect(text([.number(number)]) == "[null]") }
    for number in [1e-7, 5e300, .leastNonzeroMagnitude, -0.0, 0.1] {
      #expect(try JSON(parsing: JSON.number(number).encoded).numberValue == number)
    }
  }

  @Test func takesWholeNumbersSentAsFractions() throws {
    #expect(try parse("3.0").integerValue == 3)
    #expect(try parse("3.5").integerValue == nil)
    #expect(try parse("1e300").integerValue == nil)
  }
}
