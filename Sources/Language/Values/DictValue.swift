/// What holds values under names, and lets a dict show and change them: an object, of its attributes.
package protocol DictOwner: AnyObject {
  /// What the dict holds, in the words of an error: `an object's attributes`.
  var contents: String { get }
  var namedValues: [(name: String, value: Value)] { get }
  func set(_ value: Value, for name: String) throws
  /// - Returns: what was there; nil where nothing was.
  func remove(_ name: String) throws -> Value?
}

/// A dict: shared by reference, in order of insertion. Keys are strings, numbers, bools, None, or tuples of them.
package final class DictValue {
  package var entries: [(key: Value, value: Value)] {
    if owner != nil { reload() }
    return stored
  }
  private var stored: [(key: Value, value: Value)] = []
  private var positions: [Key: Int] = [:]
  /// Whose entries these are; nil for a dict of its own.
  private let owner: (any DictOwner)?
  /// The object whose attributes these are.
  var instance: InstanceValue? { (owner as? InstanceAttributes)?.instance }

  package init() { owner = nil }

  /// A dict that shows what another object holds under names, and changes it there.
  package init(of owner: any DictOwner) { self.owner = owner }

  /// Takes the owner's entries anew, which may have changed since.
  private func reload() {
    guard let owner else { return }
    (stored, positions) = ([], [:])
    for (name, value) in owner.namedValues { insert(value, at: .string(ExactText(text: name)), named: .string(name)) }
  }

  /// All entries, to be put back later.
  struct Contents {
    fileprivate let entries: [(key: Value, value: Value)]
    fileprivate let positions: [Key: Int]
  }

  var contents: Contents {
    get { Contents(entries: entries, positions: positions) }
    set {
      if let owner {
        for (name, _) in owner.namedValues { _ = try? owner.remove(name) }
        for case (.string(let name), let value) in newValue.entries { try? owner.set(value, for: name) }
      }
      (stored, positions) = (newValue.entries, newValue.positions)
    }
  }

  /// Takes over copies of another dict's entries. No method of a class is called: what was different stays so.
  func take(copiesOf other: DictValue, _ copy: (Value) throws -> Value) rethrows {
    let entries = other.entries
    let keys = other.positions.sorted { $0.value < $1.value }.map(\.key)
    for (key, entry) in zip(keys, entries) {
      let name = try copy(entry.key)
      insert(try copy(entry.value), at: key.renewed(for: name), named: name)
    }
  }

  /// A dict of these names and values, in this order.
  package convenience init(_ items: [(String, Value)]) {
    self.init()
    for (name, value) in items { insert(value, at: .string(ExactText(text: name)), named: .string(name)) }
  }

  deinit {
    var values = stored.map(\.value)
    stored = []
    Teardown.dispose(of: &values)
  }

  package var count: Int { entries.count }

  /// The value under a name; nil where there is none.
  package subscript(name: String) -> Value? {
    if owner != nil { reload() }
    return positions[.string(ExactText(text: name))].map { stored[$0].value }
  }

  /// The value under a key; nil where there is none. Throws where the key cannot be one.
  package func value(for key: Value) throws -> Value? {
    if owner != nil { reload() }
    return try Key(key).checked { positions[$0].map { stored[$0].value } }
  }

  package func set(_ value: Value, for key: Value) throws {
    if let owner { return try owner.set(value, for: Self.name(of: key, in: owner)) }
    let count = stored.count
    try Limits.checkEntries(count, within: stored.capacity, size: MemoryLayout<(Value, Value)>.stride)
    // A quarter of the places of a hash table stays empty.
    try Limits.checkEntries(count, within: positions.capacity, size: MemoryLayout<(Key, Int)>.stride * 4 / 3)
    try Key(key).checked { insert(value, at: $0, named: key) }
  }

  /// Takes over the entries of another dict, or pairs of key and value.
  func update(with other: Value, _ context: Context) throws {
    if let dict = try Self.mapping(other, context) {
      for entry in dict.entries { try set(entry.value, for: entry.key) }
      return
    }
    try Iteration.each(other, context, verb: "take entries from") { item in
      let pair = try Iteration.items(item, context, verb: "take a key and a value from")
      guard pair.count == 2 else {
        throw Diagnostic(.value, "entries are pairs of a key and a value, and among them is \(item.phrase)")
      }
      try set(pair[1], for: pair[0])
      return true
    }
  }

  /// A dict itself, or the entries of an object that has `keys()` and takes them in brackets. Nil where it is neither.
  private static func mapping(_ value: Value, _ context: Context) throws -> DictValue? {
    if let dict = value.dictionary { return dict }
    guard case .object(let object) = value, let keys = try object.attribute("keys", context), keys.isCallable else {
      return nil
    }
    let dict = DictValue()
    try Iteration.each(try context.call(keys, []), context, verb: "take keys from") { key in
      try dict.set(try Subscripts.read(value, [Index(key)], context), for: key)
      return true
    }
    return dict
  }

  /// What `**` takes apart.
  static func takenApart(_ value: Value, _ context: Context) throws -> DictValue {
    guard let dict = try mapping(value, context) else {
      throw Diagnostic(.type, "`**` takes a dict apart, and this is \(value.phrase)")
    }
    return dict
  }

  /// Removes a key and gives its value back. Linear in the number of entries.
  package func remove(_ key: Value) throws -> Value? {
    if let owner { return try owner.remove(Self.name(of: key, in: owner)) }
    guard let position = try Key(key).checked({ positions.removeValue(forKey: $0) }) else { return nil }
    let removed = stored.remove(at: position)
    for (key, other) in positions where other > position { positions[key] = other - 1 }
    return removed.value
  }

  /// Removes and gives back the entry inserted last.
  func removeLast() throws -> (key: Value, value: Value)? {
    if let owner {
      guard let last = owner.namedValues.last else { return nil }
      _ = try owner.remove(last.name)
      return (.string(last.name), last.value)
    }
    guard let last = stored.popLast() else { return nil }
    positions[try Key(last.key)] = nil
    return last
  }

  package func removeAll() {
    stored = []
    positions = [:]
  }

  /// Takes away all entries, the owner's too.
  func clear() throws {
    if let owner { for (name, _) in owner.namedValues { _ = try owner.remove(name) } }
    removeAll()
  }

  private static func name(of key: Value, in owner: any DictOwner) throws -> String {
    guard case .string(let name) = key else {
      throw Diagnostic(.type, "the keys of \(owner.contents) are texts, and this is \(key.phrase)")
    }
    return name
  }

  /// The identities of all keys.
  var keys: Set<Key> {
    if owner != nil { reload() }
    return Set(positions.keys)
  }

  private func insert(_ value: Value, at key: Key, named name: Value) {
    if let position = positions[key] {
      stored[position].value = value
    } else {
      positions[key] = stored.count
      stored.append((name, value))
    }
  }

  /// The identity of a key: `1`, `1.0` and `True` are one key, as in Python.
  enum Key: Hashable {
    case none
    case number(Double)
    /// A whole number that double precision does not hold.
    case large(String)
    case string(ExactText)
    case tuple([Key])
    /// A function, a class or an object of one: itself and no other.
    case identity(ObjectIdentifier)
    /// An object whose class says what is equal to it.
    case instance(HashedInstance)
    case set(Set<Key>)

    init(_ value: Value, depth: Int = 0) throws {
      switch value {
      case .none: self = .none
      case .bool(let flag): self = .number(flag ? 1 : 0)
      case .integer(let number): self = .number(Double(number))
      case .real(let number): self = .number(number)
      case .string(let text): self = .string(ExactText(text: text))
      case .function(let function): self = .identity(ObjectIdentifier(function))
      case .builtin(let entry): self = .string(ExactText(text: "\u{0}" + entry.name))
      case .object(let large as LargeInteger):
        let nearest = large.whole.real
        let isHeld = nearest.isFinite && Whole.compare(Whole(wholePartOf: nearest), large.whole) == 0
        self = isHeld ? .number(nearest) : .large(large.whole.text(base: 32))
      case .object(let type as TypeValue): self = .string(ExactText(text: "\u{0}" + type.name))
      case .object(let object) where object is ClassValue || object is NamedConstant:
        self = .identity(ObjectIdentifier(object))
      case .object(let object) where object.isKey: self = .identity(object.identity)
      case .object(let object as InstanceValue):
        self = try HashedInstance(object).map(Key.instance) ?? .identity(ObjectIdentifier(object))
      case .object(let object as SetValue) where object.isFrozen: self = .set(object.keys)
      case .tuple(let items) where depth < 16: self = .tuple(try items.map { try Key($0, depth: depth + 1) })
      default:
        throw Diagnostic(
          .type, "\(value.phrase) cannot be the key of a dict",
          suggestion: "use a string, a number or a tuple of them")
      }
    }
  }
}

