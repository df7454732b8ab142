import Language
import Testing

/// Numbers, strings and lines as the lexer reads them, seen through their values.
@Suite struct LiteralTests {
  @Test(
    "numbers",
    arguments: [
      ("0", "0"), ("00", "0"), ("1_0.5_0", "10.5"), ("1e3", "1000.0"), ("1E+2", "100.0"), ("1.e2", "100.0"),
      ("0XfF", "255"), ("0b1_0", "2"), ("0.0", "0.0"), ("9007199254740992", "9007199254740992"),
    ])
  func numbers(_ code: String, _ expected: String) { #expect(shown(code) == expected) }

  @Test("what is no number", arguments: ["1__0", "1_", "0x", "0b2", "1e", "3j", "012", "1.2.3", "0xg", "1_.5"])
  func noNumbers(_ code: String) { #expect(kind(code) == .syntax, "\(code)") }

  @Test(
    "strings",
    arguments: [
      (#""a\tb""#, #"'a\tb'"#), (#"'\x41\u00e9\N'"#, #"'Aé\\N'"#), (#"'\101\0'"#, #"'A\x00'"#), (#"R'\n'"#, #"'\\n'"#),
      ("'''a\n'b'\n'''", #""a\n'b'\n""#), (#"'a\"# + "\nb'", "'ab'"), (#"f'{1}{["a", 'b'][1]}'"#, "'1b'"),
      (#"rf'\{1}'"#, #"'\\1'"#), (#"f'a' 'b{c}' f'{2}'"#, "'ab{c}2'"), (#"f"{'x':>3}""#, "'  x'"),
      ("f'''{\n1 +\n1}'''", "'2'"), ("f'{1:{2}}|'", "' 1|'"), ("f'{(lambda x: x)(3)}'", "'3'"),
      ("f'{1 != 2}'", "'True'"),
      ("f'{1 == 1}'", "'True'"), ("f'{3 = }'", "'3 = 3'"), ("f'{1,2}'", "'(1, 2)'"), ("u'a'", "'a'"),
      ("'😀é'[1]", "'é'"), ("len('😀')", "1"),
    ])
  func strings(_ code: String, _ expected: String) { #expect(shown(code) == expected, "\(code)") }

  @Test(
    "what is no string",
    arguments: [
      "'a", "'''a", "f'{'", "f'{}'", "f'{1'", "f'}'", "f'{1!x}'", "b'a'", "'\\x4'", "'\\u12'", "'\\U99999999'",
      "f'{a b}'",
      "f'{1:{2:{3}}}'", "f'{#}'", "f'{x = 3}'", "'a\nb'",
    ])
  func noStrings(_ code: String) { #expect(kind(code) == .syntax, "\(code)") }

  @Test(
    "lines and blocks",
    arguments: [
      ("if 1:\n\tx = 1\n\ty = 2\ny", "2"), ("if 1:\n  x = 1\n\n  # c\n  x = 2\nx", "2"),
      ("if 1:\n    if 1:\n        x = 1\n    x += 1\nx", "2"), ("x = [\n  1,\n# c\n  2,\n]\nx", "[1, 2]"),
      ("x = 1\r\ny = 2\r\nx + y\r\n", "3"), ("\n\n3\n\n", "3"), ("   \n3", "3"), ("if 1: pass\n3", "3"),
      ("x = {  # c\n 'a': 1 }\nx", "{'a': 1}"), ("for i in range(2):\n    pass\n  # odd comment\n3", "3"),
    ])
  func lines(_ code: String, _ expected: String) { #expect(shown(code) == expected, "\(code)") }
}
