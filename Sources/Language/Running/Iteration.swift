/// Going through the items of a value, for `for`, unpacking, `list(x)` and the built-in functions.
package enum Iteration {
  /// Calls `body` with each item until it returns false. Looks at the interrupt on the way.
  package static func each(
    _ value: Value, _ context: Context, verb: String = "iterate over", _ body: (Value) throws -> Bool
  ) throws {
    let next = try source(of: value, verb: verb)
    while let item = try next() {
      try context.cancellation.safepoint()
      guard try body(item) else { return }
    }
  }

  /// All items. Refuses more than fit.
  package static func items(_ value: Value, _ context: Context, verb: String = "iterate over") throws -> [Value] {
    switch value {
    // What stands for a generator has less where `next` took some.
    case .list(let list): return list.taken.map { Array(list.items.dropFirst($0)) } ?? list.items
    case .tuple(let tuple): return tuple.items
    case .range(let range):
      try Limits.checkItems(range.count)
      var items: [Value] = []
      items.reserveCapacity(range.count)
      for position in 0..<range.count {
        if position & 0xffff == 0 { try context.cancellation.safepoint() }
        items.append(.integer(range[position]))
      }
      return items
    default:
      var items: [Value] = []
      try each(value, context, verb: verb) {
        try Limits.checkItems(items.count + 1, within: items.capacity)
        items.append($0)
        return true
      }
      return items
    }
  }

  /// How many items there are, where that is known without going through them.
  package static func count(_ value: Value) -> Int? {
    switch value {
    case .string(let text): text.unicodeScalars.count
    case .list(let list): list.items.count - (list.taken ?? 0)
    case .tuple(let tuple): tuple.count
    case .dict(let dict): dict.count
    case .range(let range): range.count
    case .iterator(let iterator): iterator.count
    case .object(let object): object.count
    default: nil
    }
  }

  /// A function that gives one item after another, and nil at the end. A list may change while it is gone through.
  package static func source(of value: Value, verb: String = "iterate over") throws -> () throws -> Value? {
    var position = 0
    switch value {
    case .range(let range):
      let count = range.count
      return {
        guard position < count else { return nil }
        defer { position += 1 }
        return .integer(range[position])
      }
    case .list(let list):
      position = list.taken ?? 0
      return {
        guard position < list.items.count else { return nil }
        defer { position += 1 }
        return list.items[position]
      }
    case .tuple(let tuple):
      return {
        guard position < tuple.count else { return nil }
        defer { position += 1 }
        return tuple[position]
      }
    case .string(let text):
      var scalars = text.unicodeScalars.makeIterator()
      return { scalars.next().map { .string(String(Character($0))) } }
    case .dict(let dict):
      let size = dict.count
      return {
        guard dict.count == size else {
          throw Diagnostic(
            .runtime, "the dict changed its size while a loop went through it", suggestion: "for key in list(d):")
        }
        guard position < size else { return nil }
        defer { position += 1 }
        return dict.entries[position].key
      }
    case .iterator(let iterator): return try iterator.begin()
    case .object(let object):
      if let iterator = try object.iterate() { return try iterator.begin() }
    default: break
    }
    let isOfUsers = if case .object(let object) = value { InstanceValue.cast(object) != nil } else { false }
    throw Diagnostic(
      .type, "cannot \(verb) \(value.phrase)" + (isOfUsers ? ": its class has no __iter__" : ""),
      suggestion: verb == "loop over" ? value.wholeNumber.map { "range(\(max(0, $0)))" } : nil)
  }
}
