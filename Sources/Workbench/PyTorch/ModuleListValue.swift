import Autodiff
import Language
import Networks
import Tensors

/// `nn.ModuleList`: modules in a list. As an attribute of a module, what they learn counts.
final class ModuleListValue: ObjectValue {
  fileprivate(set) var items: [Value]
  private let groupMode = ModuleGroup.Mode()
  /// The list as a layer, the same as long as somebody has it.
  var layer: ModuleGroup {
    if let made { return made }
    let layer = ModuleGroup("ModuleList", of: self, groupMode) { [self] in
      items.enumerated().compactMap { place, item in item.module.map { (String(place), $0) } }
    }
    made = layer
    return layer
  }
  private weak var made: ModuleGroup?

  init(_ items: [Value]) throws {
    self.items = try items.map(Self.checked)
  }

  private static func checked(_ value: Value) throws -> Value {
    // Lists and dicts of modules are modules too, though nothing goes through them.
    if value.module == nil { _ = try value.layer(for: "nn.ModuleList") }
    return value
  }

  var typeName: String { "ModuleList" }
  var detail: String? { items.count == 1 ? "1 module" : "\(items.count) modules" }
  func repr() -> String { ModuleText.tree(layer) }
  var count: Int? { items.count }
  func truth() throws -> Bool { !items.isEmpty }

  func iterate() throws -> IteratorValue? {
    var position = 0
    return IteratorValue("ModuleList", count: items.count) { [self] in
      guard position < items.count else { return nil }
      defer { position += 1 }
      return items[position]
    }
  }

  func subscripted(_ indices: [Index], _ context: Context) throws -> Value {
    let list = Value.list(ListValue(items))
    let found = try Subscripts.read(list, indices, context)
    if case .list(let part) = found { return .object(try ModuleListValue(part.items)) }
    return found
  }

  func assign(_ value: Value, at indices: [Index], _ context: Context) throws {
    guard indices.count == 1, case .value(let index) = indices[0] else {
      throw Diagnostic(.index, "an nn.ModuleList is asked by one number")
    }
    items[try Subscripts.position(index, items.count, "ModuleList")] = try Self.checked(value)
  }

  /// `del layers[0]`: the others are numbered anew.
  func remove(at indices: [Index], _ context: Context) throws {
    guard indices.count == 1, case .value(let index) = indices[0] else {
      throw Diagnostic(.index, "an nn.ModuleList is asked by one number")
    }
    items.remove(at: try Subscripts.position(index, items.count, "ModuleList"))
  }

  /// `layers + more`, and `layers += more`, which are the list's own then.
  func binary(_ operation: BinaryOperator, _ other: Value, reversed: Bool, _ context: Context) throws -> Value? {
    guard case .add = operation, !reversed else { return nil }
    return .object(try ModuleListValue(items + Iteration.items(other, context, verb: "add the modules of")))
  }

  func become(_ new: Value) throws -> Bool {
    guard case .object(let object as ModuleListValue) = new else { return false }
    items = object.items
    return true
  }

  var attributeNames: [String] { ["append", "extend", "insert", "pop"] + ["training"] + ModuleMethods.names }

  func attribute(_ name: String, _ context: Context) throws -> Value? {
    switch name {
    case "append":
      return .object(
        NativeFunction(name) { [self] arguments, _ in
          guard arguments.count == 1 else { throw Diagnostic(.argument, "append takes one module") }
          items.append(try Self.checked(arguments[0].value))
          return .object(self)
        })
    case "insert":
      return .object(
        NativeFunction(name) { [self] arguments, _ in
          guard arguments.count == 2, let index = arguments[0].value.wholeNumber else {
            throw Diagnostic(.argument, "insert takes a place and a module")
          }
          let place = index < 0 ? max(0, index + items.count) : min(index, items.count)
          items.insert(try Self.checked(arguments[1].value), at: place)
          return .none
        })
    case "pop":
      return .object(
        NativeFunction(name) { [self] arguments, _ in
          guard arguments.count == 1 else { throw Diagnostic(.argument, "pop takes a place") }
          return items.remove(at: try Subscripts.position(arguments[0].value, items.count, "ModuleList"))
        })
    case "extend":
      return .object(
        NativeFunction(name) { [self] arguments, context in
          guard arguments.count == 1 else { throw Diagnostic(.argument, "extend takes a list of modules") }
          items += try Iteration.items(arguments[0].value, context).map(Self.checked)
          return .object(self)
        })
    case "training": return .bool(layer.isTraining)
    default: return try ModuleMethods.attribute(name, of: layer, .object(self), context)
    }
  }
}

/// Modules that stand together, as a layer that is made of them and cannot be applied itself.
final class ModuleGroup: Layer {
  let description: String
  /// The list or the dict that it is the layer of.
  fileprivate(set) weak var owner: (any ObjectValue)?
  private let modules: () -> [(name: String, layer: any Layer)]
  private let groupMode: Mode

  /// Whether it is in training: the owner's, because the layer is made anew where nobody had it.
  final class Mode {
    var isTraining = true
  }

  init(
    _ description: String, of owner: any ObjectValue, _ mode: Mode,
    _ modules: @escaping () -> [(name: String, layer: any Layer)]
  ) {
    (self.description, self.owner, groupMode, self.modules) = (description, owner, mode, modules)
  }

  var isTraining: Bool {
    get { groupMode.isTraining }
    set {
      groupMode.isTraining = newValue
      for child in children { child.isTraining = newValue }
    }
  }

  var children: [any Layer] { modules().map(\.layer) }
  var childNames: [String] { modules().map(\.name) }
  let isDescribable = false

  func apply(_ x: Variable) throws -> [Variable] {
    throw TensorError(.value, description, "an nn.\(description) is gone through, and not called")
  }

  func resultShapes(_ input: Shape) throws -> [Shape] { try apply(Variable(.zeros(input))).map(\.shape) }

  func described(_ children: [LayerDescription]) -> LayerDescription { .sequential(children) }

  func copied(copies: NetworkCopies) throws -> any Layer {
    if let copy = try copies.copyOther?(self) { return copy }
    throw TensorError(.value, "copy", "an nn.\(description) has no copy apart from its session")
  }
}
