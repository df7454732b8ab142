extension Compiler {
  /// `a = b = value`: from left to right, as in Python; where one fails, those before it are taken back.
  func assignment(_ targets: [Target], _ expression: Expression) -> Execution {
    let value = evaluation(expression)
    let origin = Origin(source, expression.span)
    if targets.count == 1 {
      if case .name(let name) = targets[0].kind, case .local(let index) = scope.resolve(name) {
        return { frame in
          let value = try value(frame)
          frame.slots[index].bind(value, origin)
          return .next
        }
      }
      let store = store(targets[0], origin)
      return { frame in
        try store(frame, try value(frame))
        return .next
      }
    }
    let parts = targets.map { Part(bind: binding($0, origin)) }
    return { frame in
      let value = try value(frame)
      try Undo.collecting { undo in for part in parts { try part.bind(frame, value, &undo) } }
      return .next
    }
  }

  /// Binds a value to a target, or nothing at all if that fails.
  func store(_ target: Target, _ origin: Origin) -> (Frame, Value) throws -> Void {
    switch target.kind {
    case .name(let name):
      switch scope.resolve(name) {
      case .local(let index): return { $0.slots[index].bind($1, origin) }
      case .outer(let levels, let index): return { $0.outer(levels).slots[index].bind($1, origin) }
      case .global(let global): return { global.slot.pointee.bind($1, origin) }
      }
    case .attribute(let base, let name): return storing(base, name, site(target.span))
    case .starred(let inner): return store(inner, origin)
    case .tuple(let targets):
      let bind = binding(target, origin)
      guard targets.allSatisfy(\.isPlainName) else {
        return { frame, value in try Undo.collecting { try bind(frame, value, &$0) } }
      }
      // Names can always be bound, once there are as many values.
      let unpack = unpacking(targets, site(target.span))
      let places = targets.flatMap(\.names).map(scope.resolve)
      return { frame, value in
        for (place, item) in zip(places, try unpack(frame, value)) { place.place(frame).pointee.bind(item, origin) }
      }
    case .item(let base, let indices):
      let container = evaluation(base)
      let indices = self.indices(indices)
      let site = site(target.span)
      return { frame, value in
        let container = try container(frame)
        let indices = try indices(frame)
        try site.locating(frame) { try Subscripts.assign(value, to: container, indices, frame.machine.callContext) }
      }
    }
  }

  /// One of several targets.
  private struct Part {
    let bind: (Frame, Value, inout Undo) throws -> Void
  }

  /// Binds one of several targets, and notes how it was before.
  private func binding(_ target: Target, _ origin: Origin) -> (Frame, Value, inout Undo) throws -> Void {
    let site = site(target.span)
    switch target.kind {
    case .name(let name):
      let variable = scope.resolve(name)
      return { frame, value, undo in
        let place = variable.place(frame)
        undo.note(place)
        place.pointee.bind(value, origin)
      }
    case .starred(let inner): return binding(inner, origin)
    case .tuple(let targets):
      let unpack = unpacking(targets, site)
      let parts = targets.map { Part(bind: binding($0, origin)) }
      return { frame, value, undo in
        for (part, item) in zip(parts, try unpack(frame, value)) { try part.bind(frame, item, &undo) }
      }
    case .attribute(let base, let name):
      let holder = evaluation(base)
      return { frame, value, undo in
        let held = try holder(frame)
        try site.locating(frame) {
          guard case .object(let object) = held else { throw Self.unassignable(held) }
          undo.note(object, name)
          try object.assign(value, to: name, frame.machine.callContext)
        }
      }
    case .item(let base, let indices):
      let container = evaluation(base)
      let indices = self.indices(indices)
      return { frame, value, undo in
        let container = try container(frame)
        let indices = try indices(frame)
        undo.note(container, indices)
        try site.locating(frame) { try Subscripts.assign(value, to: container, indices, frame.machine.callContext) }
      }
    }
  }

  /// A value taken apart into as many items as there are targets.
  private func unpacking(_ targets: [Target], _ site: Site) -> (Frame, Value) throws -> [Value] {
    let count = targets.count
    let rest = targets.firstIndex { if case .starred = $0.kind { true } else { false } }
    return { frame, value in
      try site.locating(frame) {
        guard let rest else { return try Self.unpacked(value, into: count, frame.machine.callContext) }
        return try Self.unpacked(value, into: count, restAt: rest, frame.machine.callContext)
      }
    }
  }

  /// `x.name = value`
  private func storing(_ base: Expression, _ name: String, _ site: Site) -> (Frame, Value) throws -> Void {
    let symbol = Symbol(name)
    let memory = StoringMemory()
    let base = operand(base)
    if let base = base as? LocalOperand {
      return { frame, value in
        if let instance = base.instance(frame),
          instance._withUnsafeGuaranteedRef({ memory.write(value, to: symbol, of: $0) })
        {
          return
        }
        try Self.assign(value, to: base.load(frame), symbol, name, site, frame)
      }
    }
    let load = base.load
    return { frame, value in
      let held = try load(frame)
      if held.withInstance({ memory.write(value, to: symbol, of: $0) ? true : nil }) != nil { return }
      try Self.assign(value, to: held, symbol, name, site, frame)
    }
  }

  /// The long way to bind an attribute.
  @inline(never)
  private static func assign(
    _ value: Value, to held: Value, _ symbol: Symbol, _ name: String, _ site: Site, _ frame: Frame
  ) throws {
    try site.locating(frame) {
      guard case .object(let object) = held else { throw unassignable(held) }
      if let instance = InstanceValue.cast(object) {
        try instance.assign(value, to: symbol, name, frame.machine.callContext)
      } else {
        try object.assign(value, to: name, frame.machine.callContext)
      }
    }
  }

  private static func unassignable(_ value: Value) -> Diagnostic {
    Diagnostic(
      .attribute, "the attributes of \(value.phrase) are read, not assigned",
      suggestion: "keep the value in a variable of its own")
  }

  /// `del x, items[0], x.name`: all, or nothing where one is not there.
  func deletion(_ targets: [Target]) -> Execution {
    let parts = targets.map { Deletion(run: deletion($0)) }
    if parts.count == 1, !targets[0].isTuple {
      let part = parts[0]
      return { frame in
        var undo = Undo(isNeeded: false)
        try part.run(frame, &undo)
        return .next
      }
    }
    return { frame in
      try Undo.collecting { undo in for part in parts { try part.run(frame, &undo) } }
      return .next
    }
  }

  private struct Deletion {
    let run: (Frame, inout Undo) throws -> Void
  }

  private func deletion(_ target: Target) -> (Frame, inout Undo) throws -> Void {
    let site = site(target.span)
    switch target.kind {
    case .name(let name):
      let variable = scope.resolve(name)
      let expression = Expression(kind: .name(name), span: target.span, depth: 0)
      let missing = unbound(name, expression)
      return { frame, undo in
        let place = variable.place(frame)
        if place.pointee.value == nil { _ = try missing(frame) }
        undo.note(place)
        place.pointee = .empty
        if case .global(let global) = variable {
          undo.note(global)
          global.order = nil
        }
      }
    case .tuple(let targets):
      let parts = targets.map { Deletion(run: deletion($0)) }
      return { frame, undo in for part in parts { try part.run(frame, &undo) } }
    case .starred(let inner): return deletion(inner)
    case .attribute(let base, let name):
      let base = evaluation(base)
      return { frame, undo in
        let value = try base(frame)
        try site.locating(frame) {
          if case .object(let object) = value {
            undo.note(object, name)
            if try object.remove(attribute: name, frame.machine.callContext) { return }
          }
          throw Diagnostic(.attribute, "\(value.phrase) has no `\(name)` to delete")
        }
      }
    case .item(let base, let indices):
      let (container, indices) = (evaluation(base), self.indices(indices))
      return { frame, undo in
        let container = try container(frame)
        let indices = try indices(frame)
        undo.noteAll(of: container)
        try site.locating(frame) { try Subscripts.remove(container, indices, frame.machine.callContext) }
      }
    }
  }

  /// Exactly as many values as there are names.
  private static func unpacked(_ value: Value, into count: Int, _ context: Context) throws -> [Value] {
    func mismatch(_ found: String) -> Diagnostic {
      Diagnostic(
        .value, "\(count) names stand on the left, and \(value.phrase) gives \(found)",
        suggestion: {
          switch value {
          case .iterator: "a loop: for x in …:"
          case .object(let object): object.unpackingHint
          default: nil
          }
        }())
    }
    if case .builtin(let entry) = value, entry.makes == nil {
      throw Diagnostic(
        .type, "\(count) names stand on the left, and \(value.phrase) gives values only where it is called",
        example: entry.shortExample)
    }
    if let elements = value.elements {
      guard elements.count == count else { throw mismatch("\(elements.count) values") }
      return elements
    }
    if let known = Iteration.count(value), known != count, !isDict(value) {
      throw mismatch(known == 1 ? "1 value" : "\(known) values")
    }
    var items: [Value] = []
    try Iteration.each(value, context, verb: "unpack") {
      items.append($0)
      return items.count <= count
    }
    guard items.count == count else { throw mismatch(items.count > count ? "more" : "\(items.count)") }
    return items
  }

  /// As many values as there are names, and a list of those in the middle that are left.
  private static func unpacked(
    _ value: Value, into count: Int, restAt rest: Int, _ context: Context
  ) throws -> [Value] {
    let items = try Iteration.items(value, context, verb: "unpack")
    let behind = count - rest - 1
    guard items.count >= count - 1 else {
      throw Diagnostic(
        .value, "at least \(count - 1) names stand on the left, and \(value.phrase) gives \(items.count)")
    }
    let middle = Array(items[rest..<(items.count - behind)])
    return Array(items[..<rest]) + [.list(middle)] + Array(items[(items.count - behind)...])
  }

  private static func isDict(_ value: Value) -> Bool { value.dictionary != nil }

  // MARK: Augmented assignment

  func augmented(
    _ target: Target, _ operation: BinaryOperator, _ expression: Expression, _ statement: Statement
  ) -> Execution {
    let origin = Origin(source, statement.span)
    switch target.kind {
    case .name(let name):
      let old = Expression(kind: .name(name), span: target.span, depth: 0)
      // The whole statement is the place of its errors, and the names on both sides have their provenance told.
      let sum = Expression(kind: .binary(operation, old, expression), span: statement.span, depth: 0)
      let compute = binary(operation, old, expression, sum)
      let store = store(target, origin)
      let variable = scope.resolve(name)
      let (added, site) = (evaluation(expression), site(sum))
      return { frame in
        // What can be changed in place is; everything else is computed as it is elsewhere.
        if let held = variable.place(frame).pointee.value, held.mayChangeInPlace {
          let other = try added(frame)
          // What a list takes in may be made as it goes.
          let new = try site.locating(frame) {
            try frame.machine.atomically {
              try Operators.updated(operation, held, other, frame.machine.callContext)
            }
          }
          if !new.isSame { try store(frame, new.value) }
          return .next
        }
        try store(frame, try compute(frame))
        return .next
      }
    case .item(let base, let indices):
      let (container, indices, value) = (evaluation(base), self.indices(indices), evaluation(expression))
      let site = site(statement.span)
      return { frame in
        let context = frame.machine.callContext
        let container = try container(frame)
        let indices = try indices(frame)
        let old = try site.locating(frame) { try Subscripts.read(container, indices, context) }
        let value = try value(frame)
        try site.locating(frame) {
          let new = try Operators.updated(operation, old, value, context)
          if new.isSame, container.keepsItems { return }
          try Subscripts.assign(new.value, to: container, indices, context)
        }
        return .next
      }
    case .attribute(let base, let name):
      return augmentedAttribute(base, name, operation, expression, site(statement.span))
    case .tuple, .starred: return { _ in .next }  // The parser does not let them through.
    }
  }

  /// `x.name += value`
  private func augmentedAttribute(
    _ base: Expression, _ name: String, _ operation: BinaryOperator, _ expression: Expression, _ site: Site
  ) -> Execution {
    let symbol = Symbol(name)
    let (memory, reading) = (StoringMemory(), AttributeMemory())
    let (base, other) = (operand(base), operand(expression))
    let general: Execution = { frame in
      let held = try base.load(frame)
      let old =
        try held.withInstance { reading.read(symbol, of: $0) }
        ?? site.locating(frame) { try Attributes.read(held, name, frame.machine) }
      let new = try Self.updated(operation, old, try other.load(frame), site, frame)
      if new.isSame, held.keepsItems { return .next }
      if held.withInstance({ memory.write(new.value, to: symbol, of: $0) ? true : nil }) == nil {
        // The class has its own way to bind it, or it was none of the object's own.
        try Self.assign(new.value, to: held, symbol, name, site, frame)
      }
      return .next
    }
    func counting<Other: Operand>(_ base: LocalOperand, _ other: Other) -> Execution {
      { frame in
        if let number = other.integer(frame), let instance = base.instance(frame),
          instance._withUnsafeGuaranteedRef({
            memory.update(symbol, of: $0) { Self.updated(operation, $0, number) }
          })
        {
          return .next
        }
        return try general(frame)
      }
    }
    guard let base = base as? LocalOperand else { return general }
    return switch other {
    case let other as LocalOperand: counting(base, other)
    case let other as ConstantOperand: counting(base, other)
    default: general
    }
  }

  /// `old ⊕= other` of whole numbers; nil where there is no short way.
  @inline(__always)
  private static func updated(_ operation: BinaryOperator, _ old: Int, _ other: Int) -> Value? {
    switch operation {
    case .add: FastAdd.integers(old, other)
    case .subtract: FastSubtract.integers(old, other)
    default: nil
    }
  }

  /// The new value of `old ⊕= other`, with the short ways of numbers, and whether it is the old one.
  @inline(__always)
  private static func updated(
    _ operation: BinaryOperator, _ old: Value, _ other: Value, _ site: Site, _ frame: Frame
  ) throws -> (value: Value, isSame: Bool) {
    if case .integer(let first) = old, case .integer(let second) = other,
      let result = updated(operation, first, second)
    {
      return (result, false)
    }
    return try site.locating(frame) { try Operators.updated(operation, old, other, frame.machine.callContext) }
  }
}

