import Autodiff
import Datasets
import Language
import Tensors

/// A data set as PyTorch has it: examples by number, each a tuple, or one value.
protocol ExampleProvider: ObjectValue {
  var exampleCount: Int { get }
  /// What transforms of the program's own are called in.
  var context: Context { get }
  func example(_ number: Int, _ context: Context) throws -> Value
  /// The columns of a batch at once; nil where only single examples can be had.
  func columns(_ numbers: [Int], _ context: Context) throws -> [Value]?
}

extension ExampleProvider {
  var count: Int? { exampleCount }
  var detail: String? { exampleCount == 1 ? "1 example" : "\(exampleCount) examples" }

  func subscripted(_ indices: [Index], _ context: Context) throws -> Value {
    guard indices.count == 1, case .value(let value) = indices[0] else {
      throw Diagnostic(
        .index, "a data set is asked for one example by its number", suggestion: "Subset(dataset, range(10))")
    }
    return try example(Subscripts.position(value, exampleCount, "data set"), context)
  }

  func columns(_ numbers: [Int], _ context: Context) throws -> [Value]? { nil }

  /// `for image, label in dataset:` gives the examples in their order.
  func iterate() throws -> IteratorValue? {
    let (context, count) = (context.renewed, exampleCount)
    var numbers = 0..<count
    return IteratorValue("dataset", count: count) { try numbers.popFirst().map { try self.example($0, context) } }
  }
}

/// Where the examples of a loader come from.
struct ExampleSource {
  let value: Value

  /// How many there are now: a list may have grown since it was given.
  var count: Int { Self.count(of: value) ?? 0 }

  private static func count(of value: Value) -> Int? {
    if case .object(let object) = value, let provider = object as? any ExampleProvider { return provider.exampleCount }
    return Iteration.count(value)
  }

  init(_ value: Value) throws {
    self.value = value
    guard let count = Self.count(of: value), count >= 0 else {
      throw Diagnostic(
        .type,
        "a loader takes a data set, which has a length and gives its examples by number, and this is \(value.phrase)",
        suggestion: "a class with __len__ and __getitem__", parameter: "dataset")
    }
  }

  func example(_ number: Int, _ context: Context) throws -> Value {
    try Subscripts.read(value, [.value(.integer(number))], context)
  }

  /// A batch: a list of columns, or one value where examples are single values.
  func batch(_ numbers: [Int], collate: Value, _ context: Context) throws -> Value {
    if !collate.isNone {
      return try context.call(collate, .list(try numbers.map { try example($0, context) }))
    }
    if case .object(let object) = value, let provider = object as? any ExampleProvider,
      let columns = try provider.columns(numbers, context)
    {
      return columns.count == 1 && provider.isSingle ? columns[0] : .list(columns)
    }
    return try Self.collated(try numbers.map { try example($0, context) })
  }

  /// Examples side by side: tensors are stacked, numbers become a tensor, tuples and dicts go part by part.
  static func collated(_ examples: [Value], depth: Int = 0) throws -> Value {
    guard let first = examples.first, depth < 16 else { return .list(examples) }
    if first.asTensor != nil {
      return Value(try .stack(try examples.map { try $0.tensor(for: "DataLoader") }, 0))
    }
    if first.plainNumber != nil { return Value(try Value.list(examples).tensor(for: "DataLoader")) }
    if let dict = first.dictionary {
      let result = DictValue()
      for (key, _) in dict.entries {
        let column = try examples.map { example -> Value in
          guard let dict = example.dictionary, let value = try dict.value(for: key) else {
            throw Diagnostic(.value, "the examples of a batch have the same keys, and one lacks \(key.repr)")
          }
          return value
        }
        try result.set(try collated(column, depth: depth + 1), for: key)
      }
      return .dict(result)
    }
    guard let parts = first.elements else { return .list(examples) }
    let rows = examples.map { $0.elements ?? [] }
    guard rows.allSatisfy({ $0.count == parts.count }) else {
      throw Diagnostic(.value, "the examples of a batch have as many parts each, and these differ")
    }
    let columns = try parts.indices.map { place in try collated(rows.map { $0[place] }, depth: depth + 1) }
    if case .tuple(let tuple) = first, let type = tuple.type {
      return .tuple(TupleValue(columns, names: tuple.names, type: type))
    }
    return .list(columns)
  }
}

