import Threads

/// `x[i]` and `x[a:b:c]`.
package enum Subscripts {
  package static func read(_ value: Value, _ indices: [Index], _ context: Context) throws -> Value {
    if case .object(let object) = value { return try object.subscripted(indices, context) }
    guard indices.count == 1 else {
      guard case .dict(let dict) = value else {
        throw Diagnostic(.index, "\(value.phrase) has one dimension, and takes one index")
      }
      return try item(dict, key(indices))
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

  /// `x[i] = value`
  static func assign(_ value: Value, to container: Value, _ indices: [Index], _ context: Context) throws {
    if case .object(let object) = container { return try object.assign(value, at: indices, context) }
    switch (container, indices.count == 1 ? indices[0] : nil) {
    case (.list(let list), .value(let index)?): list.items[try position(index, list.items.count, "list")] = value
    case (.list(let list), .slice(let start, let stop, let step)?):
      try replace(list, start, stop, step, with: try Iteration.items(value, context, verb: "put in place"))
    case (.dict(let dict), .value(let index)?): try dict.set(value, for: index)
    case (.dict(let dict), nil): try dict.set(value, for: key(indices))
    case (.list, _): throw Diagnostic(.type, "a list has one dimension, and takes one index")
    case (.tuple, _):
      throw Diagnostic(.type, "the items of a tuple cannot be changed", suggestion: "list(…) makes a list of it")
    default:
      throw Diagnostic(
        .type, "items of lists and dicts can be assigned, not of \(container.phrase)",
        suggestion: "make a new value instead")
    }
  }

  /// `d[1, 2]` looks for the tuple.
  private static func key(_ indices: [Index]) throws -> Value {
    .tuple(
      try indices.map { index in
        guard case .value(let value) = index else { throw Diagnostic(.key, "a dict has no slices") }
        return value
      })
  }

  /// `del x[i]`
  static func remove(_ value: Value, _ indices: [Index], _ context: Context) throws {
    if case .object(let object) = value { return try object.remove(at: indices, context) }
    guard indices.count == 1 else { throw Diagnostic(.index, "\(value.phrase) has one dimension, and takes one index") }
    switch (value, indices[0]) {
    case (.list(let list), .value(let index)):
      list.items.remove(at: try position(index, list.items.count, "list"))
    case (.list(let list), .slice(let start, let stop, let step)):
      let places = Set(try positions(list.items.count, start, stop, step))
      list.items = list.items.enumerated().filter { !places.contains($0.offset) }.map(\.element)
    case (.dict(let dict), .value(let key)):
      guard try dict.remove(key) != nil else {
        _ = try item(dict, key)
        return
      }
    default: throw Diagnostic(.type, "items of lists and dicts can be deleted, not of \(value.phrase)")
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
  package static func position(_ index: Value, _ count: Int, _ kind: String) throws -> Int {
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

  /// A bound of a slice as it is written in a call: a whole number, or None.
  static func bound(_ value: Value?) throws -> Int? {
    guard let value, !value.isNone else { return nil }
    guard let whole = value.wholeNumber ?? value.number.flatMap({ Int(exactly: $0) }) else {
      throw Diagnostic(.type, "a slice takes whole numbers, and this is \(value.phrase)")
    }
    return whole
  }

  /// Puts items in the place of a slice.
  static func replace(_ list: ListValue, _ start: Int?, _ stop: Int?, _ step: Int?, with items: [Value]) throws {
    let bounds = try bounds(list.items.count, start, stop, step)
    if bounds.step == 1 {
      try Limits.checkItems(list.items.count + items.count, within: list.items.capacity)
      return list.items.replaceSubrange(bounds.start..<max(bounds.start, bounds.stop), with: items)
    }
    let places = Array(stride(from: bounds.start, to: bounds.stop, by: bounds.step))
    guard places.count == items.count else {
      throw Diagnostic(
        .value,
        "the slice has \(places.count) places, and \(items.count == 1 ? "1 value stands" : "\(items.count) values stand") on the right"
      )
    }
    for (place, item) in zip(places, items) { list.items[place] = item }
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
