import Autodiff
import Language
import Networks
import Tensors
import VAE

// Group `model`: the networks that make up the variational autoencoder.

extension Session {
  func modelEntries() -> [Entry] {
    [
      Entry(
        "model", .command, group: "model", "makes the model: the tutorial's networks for the current data, or your own",
        details: """
          Without networks, `model` builds the tutorial's: two convolutions with pooling and a layer of `hidden` units \
          that gives mean and log-variance; a decoder with 512 hidden units and a sigmoid. With two networks, an encoder \
          that ends in `heads(…)` and a decoder, it takes yours. A decoder ending in `sigmoid` gives probabilities, any \
          other gives logits.
          """,
        parameters: [
          Parameter(
            "encoder", .like("network"), default: Value.none, defaultText: "the tutorial's",
            "gives mean and log-variance"),
          Parameter(
            "decoder", .like("network"), default: Value.none, defaultText: "the tutorial's", "gives the pixels"),
          Parameter(
            "latent", .integer(1...4096), default: .integer(30), unit: "dimensions", style: .keywordOnly,
            "the size of the latent space"),
          Parameter(
            "hidden", .integer(1...65_536), default: .integer(128), unit: "units", style: .keywordOnly,
            "the size of the encoder's hidden layer"),
        ], result: "model", effect: .changesModel, example: "data mnist\nmodel latent=30",
        section: "Training Variational Autoencoder",
        longWay: """
          enc = sequential(
              conv2d(1, 16, 5, padding=1), relu, max_pool2d(2),
              conv2d(16, 32, 5, padding=1), relu, max_pool2d(2),
              flatten, linear(32 * 5 * 5, 128), relu,
              heads(linear(128, 30), linear(128, 30)))
          dec = sequential(linear(30, 512), relu, linear(512, 784), sigmoid)
          model enc, dec
          """
      ) { [unowned self] arguments, context in
        let made = try makeModel(arguments)
        model = made
        forgetTraining()
        if context.isCommand {
          context.output.write(
            "model: \(made.latentDimension) latent dimensions, \(grouped(made.parameterCount)) parameters\n",
            to: .standardOutput)
        }
        return .object(ModelValue(made))
      },
      Entry(
        "networks", group: "model", "the model's encoder and decoder, to work with by hand",
        details: "The long way of each command begins with them.", result: "tuple",
        example: "data mnist\nmodel latent=30\nenc, dec = networks()\ndec(zeros(1, 30)).shape",
        section: "Encoder Network"
      ) { [unowned self] _, _ in
        let model = try requireModel(for: "networks")
        return .tuple([.object(NetworkValue(model.encoder)), .object(NetworkValue(model.decoder))])
      },
      Entry(
        "summary", .command, group: "model", "the layers of the model or of a network: output shapes and parameters",
        parameters: [
          Parameter("network", .like("network"), default: Value.none, defaultText: "the model", "what to describe")
        ],
        result: "None", alwaysDisplays: true, example: "data mnist\nmodel latent=30\nsummary",
        section: "Encoder Network"
      ) { [unowned self] arguments, context in
        if !arguments["network"].isNone {
          let layer = try arguments["network"].layer(for: "summary")
          context.output.display(NetworkTable(layer, input: nil).display, id: nil)
        } else {
          context.output.display(ModelValue(try requireModel(for: "summary")).table.display, id: nil)
        }
        return .none
      },
      Entry(
        "trace", .command, group: "model", "one batch through every layer: shapes and ranges of values",
        parameters: [
          Parameter("network", .like("network"), default: Value.none, defaultText: "the model", "what to trace"),
          Parameter("x", .like("tensor"), default: Value.none, defaultText: "a batch", "what goes in"),
        ], result: "None", alwaysDisplays: true, effect: .drawsNumbers, example: "data mnist\nmodel latent=30\ntrace",
        section: "Encoder Network"
      ) { [unowned self] arguments, context in
        context.output.display(try trace(arguments).display, id: nil)
        return .none
      },
    ]
  }

  private func makeModel(_ arguments: Arguments) throws -> VariationalAutoencoder {
    let (encoder, decoder) = (arguments["encoder"], arguments["decoder"])
    let image = try requireDataset(for: "model").train.shape
    if encoder.isNone && decoder.isNone {
      return try Architecture.tutorial(
        image, latent: arguments.integer("latent"), hidden: arguments.integer("hidden"), random: &random)
    }
    guard !encoder.isNone, !decoder.isNone else {
      throw Diagnostic(
        .argument,
        "a model of your own needs both networks, and the \(encoder.isNone ? "encoder" : "decoder") is missing",
        suggestion: "model enc, dec")
    }
    return try VariationalAutoencoder(
      encoder: try encoder.layer(for: "model"), decoder: try decoder.layer(for: "model"), image: image)
  }

  private func trace(_ arguments: Arguments) throws -> TextTable {
    var trace = Trace()
    let given = arguments["x"].isNone ? nil : try arguments.tensor("x", for: "trace")
    func input() throws -> Variable {
      if let given { return given }
      let images = try requireDataset(for: "trace").train
      let chosen = try random.next(.cells).permutation(images.count).prefix(min(batchSize, images.count))
      return Variable(try images.tensor(chosen))
    }
    try Recording.off {
      if !arguments["network"].isNone {
        try trace.follow(try arguments["network"].layer(for: "trace"), try input())
        return
      }
      let model = try requireModel(for: "trace")
      let x = try input()
      let outputs = try trace.follow(
        model.encoder, model.encoderTakesRows ? try .reshape(x, [x.shape[0], x.shape.dropFirst().count]) : x)
      let noise = try random.next(.cells).normal(outputs[0].shape)
      let z = try Variable.reparameterize(outputs[0], outputs[1], noise: noise)
      try trace.add("z = mean + exp(logvar / 2) * eps", z)
      try trace.follow(model.decoder, z)
    }
    return trace.table
  }
}

/// What a batch looks like after each layer.
private struct Trace {
  var table = TextTable(header: ["layer", "shape", "smallest", "mean", "largest"], rows: [])

  @discardableResult
  mutating func follow(_ layer: any Layer, _ x: Variable) throws -> [Variable] {
    if table.rows.isEmpty { try add("input", x) }
    if let sequential = layer as? Sequential {
      var results = [x]
      for child in sequential.children { results = try follow(child, results[0]) }
      return results
    }
    if layer is Heads { return try layer.children.flatMap { try follow($0, x) } }
    let results = try layer.apply(x)
    for result in results { try add(layer.description, result) }
    return results
  }

  mutating func add(_ name: String, _ x: Variable) throws {
    let values = x.value.array
    let (low, high) = values.reduce((Float.infinity, -Float.infinity)) { (min($0.0, $1), max($0.1, $1)) }
    let mean = try values.isEmpty ? 0 : x.value.total() / Double(values.count)
    table.rows.append(
      [name, x.shape.description] + [Double(low), mean, Double(high)].map { values.isEmpty ? "" : fixed($0, 4) })
  }
}
