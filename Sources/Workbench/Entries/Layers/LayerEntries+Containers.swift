import Autodiff
import Language
import Networks
import Tensors
import Text

extension LayerEntries {
  /// Networks made of others.
  var containers: [Entry] {
    [
      Entry(
        "sequential", group: "layers", "a network of layers one after another",
        parameters: [Parameter("layers", .any, style: .variadic, "layers, networks, or names such as relu")],
        result: "network", abstract: .asRun, example: "sequential(linear(20, 512), relu, linear(512, 784), sigmoid)",
        lesson: "01-decoder-network"
      ) { arguments, _ in
        let layers = try arguments.values("layers").map { try $0.layer(for: "sequential") }
        try Self.checkWidths(layers)
        return try .network(Sequential(layers))
      },
      Entry(
        "heads", group: "layers", "one input to several networks; their results come back together",
        parameters: [Parameter("networks", .any, style: .variadic, "layers or networks")], result: "network",
        abstract: .asRun,
        example: "mean, logvar = heads(linear(8, 2), linear(8, 2))(randn(5, 8))", lesson: "03-encoder-network"
      ) { arguments, _ in
        let networks = try arguments.values("networks").map { try $0.layer(for: "heads") }
        guard !networks.isEmpty else {
          throw Diagnostic(
            .argument, "heads needs a network for each of its results",
            suggestion: "heads(linear(128, 30), linear(128, 30))")
        }
        return try .network(Heads(networks))
      },
    ]
  }

  /// Finds a linear layer that cannot take what the one before it gives, before anything goes through the network.
  private static func checkWidths(_ layers: [any Layer]) throws {
    var before: Linear?
    for layer in layers {
      guard let linear = layer as? Linear else {
        // A layer that may change the shape says nothing of what comes next.
        if !layer.keepsShape { before = nil }
        continue
      }
      if let before, before.outFeatures != linear.inFeatures {
        throw Diagnostic(
          .shape,
          "\(linear.description) needs \(counted(linear.inFeatures, "feature")), and \(before.description) before it gives "
            + "\(before.outFeatures)", suggestion: "linear(\(before.outFeatures), \(linear.outFeatures))")
      }
      before = linear
    }
  }
}

extension Layer {
  /// Whether it gives each element another value, and nothing else.
  fileprivate var keepsShape: Bool {
    self is Activation || self is Dropout || self is LeakyReLU || self is GELU || self is ELU || self is Hardtanh
  }
}
