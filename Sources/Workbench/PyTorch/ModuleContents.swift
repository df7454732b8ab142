import Autodiff
import Language
import Networks

/// `net._modules`, `net._parameters` and `net._buffers`: what a module is made of, by name, and changed through the dict.
final class ModuleContents: DictOwner {
  private enum Kind: String { case modules = "_modules", parameters = "_parameters", buffers = "_buffers" }

  private let kind: Kind
  private let layer: any Layer

  /// Nil where the name is none of the three.
  init?(_ name: String, of layer: any Layer) {
    guard let kind = Kind(rawValue: name) else { return nil }
    (self.kind, self.layer) = (kind, layer)
  }

  var contents: String { "a module's \(kind.rawValue)" }

  var namedValues: [(name: String, value: Value)] {
    switch kind {
    case .modules: zip(layer.childNames, layer.children).map { ($0, ModuleMethods.value($1)) }
    case .parameters: layer.ownParameters.map { ($0.name, Value($0.item)) }
    case .buffers: layer.torchBuffers.map { ($0.name, layer.value(of: $0.item)) }
    }
  }

  func set(_ value: Value, for name: String) throws {
    switch layer {
    case let module as ModuleLayer:
      guard kind != .modules || value.module != nil else {
        throw Diagnostic(.type, "\(contents) holds modules, and this is \(value.phrase)")
      }
      guard kind != .parameters || value.isNone || value.asTensor?.variable is LearnedParameter else {
        throw Diagnostic(.type, "\(contents) holds parameters, and this is \(value.phrase)")
      }
      module.instance.setOwn(value, for: name)
      if kind == .buffers { module.noteBuffer(name) }
    case let network as Sequential where kind == .modules:
      try network.set(try value.layer(for: "nn.Sequential"), named: name)
    default: try NetworkValue(layer).replace(name, with: value)
    }
  }

  func remove(_ name: String) throws -> Value? {
    switch layer {
    case let module as ModuleLayer: return module.instance.removeOwn(name)
    case let network as Sequential where kind == .modules:
      return try network.remove(named: name).map(ModuleMethods.value)
    default:
      throw Diagnostic(.type, "nothing can be taken out of \(contents), where it is \(layer.description)")
    }
  }
}
