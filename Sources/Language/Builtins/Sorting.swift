/// Putting values in order, stably, with a comparison that may throw.
package enum Sorting {
  package static func sorted(
    _ items: [Value], key: Value = .none, reversed: Bool = false, _ context: Context
  ) throws -> [Value] {
    try Limits.checkItems(items.count)
    let keys = key.isNone ? items : try items.map { try context.call(key, $0) }
    var order = Array(items.indices)
    // Equal items keep their order, in reverse too.
    try order.sort { first, second in
      try context.cancellation.safepoint()
      let (one, other) = reversed ? (keys[second], keys[first]) : (keys[first], keys[second])
      return try Operators.truth(Operators.binary(.less, one, other, context))
    }
    return order.map { items[$0] }
  }
}