extension Value {
  /// Whether `x += …` may change the value itself.
  fileprivate var mayChangeInPlace: Bool {
    switch self {
    case .list, .dict, .object: true
    default: false
    }
  }

  /// Whether an item that changed in place has no need to be assigned again: it is the same one, and nobody watches.
  fileprivate var keepsItems: Bool {
    switch self {
    case .list, .dict: true
    case .object(let object): object.keepsItems && InstanceValue.cast(object) == nil
    default: false
    }
  }
}

/// How targets were before a statement bound them, for a statement that fails at a later one.
struct Undo {
  private enum Step {
    case slot(UnsafeMutablePointer<Slot>, Slot)
    case order(GlobalSlot, Int?)
    case item(ListValue, Int, Value)
    case items(ListValue, [Value])
    case entry(DictValue, key: Value, Value?)
    case contents(DictValue, DictValue.Contents)
    case attribute(InstanceValue, String, Value?)
  }

  private var steps: [Step] = []
  /// False where there is no later target that could fail.
  private let isNeeded: Bool

  init(isNeeded: Bool = true) { self.isNeeded = isNeeded }

  /// Runs `body`; where it fails, what it noted is put back.
  static func collecting(_ body: (inout Undo) throws -> Void) throws {
    var undo = Undo()
    do { try body(&undo) } catch {
      for step in undo.steps.reversed() { undo.takeBack(step) }
      throw error
    }
  }

