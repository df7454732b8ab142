import Datasets
import Language
import Networks
import Tensors
import VAE

/// A network on its way into an ONNX file.
struct NetworkExport {
  /// Where the networks are, and what images they are for.
  let session: Session

  /// The file's bytes for one of the model's halves, or for a network of the user's.
  ///
  /// - Throws: ``Diagnostic`` where it is no network, ``ONNXError`` where a layer has no form in ONNX.
  func encoded(_ what: Value) throws -> [UInt8] {
    if case .object(let object) = what, object is TensorValue {
      throw Diagnostic(
        .type, "an .onnx file holds a network, and this is \(what.phrase)",
        suggestion: "tensors are exported as .npy or .npz", parameter: "what")
    }
    guard case .string(let name) = what else { return try graph(of: try what.layer(for: "export")).encoded() }
    switch name {
    case "encoder": return try session.requireModel(for: "export").encoderGraph().encoded()
    case "decoder": return try session.requireModel(for: "export").decoderGraph().encoded()
    default:
      throw Diagnostic(
        .value, "export knows the model's encoder and decoder by name, and this is '\(name)'",
        suggestion: "export decoder, \"decoder.onnx\"", parameter: "what")
    }
  }

  /// A network by itself, with `x` going in and `y`, or `y0`, `y1`, …, coming out.
  private func graph(of network: any Layer) throws -> ONNXGraph {
    guard let shape = inputs(network).first(where: { (try? network.resultShapes($0)) != nil }) else {
      throw Diagnostic(
        .value, "export cannot tell of what size the images are that go into \(network.description.prefix(60))",
        suggestion: "load its data first, or export the model's: export encoder, \"encoder.onnx\"", parameter: "what")
    }
    var graph = ONNXGraph("network")
    let x = graph.input("x", shape)
    let results = try graph.add(network, to: x)
    for (place, result) in results.enumerated() { graph.output(results.count == 1 ? "y" : "y\(place)", result) }
    return graph
  }

  /// Shapes that may go in, for a batch of one: what the first layer says, else the data's images, or rows of them.
  private func inputs(_ network: any Layer) -> [Shape] {
    var first = network
    while let child = first.children.first { first = child }
    if let linear = first as? Linear { return [[1, linear.inFeatures]] }
    if let unflatten = first as? Unflatten { return [[1, unflatten.shape.count]] }
    guard let image = session.model?.image ?? session.dataset?.train.shape else { return [] }
    return [[1, image.channels, image.height, image.width], [1, image.count]]
  }
}

extension ONNXError: DiagnosticConvertible {
  package var diagnostic: Diagnostic {
    Diagnostic(
      .value, description, suggestion: "layers of the table can be exported; save keeps any network, as .safetensors")
  }
}
