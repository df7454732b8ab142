import Autodiff
import Tensors

/// How a recurrent layer goes from one step to the next, with PyTorch's gates in its order.
package enum RecurrentRule: String, Sendable, CaseIterable {
  /// A gated recurrent unit (Cho et al. 2014): reset, update, new.
  case gru
  /// Long short-term memory (Hochreiter & Schmidhuber 1997): input, forget, cell, output.
  case lstm

  /// How many gates it has, each of the hidden size.
  package var gates: Int { self == .gru ? 3 : 4 }

  /// How many tensors it hands on: the hidden state, and in an LSTM the cell's.
  package var states: Int { self == .gru ? 1 : 2 }

  /// The states after a step, each [batch, hidden].
  ///
  /// - Parameters:
  ///   - input: what the gates get of the step's input, [batch, gates · hidden].
  ///   - own: what they get of the hidden state, as much.
  func step(_ input: Variable, _ own: Variable, _ states: [Variable]) throws -> [Variable] {
    let hidden = states[0].shape[1]
    func gate(_ x: Variable, _ place: Int) throws -> Variable {
      try .slice(x, 1, start: place * hidden, count: hidden, step: 1)
    }
    switch self {
    case .gru:
      let reset = try Variable.sigmoid(gate(input, 0) + gate(own, 0))
      let update = try Variable.sigmoid(gate(input, 1) + gate(own, 1))
      let new = try Variable.tanh(gate(input, 2) + reset * gate(own, 2))
      return [try new + update * (states[0] - new)]
    case .lstm:
      let all = try input + own
      let (enter, forget) = (try Variable.sigmoid(gate(all, 0)), try Variable.sigmoid(gate(all, 1)))
      let cell = try forget * states[1] + enter * .tanh(gate(all, 2))
      return [try .sigmoid(gate(all, 3)) * .tanh(cell), cell]
    }
  }
}

/// The weights of one recurrent step.
struct RecurrentWeights {
  let input, hidden: LearnedParameter
  let inputBias, hiddenBias: LearnedParameter?

  /// - Parameter suffix: what the names end with: `_l0` of the first layer of several.
  init(
    _ rule: RecurrentRule, _ inputSize: Int, _ hiddenSize: Int, bias: Bool, suffix: String,
    random: inout RandomSource
  ) throws {
    let rows = rule.gates * hiddenSize
    func made(_ shape: Shape, _ name: String, _ random: inout RandomSource) throws -> LearnedParameter {
      try Initializer.uniform(shape, fanIn: hiddenSize, name: name + suffix, &random)
    }
    input = try made([rows, inputSize], "weight_ih", &random)
    hidden = try made([rows, hiddenSize], "weight_hh", &random)
    inputBias = bias ? try made([rows], "bias_ih", &random) : nil
    hiddenBias = bias ? try made([rows], "bias_hh", &random) : nil
  }

  init(copying other: RecurrentWeights, _ copies: NetworkCopies) throws {
    input = try copies.copy(other.input)
    hidden = try copies.copy(other.hidden)
    inputBias = try other.inputBias.map { try copies.copy($0) }
    hiddenBias = try other.hiddenBias.map { try copies.copy($0) }
  }

  var parameters: [LearnedParameter] { [input, hidden] + [inputBias, hiddenBias].compactMap(\.self) }
}

/// A layer that takes states beside its input, and gives them back.
package protocol StatefulLayer: Layer {
  var rule: RecurrentRule { get }
  /// Whether the states alone come out, or a result for each step and the states.
  var isCell: Bool { get }

  /// - Parameter states: zeros where nil.
  /// - Returns: the result, unless it is a cell, and the states.
  func apply(_ x: Variable, states: [Variable]?) throws -> [Variable]
}

