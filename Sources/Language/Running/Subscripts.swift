import Threads

/// `x[i]` and `x[a:b:c]`.
enum Subscripts {
  static func read(_ value: Value, _ indices: [Index], _ context: Context) throws -> Value {
    if case .object(let object) = value { return try object.subscripted(indices, context) }
    guard indices.count == 1 else {
      guard case .dict(let dict) = value else {
        throw Diagnostic(.index, "\(value.phrase) has one dimension, and takes one index")
      }
      // `d[1, 2]` looks for the tuple.
      let key = Value.tuple(
        try indices.map { index in
          guard case .value(let value) = index else { throw Diagnostic(.key, "a dict has no slices") }
          return value
        })
      return try item(dict, key)
    }
    switch (value, indices[0]) {
    case (.list(let list), .value(let index)): return list.items[try position(index, list.items.count, "list")]
    case (.tuple(let tuple), .value(let index)): return tuple[try position(index, tuple.count, "tuple")]
    case (.range(let range), .value(let index)): return .integer(range[try position(index, range.count, "range")])
    case (.string(let text), .value(let index)):
      let scalars = text.unicodeScalars
      let number = try position(index, scalars.count, "string")
      return .string(String(Character(scalars[scalars.index(scalars.startIndex, offsetBy: number)])))
    case (.dict(let dict), .value(let key)): return try item(dict, key)
    case (.list(let list), .slice(let start, let stop, let step)):
      return .list(try chosen(list.items, start, stop, step))
    case (.tuple(let tuple), .slice(let start, let stop, let step)):
      return .tuple(try chosen(tuple.items, start, stop, step))
    case (.string(let text), .slice(let start, let stop, let step)):
      let scalars = Array(text.unicodeScalars)
      var rounds = Cancellation.Rounds()
      return .string(
        StringSearch.string(
          try positions(scalars.count, start, stop, step).map {
            try rounds.next()
            return scalars[$0]
          }))
    case (.range(let range), .slice(let start, let stop, let step)):
      let bounds = try bounds(range.count, start, stop, step)
      let first = range.start + bounds.start * range.step
      let step = range.step.multipliedReportingOverflow(by: bounds.step)
      guard !step.overflow, step.partialValue.magnitude < 1 << 56 else {
        // Slices of slices let the step grow without end; steps so wide leave one number at most.
        let isEmpty = bounds.step > 0 ? bounds.start >= bounds.stop : bounds.start <= bounds.stop
        return .range(RangeValue(start: first, stop: isEmpty ? first : first + 1, step: 1))
      }
      return .range(
        RangeValue(start: first, stop: range.start + bounds.stop * range.step, step: step.partialValue))
    default: throw Diagnostic(.type, "\(value.phrase) cannot be indexed")
    }
  }

  private static func item(_ dict: DictValue, _ key: Value) throws -> Value {
    if let value = try dict.value(for: key) { return value }
    let names = dict.entries.compactMap { if case .string(let name) = $0.key { name } else { nil } }
    var near: String?
    if case .string(let name) = key { near = NearestName.find(name, among: names) }
    throw Diagnostic(
      .key, "the dict has no key \(key.repr)" + (near.map { "; did you mean '\($0)'?" } ?? ""),
      notes: dict.count == 0
        ? ["it is empty"]
        : ["it has " + dict.entries.prefix(12).map(\.key.repr).joined(separator: ", ") + (dict.count > 12 ? " …" : "")])
  }

  /// An index as a position from the start, checked.
  static func position(_ index: Value, _ count: Int, _ kind: String) throws -> Int {
    guard let number = index.wholeNumber ?? index.objectNumber else {
      throw Diagnostic(
        .type, "the index of a \(kind) is a whole number, and this is \(index.phrase)",
        suggestion: { if case .real = index { "`//` divides to a whole number, int(…) cuts one off" } else { nil } }())
    }
    let position = number < 0 ? number + count : number
    guard position >= 0, position < count else {
      throw Diagnostic(
        .index,
        count == 0
          ? "the \(kind) is empty"
          : "the \(kind) has \(count == 1 ? "1 item" : "\(count) items"), and \(number) is out of range",
        suggestion: count == 0 ? nil : "from 0 to \(count - 1), or from -\(count) to -1")
    }
    return position
  }

  /// A slice's bounds within a sequence, Python's way.
  static func bounds(_ count: Int, _ start: Int?, _ stop: Int?, _ step: Int?) throws -> (
    start: Int, stop: Int, step: Int
  ) {
    let step = step ?? 1
    if step == 0 { throw Diagnostic(.value, "the step of a slice cannot be 0") }
    func clamp(_ bound: Int, _ low: Int, _ high: Int) -> Int {
      max(low, min(bound < 0 ? bound + count : bound, high))
    }
    if step > 0 {
      return (start.map { clamp($0, 0, count) } ?? 0, stop.map { clamp($0, 0, count) } ?? count, min(step, count + 1))
    }
    return (
      start.map { clamp($0, -1, count - 1) } ?? count - 1, stop.map { clamp($0, -1, count - 1) } ?? -1,
      max(step, -count - 1)
    )
  }

  private static func chosen(_ items: [Value], _ start: Int?, _ stop: Int?, _ step: Int?) throws -> [Value] {
    let bounds = try bounds(items.count, start, stop, step)
    try Limits.checkItems(max(0, (bounds.stop - bounds.start) / bounds.step))
    return stride(from: bounds.start, to: bounds.stop, by: bounds.step).map { items[$0] }
  }

  private static func positions(_ count: Int, _ start: Int?, _ stop: Int?, _ step: Int?) throws -> StrideTo<Int> {
    let bounds = try bounds(count, start, stop, step)
    return stride(from: bounds.start, to: bounds.stop, by: bounds.step)
  }
}

extension Value {
  /// The whole number that an object holds, such as a count of something.
  fileprivate var objectNumber: Int? {
    if case .object(let object) = self { object.number.flatMap { Int(exactly: $0) } } else { nil }
  }
}
