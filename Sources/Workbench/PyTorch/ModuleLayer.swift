import Autodiff
import Language
import Networks
import Tensors

/// An object of a class that derives from `nn.Module`, as a layer: the commands and `sequential` take it as they take one.
final class ModuleLayer: Layer {
  let instance: InstanceValue

  private init(_ instance: InstanceValue) { self.instance = instance }

  /// The layer of an object, the same each time; nil where the object is no module.
  static func of(_ instance: InstanceValue) -> ModuleLayer? {
    guard let part = instance.part as? ModulePart else { return nil }
    if let layer = part.layer { return layer }
    let layer = ModuleLayer(instance)
    part.layer = layer
    return layer
  }

  private var part: ModulePart? { instance.part as? ModulePart }

  /// An attribute is a buffer from now on.
  func noteBuffer(_ name: String) { part?.buffers.insert(name) }

  /// The buffers that `state_dict` leaves out: `register_buffer(name, t, persistent=False)`.
  var unsavedBuffers: Set<String> { part?.unsavedBuffers ?? [] }

  var description: String { instance.typeName }

  /// What the class's `extra_repr` says of how it was made; empty where it says nothing.
  var settings: String {
    if case .string(let text)? = try? instance.send("extra_repr", []) { text } else { "" }
  }

  // MARK: What it is made of

  /// The attributes that are layers, networks and modules, in the order in which they were bound.
  private var modules: [(name: String, layer: any Layer)] {
    instance.ownAttributes.compactMap { name, value in value.module.map { (name, $0) } }
  }

  var children: [any Layer] { modules.map(\.layer) }
  var childNames: [String] { modules.map(\.name) }
  var parameters: [LearnedParameter] { ownParameters.map(\.item) + children.flatMap(\.parameters) }

  var ownParameters: [(name: String, item: LearnedParameter)] {
    instance.ownAttributes.compactMap { name, value in
      guard let parameter = value.asTensor?.variable as? LearnedParameter else { return nil }
      return (name, parameter)
    }
  }

  var ownBuffers: [(name: String, item: Buffer)] {
    guard let part else { return [] }
    return instance.ownAttributes.compactMap { name, value in
      guard part.buffers.contains(name), let tensor = value.asTensor?.variable.value else { return nil }
      return (
        name,
        Buffer(tensor, name: name) { new in
          // As in PyTorch, into the tensor that is there, which others may have besides.
          if (try? value.asTensor?.change(to: Variable(new))) == nil { self.instance.setOwn(Value(new), for: name) }
        }
      )
    }
  }

  var buffers: [Buffer] { ownBuffers.map(\.item) + children.flatMap(\.buffers) }

  var isTraining: Bool {
    get {
      // `self.training = False` is an attribute like others, and counts until the mode is switched.
      if case .bool(let own)? = instance.ownAttribute("training") { return own }
      return part?.isTraining ?? true
    }
    set {
      _ = instance.removeOwn("training")
      part?.isTraining = newValue
      for child in children { child.isTraining = newValue }
    }
  }

  /// What a program asks for, which may be another mode than that of its layers.
  var ownMode: Bool? {
    get { isTraining }
    set {
      guard let newValue, newValue != isTraining else { return }
      _ = instance.removeOwn("training")
      part?.isTraining = newValue
    }
  }

  // MARK: What it does

  func apply(_ x: Variable) throws -> [Variable] {
    guard let result = try instance.send("forward", [CallArgument(Value(x))]) else {
      throw Diagnostic(.model, "the class \(instance.typeName) has no `forward`", suggestion: "def forward(self, x):")
    }
    return try Self.tensors(result, instance.typeName)
  }

  /// What `forward` returned, as tensors.
  static func tensors(_ result: Value, _ name: String) throws -> [Variable] {
    let items: [Value] = if case .tuple(let tuple) = result { tuple.items } else { result.elements ?? [result] }
    return try items.map { item in
      guard let tensor = item.asTensor else {
        throw Diagnostic(.model, "forward of \(name) returns a tensor, or several, and this returned \(item.phrase)")
      }
      return tensor.variable
    }
  }

  /// The shapes that a pass through it gives: what a class does is known only by doing it, once and for one example.
  func resultShapes(_ input: Shape) throws -> [Shape] {
    try evaluating { try Recording.off { try apply(Variable(try .zeros(input))).map(\.shape) } }
  }

  let isDescribable = false

  func described(_ children: [LayerDescription]) -> LayerDescription { .sequential(children) }

  func copied(copies: NetworkCopies) throws -> any Layer {
    if let copy = try copies.copyOther?(self) { return copy }
    throw TensorError(.value, "copy", "an object of the class \(description) has no copy apart from its session")
  }
}

/// What the library keeps for a module.
final class ModulePart {
  var isTraining = true
  /// The attributes that are buffers: tensors that are saved with the parameters, and not learned.
  var buffers: Set<String> = []
  /// Those of them that no `state_dict` has.
  var unsavedBuffers: Set<String> = []
  /// The attributes that have been parameters or modules, or were announced as such: they keep their place among the others.
  var held: Set<String> = []
  fileprivate(set) weak var layer: ModuleLayer?
}

extension Value {
  /// The layer that this is, where it is a layer, a network or a module.
  var module: (any Layer)? {
    guard case .object(let object) = self else { return nil }
    switch object {
    case let network as NetworkValue: return network.layer
    case let list as ModuleListValue: return list.layer
    case let dict as ModuleDictValue: return dict.layer
    case let instance as InstanceValue: return ModuleLayer.of(instance)
    default: return nil
    }
  }
}
