/// Cuts a cell's text into tokens, with Python's rules for lines, brackets and indentation.
///
/// Where the text cannot be read, a `failure` token ends the list: the parser throws it if it gets that far.
struct Lexer {
  let scalars: [Unicode.Scalar]
  var position: Int
  let limit: Int
  /// The language's name in messages.
  let language: String
  var tokens: [Token] = []
  /// The brackets that are open, each with its place.
  var brackets: [(symbol: Unicode.Scalar, offset: Int)] = []
  /// How deep this is inside the fields of f-strings.
  var fieldDepth = 0
  private var indents: [Indent] = [Indent(columns: 0, narrowColumns: 0)]
  /// The place of the first bracket that is never closed, if one is.
  private(set) var unclosed: Int?

  /// A line's indentation, measured with tabs of eight columns and of one: where the two disagree, tabs and spaces are
  /// mixed.
  private struct Indent {
    var columns: Int
    var narrowColumns: Int
  }

  init(_ scalars: [Unicode.Scalar], language: String) {
    self.language = language
    self.scalars = scalars
    // A byte order mark is no part of the program.
    position = scalars.first == "\u{FEFF}" ? 1 : 0
    limit = scalars.count
  }

  /// All tokens of the text, closed with `end`.
  static func tokens(
    of scalars: [Unicode.Scalar], language: String = "the language"
  ) -> (tokens: [Token], unclosed: Int?) {
    var lexer = Lexer(scalars, language: language)
    lexer.run()
    return (lexer.tokens, lexer.unclosed)
  }

  private mutating func run() {
    do {
      while try readLine() {}
      let here = SourceSpan(limit, limit)
      for _ in indents.dropFirst() { tokens.append(Token(kind: .dedent, span: here)) }
      tokens.append(Token(kind: .end, span: here))
    } catch {
      let diagnostic = Diagnostic(error)
      let here = diagnostic.span ?? SourceSpan(position, position)
      tokens.append(Token(kind: .failure(diagnostic), span: here))
      tokens.append(Token(kind: .end, span: here))
    }
  }

  // MARK: Lines

  /// Reads one logical line. False at the end of the text.
  private mutating func readLine() throws -> Bool {
    try readIndentation()
    while position < limit {
      skipBlanks()
      guard let scalar = peek() else { break }
      switch scalar {
      case "#": skipComment()
      case "\n":
        position += 1
        if brackets.isEmpty {
          endLine(at: position - 1)
          return true
        }
      case "\\": try readContinuation()
      default: try readToken()
      }
    }
    if let open = brackets.last {
      unclosed = open.offset
      let correction = closingCorrection()
      var error = syntaxError(
        "the bracket `\(open.symbol)` is never closed", open.offset, open.offset + 1,
        suggestion: correction == nil ? "close it with `\(Self.closing(open.symbol))`" : nil, correction: correction)
      error.isIncomplete = true
      throw error
    }
    endLine(at: limit)
    return false
  }

  private mutating func endLine(at offset: Int) {
    switch tokens.last?.kind {
    case nil, .newline, .indent, .dedent: break
    default: tokens.append(Token(kind: .newline, span: SourceSpan(offset, offset)))
    }
  }

