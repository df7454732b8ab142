extension Arguments {
  package func integer(_ name: String) -> Int { read(name, "a whole number", orElse: 0) { $0.wholeNumber } }

  /// Nil for None.
  package func optionalInteger(_ name: String) -> Int? { optional(name) { integer(name) } }

  package func real(_ name: String) -> Double { read(name, "a number", orElse: 0) { $0.number } }

  /// Nil for None.
  package func optionalReal(_ name: String) -> Double? { optional(name) { real(name) } }

  package func bool(_ name: String) -> Bool {
    read(name, "a bool", orElse: false) { if case .bool(let flag) = $0 { flag } else { nil } }
  }

  package func string(_ name: String) -> String {
    read(name, "a string", orElse: "") { if case .string(let text) = $0 { text } else { nil } }
  }

  /// Nil for None.
  package func optionalString(_ name: String) -> String? { optional(name) { string(name) } }

  /// One of the words of the parameter, or any other string where it is open.
  package func word(_ name: String) -> String { string(name) }

  /// Nil for None, and for the value of an expression where the parameter is open.
  package func optionalWord(_ name: String) -> String? {
    if case .string(let text) = self[name] { text } else { nil }
  }

  /// A shape, a list of dimensions: one number or several, in a tuple, a list, or as the arguments of `*shape`.
  package func integers(_ name: String) -> [Int] {
    read(name, "whole numbers", orElse: []) { value in
      if let whole = value.wholeNumber { return [whole] }
      var result: [Int] = []
      for item in value.elements ?? [.none] {
        if let whole = item.wholeNumber {
          result.append(whole)
        } else if let inner = item.elements {
          let numbers = inner.compactMap(\.wholeNumber)
          guard numbers.count == inner.count else { return nil }
          result += numbers
        } else {
          return nil
        }
      }
      return result
    }
  }

  /// Nil for None.
  package func optionalIntegers(_ name: String) -> [Int]? { optional(name) { integers(name) } }

  /// The items of a list, a tuple or of `*arguments`.
  package func values(_ name: String) -> [Value] { read(name, "a list", orElse: []) { $0.elements } }

  /// Nil for None.
  package func optionalValues(_ name: String) -> [Value]? { optional(name) { values(name) } }

  /// The value as an object of a library's own class; nil where it is another value.
  package func object<Object: ObjectValue>(_ name: String, as type: Object.Type = Object.self) -> Object? {
    if case .object(let object) = self[name] { object as? Object } else { nil }
  }

  private func optional<Result>(_ name: String, _ read: () -> Result) -> Result? {
    if case .none? = find(name) { nil } else { read() }
  }

  private func read<Result>(
    _ name: String, _ expected: String, orElse fallback: Result, _ convert: (Value) -> Result?
  ) -> Result {
    guard let value = find(name) else {
      if mistakes.first == nil { mistakes.first = "`\(name)` is read, and not declared" }
      return fallback
    }
    guard let result = convert(value) else {
      if mistakes.first == nil { mistakes.first = "`\(name)` is read as \(expected), and is \(value.phrase)" }
      return fallback
    }
    return result
  }
}

extension Value {
  /// The items of a list or a tuple.
  package var elements: [Value]? {
    switch self {
    case .list(let list): list.items
    case .tuple(let tuple): tuple.items
    default: nil
    }
  }
}
