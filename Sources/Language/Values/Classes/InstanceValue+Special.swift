/// What an object can do by its class's special methods.
extension InstanceValue {
  /// Calls a special method; nil where the class has none, or where the method says that it does not apply.
  func special(_ symbol: Symbol, _ arguments: [CallArgument], _ context: Context) throws -> Value? {
    guard let method = type.member(symbol) else { return nil }
    if case .none = method {
      throw Diagnostic(.type, "\(Value.article(type.name)) has no `\(symbol.name)`: its class says so")
    }
    try StackRoom.check()
    guard let machine = context.machine, !machine.needsNoTransaction else {
      return try invoke(method, arguments, context)
    }
    // An operator, an item or an attribute calls it in a statement that says nothing of a call.
    return try machine.atomically { try invoke(method, arguments, context) }
  }

  private func invoke(_ method: Value, _ arguments: [CallArgument], _ context: Context) throws -> Value? {
    let result: Value
    if case .function = method {
      result = try context.call(method, [CallArgument(.object(self))] + arguments)
    } else {
      result = try context.call(Descriptors.bound(method, to: self), arguments)
    }
    return result.isNotImplemented ? nil : result
  }

  /// Calls a special method where no call of the program's is at hand.
  func special(_ symbol: Symbol, _ arguments: [CallArgument] = []) throws -> Value? {
    guard type.member(symbol) != nil, let context = type.machine?.callContext else { return nil }
    return try special(symbol, arguments, context)
  }

  /// Calls a method of its class, where a library has no call of the program's at hand.
  ///
  /// - Returns: nil where the class has none of that name, or its session is gone.
  package func send(_ name: String, _ arguments: [CallArgument]) throws -> Value? {
    try special(Symbol(name), arguments)
  }

  func has(_ symbol: Symbol) -> Bool { type.member(symbol) != nil }

  /// The value of Python's own that the object is beside its attributes.
  private var plain: Value? { type.native?.plain(of: self) }

  private func mismatch(_ symbol: Symbol, _ wanted: String, _ result: Value) -> Diagnostic {
    Diagnostic(.type, "\(symbol.name) of \(type.name) returns \(wanted), and this returned \(result.phrase)")
  }

  // MARK: Texts

  /// The text as `repr` writes it, with the error of its class's `__repr__`.
  func represented() throws -> String {
    if let value = try special(Special.representation) {
      guard case .string(let text) = value else { throw mismatch(Special.representation, "a text", value) }
      return text
    }
    return type.native?.repr(of: self) ?? "<\(type.name) object>"
  }

  /// The text as `print` and `str` write it.
  func written() throws -> String {
    if let value = try special(Special.text) {
      guard case .string(let text) = value else { throw mismatch(Special.text, "a text", value) }
      return text
    }
    if has(Special.representation) { return try represented() }
    return try type.native?.text(of: self) ?? represented()
  }

  /// The text in a format of `f"{x:…}"`.
  func formatted(_ format: String) throws -> String {
    guard let value = try special(Special.format, [CallArgument(.string(format))]) else {
      return try FormatSpec.format(.string(written()), format)
    }
    guard case .string(let text) = value else { throw mismatch(Special.format, "a text", value) }
    return text
  }

  // MARK: Calls and items

  package func call(_ arguments: [CallArgument], _ context: Context) throws -> Value {
    if let result = try special(Special.call, arguments, context) { return result }
    if let result = try type.native?.call(self, arguments, context) { return result }
    throw Diagnostic(
      .type, "\(Value.article(type.name)) cannot be called: its class has no __call__",
      suggestion: "def __call__(self, …):")
  }

  package func subscripted(_ indices: [Index], _ context: Context) throws -> Value {
    guard let value = try special(Special.item, [CallArgument(Self.key(indices))], context) else {
      if let plain { return try item(of: plain, indices, context) }
      throw Diagnostic(.type, "\(Value.article(type.name)) cannot be indexed: its class has no __getitem__")
    }
    return value
  }

  /// An item of the dict that the object is; where it has none, what the class's `__missing__` gives.
  private func item(of plain: Value, _ indices: [Index], _ context: Context) throws -> Value {
    if case .dict(let dict) = plain, has(Special.missingKey) {
      let key = Self.key(indices)
      if let value = try dict.value(for: key) { return value }
      if let value = try special(Special.missingKey, [CallArgument(key)], context) { return value }
    }
    return try Subscripts.read(plain, indices, context)
  }

  package func assign(_ value: Value, at indices: [Index], _ context: Context) throws {
    let arguments = [CallArgument(Self.key(indices)), CallArgument(value)]
    guard try special(Special.itemAssignment, arguments, context) != nil else {
      if let plain { return try Subscripts.assign(value, to: plain, indices, context) }
      throw Diagnostic(
        .type, "the items of \(Value.article(type.name)) cannot be assigned: its class has no __setitem__")
    }
  }

  package func remove(at indices: [Index], _ context: Context) throws {
    guard try special(Special.itemRemoval, [CallArgument(Self.key(indices))], context) != nil else {
      if let plain { return try Subscripts.remove(plain, indices, context) }
      throw Diagnostic(
        .type, "the items of \(Value.article(type.name)) cannot be taken out: its class has no __delitem__")
    }
  }

