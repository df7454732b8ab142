extension Compiler {
  /// How a call's arguments are evaluated.
  private enum ArgumentList {
    case positional([Term])
    case general((Frame) throws -> [CallArgument])

    func evaluate(_ frame: Frame) throws -> [CallArgument] {
      switch self {
      case .positional(let parts): try parts.map { CallArgument(try $0.load(frame)) }
      case .general(let evaluate): try evaluate(frame)
      }
    }
  }

  private func argumentList(_ arguments: [Argument]) -> ArgumentList {
    let parts = arguments.map { Term(load: evaluation($0.value)) }
    if arguments.allSatisfy({ $0.name == nil && !$0.isStarred }) { return .positional(parts) }
    let sites = arguments.map { site($0.value) }
    return .general { frame in
      var result: [CallArgument] = []
      for (position, argument) in arguments.enumerated() {
        let value = try parts[position].load(frame)
        if argument.isStarred {
          let items = try sites[position].locating(frame) {
            try Iteration.items(value, frame.machine.callContext, verb: "take apart")
          }
          result += items.map { CallArgument($0) }
        } else {
          result.append(CallArgument(name: argument.name, value))
        }
      }
      return result
    }
  }

  func call(_ callee: Expression, _ arguments: [Argument], _ expression: Expression) -> Evaluation {
    let list = argumentList(arguments)
    let site = site(expression)
    switch callee.kind {
    case .name(let name): return call(named: name, callee, list, site)
    case .attribute(let base, let name):
      let base = evaluation(base)
      return { frame in
        let receiver = try base(frame)
        let arguments = try list.evaluate(frame)
        do {
          return try Attributes.call(receiver, name, arguments, frame.machine)
        } catch {
          throw site.called(name, error, frame)
        }
      }
    default:
      let function = evaluation(callee)
      return { frame in try Self.call(try function(frame), list, site, frame) }
    }
  }

  /// In call position, a variable that holds something callable wins, and one that holds anything else is skipped: the
  /// tutorial names its variables `mean` and `var`, and still calls the functions.
  private func call(
    named name: String, _ callee: Expression, _ list: ArgumentList, _ site: Site
  ) -> Evaluation {
    let variable = scope.resolve(name)
    // Boxed, because an entry is large and would be copied with each call.
    let entry = table[name].map(EntryBox.init)
    let missing = unbound(name, callee, arguments: [])
    return { frame in
      let value = variable.place(frame).pointee.value
      if case .function(let function)? = value { return try Self.call(function, list, site, frame) }
      if let value, value.isCallable { return try Self.call(value, list, site, frame) }
      if let entry {
        let arguments = try list.evaluate(frame)
        do {
          return try frame.machine.run(entry.entry, arguments)
        } catch {
          throw site.called(name, error, frame)
        }
      }
      guard let value else { return try Self.call(try missing(frame), list, site, frame) }
      throw site.located(
        Diagnostic(
          .type, "`\(name)` is \(value.phrase), and cannot be called",
          suggestion: "an operator between `\(name)` and the bracket, or another name for the variable"), frame)
    }
  }

  private static func call(_ callee: Value, _ list: ArgumentList, _ site: Site, _ frame: Frame) throws -> Value {
    if case .function(let function) = callee { return try call(function, list, site, frame) }
    let arguments = try list.evaluate(frame)
    do {
      return try frame.machine.call(callee, arguments)
    } catch {
      throw site.called("", error, frame)
    }
  }

  private static func call(
    _ function: FunctionValue, _ list: ArgumentList, _ site: Site, _ frame: Frame
  ) throws -> Value {
    let machine = frame.machine
    guard case .code(let code) = function.body, code.isPlain, case .positional(let parts) = list,
      parts.count <= code.parameters.count
    else {
      let arguments = try list.evaluate(frame)
      do {
        return try machine.call(function, arguments)
      } catch {
        throw site.called(function.name, error, frame)
      }
    }
    // The short way: positional arguments go straight into the parameters' slots.
    var inner = machine.open(slots: code.slotCount, enclosing: function.enclosing)
    defer { machine.close(&inner, of: code) }
    for index in parts.indices { inner.slots[index].value = try parts[index].load(frame) }
    do {
      if parts.count < code.parameters.count {
        for index in parts.count..<code.parameters.count {
          inner.slots[index].value = try code.fallback(index, function.defaults)
        }
      }
      return try machine.enter(code, inner)
    } catch {
      throw site.called(code.name, error, frame)
    }
  }

  private final class EntryBox {
    let entry: Entry
    init(_ entry: Entry) { self.entry = entry }
  }

  // MARK: Commands

  func command(_ command: Command) -> Execution {
    guard let box = table[command.verb].map(EntryBox.init) else {
      let site = site(command.span)
      return { throw site.located(Diagnostic(.name, "there is no command `\(command.verb)`"), $0) }
    }
    let list = argumentList(command.arguments)
    // For its errors, a command is a call.
    let verb = Expression(kind: .name(command.verb), span: command.verbSpan, depth: 0)
    let site = site(Expression(kind: .call(verb, command.arguments), span: command.span, depth: 0))
    let variable = scope.resolve(command.verb)
    let standsAlone = command.arguments.isEmpty
    let runsStatement = command.arguments.contains { if case .statement = $0.value.kind { true } else { false } }
    return { frame in
      if standsAlone, variable.place(frame).pointee.value != nil { return .next }
      let arguments = try list.evaluate(frame)
      do {
        _ = try frame.machine.run(box.entry, arguments, isCommand: true)
      } catch {
        throw runsStatement ? site.located(error, frame) : site.called(box.entry.name, error, frame)
      }
      return .next
    }
  }
}