/// A step of a recurrent network: an input [batch, in] and states [batch, hidden] to the next states.
package final class RecurrentCell: StatefulLayer {
  package let rule: RecurrentRule
  package let inputSize, hiddenSize: Int
  let weights: RecurrentWeights
  package var isCell: Bool { true }
  package var hasBias: Bool { weights.inputBias != nil }

  /// - Throws: ``TensorError`` of code `memory`.
  package init(
    _ rule: RecurrentRule, _ inputSize: Int, _ hiddenSize: Int, bias: Bool = true, random: inout RandomSource
  ) throws {
    (self.rule, self.inputSize, self.hiddenSize) = (rule, inputSize, hiddenSize)
    weights = try RecurrentWeights(rule, inputSize, hiddenSize, bias: bias, suffix: "", random: &random)
  }

  package var description: String {
    "\(rule.rawValue)_cell(\(inputSize), \(hiddenSize)\(hasBias ? "" : ", bias=False"))"
  }

  package var parameters: [LearnedParameter] { weights.parameters }

  package func apply(_ x: Variable) throws -> [Variable] { try apply(x, states: nil) }

  package func apply(_ x: Variable, states: [Variable]?) throws -> [Variable] {
    let shape = try resultShapes(x.shape)[0]
    // One example counts as a batch of it.
    let rows = x.shape.rank == 1 ? try Variable.reshape(x, [1, inputSize]) : x
    let inner: Shape = [rows.shape[0], hiddenSize]
    let before =
      try states.map { try $0.map { try checked($0, shape, inner) } }
      ?? (0..<rule.states).map { _ in Variable(try .zeros(inner)) }
    let after = try rule.step(
      try .linear(rows, weights.input, weights.inputBias), try .linear(before[0], weights.hidden, weights.hiddenBias),
      before)
    return try after.map { try .reshape($0, shape) }
  }

  private func checked(_ state: Variable, _ shape: Shape, _ inner: Shape) throws -> Variable {
    guard state.shape == shape else {
      throw TensorError(
        .shape, "\(rule.rawValue)_cell",
        "\(description) takes states of shape \(shape) for this input, and this is \(state.shape)")
    }
    return try .reshape(state, inner)
  }

  package func resultShapes(_ input: Shape) throws -> [Shape] {
    guard input.rank == 1 || input.rank == 2, input[input.rank - 1] == inputSize else {
      throw TensorError(
        .shape, "\(rule.rawValue)_cell",
        "\(description) needs an input of shape batch×\(inputSize), and the input is \(input)")
    }
    return Array(repeating: input.replacing(input.rank - 1, with: hiddenSize), count: rule.states)
  }

  package func copied(copies: NetworkCopies) throws -> any Layer { try RecurrentCell(copying: self, copies: copies) }

  private init(copying other: RecurrentCell, copies: NetworkCopies) throws {
    (rule, inputSize, hiddenSize) = (other.rule, other.inputSize, other.hiddenSize)
    weights = try RecurrentWeights(copying: other.weights, copies)
  }
}

