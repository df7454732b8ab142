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

  var identity: ObjectIdentifier { ObjectIdentifier(layer) }
  var isKey: Bool { true }

  var typeName: String { layer.children.isEmpty ? "layer" : "network" }
  var className: String { LayerClasses.names(of: layer).first ?? typeName }
  var otherClassNames: [String] { Array(LayerClasses.names(of: layer).dropFirst()) }
  var detail: String? { layer.children.isEmpty ? layer.description : counted(layer.parameterCount, "parameter") }
  var provenance: String? { detail.map { layer.children.isEmpty ? $0 : "a network of \($0)" } }
  func repr() -> String { layer.children.isEmpty ? layer.description : NetworkTable(layer, input: nil).plain }
  func display() -> Display? { layer.children.isEmpty ? nil : NetworkTable(layer, input: nil).display }

  var glance: String? { layer.children.isEmpty ? layer.description : detail.map { "network of \($0)" } }

  /// Its layers by their places or names, and the parameters that are its own.
  var parts: [ValuePart]? {
    let isNamed = (layer as? Sequential)?.names.isEmpty == false
    let layers = zip(layer.childNames, layer.children).enumerated().map { place, child in
      ValuePart(child.0, access: isNamed ? ".\(child.0)" : "[\(place)]", ModuleMethods.value(child.1))
    }
    let parameters = layer.ownParameters.map { ValuePart.attribute($0.name, Value($0.item)) }
    return layers + parameters + layer.torchBuffers.map { .attribute($0.name, layer.value(of: $0.item)) }
  }

  var isCallable: Bool { true }

  func call(_ arguments: [CallArgument], _ context: Context) throws -> Value {
    try ModuleHooks.around(layer, arguments) { try apply($0) }
  }

  private func apply(_ arguments: [CallArgument]) throws -> Value {
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
        results = try layer.recorded(x) { try layer.apply($0) { try given.change(to: $0) } }
      } else {
        results = try layer.recorded(x, layer.apply)
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
    // What does nothing gives what it was given, and not a copy.
    if results[0] === x, argument.value.asTensor != nil, !AbstractTensors.inUse { return argument.value }
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
    let results: [Variable]
    if AbstractTensors.inUse {
      results = try layer.resultShapes(x.shape).map { try .abstract($0) }
    } else if let transcript = Transcript.current {
      results = try transcript.whole(layer, [x] + (states ?? [])) { try layer.apply(x, states: states) }
    } else {
      results = try layer.apply(x, states: states)
    }
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
    ((layer as? Sequential).map { $0.names + ["add_module", "append", "extend", "insert", "pop"] } ?? [])
      + ModuleMethods.names + ModuleMethods.resettingNames(of: layer) + ["training"] + layer.ownParameters.map(\.name)
      + LayerFacts.names(of: layer) + LayerAttributes.shared.names(of: layer)
  }

  func attribute(_ name: String, _ context: Context) throws -> Value? {
    if let own = layer.ownParameters.first(where: { $0.name == name }) { return Value(own.item) }
    if let own = layer.torchBuffers.first(where: { $0.name == name }) { return layer.value(of: own.item) }
    if let kept = LayerAttributes.shared.value(name, of: layer) { return kept }
    if let fact = LayerFacts.find(name, of: layer) { return fact }
    if let network = layer as? Sequential, let method = change(name, of: network) { return method }
    switch name {
    case "training": return .bool(layer.isTraining)
    // An attribute and a method: `net.parameters` and `net.parameters()`.
    case "parameters": return .items(layer.distinctParameters.map { Value($0) })
    default:
      if let method = try ModuleMethods.attribute(name, of: layer, .object(self), context) { return method }
      return (layer as? Sequential)?.child(named: name).map(ModuleMethods.value)
    }
  }

  // MARK: Changing it

  /// `layer.weight = nn.Parameter(t)`, `net.training = False`, and a layer under its name.
  func assign(_ value: Value, to name: String, _ context: Context) throws {
    switch name {
    case "training":
      guard case .bool(let isTraining) = value else { throw Diagnostic(.type, "`training` is True or False") }
      layer.mode = isTraining
    case "p" where layer is Dropout:
      guard let p = value.plainNumber, 0...1 ~= p else {
        throw Diagnostic(.value, "`p` of dropout is a probability, and this is \(value.phrase)")
      }
      (layer as? Dropout)?.probability = p
    case "momentum" where layer is BatchNorm:
      guard value.isNone || value.plainNumber.map({ 0...1 ~= $0 }) == true else {
        throw Diagnostic(
          .value, "`momentum` of batch_norm is a number from 0 to 1, or None, and this is \(value.phrase)")
      }
      (layer as? BatchNorm)?.momentum = value.plainNumber
    // As in PyTorch: a layer under a name of its own stands behind the others, and is gone through after them.
    case _ where value.module != nil && layer is Sequential && Sequential.isName(name):
      try (layer as? Sequential)?.set(try value.layer(for: "nn.Sequential"), named: name)
    case _
    where (layer.torchBuffers.map(\.name) + layer.ownParameters.map(\.name)).contains(name)
      || value.asTensor?.variable is LearnedParameter || value.module != nil
      || LayerFacts.find(name, of: layer)?.isNone == true:
      try replace(name, with: value)
    default: try LayerAttributes.shared.set(value, for: name, of: layer)
    }
  }

  /// Another parameter, or other numbers of a buffer, under a name of the layer's own.
  func replace(_ name: String, with value: Value) throws {
    if let buffer = layer.torchBuffers.first(where: { $0.name == name })?.item {
      guard let new = value.asTensor else {
        throw Diagnostic(
          .type, "`\(name)` of \(layer.description) is a tensor, and this is \(value.phrase)",
          suggestion: "layer.\(name) = torch.tensor(…)")
      }
      guard new.variable.shape == buffer.value.shape else {
        throw Diagnostic(
          .shape, "\(name) of \(layer.description) is \(buffer.value.shape), and this is \(new.variable.shape)")
      }
      return try new.become(buffer)
    }
    let own = layer.ownParameters.first { $0.name == name }?.item
    let isLeftOut = own == nil && LayerFacts.find(name, of: layer)?.isNone == true
    guard own != nil || isLeftOut else {
      throw Diagnostic(
        .attribute, "\(layer.description) has no parameter `\(name)`, and no other attribute of a layer is assigned",
        suggestion: "keep the value in a variable of its own")
    }
    if value.isNone {
      guard layer.replace(name, with: nil) else {
        throw Diagnostic(.type, "\(layer.description) is not there without `\(name)`")
      }
      return
    }
    guard let parameter = value.asTensor?.variable as? LearnedParameter else {
      throw Diagnostic(
        .type, "`\(name)` of \(layer.description) is a parameter, and this is \(value.phrase)",
        suggestion: "nn.Parameter(t), or layer.\(name).data = t")
    }
    if let own, own.shape != parameter.shape {
      throw Diagnostic(
        .shape, "`\(name)` of \(layer.description) is \(own.shape), and this parameter is \(parameter.shape)")
    }
    guard layer.replace(name, with: parameter) else {
      throw Diagnostic(
        .attribute, "\(layer.description) keeps its parameters",
        suggestion: "layer.\(name).data = t changes their numbers")
    }
    parameter.name = name
  }

  func remove(attribute name: String, _ context: Context) throws -> Bool {
    if LayerAttributes.shared.remove(name, of: layer) { return true }
    return try (layer as? Sequential)?.remove(named: name) != nil
  }

  /// `net[0] = layer`
  func assign(_ value: Value, at indices: [Index], _ context: Context) throws {
    guard let network = layer as? Sequential else {
      throw Diagnostic(.type, "a layer is not made of others, and cannot be indexed")
    }
    try network.replace(try place(indices), with: [try value.layer(for: "nn.Sequential")])
  }

  /// `del net[0]`
  func remove(at indices: [Index], _ context: Context) throws {
    guard let network = layer as? Sequential else {
      throw Diagnostic(.type, "a layer is not made of others, and cannot be indexed")
    }
    try network.replace(try place(indices), with: [])
  }

  private func place(_ indices: [Index]) throws -> Range<Int> {
    let count = layer.children.count
    guard indices.count == 1, case .value(let index) = indices[0], let place = index.wholeNumber,
      (-count..<count).contains(place)
    else { throw Diagnostic(.index, "a network of \(counted(count, "layer")) has no such place") }
    let found = place < 0 ? place + count : place
    return found..<found + 1
  }

  /// `net.add_module("fc", layer)`, `append`, `extend` and `insert` of a network of layers one after another.
  private func change(_ name: String, of network: Sequential) -> Value? {
    let parameters: [Parameter]
    let module = Parameter("module", .any, "a layer, or a network")
    switch name {
    case "add_module", "register_module": parameters = [Parameter("name", .string, "its name"), module]
    case "append": parameters = [module]
    case "extend": parameters = [Parameter("sequential", .any, "layers")]
    case "insert": parameters = [Parameter("index", .integer(), "before which"), module]
    case "pop": parameters = [Parameter("key", .integer(), "which")]
    default: return nil
    }
    return .builtin(
      Entry(
        name, group: "layers", "changes the network's layers", parameters: parameters, result: "network",
        abstract: .unknown, effect: .changesModel, example: "sequential(relu).\(name)()"
      ) { [self] arguments, context in
        let end = network.children.count
        func layer() throws -> any Layer { try arguments["module"].layer(for: "nn.Sequential") }
        switch name {
        case "append": try network.replace(end..<end, with: [try layer()])
        case "extend":
          let layers = try Iteration.items(arguments["sequential"], context).map { try $0.layer(for: "nn.Sequential") }
          try network.replace(end..<end, with: layers)
        case "insert":
          let index = arguments.integer("index")
          let place = index < 0 ? index + end : index
          guard (0...end).contains(place) else {
            throw Diagnostic(.index, "a network of \(counted(end, "layer")) has no place \(index)", parameter: "index")
          }
          try network.replace(place..<place, with: [try layer()])
        case "pop":
          let place = try place([.value(arguments["key"])])
          let taken = network.children[place.lowerBound]
          try network.replace(place, with: [])
          return ModuleMethods.value(taken)
        default:
          let name = arguments.string("name")
          guard Sequential.isName(name), !ModuleMethods.names.contains(name), name != "training" else {
            throw Diagnostic(
              .key,
              "the name of a layer is a text without dots that no attribute of modules has, and this is "
                + Value.string(name).repr, parameter: "name")
          }
          try network.set(try layer(), named: name)
          return .none
        }
        return .object(self)
      })
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
