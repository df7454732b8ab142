/// A cell that defined functions, as text.
package struct CellRecord: Hashable, Sendable {
  /// Its name in messages: `cell 4`.
  package var name: String
  package var text: String
  /// The variables that there were when it was read, as far as its text has their names: what a line of a cell means
  /// depends on them.
  package var variables: [String]

  package init(name: String, text: String, variables: [String]) {
    (self.name, self.text, self.variables) = (name, text, variables)
  }
}

/// A function of the user's as text: the cell that it was written in, and where it stands there. Read again, the same cell
/// is the same code.
package struct FunctionRecord {
  package let source: SourceText
  package let span: SourceSpan

  /// The cell, which all its functions share.
  package var cell: CellRecord { source.record }
}

extension FunctionValue {
  /// The function as text; nil where text does not define it: it was made by another function, whose variables it reads.
  package var record: FunctionRecord? {
    guard case .code(let code) = body, enclosing == nil else { return nil }
    return FunctionRecord(source: code.origin.source, span: code.origin.definition.span)
  }
}

extension CellRecord {
  init(_ source: SourceText) {
    let words = Set(
      source.scalars.split { !$0.properties.isXIDContinue && $0 != "_" }.map { StringSearch.string($0) })
    self.init(
      name: source.name, text: source.text(SourceSpan(0, source.scalars.count)),
      variables: source.variables.intersection(words).sorted())
  }
}

/// Makes functions again from the cells that defined them. Cells are read and compiled; nothing of them is run.
package final class FunctionReader {
  private let interpreter: Interpreter
  private let records: [CellRecord]
  /// The cells read so far; nil in place of one that this language cannot read.
  private var cells: [Int: Cell?] = [:]

  private struct Cell {
    let source: SourceText
    let definitions: [SourceSpan: Definition]
  }

  package init(_ cells: [CellRecord], for interpreter: Interpreter) {
    (records, self.interpreter) = (cells, interpreter)
  }

  /// A function among the interpreter's variables.
  ///
  /// - Parameters:
  ///   - cell: the number of the cell that defined it.
  ///   - defaults: the values of its parameters' defaults, which were made when the definition ran.
  /// - Returns: nil where there is no such function in that cell.
  package func function(in cell: Int, at span: SourceSpan, defaults: [Value?]) -> FunctionValue? {
    guard let cell = self.cell(cell), let definition = cell.definitions[span],
      definition.parameters.map({ $0.defaultValue != nil }) == defaults.map({ $0 != nil })
    else { return nil }
    let scope = Scope(interpreter.globals, interpreter.table)
    let code = Compiler(
      source: cell.source, scope: scope, table: interpreter.table,
      stepped: SteppedSource(cell.source, interpreter.stepper)
    ).code(of: definition)
    return FunctionValue(
      name: definition.name, source: cell.source.text(definition.span), body: .code(code), defaults: defaults,
      enclosing: nil)
  }

  private func cell(_ number: Int) -> Cell? {
    if let known = cells[number] { return known }
    let cell = records.indices.contains(number) ? Self.read(records[number], interpreter.table) : nil
    cells[number] = .some(cell)
    return cell
  }

  private static func read(_ record: CellRecord, _ table: Table) -> Cell? {
    let source = SourceText(record.text, named: record.name, variables: Set(record.variables))
    guard let program = try? Parser.parse(source, table: table, variables: source.variables) else { return nil }
    var finder = DefinitionFinder()
    finder.read(program.statements)
    return Cell(source: source, definitions: finder.found)
  }
}

/// The functions that a cell defines by itself, and not within other functions.
private struct DefinitionFinder {
  private(set) var found: [SourceSpan: Definition] = [:]

  mutating func read(_ statements: [Statement]) { for statement in statements { read(statement) } }

  private mutating func read(_ statement: Statement) {
    switch statement.kind {
    case .definition(let definition):
      for decorator in definition.decorators { read(decorator) }
      add(definition)
    default:
      for expression in statement.expressions { read(expression) }
      for block in statement.blocks { read(block) }
    }
  }

  private mutating func read(_ expression: Expression) {
    switch expression.kind {
    case .lambda(let definition): return add(definition)
    case .statement(let statement): return read(statement)
    default: for child in expression.children { read(child) }
    }
  }

  private mutating func add(_ definition: Definition) {
    found[definition.span] = definition
    for value in definition.parameters.compactMap(\.defaultValue) { read(value) }
  }
}

extension Interpreter {
  /// Whether a variable may be called so.
  package static func isVariableName(_ text: String) -> Bool {
    let (tokens, _) = Lexer.tokens(of: Array(text.unicodeScalars), language: "")
    guard let first = tokens.first, first.name == text, first.span.end == text.unicodeScalars.count else {
      return false
    }
    return tokens.dropFirst().allSatisfy(\.endsStatement)
  }
}