  mutating func note(_ slot: UnsafeMutablePointer<Slot>) {
    if isNeeded { steps.append(.slot(slot, slot.pointee)) }
  }

  /// The place of a variable among those of the session.
  mutating func note(_ global: GlobalSlot) {
    if isNeeded { steps.append(.order(global, global.order)) }
  }

  /// A list or a dict of which an item is about to change. Where the index is wrong, nothing will.
  mutating func note(_ container: Value, _ indices: [Index]) {
    switch (container, indices.count == 1 ? indices[0] : nil) {
    case (.list(let list), .value(let index)?):
      guard let place = try? Subscripts.position(index, list.items.count, "list") else { return }
      steps.append(.item(list, place, list.items[place]))
    case (.list(let list), .slice?): steps.append(.items(list, list.items))
    case (_, .value(let key)?):
      guard let dict = container.dictionary else { return }
      steps.append(.entry(dict, key: key, (try? dict.value(for: key)) ?? nil))
    default: break
    }
  }

  /// A list or a dict that is about to lose items.
  mutating func noteAll(of container: Value) {
    guard isNeeded else { return }
    switch container {
    case .list(let list): steps.append(.items(list, list.items))
    default: if let dict = container.dictionary { steps.append(.contents(dict, dict.contents)) }
    }
  }

  mutating func note(_ object: any ObjectValue, _ name: String) {
    if isNeeded, let instance = InstanceValue.cast(object) {
      steps.append(.attribute(instance, name, instance.ownAttribute(name)))
    }
  }

  private func takeBack(_ step: Step) {
    switch step {
    case .slot(let slot, let before): slot.pointee = before
    case .order(let global, let before): global.order = before
    // Later targets may have made the list shorter.
    case .item(let list, let place, let before): if place < list.items.count { list.items[place] = before }
    case .items(let list, let before): list.items = before
    case .contents(let dict, let before): dict.contents = before
    case .entry(let dict, let key, let before?): try? dict.set(before, for: key)
    case .entry(let dict, let key, nil): _ = try? dict.remove(key)
    case .attribute(let instance, let name, let before?): instance.setOwn(before, for: name)
    case .attribute(let instance, let name, nil): _ = instance.removeOwn(name)
    }
  }
}

extension Target {
  fileprivate var isTuple: Bool { if case .tuple = kind { true } else { false } }

  /// A name, or a starred one.
  fileprivate var isPlainName: Bool {
    switch kind {
    case .name: true
    case .starred(let inner): inner.isPlainName
    default: false
    }
  }
}