extension DictValue.Key {
  /// The key of a copy of the value that this is the key of.
  fileprivate func renewed(for copy: Value) -> Self {
    switch (self, copy) {
    case (.identity, .function(let function)): .identity(ObjectIdentifier(function))
    case (.identity, .object(let object)): .identity(object.identity)
    case (.instance(let key), .object(let object as InstanceValue)): .instance(key.renewed(for: object))
    case (.tuple(let keys), .tuple(let tuple)) where keys.count == tuple.count:
      .tuple(zip(keys, tuple.items).map { $0.renewed(for: $1) })
    case (.set, .object(let set as SetValue)): .set(set.keys)
    default: self
    }
  }

  /// Looks a key up, with the error of a class's `__eq__` that was asked on the way.
  func checked<Result>(_ lookUp: (Self) throws -> Result) throws -> Result {
    guard case .instance(let instance) = self else { return try lookUp(self) }
    let result = try lookUp(self)
    if let failure = instance.failure.first { throw failure }
    return result
  }
}

/// An object as a key where its class has `__eq__`: the same as another that it is equal to.
struct HashedInstance: Hashable {
  /// The first error of an `__eq__`, which a comparison of keys cannot throw.
  final class Failure {
    var first: (any Error)?
  }

  private let instance: InstanceValue
  /// What its class's `__hash__` gave.
  let number: Int
  let failure = Failure()

