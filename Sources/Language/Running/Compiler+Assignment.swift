extension Compiler {
  /// One binding that is ready to be made and can no longer fail.
  private enum Binding {
    case variable(UnsafeMutablePointer<Slot>, Value)
    case listItem(ListValue, Int, Value)
    case dictItem(DictValue, Value, Value)

    /// Finding a later target's place may have made the list of this one shorter.
    func check() throws {
      if case .listItem(let list, let index, _) = self {
        _ = try Subscripts.position(.integer(index), list.items.count, "list")
      }
    }

    func make(_ origin: Origin) throws {
      switch self {
      case .variable(let slot, let value): slot.pointee.bind(value, origin)
      case .listItem(let list, let index, let value): list.items[index] = value
      case .dictItem(let dict, let key, let value): try dict.set(value, for: key)
      }
    }
  }

  /// `a = b = value`: everything is evaluated before anything is bound.
  func assignment(_ targets: [Target], _ expression: Expression) -> Execution {
    let value = evaluation(expression)
    let origin = Origin(source, expression.span)
    if targets.count == 1 {
      let store = store(targets[0], origin)
      return { frame in
        try store(frame, try value(frame))
        return .next
      }
    }
    let preparations = targets.map(preparation)
    return { frame in
      let value = try value(frame)
      var bindings: [Binding] = []
      for prepare in preparations { try prepare(frame, value, &bindings) }
      for binding in bindings { try binding.check() }
      for binding in bindings { try binding.make(origin) }
      return .next
    }
  }

  /// Binds a value to a target, or nothing at all if that fails.
  func store(_ target: Target, _ origin: Origin) -> (Frame, Value) throws -> Void {
    guard case .name(let name) = target.kind else {
      let prepare = preparation(target)
      return { frame, value in
        var bindings: [Binding] = []
        try prepare(frame, value, &bindings)
        for binding in bindings { try binding.check() }
        for binding in bindings { try binding.make(origin) }
      }
    }
    switch scope.resolve(name) {
    case .local(let index): return { $0.slots[index].bind($1, origin) }
    case .outer(let levels, let index): return { $0.outer(levels).slots[index].bind($1, origin) }
    case .global(let global): return { global.slot.pointee.bind($1, origin) }
    }
  }

  /// Works out what a target's binding takes, down to the checked index, and adds it to the bindings to be made.
  private func preparation(_ target: Target) -> (Frame, Value, inout [Binding]) throws -> Void {
    switch target.kind {
    case .name(let name):
      let variable = scope.resolve(name)
      return { frame, value, bindings in bindings.append(.variable(variable.place(frame), value)) }
    case .tuple(let targets):
      let parts = targets.map(preparation)
      let site = site(target.span)
      return { frame, value, bindings in
        let items = try site.locating(frame) {
          try Self.unpacked(value, into: parts.count, frame.machine.callContext)
        }
        for (part, item) in zip(parts, items) { try part(frame, item, &bindings) }
      }
    case .item(let base, let indices):
      let container = evaluation(base)
      let indices = self.indices(indices)
      let site = site(target.span)
      return { frame, value, bindings in
        let container = try container(frame)
        let indices = try indices(frame)
        try site.locating(frame) {
          bindings.append(try Self.itemBinding(container, indices, value))
        }
      }
    }
  }

  private static func itemBinding(_ container: Value, _ indices: [Index], _ value: Value) throws -> Binding {
    if case .object(let object) = container {
      var error = Diagnostic(.type, "the items of \(Value.article(object.typeName)) cannot be changed")
      error.topic = .assignmentOfItems
      throw error
    }
    guard indices.count == 1, case .value(let index) = indices[0] else {
      throw Diagnostic(
        .type, "one item at a time can be assigned", suggestion: "a loop over the items, or a new list")
    }
    switch container {
    case .list(let list): return .listItem(list, try Subscripts.position(index, list.items.count, "list"), value)
    case .dict(let dict):
      _ = try dict.value(for: index)
      return .dictItem(dict, index, value)
    case .tuple:
      throw Diagnostic(.type, "the items of a tuple cannot be changed", suggestion: "list(…) makes a list of it")
    default:
      throw Diagnostic(
        .type, "items of lists and dicts can be assigned, not of \(container.phrase)",
        suggestion: "make a new value instead")
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

  private static func isDict(_ value: Value) -> Bool { if case .dict = value { true } else { false } }

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
        // A list grows in place, as in Python.
        if operation == .add, case .list(let list)? = variable.place(frame).pointee.value {
          let items = try added(frame)
          try site.locating(frame) { try Self.extend(list, items, frame.machine.callContext) }
          return .next
        }
        let new = try compute(frame)
        if case .object = new, case .object(let old)? = variable.place(frame).pointee.value,
          try site.locating(frame, { try old.become(new) })
        {
          return .next
        }
        try store(frame, new)
        return .next
      }
    case .item(let base, let indices):
      let (container, indices, value) = (evaluation(base), self.indices(indices), evaluation(expression))
      let site = site(statement.span)
      return { frame in
        let container = try container(frame)
        let indices = try indices(frame)
        let value = try value(frame)
        try site.locating(frame) {
          let context = frame.machine.callContext
          let old = try Subscripts.read(container, indices, context)
          let new = try Operators.binary(operation, old, value, context)
          if case .object(let object) = old, try object.become(new) { return }
          try Self.itemBinding(container, indices, new).make(origin)
        }
        return .next
      }
    case .tuple: return { _ in .next }  // The parser does not let it through.
    }
  }

  private static func extend(_ list: ListValue, _ items: Value, _ context: Context) throws {
    let items = try Iteration.items(items, context, verb: "add the items of")
    try Limits.checkItems(list.items.count + items.count, within: list.items.capacity)
    list.items += items
  }
}
