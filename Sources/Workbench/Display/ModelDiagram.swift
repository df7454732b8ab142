import Graphics
import Networks
import Tensors
import Text
import VAE

/// Drawings of how a model is put together, of the networks that the session has.
enum ModelDiagram {
  private static let random = Palette.color(1)
  private static let latent = Palette.color(4)
  private static let decoder = Palette.color(5)

  /// From an image to its reconstruction: the encoder, mean and log-variance, the draw, the decoder.
  static func model(_ model: VariationalAutoencoder) throws -> Picture {
    let image = model.image
    let dimensions = model.latentDimension
    let input = model.encoderImage
    let layers = lines(model.encoder, [1, input.channels, input.height, input.width])
    let posterior = model.posterior.description
    let told = model.condition == nil
    let ends: [Diagram.Node] = [
      .init(
        .text, told ? "x" : "x, y",
        lines: [("\(image)", "")] + (model.condition.map { [("one of \($0.count) classes", "")] } ?? []), column: 0),
      .init(.box, "encoder", lines: layers, column: 1),
      .init(
        .box, told ? "decoder" : "decoder, told y", lines: lines(model.decoder, [1, model.decoderInputs]),
        color: decoder, column: 4),
      .init(.text, "x̂", lines: [("\(image)", "")], column: 5),
    ]
    let arrows: [Diagram.Arrow] = [.init(0, 1), .init(2, 3)]
    if let codebook = model.codebook?.description { return try quantized(model, codebook, ends, arrows) }
    // Where the last two are the heads, each of the two numbers comes out of its own.
    let count = posterior.isFactorized ? 2 : 3
    let heads = (0..<count).map { endsInHeads(model.encoder, count) ? layers.count - count + $0 : nil }
    var nodes: [Diagram.Node] = [
      .init(.circle, "μ", color: latent, column: 2, row: -0.5),
      .init(.circle, "log σ²", color: latent, column: 2, row: 0.5),
      .init(
        .box, "z = \(posterior.formula)", lines: [("σ = exp(½ log σ²)", ""), (counted(dimensions, "dimension"), "")],
        color: latent, column: 3),
      .init(.circle, "ε", color: random, column: 3, row: 1.35),
      .init(.text, "", lines: [("drawn from N(0, I)", "")], column: 3, row: 1.85),
    ]
    nodes = ends + nodes
    var between: [Diagram.Arrow] = [
      .init(1, 4, line: heads[0]), .init(1, 5, line: heads[1]), .init(4, 6), .init(5, 6), .init(7, 6), .init(6, 2),
    ]
    if !posterior.isFactorized {
      nodes.append(.init(.circle, posterior.kind == .full ? "L" : "f", color: latent, column: 2, row: 1.5))
      between += [.init(1, nodes.count - 1, line: heads[2]), .init(nodes.count - 1, 6)]
    }
    return try Diagram.picture(
      [Diagram(nodes, arrows + between)],
      description:
        "[diagram: an image of \(image), the encoder, mean and log-variance of \(counted(dimensions, "latent dimension")), z = mean + deviation · noise, the decoder, the reconstruction]"
    )
  }

  /// The same where codes are entries of a codebook.
  ///
  /// - Parameters:
  ///   - ends: the image, the encoder, the decoder, the reconstruction.
  ///   - arrows: those into the encoder and out of the decoder.
  private static func quantized(
    _ model: VariationalAutoencoder, _ codebook: CodebookDescription, _ ends: [Diagram.Node], _ arrows: [Diagram.Arrow]
  ) throws -> Picture {
    let places = "\(codebook.height)×\(codebook.width) places"
    let numbers = "\(counted(codebook.depth, "number")) each"
    let nodes: [Diagram.Node] = [
      .init(.box, "z_e", lines: [(places, ""), (numbers, "")], color: latent, column: 2),
      .init(.box, "z: the nearest e", lines: [("at each place", "")], color: latent, column: 3),
      .init(
        .box, "codebook", lines: [(counted(codebook.vectors, "entry", "entries"), ""), (numbers, "")], color: random,
        column: 3, row: 1.35),
    ]
    return try Diagram.picture(
      [Diagram(ends + nodes, arrows + [.init(1, 4), .init(4, 5), .init(6, 5), .init(5, 2)])],
      description:
        "[diagram: an image of \(model.image), the encoder, maps of \(numbers) at \(places), the nearest of \(codebook.vectors) entries of a codebook at each, the decoder, the reconstruction]"
    )
  }

  /// Why the draw is written as μ + σ·ε: the way of the gradient, before and after.
  static func gradients() throws -> Picture {
    func start(_ column: Int = 0) -> [Diagram.Node] {
      [.init(.box, "encoder", column: 0), .init(.circle, "μ, σ", color: latent, column: 1)]
    }
    let before = Diagram(
      start() + [
        .init(.circle, "z ~ N(μ, diag σ²)", color: random, column: 2),
        .init(.box, "decoder", color: decoder, column: 3),
        .init(.box, "loss", color: Palette.color(3), column: 4),
      ],
      [
        .init(0, 1), .init(1, 2), .init(2, 3), .init(3, 4), .init(4, 3, .gradient), .init(3, 2, .gradient),
        .init(2, 1, .blocked),
      ], title: "z is drawn: the gradient stops at the draw")
    let after = Diagram(
      start() + [
        .init(.circle, "z = μ + σ·ε", color: latent, column: 2), .init(.box, "decoder", color: decoder, column: 3),
        .init(.box, "loss", color: Palette.color(3), column: 4),
        .init(.circle, "ε ~ N(0, I)", color: random, column: 2, row: 1.5),
      ],
      [
        .init(0, 1), .init(1, 2), .init(2, 3), .init(3, 4), .init(5, 2), .init(4, 3, .gradient), .init(3, 2, .gradient),
        .init(2, 1, .gradient), .init(1, 0, .gradient),
      ], title: "z is computed from a draw: the gradient passes through μ and σ to the encoder")
    return try Diagram.picture(
      [before, after],
      description:
        "[diagram: where z is drawn from N(mean, variance) the gradient stops at the draw; where z = mean + deviation · noise it reaches the encoder]"
    )
  }

  /// Whether the last lines of a network are its heads, so many.
  private static func endsInHeads(_ layer: any Layer, _ count: Int) -> Bool {
    if let heads = layer as? Heads {
      return heads.children.count == count && heads.children.allSatisfy { !($0 is Sequential) }
    }
    return (layer as? Sequential)?.children.last.map { endsInHeads($0, count) } ?? false
  }

  /// The layers that compute something, with the shape that each gives for one example.
  private static func lines(_ layer: any Layer, _ input: Shape) -> [(String, String)] {
    var lines: [(String, String)] = []
    func add(_ layer: any Layer, _ input: Shape?) {
      if layer is Heads {
        for child in layer.children { add(child, input) }
        return
      }
      guard let sequential = layer as? Sequential else {
        let shapes = input.flatMap { try? layer.resultShapes($0) } ?? []
        lines.append((layer.description, shapes.map { $0.dropFirst().description }.joined(separator: ", ")))
        return
      }
      var shape = input
      for child in sequential.children {
        add(child, shape)
        shape = shape.flatMap { try? child.resultShapes($0).first }
      }
    }
    add(layer, input)
    // Of a deep network the ends tell most.
    let (longest, ends) = (16, 7)
    guard lines.count > longest else { return lines }
    let left = lines.count - 2 * ends
    return lines.prefix(ends) + [("… \(counted(left, "layer"))", "")] + lines.suffix(ends)
  }
}
