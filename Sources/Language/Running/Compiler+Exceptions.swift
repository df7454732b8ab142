/// `try`, `raise`, `assert`, and `with`, which ends its block however it is left.
extension Compiler {
  func attempt(_ attempt: Attempt) -> Execution {
    let guarded = guarded(attempt)
    guard !attempt.finally.isEmpty else { return guarded }
    let finally = block(attempt.finally)
    return { try Self.run(guarded, finally, $0) }
  }

  /// Runs a `try`, or what remains of it where a generator goes on in it, and then its `finally`.
  private static func run(_ guarded: Execution, _ finally: @escaping Execution, _ frame: Frame) throws -> Flow {
    let flow: Flow
    do {
      flow = try guarded(frame)
    } catch {
      let failure = Diagnostic(error)
      // What ends a block runs to its own end, also after an interrupt; a second one ends that too.
      if failure.kind == .interrupted { frame.machine.acknowledgeOnce() }
      return try end(.failure(failure), finally, frame)
    }
    guard !frame.isSuspended(flow) else {
      frame.generator?.leave({ try run(goOn, finally, $0) }, hasEnd: true)
      return flow
    }
    return try end(.success(flow), finally, frame)
  }

  /// Runs a `finally`, or what remains of it, behind a block that has ended in some way.
  private static func end(_ way: Result<Flow, Diagnostic>, _ finally: Execution, _ frame: Frame) throws -> Flow {
    let last: Flow
    switch way {
    case .success: last = try finally(frame)
    case .failure: last = try frame.machine.separately { try finally(frame) }
    }
    guard !frame.isSuspended(last) else {
      frame.generator?.leave({ try end(way, goOn, $0) }, hasEnd: true)
      return last
    }
    return last.isNext ? try way.get() : last
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
    func takes(_ failure: Diagnostic, _ frame: Frame) -> Bool {
      handlers.contains { (try? Self.handles($0, failure, frame)) ?? false }
    }
    let body = guarding(block(attempt.body), takes)
    let rest = guarding(Self.goOn, takes)
    let origins = attempt.handlers.map { Origin(source, $0.span) }
    /// - Parameter body: the guarded block, or what remains of it.
    func run(_ body: Execution, _ frame: Frame) throws -> Flow {
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
          return try Self.handle(failure, with: handler, handler.body, frame)
        }
        throw failure
      }
      guard !frame.isSuspended(flow) else {
        frame.generator?.leave({ try run(rest, $0) }, hasEnd: true)
        return flow
      }
      return flow.isNext ? try otherwise(frame) : flow
    }
    return { try run(body, $0) }
  }

  /// Runs the block of an `except`, or what remains of it.
  private static func handle(
    _ failure: Diagnostic, with handler: Handler, _ body: Execution, _ frame: Frame
  ) throws -> Flow {
    var isSuspended = false
    // As in Python the name is gone behind the block, and the error with it.
    defer { if !isSuspended { handler.variable?.place(frame).pointee = .empty } }
    let flow: Flow
    do { flow = try frame.machine.handling(failure) { try body(frame) } } catch {
      throw behind(failure, error)
    }
    isSuspended = frame.isSuspended(flow)
    if isSuspended {
      frame.generator?.leave({ try handle(failure, with: handler, goOn, $0) }, hasEnd: false)
    }
    return flow
  }

  /// An error out of the block of an `except`, with the one that was handled: nobody would know of it otherwise.
  private static func behind(_ failure: Diagnostic, _ error: any Error) -> Diagnostic {
    var diagnostic = Diagnostic(error)
    // `raise` alone, and an interrupt, bring nothing new.
    guard diagnostic.kind != .interrupted, failure.kind != .interrupted,
      diagnostic.kind != failure.kind || diagnostic.message != failure.message
    else { return diagnostic }
    let place = failure.source.flatMap { source in failure.span.map { ", line \(source.line(at: $0.start))" } } ?? ""
    diagnostic.notes.append(
      "it came while another was handled\(place): \(Exceptions.type(of: failure).name): \(failure.message)")
    return diagnostic
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
        return try hold(scoped, frame) { frame in
          try store?(frame, scoped.entered)
          return try body(frame)
        }
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

  /// Runs a block, or what remains of it, and then ends what lasts for it.
  private static func hold(_ scoped: any ScopedValue, _ frame: Frame, _ body: Execution) throws -> Flow {
    var isSuspended = false
    defer { if !isSuspended { scoped.exit() } }
    let flow = try body(frame)
    isSuspended = frame.isSuspended(flow)
    if isSuspended { frame.generator?.leave({ try hold(scoped, $0, goOn) }, hasEnd: true) }
    return flow
  }

  /// An object of the user's with `__enter__` and `__exit__`.
  private static func with(
    _ instance: InstanceValue, _ store: ((Frame, Value) throws -> Void)?, _ body: Execution, _ site: Site,
    _ frame: Frame
  ) throws -> Flow {
    let entered = try site.locating(frame) { try call(Special.enter, of: instance, [], frame) }
    return try hold(instance, frame) { frame in
      try store?(frame, entered)
      return try body(frame)
    }
  }

  private static func call(
    _ symbol: Symbol, of instance: InstanceValue, _ arguments: [Value], _ frame: Frame
  ) throws -> Value {
    guard let method = instance.type.member(symbol) else { return .none }
    return try frame.machine.callContext.call(
      method, [CallArgument(.object(instance))] + arguments.map { CallArgument($0) })
  }

  private static func hold(_ instance: InstanceValue, _ frame: Frame, _ body: Execution) throws -> Flow {
    let flow: Flow
    do {
      flow = try body(frame)
    } catch {
      let failure = Diagnostic(error)
      if failure.kind == .interrupted { frame.machine.acknowledgeOnce() }
      let object = Exceptions.object(of: failure)
      let isSwallowed = try Operators.truth(
        call(Special.exit, of: instance, [.object(object.type), .object(object), .none], frame))
      if isSwallowed, failure.kind != .interrupted { return .next }
      throw failure
    }
    guard !frame.isSuspended(flow) else {
      frame.generator?.leave({ try hold(instance, $0, goOn) }, hasEnd: true)
      return flow
    }
    _ = try call(Special.exit, of: instance, [.none, .none, .none], frame)
    return flow
  }
}
