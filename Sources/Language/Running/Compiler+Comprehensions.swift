extension Compiler {
  /// A comprehension runs in a frame of its own, as its names are its own; what it goes through first is computed
  /// outside.
  func comprehension(_ comprehension: Comprehension, _ expression: Expression) -> Evaluation {
    let inner = Scope(names: comprehension.names, in: scope)
    let compiler = within(inner)
    let first = evaluation(comprehension.clauses[0].iterated)
    let clauses = comprehension.clauses.enumerated().map { number, clause in
      let origin = Origin(source, clause.iterated.span)
      return ComprehensionCursor.Clause(
        iterated: number == 0 ? { _ in .none } : compiler.evaluation(clause.iterated),
        site: compiler.site(clause.iterated), store: compiler.store(clause.target, origin),
        conditions: clause.conditions.map { ComprehensionCursor.Condition(test: compiler.truth($0)) })
    }
    let needsFrame = scope.isFunction
    let site = site(expression)
    func cursor(_ frame: Frame) throws -> ComprehensionCursor {
      let value = try first(frame)
      let inner = Frame(frame.machine, slots: inner.slotCount, enclosing: needsFrame ? frame : nil)
      return try ComprehensionCursor(clauses, over: value, inner)
    }
    switch comprehension.form {
    case .list(let item):
      let item = compiler.evaluation(item)
      return { frame in
        let cursor = try cursor(frame)
        var items: [Value] = []
        while try cursor.advance() {
          items.append(try item(cursor.frame))
          if items.count & 0xfff == 0 { try site.locating(frame) { try Limits.checkItems(items.count) } }
        }
        return .list(items)
      }
    case .set(let item):
      let item = compiler.evaluation(item)
      return { frame in
        let cursor = try cursor(frame)
        let dict = DictValue()
        while try cursor.advance() {
          let value = try item(cursor.frame)
          try site.locating(frame) {
            try dict.set(.none, for: value)
            try Limits.checkItems(dict.count)
          }
        }
        return .object(try SetValue(dict.entries.map(\.key)))
      }
    case .dict(let key, let value):
      let (key, value) = (compiler.evaluation(key), compiler.evaluation(value))
      return { frame in
        let cursor = try cursor(frame)
        let dict = DictValue()
        while try cursor.advance() {
          let key = try key(cursor.frame)
          let value = try value(cursor.frame)
          try site.locating(frame) {
            try dict.set(value, for: key)
            try Limits.checkItems(dict.count)
          }
        }
        return .dict(dict)
      }
    case .iterator(let item):
      let item = compiler.evaluation(item)
      return { frame in
        let cursor = try cursor(frame)
        return .iterator(IteratorValue("generator") { try cursor.advance() ? try item(cursor.frame) : nil })
      }
    }
  }
}

/// Goes through the clauses of a comprehension, one round of all of them at a time.
private final class ComprehensionCursor {
  struct Condition {
    let test: (Frame) throws -> Bool
  }

  struct Clause {
    let iterated: Evaluation
    let site: Site
    let store: (Frame, Value) throws -> Void
    let conditions: [Condition]
  }

  let frame: Frame
  private let clauses: [Clause]
  /// The items of each clause that has begun.
  private var sources: [() throws -> Value?]

  init(_ clauses: [Clause], over first: Value, _ frame: Frame) throws {
    (self.clauses, self.frame) = (clauses, frame)
    sources = [try clauses[0].site.locating(frame) { try Iteration.source(of: first, verb: "loop over") }]
  }

  /// Binds the names for the next item; false at the end.
  func advance() throws -> Bool {
    while let source = sources.last {
      let clause = clauses[sources.count - 1]
      guard let item = try clause.site.locating(frame, source) else {
        sources.removeLast()
        continue
      }
      if frame.machine.cancellation.needsSafepoint {
        try clause.site.locating(frame) { try frame.machine.cancellation.safepoint() }
      }
      try clause.store(frame, item)
      guard try clause.conditions.allSatisfy({ try $0.test(frame) }) else { continue }
      if sources.count == clauses.count { return true }
      let next = clauses[sources.count]
      let value = try next.iterated(frame)
      sources.append(try next.site.locating(frame) { try Iteration.source(of: value, verb: "loop over") })
    }
    return false
  }
}
