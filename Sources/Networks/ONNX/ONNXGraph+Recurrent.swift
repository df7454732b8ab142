import Autodiff
import Tensors

// ONNX has the weights of a recurrent layer as [directions, gates · hidden, …], its gates in another order than PyTorch, and
// sequences with their length in front.

extension ONNXGraph {
  /// A recurrent network: the results of all steps, and the last states of each of its layers.
  ///
  /// - Parameter inputs: the sequences, and the states to begin with, if any; zeros otherwise.
  mutating func recurrent(_ layer: Recurrent, _ inputs: [Edge], _ names: Names) throws -> [Edge] {
    let x = inputs[0]
    let shapes = try layer.resultShapes(x.shape)
    let isSingle = x.shape.rank == 2
    let turned: [(String, Attribute)] = [("perm", .numbers([1, 0, 2]))]
    // [length, batch, in]
    var sequence = x.name
    if isSingle { sequence = apply("Unsqueeze", sequence, constant([1])) }
    if layer.isBatchFirst, !isSingle { sequence = apply("Transpose", [sequence], turned) }
    let first = inputs.dropFirst().map { isSingle ? apply("Unsqueeze", $0.name, constant([1])) : $0.name }
    var last: [[String]] = []
    for place in 0..<layer.layerCount {
      let states = first.map { apply("Slice", $0, constant([place]), constant([place + 1]), constant([0])) }
      let results = try steps(
        layer.rule, layer.weights[place], layer.hiddenSize, sequence, states, names, suffix: "_l\(place)")
      sequence = apply("Squeeze", results[0], constant([1]))
      last.append(Array(results.dropFirst()))
    }
    if layer.isBatchFirst, !isSingle { sequence = apply("Transpose", [sequence], turned) }
    if isSingle { sequence = apply("Squeeze", sequence, constant([1])) }
    let states = (0..<layer.rule.states).map { state in
      let all = last.map { $0[state] }
      let joined = all.count == 1 ? all[0] : apply("Concat", all, [("axis", .number(0))])
      return isSingle ? apply("Squeeze", joined, constant([1])) : joined
    }
    return zip([sequence] + states, shapes).map { Edge(name: $0, shape: $1) }
  }

  /// One step, from an input and states to the next states.
  mutating func cell(_ layer: RecurrentCell, _ inputs: [Edge], _ names: Names) throws -> [Edge] {
    let shapes = try layer.resultShapes(inputs[0].shape)
    // One example counts as a batch of it.
    let added = inputs[0].shape.rank == 1 ? [0, 1] : [0]
    let edges = inputs.map { apply("Unsqueeze", $0.name, constant(added)) }
    let results = try steps(
      layer.rule, layer.weights, layer.hiddenSize, edges[0], Array(edges.dropFirst()), names, suffix: "")
    return zip(results.dropFirst(), shapes).map { Edge(name: apply("Squeeze", $0, constant(added)), shape: $1) }
  }

  /// - Parameters:
  ///   - x: [length, batch, in].
  ///   - states: [1, batch, hidden] each.
  /// - Returns: all results [length, 1, batch, hidden], and the last states [1, batch, hidden].
  private mutating func steps(
    _ rule: RecurrentRule, _ weights: RecurrentWeights, _ hidden: Int, _ x: String, _ states: [String], _ names: Names,
    suffix: String
  ) throws -> [String] {
    // Update, reset, new; input, output, forget, cell.
    let order = rule == .gru ? [1, 0, 2] : [0, 3, 1, 2]
    func arranged(_ parameter: LearnedParameter) throws -> Tensor {
      try .concatenated(order.map { parameter.value.rows($0 * hidden..<($0 + 1) * hidden) }, 0)
    }
    func weight(_ parameter: LearnedParameter, _ graph: inout ONNXGraph) throws -> String {
      let value = try arranged(parameter)
      return graph.constant(graph.name(parameter, names), try value.reshaped([1] + value.shape))
    }
    var inputs = [x, try weight(weights.input, &self), try weight(weights.hidden, &self)]
    if let inputBias = weights.inputBias, let hiddenBias = weights.hiddenBias {
      let both = try Tensor.concatenated([arranged(inputBias), arranged(hiddenBias)], 0)
      inputs.append(constant(name(inputBias, names) + ".both", try both.reshaped([1, both.count])))
    } else if !states.isEmpty {
      inputs.append("")
    }
    // All sequences of a batch are equally long.
    if !states.isEmpty { inputs += [""] + states }
    let attributes: [(String, Attribute)] = [("hidden_size", .number(hidden))]
    return rule == .gru
      ? apply("GRU", inputs, attributes + [("linear_before_reset", .number(1))], results: 2)
      : apply("LSTM", inputs, attributes, results: 3)
  }
}
