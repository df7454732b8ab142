import Tensors

/// Tensors under names in a file, whose numbers are read when they are wanted: what weights are taken from.
package protocol NamedTensors {
  /// The writer's remarks about the file.
  var metadata: [String: String] { get }
  /// The names: those of a network's layers in their order.
  var names: [String] { get }
  /// Nil where there is none of this name.
  func shape(of name: String) -> Shape?
  /// What tells where a tensor stands among the others of the file; nil where there is none of this name.
  func start(of name: String) -> Int?
  /// A tensor's numbers as float32; nil where there is none of this name.
  ///
  /// - Throws: ``TensorError`` of code `memory`, ``DatasetError`` where they are damaged.
  func tensor(_ name: String) throws -> Tensor?
}

extension SafetensorsReader: NamedTensors {
  package func shape(of name: String) -> Shape? { entries[name]?.shape }
}

/// The tensors in a value of PyTorch's as weights of networks: those of a `state_dict` by its names, and those of a
/// dict within a dict, as of a checkpoint, by both keys with a dot between.
package struct TorchWeights: NamedTensors {
  package let metadata: [String: String] = [:]
  package private(set) var names: [String] = []
  private var tensors: [String: (place: Int, tensor: TorchTensor)] = [:]

  package init(_ value: Pickled) {
    if case .dict(let dict) = value { add(dict, prefix: "") }
  }

  private mutating func add(_ dict: PickledDict, prefix: String) {
    // The moments of an optimizer are no weights.
    let keys = dict.entries.compactMap { if case .text(let key) = $0.key { key } else { nil } }
    if keys.contains("param_groups"), keys.contains("state") { return }
    for (key, value) in dict.entries {
      guard case .text(let key) = key else { continue }
      switch value {
      case .tensor(let tensor):
        if tensors.updateValue((names.count, tensor), forKey: prefix + key) == nil { names.append(prefix + key) }
      case .dict(let inner): add(inner, prefix: prefix + key + ".")
      default: break
      }
    }
  }

  package func shape(of name: String) -> Shape? { tensors[name]?.tensor.shape }

  package func start(of name: String) -> Int? { tensors[name]?.place }

  package func tensor(_ name: String) throws -> Tensor? { try tensors[name]?.tensor.tensor() }
}
