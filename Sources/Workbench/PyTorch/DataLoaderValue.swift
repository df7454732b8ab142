import Language

/// `DataLoader`: every loop goes through all examples, a batch at a time.
final class DataLoaderValue: ObjectValue {
  /// Which examples come, and where they are from.
  enum Course {
    /// Those of a data set by number, in their order or in another one each time.
    case all(ExampleSource, shuffles: Bool)
    /// Those that a sampler names.
    case sampled(ExampleSource, by: Value)
    /// Those of lists that a sampler gives, each a batch.
    case batches(ExampleSource, by: Value)
    /// Those that a data set gives one after another: an `IterableDataset`.
    case stream(Value)
  }

  private let course: Course
  /// How many a batch has; nil where examples come one by one, and as they are.
  private let size: Int?
  private let dropsLast: Bool
  private let collate: Value
  private let random: RandomNumbers
  /// Whose numbers shuffle; nil for the session's.
  private let generator: GeneratorValue?
  /// That of the call that made it: loops begin where no call is at hand.
  private let origin: Context
  /// What it calls runs in the cell that goes through it.
  private var context: Context { origin.renewed }

  init(
    _ course: Course, size: Int?, dropsLast: Bool, collate: Value, random: RandomNumbers, generator: GeneratorValue?,
    _ context: Context
  ) {
    (self.course, self.size, self.dropsLast) = (course, size, dropsLast)
    (self.collate, self.random, self.generator, origin) = (collate, random, generator, context)
  }

  var typeName: String { "loader" }
  var className: String { "DataLoader" }
  var detail: String? { count.map { "\($0) batches" } }

  func repr() -> String {
    let examples = examples.map { "\($0) examples" } ?? "examples one after another"
    return "DataLoader of \(examples)" + (size.map { ", \($0) in a batch" } ?? "")
  }

  /// How many examples a loop gives; nil where nobody knows before.
  private var examples: Int? {
    switch course {
    case .all(let source, _): source.count
    case .sampled(_, let sampler): Iteration.count(sampler)
    case .batches(let source, _): source.count
    case .stream(let source): Iteration.count(source)
    }
  }

  var count: Int? {
    if case .batches(_, let sampler) = course { return Iteration.count(sampler) }
    guard let size else { return examples }
    return examples.map { dropsLast ? $0 / size : ($0 + size - 1) / size }
  }

  let attributeNames = ["dataset", "batch_size", "drop_last", "sampler", "batch_sampler"]

  func attribute(_ name: String, _ context: Context) throws -> Value? {
    switch (name, course) {
    case ("dataset", .all(let source, _)), ("dataset", .sampled(let source, _)), ("dataset", .batches(let source, _)):
      source.value
    case ("dataset", .stream(let source)): source
    case ("batch_size", .batches): Value.none
    case ("batch_size", _): size.map { .integer($0) } ?? Value.none
    case ("drop_last", _): .bool(dropsLast)
    case ("sampler", .sampled(_, let sampler)), ("batch_sampler", .batches(_, let sampler)): sampler
    default: nil
    }
  }

  func iterate() throws -> IteratorValue? {
    switch course {
    case .all(let source, let shuffles):
      let order = shuffles ? try shuffled(source.count) : Array(0..<source.count)
      var start = 0
      return batches(of: source) {
        defer { start += 1 }
        return start < order.count ? order[start] : nil
      }
    case .sampled(let source, let sampler):
      let next = try Iteration.source(of: sampler, verb: "take examples' numbers from")
      return batches(of: source) { try next().map { try Self.place($0, source.count) } }
    case .batches(let source, let sampler):
      let next = try Iteration.source(of: sampler, verb: "take batches of numbers from")
      return IteratorValue("batches", count: count) { [self] in
        guard let batch = try next() else { return nil }
        let places = try Iteration.items(batch, context, verb: "take examples' numbers from")
        return try source.batch(places.map { try Self.place($0, source.count) }, collate: collate, context)
      }
    case .stream(let source):
      let next = try Iteration.source(of: source, verb: "take examples from")
      return IteratorValue("batches", count: count) { [self] in
        guard let size else { return try next().map { try alone($0) } }
        var examples: [Value] = []
        while examples.count < size, let example = try next() {
          try context.cancellation.safepoint()
          examples.append(example)
        }
        guard !examples.isEmpty, !dropsLast || examples.count == size else { return nil }
        return try collate.isNone ? ExampleSource.collated(examples) : context.call(collate, .list(examples))
      }
    }
  }

