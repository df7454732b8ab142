extension Compiler {
  func evaluation(_ expression: Expression) -> Evaluation {
    switch expression.kind {
    case .constant(let value): return { _ in value }
    case .word(let word): return { _ in .string(word) }
    case .name(let name): return reading(name, expression)
    case .formatted(let pieces): return formatted(pieces, site(expression))
    case .list(let items):
      let values = sequence(items)
      return { .list(try values($0)) }
    case .tuple(let items):
      let values = sequence(items)
      return { .tuple(try values($0)) }
    case .dict(let entries): return dict(entries)
    case .set(let items):
      let values = sequence(items)
      let site = site(expression)
      return { frame in
        let items = try values(frame)
        return try site.locating(frame) { .object(try SetValue(items)) }
      }
    case .comprehension(let comprehension): return self.comprehension(comprehension, expression)
    case .named(let name, let value):
      let value = evaluation(value)
      let store = store(Target(kind: .name(name), span: expression.span), Origin(source, expression.span))
      return { frame in
        let value = try value(frame)
        try store(frame, value)
        return value
      }
    case .ellipsis: return { _ in Constants.ellipsis }
    case .unary(let operation, let operand): return unary(operation, operand, site(expression))
    case .not, .and, .or: return logical(expression)
    case .binary(let operation, let left, let right): return binary(operation, left, right, expression)
    case .comparison(let first, let rest): return comparison(first, rest, expression)
    case .conditional(let condition, let then, let otherwise):
      let test = truth(condition)
      let (then, otherwise) = (evaluation(then), evaluation(otherwise))
      return { try test($0) ? try then($0) : try otherwise($0) }
    case .lambda(let definition): return function(definition)
    case .call(let callee, let arguments): return call(callee, arguments, expression)
    case .attribute(let base, let name): return attribute(base, name, site(expression))
    case .subscripted(let base, let indices): return subscripted(base, indices, site(expression))
    case .starred(let inner):
      // The parser lets `*` stand only where a sequence takes it apart.
      return evaluation(inner)
    case .statement(let statement): return statementValue(statement)
    case .yield: return { $0.generator?.received ?? .none }
    }
  }

  // MARK: Names

  private func reading(_ name: String, _ expression: Expression) -> Evaluation {
    switch scope.resolve(name) {
    case .local(let index):
      let operand = LocalOperand(index: index, unbound: unbound(name, expression))
      return { try operand.load($0) }
    case .outer(let levels, let index):
      let unbound = unbound(name, expression)
      return { frame in try frame.outer(levels).slots[index].value ?? unbound(frame) }
    case .global(let global):
      let operand = GlobalOperand(global: global, unbound: unbound(name, expression))
      return { try operand.load($0) }
    }
  }

  /// The value of a name that has none: the entry of that name, or an error.
  func unbound(_ name: String, _ expression: Expression, arguments: [Argument]? = nil) -> Evaluation {
    // A class's body reads what it has not bound yet from around it.
    if scope.isClass, case .local = scope.resolve(name) {
      let outer = within(scope.ofFunctions).evaluation(expression)
      return { try outer($0.enclosing ?? $0) }
    }
    if let value = table.value(of: name) { return { _ in value } }
    let site = site(expression)
    let isLocal = if case .global = scope.resolve(name) { false } else { true }
    return { [scope, source, table] frame in
      if isLocal {
        throw site.located(
          Diagnostic(
            .unbound, "`\(name)` has no value yet: the function assigns it, so it is the function's own variable",
            suggestion: "assign it before this line, or make it a parameter"), frame)
      }
      let known = scope.knownNames
      throw site.located(
        NameErrors.unknown(name, expression, source, table, variables: known, arguments: arguments), frame)
    }
  }

  func operand(_ expression: Expression) -> any Operand {
    switch expression.kind {
    case .constant(let value): return ConstantOperand(value: value)
    case .name(let name):
      switch scope.resolve(name) {
      case .local(let index): return LocalOperand(index: index, unbound: unbound(name, expression))
      case .global(let global): return GlobalOperand(global: global, unbound: unbound(name, expression))
      case .outer: return ComputedOperand(compute: evaluation(expression))
      }
    case .attribute(let base, let name):
      guard let base = operand(base) as? LocalOperand else { fallthrough }
      return AttributeOperand(base: base, name: name, site: site(expression))
    default: return ComputedOperand(compute: evaluation(expression))
    }
  }

  // MARK: Literals

  /// The items of a list or a tuple, `*items` taken apart.
  private func sequence(_ items: [Expression]) -> (Frame) throws -> [Value] {
    let parts = items.map { Term(load: evaluation($0)) }
    let starred = items.map { item in if case .starred = item.kind { true } else { false } }
    guard starred.contains(true) else {
      return { frame in
        var values: [Value] = []
        values.reserveCapacity(parts.count)
        for part in parts { values.append(try part.load(frame)) }
        return values
      }
    }
    let sites = items.map(site)
    return { frame in
      var values: [Value] = []
      for (position, part) in parts.enumerated() {
        let value = try part.load(frame)
        if starred[position] {
          values += try sites[position].locating(frame) {
            try Iteration.items(value, frame.machine.callContext, verb: "take apart")
          }
        } else {
          values.append(value)
        }
      }
      return values
    }
  }

  private func dict(_ entries: [(key: Expression?, value: Expression)]) -> Evaluation {
    let parts = entries.map {
      (key: $0.key.map(evaluation), value: evaluation($0.value), site: site($0.key ?? $0.value))
    }
    return { frame in
      let dict = DictValue()
      for part in parts {
        let key = try part.key?(frame)
        let value = try part.value(frame)
        try part.site.locating(frame) {
          if let key { return try dict.set(value, for: key) }
          let others = try DictValue.takenApart(value, frame.machine.callContext)
          for entry in others.entries { try dict.set(entry.value, for: entry.key) }
        }
      }
      return .dict(dict)
    }
  }

  private func formatted(_ pieces: [FormattedPiece], _ site: Site) -> Evaluation {
    let text = text(of: pieces)
    return { .string(try text($0)) }
  }

  private func text(of pieces: [FormattedPiece]) -> (Frame) throws -> String {
    let parts: [(Frame) throws -> String] = pieces.map { piece in
      switch piece {
      case .text(let text): return { _ in text }
      case .value(let expression, let conversion, let spec):
        let value = evaluation(expression)
        let format = text(of: spec)
        let site = site(expression)
        return { frame in
          let value = try value(frame)
          let format = try format(frame)
          return try site.locating(frame) {
            try FormatSpec.format(conversion.map { try value.converted(by: $0) } ?? value, format)
          }
        }
      }
    }
    return { frame in
      var text = ""
      for part in parts {
        text += try part(frame)
        try Limits.checkText(text.utf8.count)
        try frame.machine.cancellation.check()
      }
      return text
    }
  }

  // MARK: Items

  private func subscripted(_ base: Expression, _ indices: [Subscript], _ site: Site) -> Evaluation {
    let container = evaluation(base)
    if indices.count == 1, case .value(let index) = indices[0] {
      let index = evaluation(index)
      return { frame in
        let value = try container(frame)
        let position = try index(frame)
        // The short way of an ordinary list.
        if case .list(let list) = value, case .integer(let number) = position, list.items.indices.contains(number) {
          return list.items[number]
        }
        return try site.locating(frame) {
          try Subscripts.read(value, [Index(position)], frame.machine.callContext)
        }
      }
    }
    let read = self.indices(indices)
    return { frame in
      let value = try container(frame)
      let indices = try read(frame)
      return try site.locating(frame) { try Subscripts.read(value, indices, frame.machine.callContext) }
    }
  }

  /// The items between square brackets.
  func indices(_ items: [Subscript]) -> (Frame) throws -> [Index] {
    let parts: [(Frame) throws -> Index] = items.map { item in
      switch item {
      case .value(let expression):
        let value = evaluation(expression)
        return { Index(try value($0)) }
      case .ellipsis: return { _ in .ellipsis }
      case .slice(let start, let stop, let step):
        let (start, stop, step) = (bound(start), bound(stop), bound(step))
        return { .slice(start: try start($0), stop: try stop($0), step: try step($0)) }
      }
    }
    return { frame in try parts.map { try $0(frame) } }
  }

  private func bound(_ expression: Expression?) -> (Frame) throws -> Int? {
    guard let expression else { return { _ in nil } }
    let value = evaluation(expression)
    let site = site(expression)
    return { frame in
      let value = try value(frame)
      if case .none = value { return nil }
      guard let whole = value.wholeNumber ?? value.number.flatMap({ Int(exactly: $0) }) else {
        throw site.located(Diagnostic(.type, "a slice takes whole numbers, and this is \(value.phrase)"), frame)
      }
      return whole
    }
  }

  // MARK: Functions

  /// The body of a definition in this scope.
  func code(of definition: Definition) -> FunctionCode {
    let inner = Scope(function: definition, in: scope.ofFunctions)
    let code = FunctionCode(
      name: definition.name, signature: definition.signature,
      parameters: definition.parameters.map {
        .init(name: $0.name, style: $0.style)
      }, slotCount: inner.slotCount, origin: .init(definition: definition, source: source, scope: scope))
    compileBody(of: code, inner)
    return code
  }

  /// Compiles the body of a function that is defined in this scope.
  ///
  /// - Parameter inner: the scope of the function; nil makes it anew.
  func compileBody(of code: FunctionCode, _ inner: Scope? = nil) {
    let definition = code.origin.definition
    let inner = inner ?? Scope(function: definition, in: scope.ofFunctions)
    let compiler = within(inner)
    let body =
      definition.isGenerator
      ? Self.value(of: compiler.generator(definition)) : compiler.body(definition.body, named: definition.name)
    // Who steps through a function looks at the variables around it too.
    code.setBody(body, shared: inner.shared, readsOuter: inner.readsOuter || stepped != nil)
  }

  func function(_ definition: Definition) -> Evaluation {
    let code = code(of: definition)
    let defaults = definition.parameters.map { $0.defaultValue.map(evaluation) }
    let text = source.text(definition.span)
    let needsFrame = scope.isFunction
    let isInClass = scope.isClass
    return { frame in
      let values = try defaults.map { try $0?(frame) }
      return .function(
        FunctionValue(
          name: code.name, source: text, body: .code(code), defaults: values,
          enclosing: isInClass ? frame.enclosing : needsFrame ? frame : nil))
    }
  }

  /// The statement after `time`, as a function that runs it here.
  private func statementValue(_ statement: Statement) -> Evaluation {
    let run: Evaluation
    if case .expression(let expression) = statement.kind {
      run = evaluation(expression)
    } else {
      let execute = execution(statement)
      run = { frame in
        _ = try execute(frame)
        return .none
      }
    }
    let text = source.text(statement.span)
    return { frame in
      .function(FunctionValue(name: "statement", source: text, body: .statement { try run(frame) }, enclosing: nil))
    }
  }
}
