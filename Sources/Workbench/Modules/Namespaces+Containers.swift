import Language

extension Namespaces {
  /// `collections.abc`: what can be done with a value, for `isinstance`.
  var kindsOfContainers: [Entry] {
    func has(_ value: Value, _ method: String) -> Bool {
      if case .object(let object as InstanceValue) = value { object.type.member(method) != nil } else { false }
    }
    let kinds: [(name: String, summary: String, recognizes: (Value) -> Bool)] = [
      ("Iterable", "what a loop goes through", { Self.isIterable($0) || has($0, "__iter__") }),
      ("Iterator", "what `next` asks", { if case .iterator = $0 { true } else { has($0, "__next__") } }),
      (
        "Generator", "what a function with `yield` gives",
        { if case .iterator = $0 { $0.typeName == "generator" } else { false } }
      ),
      ("Callable", "what can be called", { $0.isCallable }),
      ("Sized", "what has a length", { Self.isSized($0) || has($0, "__len__") }),
      ("Container", "what `in` asks", { Self.isSized($0) || has($0, "__contains__") }),
      ("Mapping", "a dict", { $0.dictionary != nil }), ("MutableMapping", "a dict", { $0.dictionary != nil }),
      ("Sequence", "a list, a tuple, a text or a range", { Self.isSequence($0) }),
      ("MutableSequence", "a list", { if case .list = $0 { true } else { false } }),
      ("Set", "a set", { ["set", "frozenset"].contains($0.typeName) }),
      ("MutableSet", "a set", { $0.typeName == "set" }),
      ("Hashable", "what can be a key", { (try? DictValue().value(for: $0)) != nil }),
    ]
    return kinds.map { name, summary, recognizes in
      var kind = entry(name, "\(summary), for isinstance", [], result: "None") { _, _ in
        throw Diagnostic(.type, "collections.abc.\(name) is asked by isinstance, and not called")
      }
      kind.recognizes = recognizes
      return kind
    }
  }

  private static func isIterable(_ value: Value) -> Bool {
    switch value {
    case .list, .tuple, .dict, .string, .range, .iterator: true
    case .object(let object): !(object is InstanceValue) && (try? object.iterate()) != nil
    default: false
    }
  }

  private static func isSized(_ value: Value) -> Bool {
    switch value {
    case .list, .tuple, .dict, .string, .range: true
    case .object(let object): object.count != nil
    default: false
    }
  }

  private static func isSequence(_ value: Value) -> Bool {
    switch value {
    case .list, .tuple, .string, .range: true
    default: false
    }
  }
}
