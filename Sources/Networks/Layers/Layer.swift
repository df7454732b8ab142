import Autodiff
import Tensors
import Text

/// A part of a network: something with parameters that maps tensors to tensors.
package protocol Layer: AnyObject {
  /// The call that makes it, as the language writes it: `linear(20, 512)`.
  var description: String { get }
  /// Its parameters, in a fixed order; empty where there is nothing to learn.
  var parameters: [LearnedParameter] { get }
  /// Its state beside them, as running statistics; empty for most.
  var buffers: [Buffer] { get }
  /// The layers it is made of, for a network of several.
  var children: [any Layer] { get }
  /// The name of each child, as `state_dict` has it: its number, unless the network says otherwise.
  var childNames: [String] { get }
  /// The parameters that are its own and no child's, with their names.
  var ownParameters: [(name: String, item: LearnedParameter)] { get }
  /// The buffers that are its own and no child's, with their names.
  var ownBuffers: [(name: String, item: Buffer)] { get }
  /// Whether it behaves as in training (dropout drops) or as in evaluation. Set for all children at once, each of which can
  /// be set apart afterwards; layers that behave alike in both and learn nothing are always in training.
  var isTraining: Bool { get set }

  /// Its own mode, where it has one besides those of the layers that it is made of.
  var ownMode: Bool? { get set }

  /// Learns another parameter from now on under the name of one of its own, of that one's shape; nil: none.
  ///
  /// - Returns: whether it can.
  func replace(_ name: String, with parameter: LearnedParameter?) -> Bool

  /// Applies the layer to a batch. Most layers give one result; `heads` gives one for each head.
  ///
  /// - Throws: ``TensorError`` that names the layer and both shapes where the input does not fit.
  func apply(_ x: Variable) throws -> [Variable]

  /// The shapes ``apply(_:)`` would give, found without computing; used by `summary` and by checks before a run.
  func resultShapes(_ input: Shape) throws -> [Shape]

  /// Whether a file can describe it: not where only the user's code says what it does.
  var isDescribable: Bool { get }
  /// Its description in a file.
  ///
  /// - Parameter children: the descriptions of the layers that it is made of.
  func described(_ children: [LayerDescription]) -> LayerDescription

  /// A copy of the layer with parameters, and a state if it has one, of its own. Layers that never change give themselves.
  ///
  /// Called by ``NetworkCopies/copy(_:)-(Layer)`` alone, which knows what has been copied before.
  func copied(copies: NetworkCopies) throws -> any Layer
}

extension Layer {
  package var parameters: [LearnedParameter] { children.flatMap(\.parameters) }
  package var buffers: [Buffer] { children.flatMap(\.buffers) }
  package var children: [any Layer] { [] }
  package var isDescribable: Bool { true }
  package func replace(_ name: String, with parameter: LearnedParameter?) -> Bool { false }
  package var childNames: [String] { children.indices.map(String.init) }
  package var ownParameters: [(name: String, item: LearnedParameter)] {
    children.isEmpty ? parameters.map { ($0.name, $0) } : []
  }
  package var ownBuffers: [(name: String, item: Buffer)] { children.isEmpty ? buffers.map { ($0.name, $0) } : [] }
  package var isTraining: Bool {
    get { !EvaluatingLayers.shared.contains(self) }
    set {
      for child in children { child.isTraining = newValue }
      // Those without parameters may be one object in many networks.
      if !children.isEmpty || !parameters.isEmpty { EvaluatingLayers.shared.set(self, !newValue) }
    }
  }

  package var ownMode: Bool? {
    get { nil }
    set {}
  }

  /// The parameters, each once, where layers are shared.
  package var distinctParameters: [LearnedParameter] { parameters.distinct }

  /// The number of learned numbers.
  package var parameterCount: Int { distinctParameters.reduce(0) { $0 + $1.value.count } }

  /// The single result of a layer that gives one.
  ///
  /// - Throws: ``TensorError`` where it gives several.
  package func callAsFunction(_ x: Variable) throws -> Variable {
    let results = try apply(x)
    guard results.count == 1, let result = results.first else {
      throw TensorError(
        .value, "network", "the network gives \(counted(results.count, "result")), and one is wanted here")
    }
    return result
  }
}

extension Layer {
  /// ``replace(_:with:)`` of a layer that has a weight, and may have a bias.
  static func replace(
    _ name: String, with new: LearnedParameter?, _ weight: inout LearnedParameter, _ bias: inout LearnedParameter?
  ) -> Bool {
    guard name == "weight" else { return replace(name, with: new, bias: &bias) }
    guard let new else { return false }
    weight = new
    return true
  }

  /// The same of one that may have either.
  static func replace(
    _ name: String, with new: LearnedParameter?, _ weight: inout LearnedParameter?, _ bias: inout LearnedParameter?
  ) -> Bool {
    guard name == "weight" else { return replace(name, with: new, bias: &bias) }
    weight = new
    return true
  }

  private static func replace(
    _ name: String, with new: LearnedParameter?, bias: inout LearnedParameter?
  ) -> Bool {
    guard name == "bias" else { return false }
    bias = new
    return true
  }
}