  private mutating func readIndentation() throws {
    let start = position
    var indent = Indent(columns: 0, narrowColumns: 0)
    scan: while let scalar = peek() {
      switch scalar {
      case " ": indent = Indent(columns: indent.columns + 1, narrowColumns: indent.narrowColumns + 1)
      case "\t":
        indent = Indent(columns: (indent.columns / 8 + 1) * 8, narrowColumns: indent.narrowColumns + 1)
      case "\u{0C}": indent = Indent(columns: 0, narrowColumns: 0)
      default: break scan
      }
      position += 1
    }
    // A line without a statement says nothing about blocks.
    guard let scalar = peek(), scalar != "\n", scalar != "#" else { return }
    let here = SourceSpan(start, position)
    guard let current = indents.last else { return }
    let mixed = syntaxError(
      "tabs and spaces are mixed, so it is not clear how far this line is indented", start, max(position, start + 1),
      suggestion: "indent every line with four spaces")
    if indent.columns == current.columns {
      if indent.narrowColumns != current.narrowColumns { throw mixed }
    } else if indent.columns > current.columns {
      if indent.narrowColumns <= current.narrowColumns { throw mixed }
      if indents.count > Limits.blockDepth { throw syntaxError("blocks are nested too deeply", start, position) }
      indents.append(indent)
      tokens.append(Token(kind: .indent, span: here))
    } else {
      while let last = indents.last, last.columns > indent.columns {
        indents.removeLast()
        tokens.append(Token(kind: .dedent, span: SourceSpan(position, position)))
      }
      guard let last = indents.last, last.columns == indent.columns else {
        throw syntaxError(
          "this line is indented by \(indent.columns), which matches no block above it", start,
          max(position, start + 1),
          suggestion: "line it up with the block it belongs to")
      }
      if last.narrowColumns != indent.narrowColumns { throw mixed }
    }
  }

  private mutating func readContinuation() throws {
    let start = position
    position += 1
    guard peek() == "\n" else {
      var error = syntaxError(
        "`\\` continues a line, and must be the last thing on it", start, start + 1,
        suggestion: "leave it out, or write the expression in brackets over several lines")
      error.isIncomplete = position >= limit
      throw error
    }
    position += 1
    if position >= limit {
      var error = syntaxError("the line after `\\` is missing", start, start + 1)
      error.isIncomplete = true
      throw error
    }
  }

  private mutating func skipBlanks() {
    while let scalar = peek(), scalar.isBlank { position += 1 }
  }

  private mutating func skipComment() {
    while let scalar = peek(), scalar != "\n" { position += 1 }
  }

  // MARK: Tokens

  mutating func readToken() throws {
    guard let scalar = peek() else { return }
    let start = position
    if scalar.beginsName {
      while let next = peek(), next.continuesName { position += 1 }
      let word = StringSearch.string(scalars[start..<position])
      if let quote = peek(), quote == "'" || quote == "\"", Self.isStringPrefix(word) {
        try readString(prefix: word.lowercased(), from: start)
      } else if word == "O" || word == "o", peek() == ".", peek(1)?.isDigit ?? false {
        throw syntaxError(
          "this is the letter \(word), where a zero is meant", start, position,
          correction: Correction(SourceSpan(start, position), "0"))
      } else {
        append(try self.word(word, from: start), from: start)
      }
    } else if scalar == "'" || scalar == "\"" {
      try readString(prefix: "", from: start)
    } else if scalar.isDigit || scalar == "." && (peek(1)?.isDigit ?? false) {
      append(.number(try readNumber()), from: start)
    } else {
      try readSymbol()
    }
  }

  /// A keyword or a name. As in Python, names are the same where their compatible forms (NFKC) are: `µ`, which many
  /// keyboards write, is the Greek `μ`.
  private func word(_ word: String, from start: Int) throws -> Token.Kind {
    if Token.keywords.contains(word) { return .keyword(word) }
    let name = CompatibleForm.of(word)
    // Python takes such a word for a name that nobody can tell from the keyword.
    guard !Token.keywords.contains(name) else {
      throw syntaxError(
        "this is written like `\(name)` with other letters: \(word.unicodeScalars.first { !$0.isASCII }?.codePoint ?? word)",
        start, position, correction: Correction(SourceSpan(start, position), name))
    }
    return .name(name)
  }