  /// Square brackets as the one argument of a method.
  private static func key(_ indices: [Index]) -> Value {
    let values = indices.map { index -> Value in
      switch index {
      case .value(let value): value
      case .ellipsis: Constants.ellipsis
      case .slice(let start, let stop, let step): .object(SliceValue(start, stop, step))
      }
    }
    return values.count == 1 ? values[0] : .tuple(values)
  }

  // MARK: Operators

  package func binary(
    _ operation: BinaryOperator, _ other: Value, reversed: Bool, _ context: Context
  ) throws -> Value? {
    guard let names = Special.operators[operation] else { return nil }
    // An object of a derived class is asked first, so that it can refine what its base does.
    if !reversed, case .object(let object) = other, let derived = InstanceValue.cast(object), derived.type !== type,
      derived.type.derives(from: type), derived.has(names.mirrored),
      let result = try derived.special(names.mirrored, [CallArgument(.object(self))], context)
    {
      return result
    }
    let symbol = reversed ? names.mirrored : names.plain
    if let result = try special(symbol, [CallArgument(other)], context) { return result }
    // `a != b` is `not a == b` where the class says only what is equal.
    if operation == .notEqual, !has(symbol), let equal = try special(Special.equal, [CallArgument(other)], context) {
      return .bool(try !Operators.truth(equal))
    }
    return try plainBinary(operation, other, names, reversed: reversed, context)
  }

  /// The operator on the dicts that two values are; nil where one is none, or has a say of its own.
  private func plainBinary(
    _ operation: BinaryOperator, _ other: Value, _ names: Special.Names, reversed: Bool, _ context: Context
  ) throws -> Value? {
    guard let plain, let dict = other.dictionary else { return nil }
    if !reversed, case .object(let object) = other, let instance = InstanceValue.cast(object),
      instance.has(names.mirrored) || operation == .notEqual && instance.has(Special.equal)
    {
      return nil
    }
    return try Operators.binary(operation, reversed ? .dict(dict) : plain, reversed ? plain : .dict(dict), context)
  }

  /// `x += other` where the class has a method of its own for it.
  func updated(_ operation: BinaryOperator, _ other: Value, _ context: Context) throws -> Value? {
    guard let names = Special.operators[operation] else { return nil }
    if let value = try special(names.inPlace, [CallArgument(other)], context) { return value }
    guard operation == .or, !has(names.plain), let dict = part as? DictValue else { return nil }
    try dict.update(with: other, context)
    return .object(self)
  }

  package func unary(_ operation: UnaryOperator, _ context: Context) throws -> Value? {
    switch operation {
    case .minus: try special(Symbol("__neg__"), [], context)
    case .plus: try special(Symbol("__pos__"), [], context)
    case .invert: try special(Symbol("__invert__"), [], context)
    }
  }

  package func truth() throws -> Bool {
    if let value = try special(Special.truth) {
      guard case .bool(let flag) = value else { throw mismatch(Special.truth, "True or False", value) }
      return flag
    }
    if has(Special.length) { return try length() != 0 }
    return try plain.map(Operators.truth) ?? true
  }

  /// The number by `__index__` or `__float__`.
  package var number: Double? {
    guard has(Special.index) || has(Special.real) else { return nil }
    return ((try? special(Special.index)) ?? (try? special(Special.real)))?.plainNumber
  }

  // MARK: Collections

  package var count: Int? { (try? length()) ?? nil }

  /// `len(x)`, with the error of its class's `__len__`; nil where it has no length.
  func length() throws -> Int? {
    guard let value = try special(Special.length) else { return type.native?.count(of: self) }
    guard let count = value.wholeNumber else { throw mismatch(Special.length, "a whole number", value) }
    guard count >= 0 else {
      throw Diagnostic(.value, "__len__ of \(type.name) returns no negative number, as \(count)")
    }
    return count
  }

  package func contains(_ item: Value, _ context: Context) throws -> Bool? {
    if let value = try special(Special.containing, [CallArgument(item)], context) { return try Operators.truth(value) }
    guard !has(Special.iteration), let plain else { return nil }
    return try Operators.contains(plain, item, context)
  }

  package func iterate() throws -> IteratorValue? {
    guard type.machine != nil else { return try type.native?.iterate(self) }
    if let value = try special(Special.iteration) {
      switch value {
      case .iterator(let iterator): return IteratorValue(type.name, next: try iterator.begin())
      case .object(let object):
        if let instance = InstanceValue.cast(object), instance.has(Special.next) { return instance.nexts() }
      default: break
      }
      throw mismatch(Special.iteration, "an iterator", value)
    }
    guard plain == nil, has(Special.item) else { return try type.native?.iterate(self) }
    // As in Python: items by number, until there is none of that number.
    var position = 0
    return IteratorValue(type.name) { [self] in
      defer { position += 1 }
      do {
        return try special(Special.item, [CallArgument(.integer(position))])
      } catch let error as Diagnostic where Exceptions.type(of: error).derives(from: Exceptions.index) { return nil }
    }
  }

  /// The values that `__next__` gives, up to its StopIteration.
  private func nexts() -> IteratorValue {
    IteratorValue(type.name) { [self] in
      do { return try special(Special.next) } catch let error as Diagnostic
        where Exceptions.type(of: error).derives(from: Exceptions.stop)
      { return nil }
    }
  }
}
