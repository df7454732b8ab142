/// A value in a file that PyTorch's `torch.save` wrote: data, and nothing that could run.
package enum Pickled {
  case none
  case bool(Bool)
  case integer(Int)
  case real(Double)
  case text(String)
  case bytes([UInt8])
  case sequence(PickledSequence)
  case dict(PickledDict)
  case tensor(TorchTensor)
  /// `torch.float32`, by its name without the module.
  case type(String)
  /// `torch.device("cuda:0")`, by the name of the device.
  case device(String)
  /// What a pickle names without making anything of it, as `collections.OrderedDict`.
  case name(PickledName)
  /// The numbers of tensors, on the way to those.
  case storage(TorchStorage)
  /// NumPy's type of numbers, on the way to one of them.
  case numberType(NumPyType)
  /// An array of NumPy's.
  case array(PickledArray)

  /// How many containers stand within one another; 0 for a value that holds no others.
  var depth: Int {
    switch self {
    case .sequence(let sequence): sequence.depth
    case .dict(let dict): dict.depth
    default: 0
    }
  }

  /// More containers than this within one another are no checkpoint, and what goes through them calls itself as often.
  static let mostDepth = 100
}

/// A class or a function by its module and its name in there.
package struct PickledName: Hashable, Sendable {
  package let module: String
  package let name: String

  package var path: String { module + "." + name }
}

/// A list, a tuple or a set. What stands in several places is one object.
package final class PickledSequence {
  package enum Kind { case list, tuple, set }

  package let kind: Kind
  package fileprivate(set) var items: [Pickled]
  fileprivate(set) var depth: Int
  /// Whether it stands within another value, which has counted its depth.
  fileprivate var isPlaced = false

  fileprivate init(_ kind: Kind, _ items: [Pickled], depth: Int) {
    (self.kind, self.items, self.depth) = (kind, items, depth)
  }
}

/// A dict, of PyTorch's `OrderedDict` too, in its order. What stands in several places is one object.
package final class PickledDict {
  /// Whether it is an `OrderedDict`, as every `state_dict`.
  package let isOrdered: Bool
  package fileprivate(set) var entries: [(key: Pickled, value: Pickled)] = []
  fileprivate(set) var depth = 1
  fileprivate var isPlaced = false

  init(isOrdered: Bool = false) { self.isOrdered = isOrdered }
}

/// Puts containers into one another, so that none comes to stand within itself, and none too deep.
///
/// A pickler fills a container before it puts it into another one, but where it holds itself. That is what makes both
/// known at once here, and what a file that does otherwise is refused for.
enum PickledBuilding {
  static func sequence(_ kind: PickledSequence.Kind, _ items: [Pickled] = []) throws(PickleFault) -> PickledSequence {
    let sequence = PickledSequence(kind, [], depth: 1)
    try add(items, to: sequence)
    return sequence
  }

  static func add(_ items: [Pickled], to sequence: PickledSequence) throws(PickleFault) {
    guard !sequence.isPlaced else { throw PickleFault.changed }
    for item in items { sequence.depth = max(sequence.depth, try placed(item, in: sequence)) }
    sequence.items += items
  }

  static func add(_ items: [Pickled], to dict: PickledDict) throws(PickleFault) {
    guard !dict.isPlaced else { throw PickleFault.changed }
    guard items.count % 2 == 0 else { throw PickleFault("a dict has a key without a value") }
    for start in stride(from: 0, to: items.count, by: 2) {
      for item in items[start..<start + 2] { dict.depth = max(dict.depth, try placed(item, in: dict)) }
      dict.entries.append((items[start], items[start + 1]))
    }
  }

  private static func placed(_ item: Pickled, in container: AnyObject) throws(PickleFault) -> Int {
    switch item {
    case .sequence(let sequence):
      guard sequence !== container else { throw PickleFault.changed }
      sequence.isPlaced = true
    case .dict(let dict):
      guard dict !== container else { throw PickleFault.changed }
      dict.isPlaced = true
    default: break
    }
    guard item.depth < Pickled.mostDepth else {
      throw PickleFault("its lists and dicts stand more than \(Pickled.mostDepth) deep within one another")
    }
    return item.depth + 1
  }
}

/// Why a pickle is not read, without the file, which whoever reads it knows.
struct PickleFault: Error {
  let message: String
  var notes: [String] = []
  var suggestion: String?
  /// Whether the bytes are no whole pickle, or a whole one of what is not read.
  var isDamage = true

  init(_ message: String) { self.message = message }

  static let changed = PickleFault("a list or dict in it holds itself, or is filled after it was put into another one")
  static let end = PickleFault("it ends in the middle of a value: the file was cut off")
}
