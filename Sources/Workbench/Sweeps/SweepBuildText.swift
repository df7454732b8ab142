import Autodiff
import Datasets
import Language
import Networks
import Tensors

/// The text of a function, with all of the session's that it names: what another text makes of a run is another run.
struct SweepBuildText {
  private let interpreter: Interpreter?
  private var seen: Set<String> = []
  private var (objects, functions): (Set<ObjectIdentifier>, Set<ObjectIdentifier>) = ([], [])
  private(set) var text = ""

  init(_ build: Value, _ interpreter: Interpreter?) {
    self.interpreter = interpreter
    add(build, as: "")
  }

  private mutating func add(_ value: Value, as name: String) {
    text += "\n\(name): "
    switch value {
    case .function(let function):
      guard functions.insert(ObjectIdentifier(function)).inserted else { return }
      text += function.source
      for value in function.captured { add(value, as: "captured") }
      for value in function.defaults.compactMap(\.self) { add(value, as: "default") }
      // A module's functions are always the same, and its names are not the session's.
      if !function.isOfModule { add(function.outerNames) }
    case .builtin(let entry): text += entry.name
    case .list(let list) where !objects.insert(ObjectIdentifier(list)).inserted: break
    case .dict(let dict) where !objects.insert(ObjectIdentifier(dict)).inserted: break
    case .list(let list): for item in list.items { add(item, as: "item") }
    case .tuple(let tuple): for item in tuple.items { add(item, as: "item") }
    case .dict(let dict):
      for entry in dict.entries {
        add(entry.key, as: "key")
        add(entry.value, as: "value")
      }
    case .object(let object): add(object, value)
    default: text += value.repr
    }
  }

  private mutating func add(_ object: any ObjectValue, _ value: Value) {
    // What holds itself is looked at once.
    guard objects.insert(ObjectIdentifier(object)).inserted else { return }
    if let layer = value.module {
      text += layer.description
      for parameter in layer.parameters { add(parameter.value) }
    }
    switch object {
    case let type as ClassValue: text += type.source ?? type.name
    case let tensor as TensorValue: add(tensor.variable.value)
    // The text of any other may have a place in memory in it, and times.
    default: text += object.typeName + (object.detail ?? "")
    }
    // The attributes of an object and its class, the function of a method.
    for value in object.heldValues + (object.listing?.values ?? []) { add(value, as: "held") }
  }

  private mutating func add(_ tensor: Tensor) {
    text += "\(tensor.shape) " + ContentChecksum.sha256(tensor.array.withUnsafeBytes { Array($0) })
  }

  /// What names mean in the session.
  private mutating func add(_ names: [String]) {
    for name in names where seen.insert(name).inserted {
      if let value = interpreter?[variable: name] { add(value, as: name) }
    }
  }
}
