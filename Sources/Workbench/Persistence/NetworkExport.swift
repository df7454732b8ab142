import Autodiff
import Datasets
import Language
import Networks
import Tensors
import VAE

/// A network on its way into an ONNX file.
///
/// One of the table's layers is written layer by layer. Of one that the user's classes are in, what it does is known only by
/// doing it: its passes are recorded.
struct NetworkExport {
  /// Where the networks are, and what images they are for.
  let session: Session
  let context: Context
  /// What goes in and comes out is called so, as far as there are names.
  var inputNames: [String] = []
  var outputNames: [String] = []

  /// The file's bytes for one of the model's halves, or for a network of the user's.
  ///
  /// - Parameter example: what goes into the network; None where that follows from its first layer, or from the data.
  /// - Throws: ``Diagnostic`` where it is no network, ``ONNXError`` where a part of it has no form in ONNX.
  func encoded(_ what: Value, example: Value) throws -> [UInt8] {
    if case .object(let object) = what, object is TensorValue {
      throw Diagnostic(
        .type, "an .onnx file holds a network, and this is \(what.phrase)",
        suggestion: "tensors are exported as .npy or .npz", parameter: "what")
    }
    let random = session.random
    defer { session.random = random }
    let watch = TranscriptWatch(random: session.randomNumbers)
    return try context.watching(watch.callAsFunction) {
      guard case .string(let name) = what else { return try graph(of: what, example).encoded() }
      guard example.isNone else {
        throw Diagnostic(
          .argument, "what goes into the model's \(name) is known, and needs no example", parameter: "input")
      }
      switch name {
      case "encoder": return try session.requireModel(for: "export").encoderGraph().encoded()
      case "decoder": return try session.requireModel(for: "export").decoderGraph().encoded()
      default:
        throw Diagnostic(
          .value, "export knows the model's encoder and decoder by name, and this is '\(name)'",
          suggestion: "export decoder, \"decoder.onnx\"", parameter: "what")
      }
    }
  }

  /// A network by itself, with `x` going in and `y`, or `y0`, `y1`, …, coming out.
  private func graph(of what: Value, _ example: Value) throws -> ONNXGraph {
    let network = try what.layer(for: "export")
    return try network.evaluating { try graph(of: network, what, example) }
  }

  private func graph(of network: any Layer, _ what: Value, _ example: Value) throws -> ONNXGraph {
    let inputs = try example.isNone ? [input(of: network, what)] : examples(example)
    var graph = ONNXGraph("network")
    let taken = inputs.indices.map { place in
      inputNames.indices.contains(place) ? inputNames[place] : inputs.count == 1 ? "x" : "x\(place)"
    }
    let edges = zip(taken, inputs).map { graph.input($0, $1.shape, isWhole: $1.isWhole) }
    graph.reserve(taken)
    if example.isNone, !network.isWritten, !(network is any StatefulLayer) {
      let results = try graph.add(network, to: edges[0])
      for (place, result) in results.enumerated() { graph.output(results.count == 1 ? "y" : "y\(place)", result) }
      return graph
    }
    var names: [String?] = []
    let record = try NetworkRecord({ batch in try inputs.map { try $0.tensor(batch) } }) { x in
      let found = try tensors(of: context.call(what, x.map { CallArgument(Value($0)) }))
      names = found.map(\.name)
      return found.map(\.variable)
    }
    let given = try called(names, besides: taken)
    // Before the weights, one of which may be called as what comes out.
    graph.reserve(given)
    for (name, result) in zip(given, try graph.add(record, of: network, to: edges)) { graph.output(name, result) }
    return graph
  }

  /// What the results are called: as somebody said, else by their keys, else y.
  private func called(_ keys: [String?], besides taken: [String]) throws -> [String] {
    let names = keys.enumerated().map { place, key in
      outputNames.indices.contains(place) ? outputNames[place] : key ?? (keys.count == 1 ? "y" : "y\(place)")
    }
    guard Set(names + taken).count == names.count + taken.count else {
      throw Diagnostic(
        .value,
        "what goes in and what comes out have names of their own in a file, and these are "
          + (taken + names).map { Value.string($0).repr }.joined(separator: ", "), parameter: "what")
    }
    return names
  }

