import Autodiff
import Tensors

/// Layers one after another. Their parameters are gathered into one arena.
package final class Sequential: Layer {
  package let children: [any Layer]

  /// - Throws: ``TensorError`` of code `memory`, or where a layer that gives several results is not the last.
  package init(_ layers: [any Layer]) throws {
    children = layers
    try ParameterArena.gather(layers.flatMap(\.parameters))
  }

  package var description: String { "sequential(\(children.map(\.description).joined(separator: ", ")))" }

  package func apply(_ x: Variable) throws -> [Variable] {
    var results = [x]
    for (position, layer) in children.enumerated() {
      results = try located(position, layer) { try layer.apply(try only(results, position)) }
    }
    return results
  }

  package func resultShapes(_ input: Shape) throws -> [Shape] {
    var shapes = [input]
    for (position, layer) in children.enumerated() {
      shapes = try located(position, layer) { try layer.resultShapes(try only(shapes, position)) }
    }
    return shapes
  }

  private func only<Value>(_ values: [Value], _ position: Int) throws -> Value {
    guard values.count == 1, let value = values.first else {
      throw TensorError(
        .value, "sequential", "\(children[position].description) follows heads(…), which gives \(values.count) results",
        fix: "put heads(…) last in its sequential(…)")
    }
    return value
  }

  /// Says which layer an error came from.
  private func located<Value>(_ position: Int, _ layer: any Layer, _ body: () throws -> Value) throws -> Value {
    do { return try body() } catch let error as TensorError where error.code == .shape && children.count > 1 {
      if error.message.hasSuffix(")") && error.message.contains("(layer ") { throw error }
      throw TensorError(
        error.code, error.operation, "\(error.message) (layer \(position + 1) of \(children.count))", fix: error.fix)
    }
  }

  package func copied(copies: NetworkCopies) throws -> any Layer {
    try Sequential(try children.map { try copies.copy($0) })
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

  package func apply(_ x: Variable) throws -> [Variable] { try children.flatMap { try $0.apply(x) } }

  package func resultShapes(_ input: Shape) throws -> [Shape] { try children.flatMap { try $0.resultShapes(input) } }

  package func copied(copies: NetworkCopies) throws -> any Layer { try Heads(try children.map { try copies.copy($0) }) }
}
