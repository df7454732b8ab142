import Autodiff
import Tensors

extension ONNXGraph {
  /// Something that comes out of a recorded network.
  package struct Result {
    package let edge: Edge
    package let lengths: [BatchLength]
  }

  /// Adds a network that was recorded.
  ///
  /// - Parameters:
  ///   - network: whose parameters keep their names, behind `prefix`.
  ///   - inputs: what goes into it, the batch in front.
  /// - Throws: ``ONNXError`` where an operation has no form in ONNX, or where the passes differ in more than the batch.
  package mutating func add(
    _ record: NetworkRecord, of network: any Layer, named prefix: String = "", to inputs: [Edge]
  ) throws -> [Result] {
    var writer = RecordWriter(record, names(of: network, prefix), inputs)
    return try writer.write(to: &self)
  }
}

/// A ``NetworkRecord`` on its way into a graph.
struct RecordWriter {
  private let record: NetworkRecord
  let names: ONNXGraph.Names
  private let inputs: [ONNXGraph.Edge]
  /// What each number of the transcripts is in the graph.
  private var edges: [ONNXGraph.Edge]
  private var strangers: [ObjectIdentifier: String] = [:]
  private var constants = 0
  private var batch: String?

  init(_ record: NetworkRecord, _ names: ONNXGraph.Names, _ inputs: [ONNXGraph.Edge]) {
    (self.record, self.names, self.inputs, edges) = (record, names, inputs, inputs)
  }

  mutating func write(to graph: inout ONNXGraph) throws -> [ONNXGraph.Result] {
    let transcripts = record.transcripts
    for place in transcripts[0].steps.indices {
      let steps = transcripts.compactMap { $0.steps.indices.contains(place) ? $0.steps[place] : nil }
      guard steps.count == transcripts.count else { throw Self.differs(at: place, of: transcripts) }
      try write(steps, place, to: &graph)
    }
    guard let count = record.results.first?.count,
      transcripts.allSatisfy({ $0.steps.count == transcripts[0].steps.count }),
      record.results.allSatisfy({ $0.count == count })
    else { throw Self.differs(at: transcripts[0].steps.count, of: transcripts) }
    return try (0..<count).map { place in
      let shapes = record.shapes.map { $0[place] }
      let name = try name(record.results.map { $0[place] }, "what comes out of it", &graph)
      return ONNXGraph.Result(
        edge: .init(name: name, shape: shapes[shapes.count - 1]), lengths: try lengths(shapes, "what comes out of it"))
    }
  }

  // MARK: Steps

  private mutating func write(
    _ steps: [Transcript.Step], _ place: Int, to graph: inout ONNXGraph
  ) throws {
    guard let last = steps.last,
      steps.allSatisfy({ $0.operands.count == last.operands.count && $0.results == last.results })
    else { throw Self.differs(at: place, of: record.transcripts) }
    let results: [ONNXGraph.Edge]
    switch last.work {
    case .whole(let object):
      guard let layer = object as? any Layer,
        steps.allSatisfy({ if case .whole(let other) = $0.work { other === object } else { false } })
      else { throw Self.differs(at: place, of: record.transcripts) }
      results = try write(layer, steps, to: &graph)
    case .operation:
      let operations = steps.compactMap { if case .operation(let operation) = $0.work { operation } else { nil } }
      guard operations.count == steps.count else { throw Self.differs(at: place, of: record.transcripts) }
      let names = try last.operands.indices.map { index in
        try name(steps.map { $0.operands[index] }, operations[0].name, &graph)
      }
      let shape = record.transcripts[steps.count - 1].shapes[last.results[0]]
      let ranks = last.operands.map { operand in shapes(operand).rank }
      let form = OperationForm(operations: operations, inputs: names, ranks: ranks)
      results = [.init(name: try form.write(to: &graph, &self, inputLengths: inputLengths(steps)), shape: shape)]
    }
    edges += results
  }

