import Autodiff
import Datasets
import Language
import Networks
import Tensors

/// The text of a function, with all of the session's that it names: what another text makes of a run is another run.
struct SweepBuildText {
  private let interpreter: Interpreter?
  private var seen: Set<String> = []
  private var objects: Set<ObjectIdentifier> = []
  private(set) var text = ""

  init(_ build: Value, _ interpreter: Interpreter?) {
    self.interpreter = interpreter
    add(build, as: "")
  }

  private mutating func add(_ value: Value, as name: String) {
    text += "\n\(name): "
    switch value {
    case .function(let function):
      text += function.source
      for value in function.defaults.compactMap(\.self) { add(value, as: "default") }
      addNames(function.source, except: function.localNames)
    case .builtin(let entry): text += entry.name
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
    case let type as ClassValue:
      let source = type.source ?? type.name
      text += source
      addNames(source, except: [])
    case let instance as InstanceValue: add(.object(instance.type), as: "class")
    case let tensor as TensorValue: add(tensor.variable.value)
    // The text of any other may have a place in memory in it, and times.
    default: text += object.typeName + (object.detail ?? "")
    }
  }

  private mutating func add(_ tensor: Tensor) {
    text += "\(tensor.shape) " + ContentChecksum.sha256(tensor.array.withUnsafeBytes { Array($0) })
  }

  /// What the words of a text mean in the session. More words than names are looked at; none too few.
  private mutating func addNames(_ source: String, except locals: Set<String>) {
    for word in source.unicodeScalars.split(whereSeparator: { !$0.properties.isXIDContinue && $0 != "_" }) {
      let name = String(String.UnicodeScalarView(word))
      guard !seen.contains(name), !locals.contains(name), let value = interpreter?[variable: name] else { continue }
      seen.insert(name)
      add(value, as: name)
    }
  }
}
