/// A piece of a program that has a value, with its place.
struct Expression {
  indirect enum Kind {
    case constant(Value)
    /// A word of a command line, taken literally.
    case word(String)
    case formatted([FormattedPiece])
    case name(String)
    case list([Expression])
    case tuple([Expression])
    case dict([(key: Expression, value: Expression)])
    case unary(UnaryOperator, Expression)
    case not(Expression)
    case binary(BinaryOperator, Expression, Expression)
    /// `a < b <= c`: each operand after the first with the operator before it.
    case comparison(Expression, [(operation: Comparison, operand: Expression)])
    case and(Expression, Expression)
    case or(Expression, Expression)
    case conditional(condition: Expression, then: Expression, otherwise: Expression)
    case lambda(Definition)
    case call(Expression, [Argument])
    case attribute(Expression, String)
    case subscripted(Expression, [Subscript])
    /// `*items`, in a call, a list or a tuple.
    case starred(Expression)
    /// The rest of a command line where the parameter is a statement.
    case statement(Statement)
  }

  let kind: Kind
  let span: SourceSpan
  /// The part that the caret points at when the expression fails: an operator, a name after a dot, an index.
  var focus: SourceSpan?
  /// How many expressions stand inside each other here.
  let depth: Int

  var name: String? { if case .name(let name) = kind { name } else { nil } }
}

/// One argument of a call.
struct Argument {
  var name: String?
  var nameSpan: SourceSpan?
  var value: Expression

  var isStarred: Bool { if case .starred = value.kind { true } else { false } }
  var span: SourceSpan { SourceSpan(nameSpan?.start ?? value.span.start, value.span.end) }
}

/// One item between square brackets.
enum Subscript {
  case value(Expression)
  case slice(start: Expression?, stop: Expression?, step: Expression?)

  var expressions: [Expression] {
    switch self {
    case .value(let value): [value]
    case .slice(let start, let stop, let step): [start, stop, step].compactMap(\.self)
    }
  }
}

enum Comparison {
  case values(BinaryOperator)
  case contains(negated: Bool)
  case identity(negated: Bool)
}

/// A piece of an f-string.
enum FormattedPiece {
  case text(String)
  case value(Expression, conversion: Unicode.Scalar?, spec: [FormattedPiece])
}

/// A `def` or a `lambda`.
struct Definition {
  struct Parameter {
    let name: String
    let span: SourceSpan
    let defaultValue: Expression?
    /// `*rest`, which takes the remaining positional arguments.
    let isVariadic: Bool
  }

  let name: String
  let nameSpan: SourceSpan
  let parameters: [Parameter]
  /// One `return` for a lambda.
  let body: [Statement]
  let span: SourceSpan
  /// The parameters as they were written.
  let signature: String
}

extension Expression {
  /// The expressions that stand directly inside this one; the body of a lambda does not.
  var children: [Expression] {
    switch kind {
    case .constant, .word, .name, .statement: []
    case .lambda(let definition): definition.parameters.compactMap(\.defaultValue)
    case .formatted(let pieces): Self.expressions(of: pieces)
    case .list(let items), .tuple(let items): items
    case .dict(let entries): entries.flatMap { [$0.key, $0.value] }
    case .unary(_, let operand), .not(let operand), .starred(let operand), .attribute(let operand, _): [operand]
    case .binary(_, let left, let right), .and(let left, let right), .or(let left, let right): [left, right]
    case .comparison(let first, let rest): [first] + rest.map(\.operand)
    case .conditional(let condition, let then, let otherwise): [condition, then, otherwise]
    case .call(let callee, let arguments): [callee] + arguments.map(\.value)
    case .subscripted(let base, let indices): [base] + indices.flatMap(\.expressions)
    }
  }

  private static func expressions(of pieces: [FormattedPiece]) -> [Expression] {
    pieces.flatMap { piece -> [Expression] in
      guard case .value(let value, _, let spec) = piece else { return [] }
      return [value] + expressions(of: spec)
    }
  }

  /// Whether evaluating it may call something, and so change what lies outside the variables.
  var mayCall: Bool {
    switch kind {
    case .call, .statement: true
    default: children.contains(where: \.mayCall)
    }
  }

  /// The value of an expression that is written out: a number, a string, a list of them.
  var literal: Value? {
    switch kind {
    case .constant(let value): return value
    case .word(let word): return .string(word)
    case .unary(.minus, let operand):
      switch operand.literal {
      case .integer(let number)?: return .integer(-number)
      case .real(let number)?: return .real(-number)
      default: return nil
      }
    case .list(let items), .tuple(let items):
      var values: [Value] = []
      for item in items {
        guard let value = item.literal else { return nil }
        values.append(value)
      }
      if case .list = kind { return .list(values) }
      return .tuple(values)
    default: return nil
    }
  }
}
