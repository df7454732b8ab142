/// Whether a cell is whole, for a console that has to decide what Enter does.
package enum Completeness: Equatable {
  case complete
  /// More lines are wanted, the next indented so.
  case incomplete(indent: String)
  case invalid
}

extension Interpreter {
  package func isComplete(_ code: String) -> Completeness {
    let source = SourceText(code, named: "")
    do {
      let program = try Parser.parse(source, table: table, variables: Set(globals.bound.map(\.name)))
      // A block goes on until an empty line closes it.
      guard program.statements.last?.isCompound ?? false, !Self.endsInEmptyLine(source) else { return .complete }
      return .incomplete(indent: Self.nextIndent(source))
    } catch {
      return Diagnostic(error).isIncomplete ? .incomplete(indent: Self.nextIndent(source)) : .invalid
    }
  }

  private static func endsInEmptyLine(_ source: SourceText) -> Bool {
    source.text(source.span(ofLine: source.lineCount)).allSatisfy(\.isWhitespace)
  }

  /// The indentation of the last line, one level deeper after a colon.
  private static func nextIndent(_ source: SourceText) -> String {
    var line = source.lineCount
    while line > 1, source.text(source.span(ofLine: line)).allSatisfy(\.isWhitespace) { line -= 1 }
    let text = source.text(source.span(ofLine: line))
    let indent = text.prefix { $0 == " " || $0 == "\t" }
    let (tokens, unclosed) = Lexer.tokens(of: source.scalars)
    // Inside a bracket that this line opens, one level deeper than the line.
    if let unclosed, source.line(at: unclosed) == line { return indent + "    " }
    let last = tokens.last { $0.span.end > $0.span.start }
    let endsInColon = last.map { $0.isSymbol(":") && source.line(at: $0.span.start) == line } ?? false
    return indent + (unclosed == nil && endsInColon ? "    " : "")
  }
}

extension Statement {
  /// Whether it has a block.
  fileprivate var isCompound: Bool {
    switch kind {
    case .definition, .loop, .whileLoop, .conditional, .with: true
    default: false
    }
  }
}
