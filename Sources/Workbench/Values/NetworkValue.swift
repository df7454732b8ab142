import Autodiff
import Language
import Networks
import Tensors
import Text

/// A layer or a network as the language sees it.
final class NetworkValue: ObjectValue {
  let layer: any Layer
  /// What it takes, in a line of advice, where it is a part of the session's model.
  private let input: String?

  init(_ layer: any Layer, input: String? = nil) { (self.layer, self.input) = (layer, input) }

  var typeName: String { layer.children.isEmpty ? "layer" : "network" }
  var className: String { LayerClasses.names(of: layer).first ?? typeName }
  var detail: String? { layer.children.isEmpty ? layer.description : counted(layer.parameterCount, "parameter") }
  var provenance: String? { detail.map { layer.children.isEmpty ? $0 : "a network of \($0)" } }
  func repr() -> String { layer.children.isEmpty ? layer.description : NetworkTable(layer, input: nil).plain }
  func display() -> Display? { layer.children.isEmpty ? nil : NetworkTable(layer, input: nil).display }

  var isCallable: Bool { true }

  func call(_ arguments: [CallArgument], _ context: Context) throws -> Value {
    if let layer = layer as? any StatefulLayer { return try call(layer, arguments) }
    guard arguments.count == 1, let argument = arguments.first, argument.name == nil else {
      let found = arguments.first?.name.map { "an argument named `\($0)`" } ?? counted(arguments.count, "argument")
      throw Diagnostic(.argument, "a \(typeName) takes one tensor, and got \(found)")
    }
    if case .tuple(let tuple) = argument.value, tuple.items.contains(where: { $0.asTensor != nil }) {
      throw Diagnostic(
        .type,
        "a \(typeName) takes one tensor, and this is a tuple of \(tuple.count), as a network with heads gives it",
        suggestion: "take it apart first: mean, logvar = enc(x)")
    }
    let x = try argument.value.tensor(for: "a \(typeName)")
    let results: [Variable]
    do {
      if AbstractTensors.inUse {
        results = try layer.resultShapes(x.shape).map { try .abstract($0) }
      } else if let given = argument.value.asTensor {
        results = try layer.apply(x) { try given.change(to: $0) }
      } else {
        results = try layer.apply(x)
      }
    } catch let error as TensorError where error.code == .shape {
      // What the session's model is made of is not rebuilt: it is given what it takes.
      let suggestion = input ?? error.suggestion ?? Self.imagesFromRows(x.shape)
      var diagnostic = Diagnostic(.shape, error.description, suggestion: suggestion)
      if let suggestion {
        diagnostic.suggestionForArgument = { text in
          suggestion.replacing("(x)", with: "(\(text))").replacing(" x.reshape(", with: " \(text).reshape(")
        }
      }
      throw diagnostic
    }
    guard results.count == 1 else { return .tuple(results.map { Value($0) }) }
    return .object(
      TensorValue(results[0], unpackingHint: "a network that ends in heads(…) gives a result for each head"))
  }

  /// A recurrent layer, which takes the states to begin with besides: one tensor, or a pair.
  private func call(_ layer: any StatefulLayer, _ arguments: [CallArgument]) throws -> Value {
    guard (1...2).contains(arguments.count), arguments[0].name == nil, arguments.last?.name ?? "hx" == "hx" else {
      throw Diagnostic(
        .argument, "\(layer.description) takes a tensor, and the states to begin with",
        suggestion: layer.rule == .gru ? "net(x, h)" : "net(x, (h, c))")
    }
    let x = try arguments[0].value.tensor(for: "a layer")
    var states: [Variable]?
    if arguments.count == 2, !arguments[1].value.isNone {
      let values = layer.rule == .gru ? [arguments[1].value] : arguments[1].value.elements ?? []
      guard values.count == layer.rule.states else {
        throw Diagnostic(
          .type, "\(layer.description) takes its states as a pair, and this is \(arguments[1].value.phrase)",
          suggestion: "net(x, (h, c))")
      }
      states = try values.map { try $0.tensor(for: "a layer") }
    }
    let results =
      try AbstractTensors.inUse
      ? layer.resultShapes(x.shape).map { try .abstract($0) } : layer.apply(x, states: states)
    let values = results.map { Value($0) }
    if values.count == 1 { return values[0] }
    if layer.isCell || values.count == 2 { return .tuple(values) }
    return .tuple([values[0], .tuple(Array(values.dropFirst()))])
  }

  var isOwnAbstraction: Bool { true }

  func abstractCall(_ arguments: [CallArgument]) throws -> Value? {
    try call(arguments, Context.quiet)
  }

  /// The step that rows of pixels need before a layer for images takes them; nil where the rows are no square images.
  private static func imagesFromRows(_ shape: Shape) -> String? {
    guard shape.rank == 2 || shape.rank == 1, let length = shape.dimensions.last, length >= 16 else { return nil }
    for channels in [1, 3] where length.isMultiple(of: channels) {
      let side = Int(Double(length / channels).squareRoot().rounded())
      if side * side * channels == length {
        return "make images of the rows: x.reshape(-1, \(channels), \(side), \(side))"
      }
    }
    return nil
  }

  var attributeNames: [String] {
    ((layer as? Sequential)?.names ?? []) + ModuleMethods.names + ["training"] + layer.ownParameters.map(\.name)
      + LayerFacts.names(of: layer)
  }

  func attribute(_ name: String, _ context: Context) throws -> Value? {
    if let own = layer.ownParameters.first(where: { $0.name == name }) { return Value(own.item) }
    if let own = layer.ownBuffers.first(where: { $0.name == name }) { return Value(own.item.value) }
    if let fact = LayerFacts.find(name, of: layer) { return fact }
    switch name {
    case "training": return .bool(layer.isTraining)
    // An attribute and a method: `net.parameters` and `net.parameters()`.
    case "parameters": return .list(ListValue(layer.distinctParameters.map { Value($0) }))
    default:
      if let method = try ModuleMethods.attribute(name, of: layer, .object(self), context) { return method }
      return (layer as? Sequential)?.child(named: name).map(ModuleMethods.value)
    }
  }

  /// A layer of a network by its place: `net[0]`.
  func subscripted(_ indices: [Index], _ context: Context) throws -> Value {
    guard !layer.children.isEmpty else {
      throw Diagnostic(.type, "a layer is not made of others, and cannot be indexed")
    }
    let found = try Subscripts.read(.list(layer.children.map(ModuleMethods.value)), indices, context)
    guard case .list(let part) = found else { return found }
    var names: [String] = []
    // Layers keep their names in a part of the network; numbers begin anew.
    if let sequential = layer as? Sequential, !sequential.names.isEmpty,
      case .list(let kept) = try Subscripts.read(.list(sequential.names.map(Value.string)), indices, context)
    {
      names = kept.items.map(\.text)
    }
    return .network(try Sequential(part.items.compactMap(\.module), names: names))
  }

  var count: Int? { layer.children.isEmpty ? nil : layer.children.count }

  func iterate() throws -> IteratorValue? {
    guard !layer.children.isEmpty else { return nil }
    var position = 0
    return IteratorValue("layers", count: layer.children.count) { [layer] in
      guard position < layer.children.count else { return nil }
      defer { position += 1 }
      return ModuleMethods.value(layer.children[position])
    }
  }
}
