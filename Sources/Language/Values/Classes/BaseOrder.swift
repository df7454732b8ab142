/// The order in which the classes that a class derives from are asked for an attribute, where it has several bases.
enum BaseOrder {
  /// The C3 linearization, as Python's: every class before those that it derives from, and bases in the order of the text.
  ///
  /// - Throws: ``Diagnostic`` where there is no such order, or a base stands there twice.
  /// - Parameter isTried: whether it is asked for the sake of a suggestion.
  static func linearized(_ bases: [ClassValue], of name: String, isTried: Bool = false) throws -> [ClassValue] {
    guard bases.count > 1 else { return bases.first.map { [$0] + $0.ancestors } ?? [] }
    for (place, base) in bases.enumerated() where bases[..<place].contains(where: { $0 === base }) {
      throw Diagnostic(.type, "the class \(name) has the base \(base.name) twice")
    }
    var lists = bases.map { ([$0] + $0.ancestors)[...] } + [bases[...]]
    var order: [ClassValue] = []
    while true {
      lists.removeAll(where: \.isEmpty)
      guard !lists.isEmpty else { return order }
      let next = lists.lazy.compactMap(\.first).first { candidate in
        !lists.contains { $0.dropFirst().contains { $0 === candidate } }
      }
      guard let next else {
        let others = Array(bases.reversed())
        let isMended = !isTried && (try? linearized(others, of: name, isTried: true)) != nil
        throw Diagnostic(
          .type,
          "the bases of \(name), \(bases.map(\.name).joined(separator: ", ")), stand in no order that agrees with theirs",
          suggestion: isMended ? "class \(name)(\(others.map(\.name).joined(separator: ", "))):" : nil)
      }
      order.append(next)
      for place in lists.indices where lists[place].first === next { lists[place].removeFirst() }
    }
  }

  /// The part that a library brings: one, for an object has one.
  static func native(of bases: [ClassValue], _ name: String) throws -> (any NativeClass)? {
    let parts = bases.filter { $0.native != nil }
    // `ABC` only says something of a class.
    let found = parts.first { !($0.native is AbstractClass) } ?? parts.first
    guard let found, let native = found.native else { return nil }
    for other in parts where other !== found {
      guard let part = other.native, !(part is AbstractClass), part !== native, type(of: part) != type(of: native)
      else {
        continue
      }
      throw Diagnostic(
        .type, "the class \(name) would be both \(Value.article(native.name)) and \(Value.article(part.name))",
        suggestion: "an attribute that holds an object of the other class")
    }
    return native
  }

  /// Whether a library's class stands before one that has members.
  static func hidesMembers(_ ancestors: [ClassValue]) -> Bool {
    guard let first = ancestors.firstIndex(where: isOpaque) else { return false }
    return ancestors[first...].contains { !$0.isLibrary }
  }

  private static func isOpaque(_ type: ClassValue) -> Bool {
    type.isLibrary && type.native != nil && !(type.native is AbstractClass)
  }

  /// The member of the first class that has one; nil where a library's class has it before.
  static func member(_ symbol: Symbol, of order: ArraySlice<ClassValue>) -> Value? {
    for type in order {
      if let value = type.members[symbol] { return value }
      guard isOpaque(type), let native = type.native else { continue }
      let name = symbol.name
      if own.contains(name) || native.attributeNames.contains(name) { return nil }
    }
    return nil
  }

  /// What every library's class does itself.
  private static let own: Set<String> = ["__init__", "__call__", "__repr__"]
}
