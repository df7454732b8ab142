/// Where a cursor stands in a cell that may be half written: the tokens before it, and the call or command around it.
struct CodePosition {
  /// The cell up to the cursor, with its line breaks unified.
  let scalars: [Unicode.Scalar]
  /// The start of the name that ends at the cursor; the cursor itself where none does.
  let wordStart: Int
  /// The part of the cell, as it was typed, from there to the cursor.
  let replaced: SourceSpan
  /// The whole tokens before that name.
  let tokens: [Token]
  /// The string that the cursor stands in, from after its opening quote.
  let begunString: (text: String, start: Int)?

  init(_ code: String, cursor: Int) {
    let before = Array(code.unicodeScalars.prefix(max(0, cursor)))
    scalars = LineBreaks.unified(before)
    var start = scalars.count
    while start > 0, scalars[start - 1].continuesName { start -= 1 }
    // A number is no name begun.
    if start < scalars.count, scalars[start].isDigit { start = scalars.count }
    let (tokens, _) = Lexer.tokens(of: scalars)
    var string: (text: String, start: Int)?
    if case .failure(let diagnostic)? = tokens.dropLast().last?.kind, let open = diagnostic.span?.start,
      open < scalars.count
    {
      // A failure that begins with a quote is a string that goes on beyond the cursor.
      var quote = open
      while quote < scalars.count, scalars[quote].properties.isXIDContinue { quote += 1 }
      if quote < scalars.count, scalars[quote] == "\"" || scalars[quote] == "'" {
        string = (StringSearch.string(scalars[(quote + 1)...]), quote + 1)
      }
    }
    begunString = string
    wordStart = string?.start ?? start
    replaced = SourceSpan(LineBreaks.offset(of: wordStart, in: before), before.count)
    let limit = wordStart
    self.tokens = tokens.filter { token in
      switch token.kind {
      case .end, .failure: false
      case .newline, .indent, .dedent: token.span.end < limit
      default: token.span.end <= limit && token.span.start < limit
      }
    }
  }

  /// The name begun, in the form in which names are compared.
  var word: String { begunString?.text ?? CompatibleForm.of(StringSearch.string(scalars[wordStart...])) }

  /// The positions of the brackets that are open at the cursor, the innermost last.
  private var openBrackets: [Int] {
    var open: [Int] = []
    for (position, token) in tokens.enumerated() {
      switch token.symbol {
      case "(", "[", "{": open.append(position)
      case ")", "]", "}": _ = open.popLast()
      default: break
      }
    }
    return open
  }

  /// The tokens of the statement that the cursor stands in.
  var statement: ArraySlice<Token> {
    var start = 0
    var depth = 0
    for (position, token) in tokens.enumerated() {
      switch token.kind {
      case .symbol("("), .symbol("["), .symbol("{"): depth += 1
      case .symbol(")"), .symbol("]"), .symbol("}"): depth -= 1
      case .newline, .indent, .dedent: start = position + 1
      case .symbol(";") where depth <= 0: start = position + 1
      // A colon outside brackets opens a block, unless it belongs to a lambda.
      case .symbol(":") where depth <= 0 && !tokens[start..<position].contains { $0.isKeyword("lambda") }:
        start = position + 1
      default: break
      }
    }
    return tokens[min(start, tokens.count)...]
  }

  /// A call that the cursor stands in the brackets of.
  struct Call {
    /// The tokens of what is called: a name, or `x.name`.
    let callee: ArraySlice<Token>
    let arguments: [ArraySlice<Token>]
  }

  /// The innermost call around the cursor, if its innermost bracket is a call's.
  var call: Call? {
    guard let open = openBrackets.last, tokens[open].isSymbol("("), open > 0, tokens[open - 1].name != nil,
      tokens[open - 1].span.end == tokens[open].span.start
    else { return nil }
    var start = open - 1
    while start >= 2, tokens[start - 1].isSymbol("."), tokens[start - 2].name != nil { start -= 2 }
    return Call(callee: tokens[start..<open], arguments: Self.split(tokens[(open + 1)...]))
  }

  var isInBrackets: Bool { !openBrackets.isEmpty }

  /// Cut at the commas that stand in no inner bracket; the last piece is the one being written.
  static func split(_ tokens: ArraySlice<Token>) -> [ArraySlice<Token>] {
    var pieces: [ArraySlice<Token>] = []
    var start = tokens.startIndex
    var depth = 0
    for position in tokens.indices {
      switch tokens[position].symbol {
      case "(", "[", "{": depth += 1
      case ")", "]", "}": depth -= 1
      case "," where depth == 0:
        pieces.append(tokens[start..<position])
        start = position + 1
      default: break
      }
    }
    pieces.append(tokens[start...])
    return pieces
  }

  /// `items[0].` or `d["key"].` right before the word: the name, and the index.
  var indexed: (name: String, index: Value)? {
    let last = tokens.suffix(5)
    guard last.count == 5, let name = last.first?.name, last[last.startIndex + 1].isSymbol("["),
      last[last.startIndex + 3].isSymbol("]"), last[last.startIndex + 4].isSymbol("."),
      tokens.count == 5 || !tokens[tokens.count - 6].isSymbol(".")
    else { return nil }
    switch last[last.startIndex + 2].kind {
    case .number(let number): return (name, number)
    case .string(let text): return (name, .string(text))
    default: return nil
    }
  }

  /// Names with dots between them that end right before the word: `shop.shelf.`; empty where a call or an index
  /// stands before the dot.
  var dotted: [String]? {
    guard tokens.last?.isSymbol(".") ?? false else { return nil }
    var names: [String] = []
    var position = tokens.count - 2
    while position >= 0, let name = tokens[position].name {
      names.insert(name, at: 0)
      guard position >= 2, tokens[position - 1].isSymbol(".") else { return names }
      position -= 2
    }
    return []
  }
}
