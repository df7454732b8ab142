/// A cell that defined functions or classes, as text.
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

/// A function or a class of the user's as text: the cell that it was written in, and where it stands there. Read again, the
/// same cell is the same code.
package struct DefinitionRecord {
  package let source: SourceText
  package let span: SourceSpan

  /// The cell, which all its definitions share.
  package var cell: CellRecord { source.record }
}

extension FunctionValue {
  /// The function as text; nil where text does not define it: it was made by another function, whose variables it reads.
  package var record: DefinitionRecord? {
    guard case .code(let code) = body, enclosing == nil || definingClass != nil else { return nil }
    return DefinitionRecord(source: code.origin.source, span: code.origin.definition.span)
  }

  /// The class in whose body it stands, which it sees, and beside it only what all functions see.
  package var definingClass: ClassValue? {
    guard let enclosing, enclosing.enclosing == nil, enclosing.count == 1,
      case .object(let object)? = enclosing.slots[0].value
    else { return nil }
    return (object as? ClassCell)?.type
  }
}

extension ClassValue {
  /// The class as text; nil for a library's, and where a function made it, whose variables it may read.
  package var record: DefinitionRecord? {
    guard let origin, origin.source.module == nil else { return nil }
    for member in members.all {
      guard case .function(let function) = member.value, let frame = function.enclosing else { continue }
      if frame.enclosing != nil { return nil }
    }
    return DefinitionRecord(source: origin.source, span: origin.definition.span)
  }

  /// What the class body bound, in its order.
  package var ownMembers: [(name: String, value: Value)] { members.all }

  /// Gives a class that was made again what its body had bound.
  package func bind(_ members: [(name: String, value: Value)]) {
    for (name, value) in members { set(value, for: Symbol(name)) }
  }

  /// The classes that it derives from by its text.
  package var directBases: [ClassValue] { bases }
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

/// Makes functions and classes again from the cells that defined them. Cells are read and compiled; nothing of them is run.
package final class FunctionReader {
  private let interpreter: Interpreter
  private let records: [CellRecord]
  /// The cells read so far; nil in place of one that this language cannot read.
  private var cells: [Int: Cell?] = [:]

  private struct Cell {
    let source: SourceText
    let definitions: [SourceSpan: Definition]
    let classes: [SourceSpan: ClassDefinition]
  }

  package init(_ cells: [CellRecord], for interpreter: Interpreter) {
    (records, self.interpreter) = (cells, interpreter)
  }

  /// A function among the interpreter's variables.
  ///
  /// - Parameters:
  ///   - cell: the number of the cell that defined it.
  ///   - type: the class in whose body it stands; nil where it stands in none.
  ///   - defaults: the values of its parameters' defaults, which were made when the definition ran.
  /// - Returns: nil where there is no such function in that cell.
  package func function(
    in cell: Int, at span: SourceSpan, of type: ClassValue? = nil, defaults: [Value?]
  ) -> FunctionValue? {
    guard let cell = self.cell(cell), let definition = cell.definitions[span],
      definition.parameters.map({ $0.defaultValue != nil }) == defaults.map({ $0 != nil })
    else { return nil }
    var scope = Scope(interpreter.globals, interpreter.table)
    var enclosing: Frame?
    if let type {
      guard let origin = type.origin, origin.definition.body.count > 0 else { return nil }
      // As a class's definition has it: between all else and its functions stands a frame with the class in it.
      scope = Scope(
        names: origin.definition.body.boundNames, className: type.name,
        in: Scope(names: [Compiler.classCell], in: scope.ofFunctions))
      let frame = Frame(interpreter.machine, slots: 1)
      frame.slots[0].value = .object(type.cell)
      enclosing = frame
    }
    let code = Compiler(
      source: cell.source, scope: scope, table: interpreter.table,
      stepped: SteppedSource(cell.source, interpreter.stepper)
    ).code(of: definition)
    return FunctionValue(
      name: definition.name, source: cell.source.text(definition.span), body: .code(code), defaults: defaults,
      enclosing: enclosing)
  }

  /// A class whose members are still to be bound. Its body is not run.
  ///
  /// - Parameters:
  ///   - cell: the number of the cell that defined it.
  ///   - bases: the classes that it derives from.
  /// - Returns: nil where there is no such class in that cell, or it cannot derive from these.
  package func type(in cell: Int, at span: SourceSpan, bases: [Value], isAbstract: Bool) -> ClassValue? {
    guard let cell = self.cell(cell), let definition = cell.classes[span] else { return nil }
    var parents = ClassParents()
    guard (try? bases.forEach { try parents.add($0) }) != nil else { return nil }
    return try? parents.type(
      definition.name, machine: interpreter.machine,
      origin: ClassValue.ClassOrigin(definition: definition, source: cell.source), isAbstract: isAbstract)
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
    return Cell(source: source, definitions: finder.found, classes: finder.classes)
  }
}

/// The functions and classes that a cell defines by itself, and not within other functions.
private struct DefinitionFinder {
  private(set) var found: [SourceSpan: Definition] = [:]
  private(set) var classes: [SourceSpan: ClassDefinition] = [:]

  mutating func read(_ statements: [Statement]) { for statement in statements { read(statement) } }

  private mutating func read(_ statement: Statement) {
    switch statement.kind {
    case .definition(let definition):
      for decorator in definition.decorators { read(decorator) }
      add(definition)
    default:
      if case .classDefinition(let definition) = statement.kind {
        classes[definition.span] = definition
        read(definition.body)
      }
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
