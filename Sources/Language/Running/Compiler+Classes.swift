/// Classes, `super()`, and the ways from an object to its attributes and methods that need no search.
extension Compiler {
  /// The name under which a class's functions find the class.
  static let classCell = "__class__"

  /// The body runs once, in a frame of its own; what it bound are the members.
  ///
  /// Between the frame around the class and its functions stands one with the class in it, for `super()`.
  func classDefinition(_ definition: ClassDefinition) -> Execution {
    let cell = Scope(names: [Self.classCell], in: scope.ofFunctions)
    let bound = definition.body.boundNames
    let inner = Scope(names: bound, className: definition.name, in: cell)
    let compiler = within(inner)
    let body = compiler.calling(definition.name, compiler.block(definition.body))
    let bases = definition.bases.map { (load: evaluation($0), site: site($0)) }
    let metaclass = definition.metaclass.map { (load: evaluation($0), site: site($0)) }
    let members: [(symbol: Symbol, slot: Int)] = bound.reduce(into: []) { list, name in
      guard case .local(let slot) = inner.resolve(name), !list.contains(where: { $0.slot == slot }) else { return }
      list.append((Symbol(name), slot))
    }
    let needsFrame = scope.isFunction
    let isInClass = scope.isClass
    let variable = scope.resolve(definition.name)
    let origin = Origin(source, definition.span)
    let decorators = decorators(definition.decorators)
    let notes = definition.annotations
    let classOrigin = ClassValue.ClassOrigin(definition: definition, source: source)
    return { frame in
      let changes = try decorators.map { try $0.load(frame) }
      var parents = ClassParents()
      for base in bases {
        let value = try base.load(frame)
        try base.site.locating(frame) { try parents.add(value) }
      }
      if let metaclass {
        let value = try metaclass.load(frame)
        try metaclass.site.locating(frame) { try parents.addMetaclass(value) }
      }
      let found = parents
      func made() throws -> ClassValue { try found.type(definition.name, machine: frame.machine, origin: classOrigin) }
      let type = try bases.first?.site.locating(frame, made) ?? made()
      let outside = isInClass ? frame.enclosing?.enclosing : needsFrame ? frame : nil
      let cellFrame = Frame(frame.machine, slots: 1, enclosing: outside)
      cellFrame.slots[0].value = .object(type.cell)
      let inside = Frame(frame.machine, slots: inner.slotCount, enclosing: cellFrame)
      _ = try body(inside)
      for (symbol, slot) in members {
        if let value = inside.slots[slot].value { type.set(value, for: symbol) }
      }
      if !notes.isEmpty { type.set(.dict(DictValue(notes.map { ($0.name, .string($0.text)) })), for: Special.notes) }
      let defined = try bases.first?.site.locating(frame) { try type.native?.define(type) } ?? type
      variable.place(frame).pointee.bind(try decorated(.object(defined), changes, decorators, frame), origin)
      return .next
    }
  }

  /// What the lines above a function or a class do to it.
  struct Decorator {
    let load: Evaluation
    let site: Site
  }

  func decorators(_ expressions: [Expression]) -> [Decorator] {
    expressions.map { Decorator(load: evaluation($0), site: site($0)) }
  }

  func decorated(_ value: Value, _ changes: [Value], _ decorators: [Decorator], _ frame: Frame) throws -> Value {
    var value = value
    for (change, decorator) in Array(zip(changes, decorators)).reversed() {
      value = try decorator.site.locating(frame) { try frame.machine.call(change, [CallArgument(value)]) }
    }
    return value
  }

  /// `super()` within a method: its class's base, with the object that the method has.
  func superCall(_ site: Site) -> Evaluation? {
    guard scope.isFunction, case .outer(let levels, let index) = scope.resolve(Self.classCell) else { return nil }
    return { frame in
      guard case .object(let cell as ClassCell)? = frame.outer(levels).slots[index].value, let type = cell.type else {
        throw site.located(Diagnostic(.type, "the class of this method is gone"), frame)
      }
      guard let receiver = SuperValue.Receiver(frame.slots[0].value, of: type) else {
        throw site.located(
          Diagnostic(.type, "`super()` stands in a method, whose first argument is an object of the class"), frame)
      }
      return .object(SuperValue(behind: type, receiver))
    }
  }

  // MARK: Attributes

  func attribute(_ base: Expression, _ name: String, _ site: Site) -> Evaluation {
    let base = operand(base)
    if let base = base as? LocalOperand {
      let operand = AttributeOperand(base: base, name: name, site: site)
      return { try operand.load($0) }
    }
    let symbol = Symbol(name)
    let memory = AttributeMemory()
    let load = base.load
    return { frame in
      let value = try load(frame)
      if let found = value.withInstance({ memory.read(symbol, of: $0) }) { return found }
      return try Self.read(value, symbol, name, site, frame)
    }
  }

  /// The long way to an attribute.
  @inline(never)
  static func read(_ value: Value, _ symbol: Symbol, _ name: String, _ site: Site, _ frame: Frame) throws -> Value {
    try site.locating(frame) {
      if let found = try value.withInstance({ try $0.attribute(symbol, name, frame.machine.callContext) }) {
        return found
      }
      return try Attributes.read(value, name, frame.machine)
    }
  }

  /// `x.name(…)`
  func methodCall(_ base: Expression, _ name: String, _ list: ArgumentList, _ site: Site) -> Evaluation {
    let base = operand(base)
    let symbol = Symbol(name)
    let memory = MethodMemory()
    let attributes = AttributeMemory()
    let general: (Frame, Value) throws -> Value = { frame, receiver in
      if let function = receiver.withInstance({ memory.method(symbol, of: $0) }) {
        return try Self.call(function.takeUnretainedValue(), receiver: receiver, list, site, frame)
      }
      if let held = receiver.withInstance({ attributes.read(symbol, of: $0) }), held.isCallable {
        return try Self.call(held, list, site, frame)
      }
      let arguments = try list.evaluate(frame)
      do {
        return try Attributes.call(receiver, name, arguments, frame.machine)
      } catch {
        throw site.called(name, error, frame)
      }
    }
    guard let local = base as? LocalOperand, case .positional(let parts) = list, parts.count < 2 else {
      let load = base.load
      return { frame in try general(frame, load(frame)) }
    }
    // The most frequent forms, `self.step()` and `self.step(x)`, are closures of their own.
    guard let argument = parts.first?.load else {
      return { frame in
        guard let (function, code) = memory.method(symbol, of: local, taking: 1, frame) else {
          return try general(frame, local.load(frame))
        }
        return try Self.enter(code, function.takeUnretainedValue(), frame, site) { inner in
          inner.fill(0, try local.load(frame))
        }
      }
    }
    return { frame in
      guard let (function, code) = memory.method(symbol, of: local, taking: 2, frame) else {
        return try general(frame, local.load(frame))
      }
      return try Self.enter(code, function.takeUnretainedValue(), frame, site) { inner in
        inner.fill(0, try local.load(frame))
        inner.fill(1, try argument(frame))
      }
    }
  }
}
