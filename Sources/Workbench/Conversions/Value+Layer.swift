import Autodiff
import Language
import Networks
import Tensors

extension Value {
  /// The layer this is: a layer or network, or a bare name such as `relu` or `flatten`.
  ///
  /// - Throws: ``Diagnostic`` where it is none.
  func layer(for entry: String) throws -> any Layer {
    switch self {
    case .object(let object):
      if let network = object as? NetworkValue { return network.layer }
      if let instance = object as? InstanceValue, let layer = ModuleLayer.of(instance) { return layer }
    case .builtin(let name):
      if let kind = Activation.Kind(rawValue: name.name) { return Activation(kind) }
      if name.name == "flatten" { return Flatten() }
      switch name.name {
      case "leaky_relu": return LeakyReLU()
      case "gelu": return GELU()
      case "elu": return ELU()
      case "hardtanh": return Hardtanh()
      default: break
      }
      if name.group == "layers" {
        throw Diagnostic(
          .type, "\(entry) takes layers, and \(name.name) needs its sizes first", example: name.example)
      }
    default: break
    }
    if case .function = self {
      throw Diagnostic(
        .type, "\(entry) takes layers, and this is \(phrase): `train` could not know its parameters",
        suggestion:
          "sequential(…) of layers; or train a function in a loop of your own, like the one `help train` ends with")
    }
    if elements != nil {
      throw Diagnostic(
        .type, "\(entry) takes layers, and this is \(phrase)", suggestion: "take the list apart: \(entry)(*layers)")
    }
    throw Diagnostic(
      .type, "\(entry) takes layers, and this is \(phrase)",
      example: entry == "heads"
        ? "heads(linear(128, 30), linear(128, 30))" : "sequential(linear(20, 512), relu, linear(512, 784), sigmoid)")
  }
}

extension Value {
  /// A layer or a network as the language sees it.
  static func network(_ layer: any Layer) -> Value { .object(NetworkValue(layer)) }
}

extension Layer {
  /// The one tensor that a layer makes of another; an abstract one, where tensors are abstract.
  func result(for x: Variable) throws -> Value {
    AbstractTensors.inUse ? try .abstractTensor(resultShapes(x.shape)[0]) : Value(try self(x))
  }
}
