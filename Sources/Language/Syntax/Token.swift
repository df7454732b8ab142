/// One piece of a cell's text.
struct Token {
  indirect enum Kind {
    case name(String)
    case keyword(String)
    case number(Value)
    case string(String)
    case formatted([FormattedPart])
    /// An operator or a bracket.
    case symbol(String)
    case newline
    case indent
    case dedent
    case end
    /// The text could not be read from here on.
    case failure(Diagnostic)
  }

  let kind: Kind
  let span: SourceSpan

  func isSymbol(_ text: String) -> Bool {
    if case .symbol(let symbol) = kind { symbol == text } else { false }
  }

  func isKeyword(_ text: String) -> Bool {
    if case .keyword(let word) = kind { word == text } else { false }
  }

  var name: String? { if case .name(let name) = kind { name } else { nil } }

  /// The name of an argument, where `=` follows. `from` is one too: no expression begins with it, and nothing says as well where
  /// something comes from.
  var argumentName: String? { isKeyword("from") ? "from" : name }

  var symbol: String? { if case .symbol(let symbol) = kind { symbol } else { nil } }

  /// Whether the token closes a simple statement.
  var endsStatement: Bool {
    switch kind {
    case .newline, .end, .dedent, .failure: true
    case .symbol(let symbol): symbol == ";"
    default: false
    }
  }

  /// A piece of an f-string.
  enum FormattedPart {
    case text(String)
    /// `{expression!r:spec}`; `echo` is the text that `{x=}` writes before the value.
    case field(tokens: [Token], span: SourceSpan, conversion: Unicode.Scalar?, spec: [FormattedPart], echo: String?)
  }

  static let keywords: Set<String> = [
    "True", "False", "None", "and", "or", "not", "in", "is", "if", "elif", "else", "for", "while", "break",
    "continue", "pass", "def", "lambda", "return", "with",
    // Python's other words: reserved, so that each can have its own message.
    "import", "from", "class", "try", "except", "finally", "raise", "assert", "del", "global", "nonlocal", "async",
    "await", "yield", "as",
  ]
}