  /// The lengths of a step's first input in each pass.
  private func inputLengths(_ steps: [Transcript.Step]) -> [Shape] {
    steps.enumerated().map { pass, step in shapes(step.operands[0], pass: pass) }
  }

  private func shapes(_ operand: Transcript.Operand, pass: Int = NetworkRecord.batches.count - 1) -> Shape {
    switch operand {
    case .value(let number): record.transcripts[pass].shapes[number]
    case .parameter(let parameter): parameter.shape
    case .constant(let tensor): tensor.shape
    }
  }

  private mutating func write(
    _ layer: any Layer, _ steps: [Transcript.Step], to graph: inout ONNXGraph
  ) throws -> [ONNXGraph.Edge] {
    let last = steps[steps.count - 1]
    var inputs: [ONNXGraph.Edge] = []
    for index in last.operands.indices {
      let name = try name(steps.map { $0.operands[index] }, layer.description, &graph)
      inputs.append(.init(name: name, shape: shapes(last.operands[index])))
    }
    // Layers are written for a batch in front, and for all else as it is.
    let lengths = try lengths(inputLengths(steps), layer.description)
    guard layer is any StatefulLayer || Self.isForAnyShape(layer) || lengths.dropFirst().allSatisfy(\.isFixed) else {
      throw ONNXError(
        "\(layer.description) is given a tensor of \(inputs[0].shape.description), in which the batch is not the first dimension"
      )
    }
    return try graph.add(layer, inputs, names)
  }

  private static func isForAnyShape(_ layer: any Layer) -> Bool {
    layer is Activation || layer is LeakyReLU || layer is GELU || layer is ELU || layer is Hardtanh || layer is Dropout
      || layer is Linear || layer is LayerNorm || layer is Embedding
  }

  private static func differs(at place: Int, of transcripts: [Transcript]) -> ONNXError {
    let words = transcripts.map { transcript -> String in
      guard transcript.steps.indices.contains(place) else { return "nothing more" }
      return switch transcript.steps[place].work {
      case .operation(let operation): operation.name
      case .whole(let layer): (layer as? any Layer)?.description ?? "a layer"
      }
    }
    let sizes = zip(NetworkRecord.batches, words).map { "\($1) for \($0)" }.joined(separator: ", ")
    return ONNXError(
      "the network does not do the same for batches of every size: operation \(place + 1) is \(sizes)")
  }

  // MARK: What goes into steps

  private mutating func name(
    _ operands: [Transcript.Operand], _ user: String, _ graph: inout ONNXGraph
  ) throws -> String {
    switch operands[0] {
    case .value(let number):
      guard operands.allSatisfy({ if case .value(number) = $0 { true } else { false } }) else { break }
      return edges[number].name
    case .parameter(let parameter):
      guard operands.allSatisfy({ if case .parameter(let other) = $0 { other === parameter } else { false } }) else {
        break
      }
      return graph.constant(name(of: parameter), parameter.value)
    case .constant:
      let tensors = operands.compactMap { if case .constant(let tensor) = $0 { tensor } else { nil } }
      guard tensors.count == operands.count else { break }
      return try constant(tensors, user, &graph)
    }
    throw ONNXError("the network does not do the same for batches of every size: \(user) is given something else")
  }

  private mutating func name(of parameter: LearnedParameter) -> String {
    let key = ObjectIdentifier(parameter)
    if let name = names[key] ?? strangers[key] { return name }
    let name = "parameter.\(strangers.count + 1)"
    strangers[key] = name
    return name
  }

