/// Reads a cell's tokens into a syntax tree.
///
/// Whether a line is a command depends on the verbs of the table, and whether a word is one on the variables that
/// exist; so the parser is given both.
struct Parser {
  let source: SourceText
  let table: Table
  var tokens: [Token]
  var index = 0
  /// The variables of the session, and those that the statements read so far bind.
  var variables: Set<String>
  /// Lines to print before the cell runs: a word that hides a variable.
  var notices: [String] = []
  var loopDepth = 0
  var functionDepth = 0
  var classDepth = 0
  /// Whether what is read is the rest of a command line.
  var isInCommand = false
  /// Whether a `yield` was read in the function that is being read.
  var hasYield = false
  /// The annotated names of the class that is being read, with their annotations.
  var annotations: [(name: String, text: String)] = []
  private var nesting = 0
  /// Where a bracket is open for good, if one is.
  private let unclosed: Int?

  /// A cell's statements.
  struct Program {
    var statements: [Statement]
    var notices: [String]
  }

  init(_ source: SourceText, table: Table, variables: Set<String>) {
    self.source = source
    self.table = table
    self.variables = variables
    (tokens, unclosed) = Lexer.tokens(of: source.scalars, language: table.dialect.languageName)
  }

  /// Reads the whole cell. Throws the first error, with its place.
  static func parse(_ source: SourceText, table: Table, variables: Set<String>) throws -> Program {
    var parser = Parser(source, table: table, variables: variables)
    do {
      if let prompts = parser.prompts() { throw prompts }
      let statements = try parser.parseProgram()
      return Program(statements: statements, notices: parser.notices)
    } catch {
      var diagnostic = Diagnostic(error)
      // Behind an open bracket everything reads wrong; the bracket is the mistake.
      if let open = parser.unclosed, (diagnostic.span?.start ?? 0) > open,
        case .failure(let failure)? = parser.tokens.dropLast().last?.kind
      {
        diagnostic = failure
      }
      diagnostic.source = source
      throw diagnostic
    }
  }

  private mutating func parseProgram() throws -> [Statement] {
    var statements: [Statement] = []
    while true {
      switch token.kind {
      case .end: return statements
      case .newline: advance()
      case .indent:
        throw error(
          "this line is indented, and no block begins before it", at: lineStart(of: token),
          suggestion: "begin it at the left edge")
      default: if !skipIdleMagic() { statements += try parseStatement() }
      }
    }
  }

  private func lineStart(of token: Token) -> SourceSpan {
    SourceSpan(token.span.start, max(token.span.end, token.span.start + 1))
  }

  // MARK: Tokens

  var token: Token { tokens[index] }

  /// The token after the next `offset` ones.
  func peek(_ offset: Int = 1) -> Token { tokens[min(index + offset, tokens.count - 1)] }

  var previousEnd: Int { index > 0 ? tokens[index - 1].span.end : 0 }

  mutating func advance() {
    if index < tokens.count - 1 { index += 1 }
  }

  /// Steps over a symbol if it is the next token.
  mutating func accept(_ symbol: String) -> Bool {
    guard token.isSymbol(symbol) else { return false }
    advance()
    return true
  }

  mutating func accept(keyword: String) -> Bool {
    guard token.isKeyword(keyword) else { return false }
    advance()
    return true
  }

  /// Whether blanks stand before the next token but `offset`.
  func hasSpace(before offset: Int = 0) -> Bool {
    let position = index + offset
    guard position > 0, position < tokens.count else { return false }
    return tokens[position].span.start > tokens[position - 1].span.end
  }

  func span(from start: Int) -> SourceSpan { SourceSpan(start, max(start, previousEnd)) }

  // MARK: Errors

  /// The language's name in messages.
  var language: String { table.dialect.languageName }

  func error(
    _ message: String, at span: SourceSpan, suggestion: String? = nil, correction: Correction? = nil
  ) -> Diagnostic {
    Diagnostic(.syntax, message, suggestion: suggestion, correction: correction, span: span)
  }

  /// The error of a token that cannot stand where it stands.
  func unexpected(expected: String? = nil) -> Diagnostic {
    switch token.kind {
    case .symbol(":="):
      return error(
        "`:=` stands in brackets, behind a name", at: token.span, suggestion: "(name := value)")
    case .failure(let diagnostic): return diagnostic
    case .end, .newline:
      let place = SourceSpan(previousEnd, previousEnd)
      return error(expected.map { "\($0) is missing at the end of this line" } ?? "the line ends too early", at: place)
    case .indent: return error("this line is indented too far", at: token.span)
    case .dedent: return error(expected.map { "\($0) is missing" } ?? "the block ends too early", at: token.span)
    case .keyword(let word):
      if let unsupported = unsupportedWord(word) { return unsupported }
      return error(
        expected.map { "\($0) is missing before `\(word)`" } ?? "`\(word)` cannot stand here", at: token.span)
    case .symbol(let symbol):
      return error(
        expected.map { "\($0) is missing before `\(symbol)`" } ?? "`\(symbol)` cannot stand here", at: token.span,
        suggestion: symbolHint(symbol))
    default:
      return error(
        expected.map { "\($0) is missing before `\(source.shortText(token.span))`" }
          ?? "`\(source.shortText(token.span))` cannot stand here", at: token.span)
    }
  }

  mutating func expect(_ symbol: String, _ name: String? = nil) throws {
    if !accept(symbol) { throw unexpected(expected: name ?? "`\(symbol)`") }
  }

  /// Runs `body` one level deeper; throws where the text nests too deeply to be read.
  mutating func nested<Result>(_ body: (inout Parser) throws -> Result) throws -> Result {
    guard nesting < Limits.nesting else { throw error("the expression is nested too deeply", at: token.span) }
    nesting += 1
    defer { nesting -= 1 }
    return try body(&self)
  }

  /// An expression from its parts, if it is not too deep to be evaluated.
  func make(_ kind: Expression.Kind, _ span: SourceSpan, focus: SourceSpan? = nil) throws -> Expression {
    let shallow = Expression(kind: kind, span: span, focus: focus, depth: 0)
    let depth = 1 + (shallow.children.map(\.depth).max() ?? 0)
    guard depth <= Limits.expressionDepth else {
      throw error(
        "the expression is too long", at: span, suggestion: "give its parts names, in several lines")
    }
    return Expression(kind: kind, span: span, focus: focus, depth: depth)
  }
}