/// A recurrent network over sequences [length, batch, in]: a result for each step, [length, batch, hidden], and the last
/// states of each layer, [layers, batch, hidden].
package final class Recurrent: StatefulLayer {
  package let rule: RecurrentRule
  package let inputSize, hiddenSize, layerCount: Int
  /// Whether the batch is the first dimension of inputs and results. (Of states it is the second in any case.)
  package let isBatchFirst: Bool
  let weights: [RecurrentWeights]
  package var isCell: Bool { false }
  package var hasBias: Bool { weights[0].inputBias != nil }

  /// - Throws: ``TensorError`` of code `memory`.
  package init(
    _ rule: RecurrentRule, _ inputSize: Int, _ hiddenSize: Int, layers: Int = 1, bias: Bool = true,
    batchFirst: Bool = false, random: inout RandomSource
  ) throws {
    (self.rule, self.inputSize, self.hiddenSize) = (rule, inputSize, hiddenSize)
    (layerCount, isBatchFirst) = (max(1, layers), batchFirst)
    var weights: [RecurrentWeights] = []
    for layer in 0..<max(1, layers) {
      weights.append(
        try RecurrentWeights(
          rule, layer == 0 ? inputSize : hiddenSize, hiddenSize, bias: bias, suffix: "_l\(layer)", random: &random))
    }
    self.weights = weights
  }

  package var description: String {
    var text = "\(rule.rawValue)(\(inputSize), \(hiddenSize)"
    if layerCount != 1 { text += ", num_layers=\(layerCount)" }
    if !hasBias { text += ", bias=False" }
    if isBatchFirst { text += ", batch_first=True" }
    return text + ")"
  }

  package var parameters: [LearnedParameter] { weights.flatMap(\.parameters) }

  package func apply(_ x: Variable) throws -> [Variable] { try apply(x, states: nil) }

  package func apply(_ x: Variable, states: [Variable]?) throws -> [Variable] {
    let shapes = try resultShapes(x.shape)
    let isSingle = x.shape.rank == 2
    // [length, batch, in]
    var sequence = isSingle ? try Variable.reshape(x, [x.shape[0], 1, inputSize]) : x
    if isBatchFirst && !isSingle { sequence = try .permute(sequence, [1, 0, 2]) }
    let (length, batch) = (sequence.shape[0], sequence.shape[1])
    for state in states ?? [] where state.shape != shapes[1] {
      throw TensorError(
        .shape, rule.rawValue,
        "\(description) takes states of shape \(shapes[1]) for this input, and this is \(state.shape)")
    }
    let first = try states.map { try $0.map { try Variable.reshape($0, [layerCount, batch, hiddenSize]) } }
    var last: [[Variable]] = []
    for (layer, weights) in weights.enumerated() {
      var state = try (0..<rule.states).map { place in
        try first.map {
          try Variable.reshape(.slice($0[place], 0, start: layer, count: 1, step: 1), [batch, hiddenSize])
        } ?? Variable(try .zeros([batch, hiddenSize]))
      }
      // What all steps get of the input, in one product.
      let gates = try Variable.linear(
        .reshape(sequence, [length * batch, sequence.shape[2]]), weights.input, weights.inputBias)
      var results: [Variable] = []
      for step in 0..<length {
        let input = try Variable.slice(gates, 0, start: step * batch, count: batch, step: 1)
        state = try rule.step(input, try .linear(state[0], weights.hidden, weights.hiddenBias), state)
        results.append(state[0])
      }
      sequence =
        length == 0
        ? Variable(try .zeros([0, batch, hiddenSize]))
        : try .reshape(.concatenate(results, 0), [length, batch, hiddenSize])
      last.append(state)
    }
    if isBatchFirst && !isSingle { sequence = try .permute(sequence, [1, 0, 2]) }
    let states = try (0..<rule.states).map { place in
      try Variable.reshape(.concatenate(last.map { $0[place] }, 0), shapes[1])
    }
    return [try .reshape(sequence, shapes[0])] + states
  }

  package func resultShapes(_ input: Shape) throws -> [Shape] {
    guard input.rank == 3 || input.rank == 2, input[input.rank - 1] == inputSize else {
      throw TensorError(
        .shape, rule.rawValue,
        "\(description) needs an input of shape \(isBatchFirst ? "batch×length" : "length×batch")×\(inputSize), and the "
          + "input is \(input)", suggestion: isBatchFirst ? nil : "batch_first=True takes batch×length×\(inputSize)")
    }
    let states: Shape =
      input.rank == 2 ? [layerCount, hiddenSize] : [layerCount, input[isBatchFirst ? 0 : 1], hiddenSize]
    return [input.replacing(input.rank - 1, with: hiddenSize)] + Array(repeating: states, count: rule.states)
  }

  package func copied(copies: NetworkCopies) throws -> any Layer { try Recurrent(copying: self, copies: copies) }

  private init(copying other: Recurrent, copies: NetworkCopies) throws {
    (rule, inputSize, hiddenSize) = (other.rule, other.inputSize, other.hiddenSize)
    (layerCount, isBatchFirst) = (other.layerCount, other.isBatchFirst)
    weights = try other.weights.map { try RecurrentWeights(copying: $0, copies) }
  }
}