  /// A constant that is the same in every pass, but for lengths along which it is the same everywhere, and for numbers that
  /// count the examples.
  private mutating func constant(_ tensors: [Tensor], _ user: String, _ graph: inout ONNXGraph) throws -> String {
    let shapes = tensors.map(\.shape)
    if shapes.allSatisfy({ $0 == shapes[0] }) {
      let bits = tensors.map { $0.array.map(\.bitPattern) }
      if bits.allSatisfy({ $0 == bits[0] }) {
        if shapes[0].rank == 0 { return graph.constant(try tensors[0].item()) }
        constants += 1
        return graph.constant("constant.\(constants)", tensors[0])
      }
      let counts = tensors.compactMap { tensor in
        tensor.count == 1 ? (try? tensor.item()).flatMap { Int(exactly: $0) } : nil
      }
      if counts.count == tensors.count, let length = BatchLength(counts) {
        let number = graph.apply("Cast", [self.number(length, &graph)], [("to", .number(1))])
        return graph.apply("Reshape", number, graph.constant(shapes[0].dimensions))
      }
    } else if shapes.allSatisfy({ $0.rank == shapes[0].rank }) {
      let lengths = try lengths(shapes, user)
      let parts = try tensors.compactMap { try Self.part($0, lengths) }
      let bits = parts.map { $0.array.map(\.bitPattern) }
      if parts.count == tensors.count, bits.allSatisfy({ $0 == bits[0] }) {
        constants += 1
        return graph.apply("Expand", graph.constant("constant.\(constants)", parts[0]), shape(lengths, &graph))
      }
    }
    throw ONNXError(
      "\(user) is given numbers that differ from pass to pass and come from no operation: computed from the input or from the size "
        + "of the batch in a way that an ONNX file cannot follow, drawn, or counted by the program")
  }

  /// The tensor with a length of 1 where its lengths go with the batch; nil where it is not the same along those.
  private static func part(_ tensor: Tensor, _ lengths: [BatchLength]) throws -> Tensor? {
    var part = tensor
    for (dimension, length) in lengths.enumerated() where !length.isFixed {
      guard tensor.shape[dimension] > 0 else { return nil }
      part = try part.sliced(dimension, start: 0, count: 1, step: 1)
    }
    let whole = try part.expanded(to: tensor.shape)
    return zip(whole.array, tensor.array).allSatisfy { $0.bitPattern == $1.bitPattern } ? part : nil
  }

  // MARK: Lengths

  func lengths(_ shapes: [Shape], _ user: String) throws -> [BatchLength] {
    guard shapes.allSatisfy({ $0.rank == shapes[0].rank }) else {
      throw ONNXError("\(user) has other dimensions for batches of another size: \(Self.told(shapes))")
    }
    return try shapes[0].dimensions.indices.map { dimension in
      guard let length = BatchLength(shapes.map { $0[dimension] }) else {
        throw ONNXError("\(user) has lengths that do not go evenly with the batch: \(Self.told(shapes))")
      }
      return length
    }
  }

  private static func told(_ shapes: [Shape]) -> String {
    zip(NetworkRecord.batches, shapes).map { "\($1) for \($0)" }.joined(separator: ", ")
  }

  /// A shape as a tensor of whole numbers, computed from the batch where that is in it.
  mutating func shape(_ lengths: [BatchLength], _ graph: inout ONNXGraph) -> String {
    guard lengths.contains(where: { !$0.isFixed }) else { return graph.constant(lengths.map(\.fixed)) }
    let parts = lengths.map { number($0, &graph) }
    return parts.count == 1 ? parts[0] : graph.apply("Concat", parts, [("axis", .number(0))])
  }

  /// A length as a row of one whole number.
  private mutating func number(_ length: BatchLength, _ graph: inout ONNXGraph) -> String {
    guard !length.isFixed else { return graph.constant([length.fixed]) }
    let examples: String
    if let batch {
      examples = batch
    } else {
      examples = graph.apply(
        "Gather", [graph.apply("Shape", inputs[0].name), graph.constant([0])], [("axis", .number(0))])
      batch = examples
    }
    let multiple = length.perExample == 1 ? examples : graph.apply("Mul", examples, graph.constant([length.perExample]))
    return length.fixed == 0 ? multiple : graph.apply("Add", multiple, graph.constant([length.fixed]))
  }
}
