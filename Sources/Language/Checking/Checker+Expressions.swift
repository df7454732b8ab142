/// Names, attributes and calls.
extension Checker {
  mutating func check(_ expression: Expression) throws {
    switch expression.kind {
    case .name(let name):
      if isInFunction || mayBeKnown(name) || table.contains(name) { return }
      try report(NameErrors.unknown(name, expression, source, table, variables: Array(known)))
    case .attribute(let base, let name) where module(base) != nil:
      if let module = module(base), module[name] == nil, attempts == 0 {
        try report(missing(name, in: module, expression, nil))
      }
      return
    case .attribute where isModule(expression):
      return try report(NameErrors.module(expression, arguments: nil, source, table))
    case .call(let callee, let arguments):
      if case .attribute(let base, let name) = callee.kind, let module = module(base) {
        if case .builtin(let entry)? = module[name] {
          try check(arguments, of: entry, in: callee, call: expression.span)
        } else if module[name] == nil, attempts == 0 {
          try report(missing(name, in: module, callee, arguments))
        }
        for argument in arguments { try check(argument.value) }
        return
      }
      if isModule(callee) {
        try report(NameErrors.module(callee, arguments: arguments, source, table))
        if case .attribute(_, let name) = callee.kind, let entry = table.translation(of: name),
          dialect.isSame(entry, source.shortText(callee.span))
        {
          // Only what a correction mends counts here: the rest is said when the name is right.
          try? check(arguments, of: entry, isCommand: false, call: expression.span)
        }
        for argument in arguments { try check(argument.value) }
        return
      }
      if case .attribute(let base, let name) = callee.kind, isForeignCall(base),
        dialect.members.idle.contains(name) || dialect.members.copying.contains(name), arguments.isEmpty
      {
        // The second goes with the first.
        try check(base)
        if let arrays = dialect.modules.arrays, name == arrays.conversion,
          arrays.method(at: expression.span.end, in: source) != nil
        {
          pending?.correction = nil
        } else {
          pending?.correction?.add(Correction(SourceSpan(base.span.end, expression.span.end), ""))
        }
        return
      }
      if let name = callee.name, !mayBeAssigned(name) {
        if let entry = table[name] {
          try check(arguments, of: entry, isCommand: false, call: expression.span)
          if entry.mayBind(arguments, dialect) {
            for argument in arguments { try check(argument.value) }
            isOpen = true
            return
          }
        } else if !isInFunction, table.constants[name] == nil {
          try report(
            NameErrors.unknown(name, callee, source, table, variables: Array(known), arguments: arguments))
          for argument in arguments { try check(argument.value) }
          return
        }
      }
    case .lambda(let definition): return try check(definition)
    case .comprehension(let comprehension):
      let outer = known
      let hidden = modules
      try check(comprehension.clauses[0].iterated)
      bind(comprehension.names)
      for child in expression.children.dropFirst() { try check(child) }
      known = outer.union(expression.boundNames)
      modules = hidden
      return
    case .named(let name, let value):
      try check(value)
      return bind([name])
    case .statement(let statement): return try check(statement)
    default: break
    }
    for child in expression.children { try check(child) }
  }

  /// The module that an expression names, `kitchen.tools`; nil where it is something else.
  func module(_ expression: Expression) -> NamespaceValue? {
    switch expression.kind {
    case .name(let name): return isOpen ? nil : modules[name]
    case .attribute(let base, let name): return module(base)?[name]?.module
    default: return nil
    }
  }

  /// The arguments of a module's function. Where they do not fit, the dialect may know another way to write the call.
  mutating func check(
    _ arguments: [Argument], of entry: Entry, in callee: Expression, call: SourceSpan
  ) throws {
    let before = pending
    do {
      try check(arguments, of: entry, isCommand: false, call: call)
      guard before == nil, pending != nil, let mended = mended(callee, arguments) else { return }
      pending?.correction = mended
    } catch {
      var diagnostic = Diagnostic(error)
      guard diagnostic.correction == nil, let mended = mended(callee, arguments) else { throw error }
      (diagnostic.correction, diagnostic.suggestion, diagnostic.example) = (mended, nil, nil)
      pending = before
      try report(diagnostic)
    }
  }

  func mended(_ callee: Expression, _ arguments: [Argument]) -> Correction? {
    NameErrors.rewritten(source.shortText(callee.span), callee.span, arguments, source, table)?.correction
  }

  /// The error of a name that a module has not.
  func missing(
    _ name: String, in module: NamespaceValue, _ chain: Expression, _ arguments: [Argument]?
  ) -> Diagnostic {
    var error = module.missing(name)
    error.span = chain.span
    error.focus = chain.focus
    // A module of Python's own has no namesakes here.
    let isOwn = table.modules[module.path.split(separator: ".").first.map(String.init) ?? ""] != nil
    if error.suggestion == nil, error.example == nil, !isOwn {
      let advice = NameErrors.module(chain, arguments: arguments, source, table)
      (error.suggestion, error.example) = (advice.correction == nil ? advice.suggestion : nil, advice.example)
      error.correction = advice.correction
    }
    return error
  }

  /// Whether this is a name of a foreign module, as `os.path.join`.
  func isModule(_ expression: Expression) -> Bool {
    // A function may be called behind the import of a module that is here, and where it is not, none of its names is known.
    guard case .attribute = expression.kind, let root = expression.root, !mayBeAssigned(root),
      dialect.modules.contains(root) && table.modules[root] == nil || table.modules[root] != nil && !isInFunction
    else { return false }
    return table[root] == nil || !isInFunction && table[root]?.kind == .command
  }

  /// A call of a foreign module's function, and of what may follow it.
  func isForeignCall(_ expression: Expression) -> Bool {
    guard case .call(let callee, _) = expression.kind else { return false }
    if isModule(callee) { return true }
    guard case .attribute(let base, _) = callee.kind else { return false }
    return isForeignCall(base)
  }
}

extension Expression {
  /// The name at the start of a chain of attributes: `os` of `os.path.join`.
  var root: String? {
    switch kind {
    case .name(let name): name
    case .attribute(let base, _): base.root
    default: nil
    }
  }
}