extension ExampleProvider {
  /// Whether an example is one value and not a tuple.
  var isSingle: Bool { false }
}

/// `TensorDataset`: rows of the very tensors that it was given, as they are when they are asked for.
final class TensorDatasetValue: ExampleProvider {
  private let tensors: [Value]

  init(_ tensors: [Value]) { self.tensors = tensors }

  private var variables: [Variable] { tensors.compactMap { $0.asTensor?.variable } }

  var context: Context { .quiet }

  var typeName: String { "dataset" }
  var exampleCount: Int { variables.first?.shape.dimensions.first ?? 0 }
  func repr() -> String { "TensorDataset of \(exampleCount) examples" }
  let attributeNames = ["tensors"]

  func attribute(_ name: String, _ context: Context) throws -> Value? {
    name == "tensors" ? .tuple(tensors) : nil
  }

  func example(_ number: Int, _ context: Context) throws -> Value {
    .tuple(try tensors.map { try Subscripts.read($0, [.value(.integer(number))], context) })
  }

  func columns(_ numbers: [Int], _ context: Context) throws -> [Value]? {
    try variables.map { Value(try .select($0, 0, numbers)) }
  }
}

/// `Subset`: some examples of another data set.
final class SubsetValue: ExampleProvider {
  private let source: ExampleSource
  private let numbers: [Int]
  let context: Context

  init(_ source: ExampleSource, _ numbers: [Int], _ context: Context) {
    (self.source, self.numbers, self.context) = (source, numbers, context)
  }

  var typeName: String { "dataset" }
  var exampleCount: Int { numbers.count }
  func repr() -> String { "Subset of \(exampleCount) examples" }
  let attributeNames = ["dataset", "indices"]

  func attribute(_ name: String, _ context: Context) throws -> Value? {
    switch name {
    case "dataset": source.value
    case "indices": .list(numbers.map { .integer($0) })
    default: nil
    }
  }

  func example(_ number: Int, _ context: Context) throws -> Value { try source.example(numbers[number], context) }

  func columns(_ numbers: [Int], _ context: Context) throws -> [Value]? {
    guard case .object(let object) = source.value, let provider = object as? any ExampleProvider else { return nil }
    return try provider.columns(numbers.map { self.numbers[$0] }, context)
  }
}

/// A transform of images: `transforms.ToTensor()`.
final class TransformValue: ObjectValue {
  let name: String
  /// Whether it does to a batch what it does to each image of it.
  let isBatched: Bool
  /// Whether tensors come out of it, whatever went in: what is behind it works on tensors.
  let makesTensors: Bool
  private let body: (_ image: Value, _ isPicture: Bool, _ context: Context) throws -> Value

  init(
    _ name: String, isBatched: Bool, makesTensors: Bool = false,
    _ body: @escaping (Value, Bool, Context) throws -> Value
  ) {
    (self.name, self.isBatched, self.makesTensors, self.body) = (name, isBatched, makesTensors, body)
  }

  static func known(_ value: Value) -> TransformValue? {
    if case .object(let object) = value { object as? TransformValue } else { nil }
  }

  static func apply(_ transform: Value, to image: Value, _ context: Context) throws -> Value {
    guard let known = known(transform) else { return try context.call(transform, image) }
    return try known.apply(image, isPicture: false, context)
  }

  /// Of a batch of pictures of bytes, which are no tensors yet but as one here.
  func apply(toPictures batch: Value, _ context: Context) throws -> Value {
    try apply(batch, isPicture: true, context)
  }

  /// - Parameter isPicture: whether a tensor stands for pictures of bytes, as those of data sets.
  func apply(_ image: Value, isPicture: Bool, _ context: Context) throws -> Value {
    try body(image, isPicture, context)
  }

  var typeName: String { "transform" }
  var detail: String? { name }
  func repr() -> String { "\(name)()" }
  var isCallable: Bool { true }

  /// What a program gives it is a tensor, unless it is to make one of it.
  func call(_ arguments: [CallArgument], _ context: Context) throws -> Value {
    guard arguments.count == 1 else { throw Diagnostic(.argument, "\(name) takes one image") }
    return try body(arguments[0].value, makesTensors, context)
  }
}
