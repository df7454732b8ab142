/// One statement of a program, with its place.
struct Statement {
  indirect enum Kind {
    case expression(Expression)
    /// `a = b = value`
    case assignment([Target], Expression)
    case augmented(Target, BinaryOperator, Expression)
    case definition(Definition)
    case classDefinition(ClassDefinition)
    case loop(Target, in: Expression, [Statement], otherwise: [Statement])
    case whileLoop(Expression, [Statement], otherwise: [Statement])
    case conditional([(condition: Expression, body: [Statement])], otherwise: [Statement])
    case with([(scope: Expression, target: Target?)], [Statement])
    case attempt(Attempt)
    case raising(Expression?)
    case assertion(Expression, message: Expression?)
    case deletion([Target])
    /// `global a, b` or `nonlocal a`: the names are not the function's own.
    case scoping([String], isGlobal: Bool)
    case importing([Import])
    case command(Command)
    case returning(Expression?)
    case breakLoop
    case continueLoop
    case pass
  }

  let kind: Kind
  let span: SourceSpan
  /// A trailing `;`: the value is not shown.
  var isSilent = false
}

/// `bake minutes=20`: a verb with its arguments.
struct Command {
  let verb: String
  let verbSpan: SourceSpan
  let arguments: [Argument]
  let span: SourceSpan
}

/// `class Name(Base):`
struct ClassDefinition {
  let name: String
  let nameSpan: SourceSpan
  let bases: [Expression]
  let metaclass: Expression?
  let body: [Statement]
  /// What stands behind the `@` of the lines above, the first line first.
  var decorators: [Expression] = []
  /// The names that the body annotates, with the text of what each is to hold.
  var annotations: [(name: String, text: String)] = []
  let span: SourceSpan
}

/// `try:` with what follows it.
struct Attempt {
  /// `except kinds as name:`
  struct Handler {
    /// Nil: any error.
    let kinds: Expression?
    let name: String?
    let body: [Statement]
    let span: SourceSpan
  }

  let body: [Statement]
  let handlers: [Handler]
  let otherwise: [Statement]
  let finally: [Statement]
}

/// One name that an `import` binds.
struct Import {
  /// `kitchen.tools`
  let module: [String]
  /// The member of the module that is bound; nil binds the module.
  let member: String?
  /// The name that is bound.
  let name: String
  /// Whether `import kitchen.tools` binds the first part of the path only, as it does without `as`.
  let bindsRoot: Bool
  /// The path, and the member where there is one.
  let span: SourceSpan
}

/// The left side of an assignment, or the variable of a loop.
struct Target {
  indirect enum Kind {
    case name(String)
    case tuple([Target])
    case item(Expression, [Subscript])
    case attribute(Expression, String)
    /// `*rest`, in a tuple: a list of the items that the other targets leave.
    case starred(Target)
  }

  let kind: Kind
  let span: SourceSpan

  /// All names that are bound here.
  var names: [String] {
    switch kind {
    case .name(let name): [name]
    case .tuple(let targets): targets.flatMap(\.names)
    case .starred(let target): target.names
    case .item, .attribute: []
    }
  }

  /// The expressions that are evaluated to find the place.
  var expressions: [Expression] {
    switch kind {
    case .name: []
    case .tuple(let targets): targets.flatMap(\.expressions)
    case .starred(let target): target.expressions
    case .item(let base, let indices): [base] + indices.flatMap(\.expressions)
    case .attribute(let base, _): [base]
    }
  }
}
