import Autodiff
import Datasets
import Language
import Networks
import Tensors
import Threads

/// Writes a value as PyTorch's `torch.save` does.
struct TorchValueWriter {
  /// The command that writes it, for errors.
  private let entry: String
  private var writer = TorchWriter()
  /// The lists, tuples and dicts that the value being written stands in.
  private var around: [ObjectIdentifier] = []

  private init(_ entry: String) { self.entry = entry }

  /// More containers than this within one another are refused, as when such a file is read.
  private static let mostDepth = 99

  /// The whole file.
  ///
  /// - Throws: ``Diagnostic`` that names the value within which PyTorch would have to run something, ``DatasetError``
  ///   where
  ///   it would be too large.
  static func encoded(_ value: Value, for entry: String) throws -> [UInt8] {
    var writer = TorchValueWriter(entry)
    try writer.write(value, "the value", name: nil)
    return try writer.writer.encoded()
  }

  /// - Parameters:
  ///   - place: what an error calls it, as `the value["model"]`.
  ///   - name: the key that it stands under in a dict.
  private mutating func write(_ value: Value, _ place: String, name: String?) throws {
    switch value {
    case .none: writer.none()
    case .bool(let flag): writer.bool(flag)
    case .integer(let number): writer.integer(number)
    case .object(let large as LargeInteger):
      guard let word = large.word else { throw refusal(value, place) }
      writer.integer(word)
    case .real(let number): writer.real(number)
    case .string(let text): writer.text(text)
    case .list(let list):
      try within(list, place) {
        $0.writer.beginList()
        try $0.items(list.items, place)
        $0.writer.endList()
      }
    case .tuple(let tuple):
      try within(tuple, place) {
        $0.writer.beginTuple()
        try $0.items(tuple.items, place)
        $0.writer.endTuple()
      }
    case .dict(let dict): try within(dict, place) { try $0.write(dict, place) }
    case .object(let object as InstanceValue) where object.isOrderedDict:
      if let dict = value.dictionary { try within(dict, place) { try $0.write(dict, place, isOrdered: true) } }
    case .object(let object as TensorValue): try write(object, place, name: name)
    case .object(let set as SetValue):
      try within(set, place) {
        $0.writer.beginSet()
        try $0.items(set.items, place)
        $0.writer.endSet()
      }
    case .object(let kind as NumberKindValue): writer.type(kind.name)
    case .object(let object) where object is DeviceValue: writer.device()
    default: throw refusal(value, place)
    }
  }

  private mutating func items(_ items: [Value], _ place: String) throws {
    for (number, item) in items.enumerated() { try write(item, "\(place)[\(number)]", name: nil) }
  }

  private mutating func write(_ dict: DictValue, _ place: String, isOrdered: Bool = false) throws {
    writer.beginDict(isOrdered: isOrdered)
    for (key, value) in dict.entries {
      let name: String? = if case .string(let text) = key { text } else { nil }
      try write(key, "a key of \(place)", name: nil)
      try write(value, "\(place)[\(key.repr.inMessage)]", name: name)
    }
    writer.endDict()
  }

  private mutating func write(_ value: TensorValue, _ place: String, name: String?) throws {
    if writer.again(value) { return }
    try Cancellation.current.check()
    guard !value.isArray else {
      throw Diagnostic(
        .type, "\(entry): \(place) is an array of NumPy's, which torch.load does not take",
        suggestion: "save a tensor: torch.from_numpy(a)")
    }
    let variable = value.variable
    // The counter of a batch normalization, the one whole number of a layer's.
    let isCounter = variable.shape.rank == 0 && (name?.hasSuffix("num_batches_tracked") ?? false)
    try writer.tensor(
      variable.value, isWhole: isCounter, isParameter: variable is LearnedParameter,
      requiresGradient: variable.requiresGradient)
    writer.remember(value)
  }

  /// Writes a container, which is written once however often it stands somewhere.
  private mutating func within(_ container: AnyObject, _ place: String, _ write: (inout Self) throws -> Void) throws {
    if writer.again(container) { return }
    guard !around.contains(ObjectIdentifier(container)), around.count < Self.mostDepth else {
      throw Diagnostic(
        .value,
        around.count < Self.mostDepth
          ? "\(entry): \(place.inMessage) holds itself, and a file of PyTorch's is not made of that"
          : "\(entry): lists and dicts stand more than \(Self.mostDepth) deep within one another")
    }
    around.append(ObjectIdentifier(container))
    defer { around.removeLast() }
    try write(&self)
    writer.remember(container)
  }

  private func refusal(_ value: Value, _ place: String) -> Diagnostic {
    let object: (any ObjectValue)? = if case .object(let object) = value { object } else { nil }
    let suggestion: String? =
      if value.module != nil {
        "\(entry)(net.state_dict(), \"net.pt\")"
      } else if object is ModelValue {
        "\(entry)(model().state_dict(), \"model.pt\")"
      } else if object is OptimizerValue {
        "\(entry)(optimizer.state_dict(), \"optimizer.pt\")"
      } else {
        nil
      }
    return Diagnostic(
      .type,
      "\(entry): \(place.inMessage) is \(value.phrase), and a file holds tensors, numbers, texts, and lists, tuples, sets and dicts of them",
      notes: suggestion == nil ? [] : ["a file with an object of a class in it would run code when it is opened"],
      suggestion: suggestion)
  }
}