  /// - Returns: nil for an object that is equal to itself only.
  /// - Throws: a TypeError where the class has `__eq__` and no `__hash__`, and what these throw.
  init?(_ instance: InstanceValue) throws {
    guard instance.has(Special.equal) || instance.has(Special.hash) || instance.part is DictValue else { return nil }
    guard let hash = try instance.special(Special.hash) else {
      throw Diagnostic(
        .type, "\(Value.article(instance.typeName)) cannot be a key: its class has __eq__ and no __hash__",
        suggestion: "def __hash__(self): return hash(…)")
    }
    guard let number = hash.wholeNumber else {
      throw Diagnostic(
        .type, "__hash__ of \(instance.typeName) returns a whole number, and this returned \(hash.phrase)")
    }
    (self.instance, self.number) = (instance, number)
  }

  private init(_ instance: InstanceValue, _ number: Int) { (self.instance, self.number) = (instance, number) }

  func renewed(for copy: InstanceValue) -> Self { HashedInstance(copy, number) }

  static func == (left: Self, right: Self) -> Bool {
    if left.instance === right.instance { return true }
    // Where no cell runs, nothing is asked: a dict is being copied, whose keys are different.
    guard left.number == right.number, let machine = left.instance.type.machine, machine.isRunning else { return false }
    do {
      return try Operators.equal(.object(left.instance), .object(right.instance), machine.callContext)
    } catch {
      left.failure.first = left.failure.first ?? error
      right.failure.first = right.failure.first ?? error
      return false
    }
  }

  func hash(into hasher: inout Hasher) { hasher.combine(number) }
}

/// A text that is another one where its bytes are: Swift's own strings are equal where they only look the same.
struct ExactText: Hashable {
  let text: String

  static func == (left: ExactText, right: ExactText) -> Bool { left.text.utf8.elementsEqual(right.text.utf8) }

  func hash(into hasher: inout Hasher) {
    var text = text
    text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
  }
}
