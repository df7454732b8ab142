import Autodiff
import Tensors

/// Copies of layers, parameters and optimizers, each made once: what two networks share, their copies share too.
///
/// Made between two steps, they are what somebody else may look at while training goes on with the originals.
package final class NetworkCopies {
  private var parameters: [ObjectIdentifier: LearnedParameter] = [:]
  private var layers: [ObjectIdentifier: any Layer] = [:]
  private var optimizers: [ObjectIdentifier: Optimizer] = [:]
  /// The memory of parameters copied so far, which their owners go on writing to.
  private var written: Set<ObjectIdentifier> = []

  /// Copies a layer that only its owner can copy, such as an object of a class of the user's; nil where it gives none.
  package var copyOther: ((any Layer) throws -> (any Layer)?)?
  private let keepsGradients: Bool

  /// - Parameter keepsGradients: whether copies of parameters have the gradients that these have now.
  package init(keepsGradients: Bool = true) { self.keepsGradients = keepsGradients }

  /// A parameter of the same value, and the same gradient if it has one.
  package func copy(_ parameter: LearnedParameter) throws -> LearnedParameter {
    if let copy = parameters[ObjectIdentifier(parameter)] { return copy }
    written.insert(ObjectIdentifier(parameter.value.storage))
    let copy = try LearnedParameter(
      try parameter.value.copy(), name: parameter.name, kind: parameter.value.kind)
    if keepsGradients { copy.takeGradient(of: parameter) }
    copy.isFrozen = parameter.isFrozen
    copy.gradientLengths = parameter.gradientLengths
    parameters[ObjectIdentifier(parameter)] = copy
    return copy
  }

  package func copy(_ layer: any Layer) throws -> any Layer {
    if let copy = layers[ObjectIdentifier(layer)] { return copy }
    let copy = try layer.copied(copies: self)
    if !layer.isTraining { copy.mode = false }
    layers[ObjectIdentifier(layer)] = copy
    return copy
  }

  /// Gives all these layers one copy, that of the first. What a shared layer is made of must have been shared before.
  package func share(_ layers: [any Layer]) throws {
    guard let first = layers.first else { return }
    let copy = try copy(first)
    for layer in layers { self.layers[ObjectIdentifier(layer)] = copy }
  }

  package func copy(_ optimizer: Optimizer) throws -> Optimizer {
    if let copy = optimizers[ObjectIdentifier(optimizer)] { return copy }
    let copy = try Optimizer(copying: optimizer, copies: self)
    optimizers[ObjectIdentifier(optimizer)] = copy
    return copy
  }

  /// A tensor that nobody writes to: itself, or a copy where it lies in the memory of a parameter copied before.
  package func settled(_ tensor: Tensor) throws -> Tensor {
    written.contains(ObjectIdentifier(tensor.storage)) ? try tensor.copy() : tensor
  }
}