  private mutating func readSymbol() throws {
    let start = position
    // Swift takes some other characters for the same as these: the Greek question mark for a semicolon.
    guard scalars[start].isASCII else { throw unreadable(scalars[start], at: start) }
    for length in [3, 2, 1] where position + length <= limit {
      let text = StringSearch.string(scalars[position..<(position + length)])
      guard Self.symbols.contains(text) else { continue }
      position += length
      if length == 1 { try track(bracket: scalars[start], at: start) }
      append(.symbol(text), from: start)
      return
    }
    throw unreadable(scalars[start], at: start)
  }

  private mutating func track(bracket scalar: Unicode.Scalar, at offset: Int) throws {
    switch scalar {
    case "(", "[", "{":
      if brackets.count >= Limits.nesting {
        throw syntaxError("brackets are nested too deeply", offset, offset + 1)
      }
      brackets.append((scalar, offset))
    case ")", "]", "}":
      guard let open = brackets.popLast() else {
        throw syntaxError(
          "the bracket `\(scalar)` closes nothing", offset, offset + 1, suggestion: "leave it out, or open it before")
      }
      guard Self.closing(open.symbol) == scalar else {
        let closing = String(Self.closing(open.symbol))
        // Where the bracket around it closes with this one, the inner one was forgotten.
        let isForgotten = brackets.last.map { Self.closing($0.symbol) == scalar } ?? false
        throw syntaxError(
          "the bracket `\(scalar)` does not close `\(open.symbol)`", offset, offset + 1,
          correction: Correction(SourceSpan(offset, isForgotten ? offset : offset + 1), closing))
      }
    default: break
    }
  }

  /// All open brackets closed where the lines end that are indented under the line of the first.
  ///
  /// Nil where a comment or a comma ends them: what belongs there is not known.
  private func closingCorrection() -> Correction? {
    guard fieldDepth == 0, let first = brackets.first else { return nil }
    let source = SourceText(StringSearch.string(scalars), named: "")
    func text(_ line: Int) -> ArraySlice<Unicode.Scalar> {
      let span = source.span(ofLine: line)
      return scalars[span.start..<span.end]
    }
    func indentation(_ line: Int) -> Int { text(line).prefix { $0 == " " }.count }
    var last = source.line(at: first.offset)
    let margin = indentation(last)
    while last < source.lineCount, indentation(last + 1) > margin { last += 1 }
    guard !text(last).contains("#"), let end = text(last).lastIndex(where: { !$0.properties.isWhitespace }),
      scalars[end] != ",", end > (brackets.last?.offset ?? limit)
    else { return nil }
    let place = end + 1
    let closing = brackets.reversed().map { String(Self.closing($0.symbol)) }.joined()
    return Correction(SourceSpan(place, place), closing)
  }

  // MARK: Helpers

  func peek(_ offset: Int = 0) -> Unicode.Scalar? {
    position + offset < limit ? scalars[position + offset] : nil
  }

  mutating func append(_ kind: Token.Kind, from start: Int) {
    tokens.append(Token(kind: kind, span: SourceSpan(start, position)))
  }

  func syntaxError(
    _ message: String, _ start: Int, _ end: Int, suggestion: String? = nil, correction: Correction? = nil
  ) -> Diagnostic {
    Diagnostic(.syntax, message, suggestion: suggestion, correction: correction, span: SourceSpan(start, end))
  }

  static func closing(_ open: Unicode.Scalar) -> Unicode.Scalar {
    switch open {
    case "(": ")"
    case "[": "]"
    default: "}"
    }
  }

  private static let symbols: Set<String> = [
    "**=", "//=", ">>=", "<<=", "...", "**", "//", ">>", "<<", "<=", ">=", "==", "!=", "->", "+=", "-=", "*=", "/=",
    "%=", "@=", "&=", "|=", "^=", ":=", "+", "-", "*", "/", "%", "@", "<", ">", "=", "(", ")", "[", "]", "{", "}", ",",
    ":", ".", ";", "&", "|", "^", "~", "!", "?",
  ]
}

extension Unicode.Scalar {
  var isDigit: Bool { ("0"..."9").contains(self) }
}
