import Autodiff
import Tensors
import Text

/// Layers one after another. Their parameters are gathered into one arena.
package final class Sequential: Layer {
  package private(set) var children: [any Layer]
  /// The names of the layers, where they were given some; empty for one whose layers are numbered.
  package private(set) var names: [String]
  package var childNames: [String] { names.isEmpty ? children.indices.map(String.init) : names }

  /// - Parameter names: one for each layer, none twice; empty for numbers.
  /// - Throws: ``TensorError`` of code `memory`, or where a layer that gives several results is not the last.
  package init(_ layers: [any Layer], names: [String] = []) throws {
    children = layers
    self.names = names
    try ParameterArena.gather(layers.flatMap(\.parameters))
  }

  /// Whether a layer may be called so: names stand between dots in that of a parameter, `encoder.fc.weight`.
  package static func isName(_ text: String) -> Bool { !text.isEmpty && text.utf8.count < 1000 && !text.contains(".") }

  // MARK: Changing it

  /// Puts a layer in the place of that of the same name, or behind all others.
  ///
  /// - Throws: ``TensorError`` of code `memory`.
  package func set(_ layer: any Layer, named name: String) throws {
    if let place = childNames.firstIndex(of: name) {
      children[place] = layer
    } else if names.isEmpty, name == String(children.count) {
      children.append(layer)
    } else {
      names = childNames + [name]
      children.append(layer)
    }
    try ParameterArena.gather(children.flatMap(\.parameters))
  }

  /// Puts layers in the place of others, by PyTorch's rules for their names: one behind all others is called by its number,
  /// and where one is taken out or pushed in between, all are numbered anew.
  ///
  /// - Throws: ``TensorError`` of code `memory`, or where layers with names would have to be renamed for what comes in.
  package func replace(_ range: Range<Int>, with layers: [any Layer]) throws {
    if !names.isEmpty, layers.count != range.count {
      guard !layers.isEmpty else {
        names = []
        return children.removeSubrange(range)
      }
      guard range.lowerBound == children.count else {
        throw TensorError(
          .value, "sequential", "the layers of this network have names, and none for one between them",
          suggestion: "give all of them in a new nn.Sequential(OrderedDict(…))")
      }
      for layer in layers { try set(layer, named: String(children.count)) }
      return
    }
    children.replaceSubrange(range, with: layers)
    try ParameterArena.gather(children.flatMap(\.parameters))
  }

  /// Takes a layer out; nil where there is none of that name. The others keep their names.
  package func remove(named name: String) throws -> (any Layer)? {
    guard let place = childNames.firstIndex(of: name) else { return nil }
    // Numbers that would have a gap are names from now on.
    if names.isEmpty, place < children.count - 1 { names = childNames }
    if !names.isEmpty { names.remove(at: place) }
    return children.remove(at: place)
  }

  package func child(named name: String) -> (any Layer)? { names.firstIndex(of: name).map { children[$0] } }

  package var description: String { "sequential(\(children.map(\.description).joined(separator: ", ")))" }

  package func apply(_ x: Variable) throws -> [Variable] { try apply(x, from: 0) }

  /// A pass through the layers from a position on.
  func apply(_ x: Variable, from start: Int) throws -> [Variable] {
    var results = [x]
    var position = start
    while position < children.count {
      let input = try only(results, position)
      if let around = LayerHooks.around {
        let layer = children[position]
        results = try located(position) { try around(layer, input, layer.apply) }
        position += 1
      } else if let fused = try fused(position, input) {
        results = [fused.result]
        position += fused.layers
      } else {
        let layer = children[position]
        results = try located(position) { try layer.apply(input) }
        position += 1
      }
    }
    return results
  }

  package func resultShapes(_ input: Shape) throws -> [Shape] {
    var shapes = [input]
    for (position, layer) in children.enumerated() {
      shapes = try located(position) { try layer.resultShapes(try only(shapes, position)) }
    }
    return shapes
  }

  /// The result of the layers from `position` on that can be computed in one pass, and how many they are. Nil where they
  /// do not stand so, or do not fit the input: then each layer is applied by itself, and says what is wrong.
  private func fused(_ position: Int, _ x: Variable) throws -> (result: Variable, layers: Int)? {
    guard position + 1 < children.count, let activation = children[position + 1] as? Activation,
      activation.kind == .relu
    else { return nil }
    if let linear = children[position] as? Linear, x.shape.rank == 2, x.shape[1] == linear.inFeatures {
      return (try .linear(x, linear.weight, linear.bias, relu: true), 2)
    }
    guard let convolution = children[position] as? Conv2d, position + 2 < children.count,
      let pooling = children[position + 2] as? MaxPool2d, pooling.padding == 0, pooling.window.isSquare,
      pooling.stride.isSquare, convolution.groups == 1,
      convolution.dilation == 1, case .size(let padding) = convolution.padding,
      let shape = try? convolution.resultShapes(x.shape).first, (try? pooling.resultShapes(shape)) != nil
    else { return nil }
    let result = try Variable.conv2dReluMaxPool2d(
      x, convolution.weight, convolution.bias, stride: convolution.stride, padding: padding,
      window: pooling.window.height, windowStride: pooling.stride.height)
    return (result, 3)
  }

  private func only<Value>(_ values: [Value], _ position: Int) throws -> Value {
    guard values.count == 1, let value = values.first else {
      throw TensorError(
        .value, "sequential",
        "\(children[position].description) follows heads(…), which gives \(counted(values.count, "result"))",
        suggestion: "put heads(…) last in its sequential(…)")
    }
    return value
  }

  /// Says which layer an error came from.
  private func located<Value>(_ position: Int, _ body: () throws -> Value) throws -> Value {
    do { return try body() } catch let error as TensorError where error.code == .shape && children.count > 1 {
      throw error.at("layer \(position + 1) of \(children.count)")
    }
  }

  package func copied(copies: NetworkCopies) throws -> any Layer {
    try Sequential(try children.map { try copies.copy($0) }, names: names)
  }
}

/// One input to several layers, whose results come back together: an encoder's mean and log-variance.
package final class Heads: Layer {
  package let children: [any Layer]

  /// - Throws: ``TensorError`` of code `memory`.
  package init(_ heads: [any Layer]) throws {
    children = heads
    try ParameterArena.gather(heads.flatMap(\.parameters))
  }

  package var description: String { "heads(\(children.map(\.description).joined(separator: ", ")))" }

  package func apply(_ x: Variable) throws -> [Variable] {
    guard let around = LayerHooks.around else { return try children.flatMap { try $0.apply(x) } }
    return try children.flatMap { try around($0, x, $0.apply) }
  }

  package func resultShapes(_ input: Shape) throws -> [Shape] { try children.flatMap { try $0.resultShapes(input) } }

  package func copied(copies: NetworkCopies) throws -> any Layer { try Heads(try children.map { try copies.copy($0) }) }
}
