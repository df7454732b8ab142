extension Interpreter {
  /// The lines of a cell where a program can stop, nearest to those asked for: the line itself, that of the statement that
  /// covers it, the one before, or the first of all.
  ///
  /// - Returns: nil in place of each where there is none; for all, where the cell cannot be read.
  package func steppableLines(_ wanted: [Int], in code: String) -> [Int?] {
    let source = SourceText(code, named: "", variables: Set(globals.bound.map(\.name)))
    guard let program = try? Parser.parse(source, table: table, variables: source.variables) else {
      return wanted.map { _ in nil }
    }
    var finder = LineFinder(source: source)
    finder.read(program.statements)
    let lines = finder.lines.sorted()
    return wanted.map { line in
      guard line >= 1, line <= source.lineCount else { return nil }
      // The first line behind it, by halves.
      var (low, high) = (0, lines.count)
      while low < high {
        let middle = (low + high) / 2
        if lines[middle] <= line { low = middle + 1 } else { high = middle }
      }
      return low > 0 ? lines[low - 1] : lines.first
    }
  }
}

/// Finds the lines where a program can stop.
private struct LineFinder {
  let source: SourceText
  private(set) var lines: Set<Int> = []

  init(source: SourceText) { self.source = source }

  mutating func read(_ statements: [Statement]) { for statement in statements { read(statement) } }

  private mutating func read(_ statement: Statement) {
    add(statement.span.start)
    switch statement.kind {
    case .definition(let definition): read(function: definition)
    case .classDefinition(let definition): read(definition.body)
    case .conditional(let branches, _): for branch in branches { add(branch.condition.span.start, isHead: true) }
    case .attempt(let attempt): for handler in attempt.handlers { add(handler.span.start) }
    default: break
    }
    for expression in statement.expressions { read(expression) }
    for block in statement.blocks { read(block) }
  }

  private mutating func read(_ expression: Expression) {
    switch expression.kind {
    case .lambda(let definition): read(function: definition)
    case .statement(let statement): read(statement)
    default: for child in expression.children { read(child) }
    }
  }

  private mutating func read(function definition: Definition) {
    if let first = definition.body.first { lines.insert(source.line(at: first.span.start)) }
    read(definition.body)
    for value in definition.parameters.compactMap(\.defaultValue) { read(value) }
  }

  private mutating func add(_ offset: Int, isHead: Bool = false) {
    if isHead || source.beginsLine(offset) { lines.insert(source.line(at: offset)) }
  }
}