  private func shuffled(_ count: Int) throws -> [Int] {
    func drawn() throws -> [Int] { try random.next(.shuffling).permutation(count) }
    return try generator.map { try random.drawing(from: $0, drawn) } ?? drawn()
  }

  /// Batches of the examples whose numbers come one after another.
  private func batches(of source: ExampleSource, _ next: @escaping () throws -> Int?) -> IteratorValue {
    IteratorValue("batches", count: count) { [self] in
      guard let size else { return try next().map { try alone(source.example($0, context)) } }
      var places: [Int] = []
      while places.count < size, let place = try next() { places.append(place) }
      guard !places.isEmpty, !dropsLast || places.count == size else { return nil }
      return try source.batch(places, collate: collate, context)
    }
  }

  /// An example that is no part of a batch.
  private func alone(_ example: Value) throws -> Value {
    collate.isNone ? example : try context.call(collate, example)
  }

  private static func place(_ value: Value, _ count: Int) throws -> Int {
    guard let place = value.wholeNumber ?? value.number.flatMap({ Int(exactly: $0) }) else {
      throw Diagnostic(.type, "a sampler gives the numbers of examples, and this is \(value.phrase)")
    }
    guard place >= -count, place < count else {
      throw Diagnostic(.index, "there is no example \(place): they are numbered from 0 to \(count - 1)")
    }
    return place < 0 ? place + count : place
  }
}

extension DataLoaderValue {
  /// The loader that a program's arguments ask for, with PyTorch's rules of what goes together.
  static func made(_ arguments: Arguments, random: RandomNumbers, _ context: Context) throws -> DataLoaderValue {
    func refused(_ text: String, _ parameter: String) -> Diagnostic { Diagnostic(.value, text, parameter: parameter) }
    let (data, sampler, batchSampler) = (arguments["dataset"], arguments["sampler"], arguments["batch_sampler"])
    let shuffles = arguments.bool("shuffle"), dropsLast = arguments.bool("drop_last")
    let size = arguments["batch_size"].isNone ? nil : arguments.integer("batch_size")
    let isStream = isStream(data)
    for (name, value) in [("sampler", sampler), ("batch_sampler", batchSampler)] where isStream && !value.isNone {
      throw refused("an IterableDataset gives its examples itself, and \(name) would choose them", name)
    }
    guard !isStream || !shuffles else {
      throw refused(
        "an IterableDataset gives its examples in its own order, and shuffle has none of its own", "shuffle")
    }
    guard sampler.isNone || !shuffles else {
      throw refused("a sampler says in which order examples come, and shuffle another", "shuffle")
    }
    if !batchSampler.isNone {
      for name in ["batch_size", "shuffle", "sampler", "drop_last"] where arguments.isGiven(name) {
        throw refused("batch_sampler gives whole batches, and \(name) would make them", name)
      }
    } else if size == nil, dropsLast {
      throw refused("without batches, batch_size=None, there is no last one to leave out", "drop_last")
    }
    let course: Course =
      if isStream {
        .stream(data)
      } else if !batchSampler.isNone {
        .batches(try ExampleSource(data), by: batchSampler)
      } else if !sampler.isNone {
        .sampled(try ExampleSource(data), by: sampler)
      } else {
        .all(try ExampleSource(data), shuffles: shuffles)
      }
    return try DataLoaderValue(
      course, size: size, dropsLast: dropsLast, collate: arguments["collate_fn"], random: random,
      generator: arguments.generator, context)
  }

  /// Whether a data set gives examples one after another, and none by number.
  private static func isStream(_ value: Value) -> Bool {
    guard case .object(let object) = value, let instance = object as? InstanceValue else { return false }
    return instance.type.member("__iter__") != nil && instance.type.member("__getitem__") == nil
  }
}
