extension Compiler {
  /// How a call's arguments are evaluated.
  enum ArgumentList {
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
        if argument.isDoublyStarred {
          result += try sites[position].locating(frame) { try Self.options(value, frame.machine.callContext) }
        } else if argument.isStarred {
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

  /// The items of a dict as arguments by name.
  private static func options(_ value: Value, _ context: Context) throws -> [CallArgument] {
    try DictValue.takenApart(value, context).entries.map { entry in
      guard case .string(let name) = entry.key else {
        throw Diagnostic(.type, "`**` takes names to values, and a key is \(entry.key.phrase)")
      }
      return CallArgument(name: name, entry.value)
    }
  }

  func call(_ callee: Expression, _ arguments: [Argument], _ expression: Expression) -> Evaluation {
    let list = argumentList(arguments)
    let site = site(expression)
    switch callee.kind {
    case .name("super") where arguments.isEmpty:
      return superCall(site) ?? call(named: "super", callee, list, site)
    case .name(let name): return call(named: name, callee, list, site)
    case .attribute(let base, let name): return methodCall(base, name, list, site)
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
    let general: Evaluation = { frame in
      let value = variable.place(frame).pointee.value
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
    guard case .positional(let parts) = list else { return general }
    if parts.count == 1, case .global(let global) = variable {
      // The most frequent form is a closure of its own.
      let argument = parts[0].load
      return { frame in
        guard let function = global.slot.pointee.value.function,
          let code = function._withUnsafeGuaranteedRef({ $0.code(taking: 1) })
        else { return try Self.made(global.slot, parts, site, frame) ?? general(frame) }
        return try Self.enter(code, function.takeUnretainedValue(), frame, site) { inner in
          inner.fill(0, try argument(frame))
        }
      }
    }
    return { frame in
      guard case .function(let function)? = variable.place(frame).pointee.value, let code = function.plainCode,
        code._withUnsafeGuaranteedRef({ parts.count <= $0.parameterCount })
      else {
        return try Self.made(variable.place(frame), parts, site, frame) ?? general(frame)
      }
      return try withExtendedLifetime(function) {
        try code._withUnsafeGuaranteedRef { try Self.call($0, function, parts, site, frame) }
      }
    }
  }

  /// A new object of the class of the user's that a variable holds; nil where it holds none, or one whose objects are made in
  /// another way than by an `__init__` with as many parameters behind the object as `parts`.
  // Out of line: beside it the call of a function would not be inlined.
  @inline(never)
  private static func made(
    _ place: UnsafeMutablePointer<Slot>, _ parts: [Term], _ site: Site, _ frame: Frame
  ) throws -> Value? {
    guard case .object(let object)? = place.pointee.value, let type = ClassValue.cast(object),
      let initializer = type.plainInitializer, let code = initializer.code(taking: parts.count + 1)
    else { return nil }
    let instance = InstanceValue(type)
    let result = try enter(code, initializer, frame, site) { inner in
      inner.fill(0, .object(instance))
      for index in parts.indices { inner.fill(index + 1, try parts[index].load(frame)) }
    }
    if case .none = result { return .object(instance) }
    return try site.locating(frame) {
      try type.checkInitializer(result)
      return .object(instance)
    }
  }

  static func call(_ callee: Value, _ list: ArgumentList, _ site: Site, _ frame: Frame) throws -> Value {
    if case .function(let function) = callee { return try call(function, list, site, frame) }
    if case .object(let object) = callee, let type = ClassValue.cast(object), let initializer = type.plainInitializer {
      // A class of the user's: its object is made, and `__init__` called like a method.
      let instance = Value.object(InstanceValue(type))
      let result = try call(initializer, receiver: instance, list, site, frame)
      try site.locating(frame) { try type.checkInitializer(result) }
      return instance
    }
    let arguments = try list.evaluate(frame)
    do {
      return try frame.machine.call(callee, arguments)
    } catch {
      throw site.called("", error, frame)
    }
  }

  /// Calls a method of an object's class.
  static func call(
    _ function: FunctionValue, receiver: Value, _ list: ArgumentList, _ site: Site, _ frame: Frame
  ) throws -> Value {
    guard let code = function.plainCode, case .positional(let parts) = list,
      code._withUnsafeGuaranteedRef({ parts.count < $0.parameterCount })
    else {
      let arguments = try list.evaluate(frame)
      do {
        return try frame.machine.call(function, [CallArgument(receiver)] + arguments)
      } catch {
        throw site.called(function.name, error, frame)
      }
    }
    return try withExtendedLifetime(function) {
      try code._withUnsafeGuaranteedRef { try call($0, function, receiver: receiver, parts, site, frame) }
    }
  }

  private static func call(
    _ function: FunctionValue, _ list: ArgumentList, _ site: Site, _ frame: Frame
  ) throws -> Value {
    guard let code = function.plainCode, case .positional(let parts) = list,
      code._withUnsafeGuaranteedRef({ parts.count <= $0.parameterCount })
    else {
      let arguments = try list.evaluate(frame)
      do {
        return try frame.machine.call(function, arguments)
      } catch {
        throw site.called(function.name, error, frame)
      }
    }
    return try withExtendedLifetime(function) {
      try code._withUnsafeGuaranteedRef { try call($0, function, parts, site, frame) }
    }
  }

  /// The short way: positional arguments go straight into the parameters' slots, behind the receiver of a method.
  private static func call(
    _ code: FunctionCode, _ function: FunctionValue, receiver: Value? = nil, _ parts: [Term], _ site: Site,
    _ frame: Frame
  ) throws -> Value {
    let first = receiver == nil ? 0 : 1
    return try frame.machineReference._withUnsafeGuaranteedRef { machine in
      let inner = machine.open(for: code, of: function)
      defer { machine.close(inner, of: code) }
      return try inner._withUnsafeGuaranteedRef { inner in
        if let receiver { inner.fill(0, receiver) }
        for index in parts.indices { inner.fill(index + first, try parts[index].load(frame)) }
        do {
          if parts.count + first < code.parameterCount {
            for index in (parts.count + first)..<code.parameterCount {
              inner.fill(index, try code.fallback(index, function.defaults))
            }
          }
          return try machine.enter(code, inner)
        } catch {
          throw site.called(code.name, error, frame)
        }
      }
    }
  }

  /// Runs the ``FunctionValue/code(taking:)`` of as many arguments as `fill` puts into its frame.
  @inline(__always)
  static func enter(
    _ code: Unmanaged<FunctionCode>, _ function: FunctionValue, _ frame: Frame, _ site: Site,
    _ fill: (Frame) throws -> Void
  ) throws -> Value {
    // The arguments and the call may bind another function to its name.
    try withExtendedLifetime(function) {
      try code._withUnsafeGuaranteedRef { code in
        try frame.machineReference._withUnsafeGuaranteedRef { machine in
          let inner = machine.open(for: code, of: function)
          defer { machine.close(inner, of: code) }
          return try inner._withUnsafeGuaranteedRef { inner in
            try fill(inner)
            do { return try machine.enter(code, inner) } catch { throw site.called(code.name, error, frame) }
          }
        }
      }
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
