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
    /// `{key: value, **others}`: of what is taken apart, the key is nil.
    case dict([(key: Expression?, value: Expression)])
    case set([Expression])
    case comprehension(Comprehension)
    /// `(name := value)`
    case named(String, Expression)
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
    /// `...`
    case ellipsis
    /// The rest of a command line where the parameter is a statement.
    case statement(Statement)
    /// `yield x`, `yield from items`: what a generator is sent when it goes on. See ``Statement/yielded`` for where it stands.
    case yield(Expression?, isFrom: Bool)
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

  /// `**options`: its items are arguments by name.
  var isDoublyStarred = false

  var isStarred: Bool { if case .starred = value.kind { true } else { isDoublyStarred } }
  var span: SourceSpan { SourceSpan(nameSpan?.start ?? value.span.start, value.span.end) }
}

/// One item between square brackets.
enum Subscript {
  case value(Expression)
  case ellipsis
  case slice(start: Expression?, stop: Expression?, step: Expression?)

  var expressions: [Expression] {
    switch self {
    case .value(let value): [value]
    case .ellipsis: []
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
    let style: Style

    /// `*rest`, which takes the remaining positional arguments.
    var isVariadic: Bool { style == .variadic }

    enum Style {
      /// By position or by name.
      case standard
      /// Behind a `*`: by name only.
      case keywordOnly
      case variadic
      /// `**options`, which takes the remaining arguments with names, as a dict.
      case keywords
    }
  }

  let name: String
  let nameSpan: SourceSpan
  let parameters: [Parameter]
  /// One `return` for a lambda.
  let body: [Statement]
  /// What stands behind the `@` of the lines above, the first line first.
  var decorators: [Expression] = []
  let span: SourceSpan
  /// The parameters as they were written.
  let signature: String
  /// Whether a `yield` stands in the body: a call makes a generator.
  var isGenerator = false
}

/// `[f(x) for x in xs if c]`, and what makes a set, a dict or an iterator in this way.
struct Comprehension {
  enum Form {
    case list(Expression)
    case set(Expression)
    case dict(key: Expression, value: Expression)
    /// In round brackets: it gives one item after another when it is asked.
    case iterator(Expression)

    var expressions: [Expression] {
      switch self {
      case .list(let item), .set(let item), .iterator(let item): [item]
      case .dict(let key, let value): [key, value]
      }
    }
  }

  /// `for x in xs if c if d`
  struct Clause {
    let target: Target
    let iterated: Expression
    let conditions: [Expression]
  }

  let form: Form
  /// At least one.
  let clauses: [Clause]

  /// The names that its clauses bind, which are its own.
  var names: [String] { clauses.flatMap(\.target.names) }
}

extension Expression {
  /// The expressions that stand directly inside this one; the body of a lambda does not.
  var children: [Expression] {
    switch kind {
    case .constant, .word, .name, .statement, .ellipsis: []
    case .lambda(let definition): definition.parameters.compactMap(\.defaultValue)
    case .formatted(let pieces): Self.expressions(of: pieces)
    case .list(let items), .tuple(let items), .set(let items): items
    case .dict(let entries): entries.flatMap { [$0.key, $0.value].compactMap(\.self) }
    case .comprehension(let comprehension):
      comprehension.form.expressions + comprehension.clauses.flatMap { [$0.iterated] + $0.conditions }
    case .unary(_, let operand), .not(let operand), .starred(let operand), .attribute(let operand, _),
      .named(_, let operand):
      [operand]
    case .binary(_, let left, let right), .and(let left, let right), .or(let left, let right): [left, right]
    case .comparison(let first, let rest): [first] + rest.map(\.operand)
    case .conditional(let condition, let then, let otherwise): [condition, then, otherwise]
    case .yield(let value, _): value.map { [$0] } ?? []
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

  /// The names that evaluating it binds, with `:=`.
  var boundNames: [String] {
    let inner = children.flatMap(\.boundNames)
    return if case .named(let name, _) = kind { inner + [name] } else { inner }
  }

  /// Whether evaluating it may call something, and so change what lies outside the variables.
  var mayCall: Bool {
    switch kind {
    // What is gone through, by a star or to find something in it, may make its items as it goes.
    case .call, .statement, .comprehension, .starred, .yield(_, isFrom: true): true
    case .comparison(let first, let rest):
      rest.contains { if case .contains = $0.operation { true } else { $0.operand.mayCall } } || first.mayCall
    default: children.contains(where: \.mayCall)
    }
  }

  /// Whether it lists its items one by one, each written there.
  var isDisplay: Bool {
    switch kind {
    case .tuple, .list: true
    default: false
    }
  }

  /// Where a part of a text stands, in Unicode scalars, if the expression is that text and written as it is: in one pair of
  /// quotation marks, with nothing in it that means something else.
  func span(of place: Range<Int>?, in source: SourceText) -> SourceSpan? {
    guard let place, case .string(let text)? = literal else { return nil }
    let inner = SourceSpan(span.start + 1, span.end - 1)
    guard source.text(inner) == text, place.upperBound <= inner.end - inner.start else { return nil }
    return SourceSpan(inner.start + place.lowerBound, inner.start + max(place.upperBound, place.lowerBound + 1))
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
