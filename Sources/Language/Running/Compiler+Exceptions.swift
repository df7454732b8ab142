/// `try`, `raise`, `assert`, and `with`, which ends its block however it is left.
extension Compiler {
  func attempt(_ attempt: Attempt) -> Execution {
    let guarded = guarded(attempt)
    guard !attempt.finally.isEmpty else { return guarded }
    let finally = block(attempt.finally)
    return { frame in
      let flow: Flow
      do {
        flow = try guarded(frame)
      } catch {
        let failure = Diagnostic(error)
        // What ends a block runs to its own end, also after an interrupt; a second one ends that too.
        if failure.kind == .interrupted { frame.machine.acknowledgeOnce() }
        let last = try frame.machine.separately { try finally(frame) }
        if !last.isNext { return last }
        throw failure
      }
      let last = try finally(frame)
      return last.isNext ? flow : last
    }
  }

  private struct Handler {
    let kinds: Evaluation?
    let site: Site
    let variable: Variable?
    let body: Execution
  }

  /// The `try` without its `finally`.
  private func guarded(_ attempt: Attempt) -> Execution {
    let otherwise = block(attempt.otherwise)
    let handlers = attempt.handlers.map { handler in
      Handler(
        kinds: handler.kinds.map(evaluation), site: site(handler.span), variable: handler.name.map(scope.resolve),
        body: stopping(before: handler.span.start, block(handler.body)))
    }
    let body = guarding(block(attempt.body)) { failure, frame in
      handlers.contains { (try? Self.handles($0, failure, frame)) ?? false }
    }
    let origins = attempt.handlers.map { Origin(source, $0.span) }
    return { frame in
      let flow: Flow
      do {
        flow = try frame.machine.separately { try body(frame) }
      } catch {
        let failure = Diagnostic(error)
        for (handler, origin) in zip(handlers, origins) {
          guard try Self.handles(handler, failure, frame) else { continue }
          if failure.kind == .interrupted { frame.machine.cancellation.acknowledge() }
          let place = handler.variable?.place(frame)
          place?.pointee.bind(.object(Exceptions.object(of: failure)), origin)
          // As in Python the name is gone behind the block, and the error with it.
          defer { place?.pointee = .empty }
          return try frame.machine.handling(failure) { try handler.body(frame) }
        }
        throw failure
      }
      return flow.isNext ? try otherwise(frame) : flow
    }
  }

  /// Whether an `except` takes an error. One without a kind leaves an interrupt alone: a loop that ignores errors can
  /// still be stopped.
  private static func handles(_ handler: Handler, _ failure: Diagnostic, _ frame: Frame) throws -> Bool {
    guard let kinds = handler.kinds else { return failure.kind != .interrupted }
    let value = try kinds(frame)
    return try handler.site.locating(frame) { try Exceptions.matches(failure, value) }
  }

  func raising(_ expression: Expression?, _ span: SourceSpan) -> Execution {
    let site = site(span)
    guard let expression else {
      return { frame in
        guard let error = frame.machine.handled.last else {
          throw site.located(
            Diagnostic(.runtime, "`raise` alone repeats the error of an `except` around it, and there is none"), frame)
        }
        throw error
      }
    }
    let value = evaluation(expression)
    return { frame in
      let value = try value(frame)
      let error: Diagnostic
      do {
        error = try Exceptions.error(raising: value, frame.machine.callContext)
      } catch { throw site.located(error, frame) }
      throw site.located(error, frame)
    }
  }

  func assertion(_ condition: Expression, _ message: Expression?, _ span: SourceSpan) -> Execution {
    let test = truth(condition)
    let message = message.map(evaluation)
    let site = site(condition)
    let text = source.shortText(condition.span)
    return { frame in
      let holds = try test(frame)
      if holds { return .next }
      let message = try message?(frame)
      let error: Diagnostic
      do { error = try Exceptions.assertion(message, of: text, frame.machine.callContext) } catch {
        throw site.located(error, frame)
      }
      throw site.located(error, frame)
    }
  }

  // MARK: With

  func with(_ scopes: [(scope: Expression, target: Target?)], _ statements: [Statement]) -> Execution {
    guard let first = scopes.first else { return block(statements) }
    let value = evaluation(first.scope)
    let site = site(first.scope)
    let store = first.target.map { self.store($0, Origin(source, first.scope.span)) }
    let body = with(Array(scopes.dropFirst()), statements)
    let span = first.scope.span
    return { frame in
      let value = try value(frame)
      return try Self.with(value, store, body, site, span, frame)
    }
  }

  private static func with(
    _ value: Value, _ store: ((Frame, Value) throws -> Void)?, _ body: Execution, _ site: Site, _ span: SourceSpan,
    _ frame: Frame
  ) throws -> Flow {
    if case .object(let object) = value {
      if let scoped = object as? any ScopedValue {
        try site.locating(frame) { try scoped.enter(frame.machine.callContext) }
        defer { scoped.exit() }
        try store?(frame, scoped.entered)
        return try body(frame)
      }
      if let instance = InstanceValue.cast(object), instance.has(Special.enter), instance.has(Special.exit) {
        return try with(instance, store, body, site, frame)
      }
    }
    var mistake = Diagnostic(.type, "`with` takes something that lasts for a block, and this is \(value.phrase)")
    if case .object(let object) = value, InstanceValue.cast(object) != nil {
      mistake.message +=
        ": its class has no \(InstanceValue.cast(object)?.has(Special.enter) ?? false ? "__exit__" : "__enter__")"
    }
    if case .builtin(let entry) = value { mistake.correction = Correction(span, "\(entry.name)()") }
    throw site.located(mistake, frame)
  }

  /// An object of the user's with `__enter__` and `__exit__`.
  private static func with(
    _ instance: InstanceValue, _ store: ((Frame, Value) throws -> Void)?, _ body: Execution, _ site: Site,
    _ frame: Frame
  ) throws -> Flow {
    let context = frame.machine.callContext
    func call(_ symbol: Symbol, _ arguments: [Value]) throws -> Value {
      guard let method = instance.type.member(symbol) else { return .none }
      return try context.call(method, [CallArgument(.object(instance))] + arguments.map { CallArgument($0) })
    }
    let entered = try site.locating(frame) { try call(Special.enter, []) }
    let flow: Flow
    do {
      try store?(frame, entered)
      flow = try body(frame)
    } catch {
      let failure = Diagnostic(error)
      if failure.kind == .interrupted { frame.machine.acknowledgeOnce() }
      let object = Exceptions.object(of: failure)
      let isSwallowed = try Operators.truth(call(Special.exit, [.object(object.type), .object(object), .none]))
      if isSwallowed, failure.kind != .interrupted { return .next }
      throw failure
    }
    _ = try call(Special.exit, [.none, .none, .none])
    return flow
  }

}
