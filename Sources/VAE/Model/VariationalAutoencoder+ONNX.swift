import Networks
import Tensors

// The two halves of a model as ONNX graphs that give what `encode` and `decode` give.

extension VariationalAutoencoder {
  /// Images x [batch, channels, height, width] to the mean and log-variance of q(z | x), each [batch, latent], and what the
  /// posterior takes besides, `further` [batch, …]; of a conditional model also y [batch, classes]. Of a
  /// vector-quantized one to codes z [batch, latent] and the `entries` [batch, P] of the codebook that they are of.
  ///
  /// - Throws: ``ONNXError`` where a layer has no form in ONNX.
  package func encoderGraph() throws -> ONNXGraph {
    var graph = ONNXGraph("encoder")
    var x = graph.input("x", [1, image.channels, image.height, image.width])
    if let condition { x = condition.joined(image: x, graph.input("y", [1, condition.count]), in: &graph) }
    let results = try graph.add(
      encoder, named: "encoder.", to: encoderTakesRows ? graph.reshape(x, [encoderImage.count]) : x)
    if let codebook {
      let nearest = try graph.nearest(
        codebook.vectors, centre: codebook.centre, to: results[0], named: "posterior.codebook")
      graph.output("z", nearest.code)
      graph.output("entries", nearest.entries)
      return graph
    }
    graph.output("mean", results[0])
    graph.output("logvar", results[1])
    if results.count > 2 { graph.output("further", results[2]) }
    return graph
  }

  /// Codes z [batch, latent] to the expected images x [batch, channels, height, width], each pixel from 0 to 1; of a conditional
  /// model also y [batch, classes].
  ///
  /// - Throws: ``ONNXError`` where a layer has no form in ONNX.
  package func decoderGraph() throws -> ONNXGraph {
    var graph = ONNXGraph("decoder")
    var z = graph.input("z", [1, latentDimension])
    if let condition { z = condition.joined(code: z, graph.input("y", [1, condition.count]), in: &graph) }
    var result = try graph.add(decoder, named: "decoder.", to: z)[0]
    if result.shape.count != image.count {
      // The second half are the logarithms of spreads.
      result = graph.first(image.count, of: graph.reshape(result, [result.shape.count]))
    }
    let images = graph.reshape(result, [image.channels, image.height, image.width])
    graph.output("x", ONNXGraph.Edge(name: expected(images.name, in: &graph), shape: images.shape))
    return graph
  }

  /// The expected pixel of the decoder's numbers, as ``PixelDistribution/mean()`` has it.
  private func expected(_ pixels: String, in graph: inout ONNXGraph) -> String {
    switch likelihood {
    case .bernoulli: return decoderEndsInSigmoid ? pixels : graph.apply("Sigmoid", pixels)
    case .gaussian, .learnedGaussian, .discretizedLogistic:
      return graph.apply("Clip", pixels, graph.constant(0), graph.constant(1))
    case .continuousBernoulli:
      // 1 / (1 - e^-l) - 1/l, and near 0, where float32 loses that difference, its series ½ + l/12 - l³/720 + l⁵/30240.
      let inverse = graph.apply(
        "Reciprocal", graph.apply("Sub", graph.constant(1), graph.apply("Exp", graph.apply("Neg", pixels))))
      let closed = graph.apply("Sub", inverse, graph.apply("Reciprocal", pixels))
      let square = graph.apply("Mul", pixels, pixels)
      let coefficients: [Float] = [1.0 / 30_240, -1.0 / 720, 1.0 / 12]
      let odd = coefficients.dropFirst().reduce(graph.constant(coefficients[0])) { sum, coefficient in
        graph.apply("Add", graph.apply("Mul", sum, square), graph.constant(coefficient))
      }
      let series = graph.apply("Add", graph.apply("Mul", odd, pixels), graph.constant(0.5))
      let isNear = graph.apply("Less", graph.apply("Abs", pixels), graph.constant(0.5))
      return graph.apply("Where", isNear, series, closed)
    }
  }
}
