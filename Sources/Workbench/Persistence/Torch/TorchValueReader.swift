import Autodiff
import Datasets
import Language
import Tensors
import Text
import Threads

/// Makes values of what a file of PyTorch's holds.
///
/// What stands in several places of the file is one value here too: a list, a dict, a tensor. Two tensors that shared
/// memory are two, with the same numbers.
struct TorchValueReader {
  private let path: String
  private let note: (String) -> Void
  private let ordered: (DictValue) throws -> Value
  private var known: [ObjectIdentifier: Value] = [:]

  /// - Parameters:
  ///   - path: the file, for what is said.
  ///   - note: is told of numbers that are rounded.
  ///   - ordered: makes an `OrderedDict` of the entries of one.
  init(
    _ path: String, note: @escaping (String) -> Void,
    ordered: @escaping (DictValue) throws -> Value = { .dict($0) }
  ) {
    (self.path, self.note, self.ordered) = (path, note, ordered)
  }

  /// - Parameter place: where the value stands within the file, as `["model"]`.
  /// - Throws: ``Diagnostic``, ``DatasetError``, ``TensorError`` or `Cancelled`.
  mutating func value(_ pickled: Pickled, at place: String = "") throws -> Value {
    switch pickled {
    case .none: return .none
    case .bool(let flag): return .bool(flag)
    case .integer(let number): return try LargeInteger.value(of: number.description) ?? .integer(number)
    case .real(let number): return .real(number)
    case .text(let text): return .string(text)
    // There are no texts of bytes here.
    case .bytes(let bytes): return .list(bytes.map { .integer(Int($0)) })
    case .type(let name): return NumberKindValue.all[name] ?? .string(name)
    case .device(let name): return name.hasPrefix("cpu") ? .object(DeviceValue()) : .string(name)
    case .tensor(let tensor): return try once(tensor) { try Self.tensor(tensor, $0.path + place.inMessage, $0.note) }
    case .sequence(let sequence): return try once(sequence) { try $0.items(of: sequence, place) }
    case .dict(let dict): return try once(dict) { try $0.dict(dict, place) }
    case .name(let name) where name.module == "torch":
      if let kind = NumberKindValue.all[name.name] { return kind }
      throw stray(name.path, place)
    case .name(let name): throw stray(name.path, place)
    case .storage: throw stray("a storage without its tensor", place)
    case .numberType: throw stray("a type of numbers of NumPy's", place)
    case .array: throw stray("an array of NumPy's", place)
    }
  }

  private mutating func once(_ object: AnyObject, _ make: (inout Self) throws -> Value) throws -> Value {
    if let value = known[ObjectIdentifier(object)] { return value }
    let value = try make(&self)
    known[ObjectIdentifier(object)] = value
    return value
  }

  private mutating func items(of sequence: PickledSequence, _ place: String) throws -> Value {
    try Cancellation.current.check()
    var items: [Value] = []
    items.reserveCapacity(sequence.items.count)
    for (number, item) in sequence.items.enumerated() { items.append(try value(item, at: "\(place)[\(number)]")) }
    return switch sequence.kind {
    case .list: .list(items)
    case .tuple: .tuple(items)
    case .set: .object(try SetValue(items))
    }
  }

  private mutating func dict(_ dict: PickledDict, _ place: String) throws -> Value {
    try Cancellation.current.check()
    let result = DictValue()
    for entry in dict.entries {
      let key = try value(entry.key, at: place)
      try result.set(try value(entry.value, at: "\(place)[\(key.repr.inMessage)]"), for: key)
    }
    return dict.isOrdered ? try ordered(result) : .dict(result)
  }

  private func stray(_ what: String, _ place: String) -> Diagnostic {
    Diagnostic(.data, "\(path)\(place.inMessage) is \(what.inMessage), and there is nothing like it here")
  }

  private static func tensor(_ tensor: TorchTensor, _ place: String, _ note: (String) -> Void) throws -> Value {
    let numbers = try tensor.tensor()
    if let line = Rounding.words(of: numbers, tensor.type, place) { note(line) }
    return tensor.requiresGradient ? Value(try LearnedParameter(try numbers.copy())) : Value(numbers)
  }
}

/// What is said of numbers in a file that a tensor here, which is float32, does not hold.
enum Rounding {
  /// Nil where all is well, as far as the result tells: whole numbers from 2^24 on may be rounded, so that two of them
  /// have become one, and numbers in double precision may be out of its range.
  static func words(of tensor: Tensor, _ type: StoredNumber, _ place: String) -> String? {
    guard type.isRounded || type == .float64 else { return nil }
    var most: Float = 0
    tensor.inspect { for number in $0 { most = max(most, abs(number)) } }
    if type == .float64 {
      return most.isInfinite
        ? "\(place): its largest numbers are infinite here, where a tensor, which is float32, goes to 3.4e38" : nil
    }
    guard most >= 16_777_216 else { return nil }
    return
      "\(place): its whole numbers go up to \(Int(exactly: most.rounded()).map(grouped) ?? "\(most)"), and from "
      + "16,777,216 on a tensor, which is float32, rounds them"
  }
}
