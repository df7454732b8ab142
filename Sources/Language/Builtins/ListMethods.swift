enum ListMethods {
  /// The methods of lists.
  static let all = Method.table([
    Method("append", "item", 1...1, "adds an item at the end") { value, arguments, _ in
      let list = try list(value)
      try Limits.checkItems(list.items.count + 1, within: list.items.capacity)
      list.items.append(arguments[0])
      return .none
    },
    Method("extend", "items", 1...1, "adds all items at the end") { value, arguments, context in
      let list = try list(value)
      let items = try Iteration.items(arguments[0], context, verb: "add the items of")
      try Limits.checkItems(list.items.count + items.count, within: list.items.capacity)
      list.items += items
      return .none
    },
    Method("insert", "position, item", 2...2, "puts an item before a position") { value, arguments, _ in
      let list = try list(value)
      guard let index = arguments[0].wholeNumber else {
        throw Diagnostic(.type, "the position is a whole number, and this is \(arguments[0].phrase)")
      }
      try Limits.checkItems(list.items.count + 1, within: list.items.capacity)
      let count = list.items.count
      list.items.insert(arguments[1], at: max(0, min(index < 0 ? index + count : index, count)))
      return .none
    },
    Method("pop", "position", 0...1, "takes an item out, the last by default, and gives it") { value, arguments, _ in
      let list = try list(value)
      let position = try Subscripts.position(arguments.first ?? .integer(-1), list.items.count, "list")
      return list.items.remove(at: position)
    },
    Method("remove", "item", 1...1, "takes the first such item out") { value, arguments, context in
      let list = try list(value)
      list.items.remove(at: try index(of: arguments, in: list.items, context))
      return .none
    },
    Method("clear", "", 0...0, "takes all items out") { value, _, _ in
      try list(value).items = []
      return .none
    },
    Method("copy", "", 0...0, "a new list of the same items") { value, _, _ in .list(try list(value).items) },
    Method("index", "item, start, stop", 1...3, "the position of the first such item") { value, arguments, context in
      .integer(try index(of: arguments, in: try list(value).items, context))
    },
    Method("count", "item", 1...1, "how often the item occurs") { value, arguments, context in
      .integer(try count(of: arguments[0], in: try list(value).items, context))
    },
    Method("reverse", "", 0...0, "turns the order around") { value, _, _ in
      try list(value).items.reverse()
      return .none
    },
    Method("sort", "key=None, reverse=False", 0...2, "puts the items in order") { value, _, _ in value },
  ])

  /// The methods of tuples.
  static let ofTuples = Method.table([
    Method("index", "item, start, stop", 1...3, "the position of the first such item") { value, arguments, context in
      .integer(try index(of: arguments, in: Iteration.items(value, context), context))
    },
    Method("count", "item", 1...1, "how often the item occurs") { value, arguments, context in
      .integer(try count(of: arguments[0], in: Iteration.items(value, context), context))
    },
  ])

  private static func list(_ value: Value) throws -> ListValue {
    if case .list(let list) = value { return list }
    throw Diagnostic(.type, "a list is wanted, and this is \(value.phrase)")
  }

  /// - Parameter arguments: the item, and the bounds to look within.
  private static func index(of arguments: [Value], in items: [Value], _ context: Context) throws -> Int {
    let item = arguments[0]
    let bounds = try Subscripts.bounds(
      items.count, Subscripts.bound(arguments.dropFirst().first), Subscripts.bound(arguments.dropFirst(2).first), nil)
    for position in bounds.start..<max(bounds.start, bounds.stop)
    where try Operators.equal(items[position], item, context) {
      return position
    }
    throw Diagnostic(.value, "\(item.phrase) is not among the items")
  }

  private static func count(of item: Value, in items: [Value], _ context: Context) throws -> Int {
    try items.count { try Operators.equal($0, item, context) }
  }
}