  /// The tensors that come out of a network, those of a dict under their keys.
  private func tensors(of value: Value) throws -> [(name: String?, variable: Variable)] {
    if let tensor = value.asTensor { return [(nil, tensor.variable)] }
    if let dict = value.dictionary {
      return try dict.entries.flatMap { entry -> [(name: String?, variable: Variable)] in
        let found = try tensors(of: entry.value)
        guard found.count == 1, case .string(let name) = entry.key else { return found }
        return [(name, found[0].variable)]
      }
    }
    guard let items = value.elements, !items.isEmpty else {
      throw Diagnostic(
        .type, "what comes out of the network is to be tensors, and this is \(value.phrase)", parameter: "what")
    }
    return try items.flatMap(tensors)
  }

  // MARK: What goes in

  private struct Input {
    /// For a batch of one.
    let shape: Shape
    var isWhole = false
    let tensor: (_ batch: Int) throws -> Variable

    /// Any numbers of that shape.
    init(_ shape: Shape) {
      (self.shape, tensor) = (shape, { try RecordedInput.numbers(shape, batch: $0) })
    }

    /// Numbers as those of an example: classes and truths have to be such again.
    init(example: Tensor) {
      let shape = example.shape.replacing(0, with: 1)
      (self.shape, isWhole) = (shape, example.kind == .whole || example.kind == .byte)
      let isReal = example.kind == .real
      tensor = { batch in
        try isReal ? RecordedInput.numbers(shape, batch: batch) : RecordedInput.rows(of: example, batch: batch)
      }
    }
  }

  private func examples(_ value: Value) throws -> [Input] {
    let values = value.asTensor == nil ? value.elements ?? [value] : [value]
    let tensors = try values.map { try $0.tensor(for: "export").value }
    guard let count = tensors.first?.shape.dimensions.first, count > 0,
      tensors.allSatisfy({ $0.shape.dimensions.first == count })
    else {
      throw Diagnostic(
        .shape,
        "an example of what goes into the network has the batch for its first dimension, in each tensor, and these "
          + "are \(tensors.map(\.shape.description).joined(separator: " and "))", parameter: "input")
    }
    return tensors.map(Input.init(example:))
  }

  /// What goes in where nobody said it: what the first layer says, else the data's images, or rows of them.
  private func input(of network: any Layer, _ what: Value) throws -> Input {
    let candidates = inputs(network)
    var firstProblem: (any Error)?
    for shape in candidates {
      do {
        if network.isWritten {
          _ = try Recording.off { try tensors(of: context.call(what, Value(Variable(.zeros(shape))))) }
        } else {
          _ = try network.resultShapes(shape)
        }
        return Input(shape)
      } catch {
        // The user's own mistakes are told as they are.
        if network.isWritten, Diagnostic(error).kind != .shape { throw error }
        firstProblem = firstProblem ?? error
      }
    }
    if candidates.count == 1, let firstProblem { throw firstProblem }
    throw Diagnostic(
      .value, "export cannot tell of what size the images are that go into \(network.description.prefix(60))",
      suggestion: "load its data first, or give an example: export net, \"net.onnx\", input=randn(1, 3, 32, 32)",
      parameter: "what")
  }

  /// Shapes that may go in, for a batch of one.
  private func inputs(_ network: any Layer) -> [Shape] {
    var first = network
    while let child = first.children.first { first = child }
    let image = session.model?.image ?? session.dataset?.train.shape
    let images: [Shape] = image.map { [[1, $0.channels, $0.height, $0.width], [1, $0.count]] } ?? []
    switch first {
    case let linear as Linear:
      // A class may make rows of images itself.
      guard network.isWritten, image?.count == linear.inFeatures else { return [[1, linear.inFeatures]] }
      return images
    case let unflatten as Unflatten: return [[1, unflatten.shape.count]]
    case let cell as RecurrentCell: return [[1, cell.inputSize]]
    default: return images
    }
  }
}

extension ONNXError: DiagnosticConvertible {
  package var diagnostic: Diagnostic {
    Diagnostic(
      .value, description, suggestion: "layers of the table can be exported; save keeps any network, as .safetensors")
  }
}
