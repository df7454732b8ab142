import Threads

extension Builtins {
  /// Entries that make sequences and go through them.
  static var sequences: [Entry] {
    [
      Entry(
        "range", group: group, "the whole numbers from `start` to before `stop`",
        parameters: [
          Parameter("start", .integer(), "the first number; with one argument, the end"),
          Parameter("stop", .integer(), default: Value.none, "the end, which is not reached"),
          Parameter("step", .integer(), default: .integer(1), "from each number to the next"),
        ], result: "range", abstract: .asRun, example: "for i in range(3):\n    print(i)",
        run: { arguments, _ in
          let (start, step) = (arguments.integer("start"), arguments.integer("step"))
          if step == 0 { throw Diagnostic(.value, "the step of a range cannot be 0", parameter: "step") }
          guard let stop = arguments.optionalInteger("stop") else {
            return .range(RangeValue(start: 0, stop: start, step: step))
          }
          return .range(RangeValue(start: start, stop: stop, step: step))
        }),
      Entry(
        "len", group: group, "how many items there are", parameters: [Parameter("items", .any, "what to count")],
        result: "int", abstract: .unknown, example: "len([1, 2, 3])",
        run: { arguments, _ in
          if case .object(let object) = arguments["items"], let instance = InstanceValue.cast(object) {
            guard let count = try instance.length() else {
              throw Diagnostic(.type, "\(arguments["items"].phrase) has no length: its class has no __len__")
            }
            return .integer(count)
          }
          guard let count = Iteration.count(arguments["items"]) else {
            throw Diagnostic(.type, "\(arguments["items"].phrase) has no length")
          }
          return .integer(count)
        }),
      Entry(
        "zip", group: group, "tuples of the first items, the second items, …",
        parameters: [
          Parameter("items", .any, style: .variadic, "what to go through side by side"),
          Parameter("strict", .bool, default: .bool(false), style: .keywordOnly, "whether all must be of one length"),
        ], result: "iterator", abstract: .unknown, example: "list(zip([1, 2], [\"a\", \"b\"]))",
        run: { arguments, _ in try zipped(arguments.values("items"), isStrict: arguments.bool("strict")) }),
      Entry(
        "enumerate", group: group, "pairs of a running number and an item",
        parameters: [
          Parameter("items", .any, "what to number"),
          Parameter("start", .integer(), default: .integer(0), "the first number"),
        ], result: "iterator", abstract: .unknown, example: "list(enumerate([\"a\", \"b\"]))",
        run: { arguments, _ in
          let items = arguments["items"]
          let next = try Iteration.source(of: items)
          var number = arguments.integer("start")
          return .iterator(
            IteratorValue("enumerate", count: Iteration.count(items)) {
              guard let item = try next() else { return nil }
              defer { number += 1 }
              return .tuple([.integer(number), item])
            })
        }),
      Entry(
        "map", group: group, "the results of a function for each item",
        parameters: [
          Parameter("function", .callable, "what to call"),
          Parameter("items", .any, style: .variadic, "its arguments; several are gone through side by side"),
        ], result: "iterator", abstract: .unknown, example: "list(map(lambda x: x * 2, [1, 2, 3]))",
        run: { arguments, context in
          let function = arguments["function"]
          let items = arguments.values("items")
          if items.isEmpty { throw Diagnostic(.argument, "map needs items for its function", parameter: "items") }
          let sources = try items.map { try Iteration.source(of: $0) }
          // It may outlive the cell, and so keeps nothing else of its context.
          let call = context.call
          return .iterator(
            IteratorValue("map", count: items.compactMap(Iteration.count).min()) {
              var values: [CallArgument] = []
              for next in sources {
                guard let value = try next() else { return nil }
                values.append(CallArgument(value))
              }
              return try call(function, values)
            })
        }),
      Entry(
        "filter", group: group, "the items for which a function is true",
        parameters: [
          Parameter("function", .either([.callable, .any]), "what to ask; None asks whether the item is true"),
          Parameter("items", .any, "what to choose from"),
        ], result: "iterator", abstract: .unknown, example: "list(filter(lambda x: x > 1, [1, 2, 3]))",
        run: { arguments, context in
          let function = arguments["function"]
          let next = try Iteration.source(of: arguments["items"])
          let call = context.call
          return .iterator(
            IteratorValue("filter") {
              while let item = try next() {
                // The cell that goes through it, which need not be the one that made it.
                try Cancellation.current.safepoint()
                let verdict = function.isNone ? item : try call(function, [CallArgument(item)])
                if try Operators.truth(verdict) { return item }
              }
              return nil
            })
        }),
      Entry(
        "sorted", group: group, "a new list of the items in order",
        parameters: [
          Parameter("items", .any, "what to put in order"),
          Parameter("key", .callable, default: Value.none, style: .keywordOnly, "what to compare by"),
          Parameter("reverse", .bool, default: .bool(false), style: .keywordOnly, "from the largest on"),
        ], result: "list", abstract: .unknown, example: "sorted([3, 1, 2])",
        run: { arguments, context in
          .list(
            try Sorting.sorted(
              try Iteration.items(arguments["items"], context), key: arguments["key"],
              reversed: arguments.bool("reverse"), context))
        }),
      Entry(
        "reversed", group: group, "the items from the last to the first",
        parameters: [Parameter("items", .any, "what to turn around")], result: "iterator", abstract: .unknown,
        example: "list(reversed([1, 2, 3]))",
        run: { arguments, context in
          if let result = try arguments["items"].special(Special.reversed) { return result }
          let items = try Iteration.items(arguments["items"], context)
          var position = items.count
          return .iterator(
            IteratorValue("reversed", count: items.count) {
              guard position > 0 else { return nil }
              position -= 1
              return items[position]
            })
        }),
      Entry(
        "iter", group: group, "an iterator, which `next` takes items from",
        parameters: [
          Parameter("items", .any, "what to go through; a function, where there is an `end`"),
          Parameter("end", .any, default: Value.none, "the value of the function at which it ends"),
        ], result: "iterator", abstract: .unknown, example: "next(iter([1, 2, 3]))",
        run: { arguments, context in
          let items = arguments["items"]
          if arguments.isGiven("end") {
            let end = arguments["end"]
            guard items.isCallable else {
              throw Diagnostic(.type, "iter with an end takes a function", parameter: "items")
            }
            return .iterator(
              IteratorValue("iterator") {
                let value = try context.call(items)
                return try Operators.equal(value, end, context) ? nil : value
              })
          }
          // What is an iterator already goes on by itself.
          if case .iterator(let iterator) = items, !iterator.isRepeatable { return items }
          let next = try Iteration.source(of: items)
          return .iterator(IteratorValue("iterator", next: next))
        }),
      Entry(
        "next", group: group, "the next item of an iterator",
        parameters: [
          Parameter("iterator", .any, "what `iter` made, or another iterator"),
          Parameter("default", .any, default: Value.none, "the value at the end"),
        ], result: "value", abstract: .unknown, example: "next(iter([1, 2, 3]))",
        run: { arguments, _ in
          switch arguments["iterator"] {
          case .iterator(let iterator):
            if let item = try iterator.begin()() { return item }
            if !arguments.isGiven("default"), let generator = iterator.generator {
              throw Exceptions.end(of: generator)
            }
          case .list(let list):
            guard let taken = list.taken else { throw notAnIterator(arguments["iterator"]) }
            if taken < list.items.count {
              list.taken = taken + 1
              return list.items[taken]
            }
          case .object(let object):
            guard let instance = InstanceValue.cast(object), instance.has(Special.next) else {
              throw notAnIterator(arguments["iterator"])
            }
            do { return try instance.special(Special.next) ?? .none } catch let error as Diagnostic
              where arguments.isGiven("default") && Exceptions.type(of: error).derives(from: Exceptions.stop)
            { return arguments["default"] }
          default: throw notAnIterator(arguments["iterator"])
          }
          if arguments.isGiven("default") { return arguments["default"] }
          throw Diagnostic(.stop, "the iterator has no further item", suggestion: "next(iterator, None)")
        }),
      Entry(
        "any", group: group, "whether one of the items is true",
        parameters: [Parameter("items", .any, "what to look at")], result: "bool", abstract: .unknown,
        example: "any([False, True])",
        run: { arguments, context in
          var found = false
          try Iteration.each(arguments["items"], context) {
            found = try Operators.truth($0)
            return !found
          }
          return .bool(found)
        }),
      Entry(
        "all", group: group, "whether all items are true",
        parameters: [Parameter("items", .any, "what to look at")], result: "bool", abstract: .unknown,
        example: "all([True, True])",
        run: { arguments, context in
          var holds = true
          try Iteration.each(arguments["items"], context) {
            holds = try Operators.truth($0)
            return holds
          }
          return .bool(holds)
        }),
    ]
  }

  private static func notAnIterator(_ value: Value) -> Diagnostic {
    Diagnostic(
      .type, "next takes an iterator, and this is \(value.phrase)", suggestion: "next(iter(items))",
      parameter: "iterator")
  }

  /// Tuples of the items side by side, as long as all have one.
  package static func zipped(_ items: [Value], isStrict: Bool = false) throws -> Value {
    let sources = try items.map { try Iteration.source(of: $0) }
    let counts = items.map(Iteration.count)
    let count = counts.contains { $0 == nil } ? nil : counts.compactMap(\.self).min() ?? 0
    return .iterator(
      IteratorValue("zip", count: count) {
        if sources.isEmpty { return nil }
        var values: [Value] = []
        for (number, next) in sources.enumerated() {
          guard let value = try next() else {
            if isStrict, try number > 0 || sources.dropFirst().contains(where: { try $0() != nil }) {
              throw Diagnostic(.value, "zip goes through lists of different lengths, and is to be strict")
            }
            return nil
          }
          values.append(value)
        }
        return .tuple(values)
      })
  }
}
