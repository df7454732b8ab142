import Autodiff
import Datasets
import Language
import Networks
import Tensors
import Text
import VAE

/// Group `model`: the networks that make up the variational autoencoder.
struct ModelEntries {
  let session: Session

  var all: [Entry] {
    [
      Entry(
        "model", .command, group: "model",
        "makes the model: an architecture for the current data, or your own networks",
        details: """
          An architecture's name, or any setting, makes a new model; `model` alone shows the one there is, and makes the \
          tutorial's where there is none. With two networks, an encoder that ends in `heads(…)` and a decoder, it takes \
          yours. Under `bernoulli` a decoder ending in `sigmoid` gives probabilities, any other gives logits. Where a \
          spread is learned, a decoder gives one number a pixel, the mean, or two: all means first, then all log-spreads.

          `condition=labels` tells both networks the class of each image, so that codes carry what the class does not say, and \
          `sample label=3` asks for one ([conditional models](conditional.md)). Of networks of your own the encoder then takes one \
          channel more, a learned picture of the class, and the decoder one number more for each class, behind the code.

          `prior` is what codes are like before an image is seen, and is learned with the networks; `sample`, `evaluate` and \
          `likelihood` go by it ([priors](priors.md)).

          `posterior` is what the encoder says of an image's code. Other than `diagonal`, the encoder gives a third result for it, and \
          networks of your own end in three heads ([posteriors](posteriors.md)).

          `vector_quantized` has codes of a codebook ([quantized codes](quantized.md)); networks of your own have them with \
          `posterior=quantized`, and then the encoder gives one result, maps [n, D, height, width] or rows [n, D].
          """,
        parameters: [
          Parameter(
            "encoder",
            .word(
              [
                Word("tutorial", "two convolutions; a decoder of one hidden layer"),
                Word("mlp", "hidden layers between rows of pixels and codes"),
                Word("conv", "convolutions that halve the sides; the same backwards"),
                Word("spatial", "convolutions alone, with small maps as codes: for photographs"),
                Word("vector_quantized", "the same, each place of the maps an entry of a codebook"),
              ], open: true), default: Value.none, defaultText: "the tutorial's",
            "an architecture, or a network that gives mean and log-variance"),
          Parameter(
            "decoder", .like("network"), default: Value.none, defaultText: "the architecture's",
            "with an encoder of your own: the network that gives the pixels"),
          Parameter(
            "latent", .integer(1...4096), default: Value.none, defaultText: "30; spatial 16 maps", unit: "dimensions",
            style: .keywordOnly, "the size of the latent space"),
          Parameter(
            "hidden", .integers, default: Value.none, defaultText: "128; mlp 400, conv 256, spatial 96", unit: "units",
            style: .keywordOnly,
            "the size of the hidden layer, for mlp also of several: (200, 200), for spatial its channels"),
          Parameter(
            "likelihood", .word(Likelihood.all.map { Word($0.name, $0.fits) }), default: Value.none,
            defaultText: "bernoulli", style: .keywordOnly, "what the decoder's numbers say of a pixel"),
          Parameter(
            "sigma", .real(Likelihood.deviations), default: Value.none, defaultText: "0.1", style: .keywordOnly,
            "the spread of `gaussian`, for pixels from 0 to 1"),
          Parameter(
            "prior", .word(PriorDescription.Kind.choices.map { Word($0.rawValue, $0.inWords) }), default: Value.none,
            defaultText: "standard", style: .keywordOnly, "what codes are like before an image is seen"),
          Parameter(
            "components", .integer(PriorDescription.componentCounts), default: Value.none,
            defaultText: "mixture 10, vamp 50, flow 4", style: .keywordOnly,
            "the prior's normal distributions, pseudo-inputs or coupling layers"),
          Parameter(
            "posterior", .word(PosteriorDescription.Kind.allCases.map { Word($0.rawValue, $0.inWords) }),
            default: Value.none, defaultText: "diagonal", style: .keywordOnly,
            "what the encoder says of an image's code"),
          Parameter(
            "flows", .integer(PosteriorDescription.flowCounts), default: Value.none, defaultText: "planar 8, iaf 2",
            unit: "steps", style: .keywordOnly, "the steps of the posterior's flow"),
          Parameter(
            "codebook", .integer(CodebookDescription.vectorCounts), default: Value.none, defaultText: "128",
            unit: "entries", style: .keywordOnly, "the codebook's size, where codes are quantized"),
          Parameter(
            "codebook_by", .word(CodebookDescription.Learning.allCases.map { Word($0.rawValue, $0.inWords) }),
            default: Value.none, defaultText: "average", style: .keywordOnly, "how the codebook follows the encoder"),
          Parameter(
            "commitment", .real(CodebookDescription.commitments), default: Value.none, defaultText: "0.25",
            style: .keywordOnly, "the weight of what holds the encoder to the codebook"),
          Parameter(
            "condition", .word([Word("labels", "the class of each image")]), default: Value.none,
            defaultText: "nothing",
            style: .keywordOnly, "what the networks are told besides the image"),
          Parameter(
            "beta", .real(TrainingOptions.weights), default: Value.none, defaultText: "1", style: .keywordOnly,
            "the weight of the KL term in training"),
        ], result: "model", abstract: .known { _, arguments in try checkAbstractly(arguments) },
        effect: .changesModel, example: "data mnist\nmodel latent=30",
        lesson: "06-training", expansion: { Expansion(session)?.model }
      ) { arguments, context in
        let isAlone = Self.modelSettings.allSatisfy { arguments[$0].isNone }
        if isAlone, let model = session.model, session.dataset.map({ $0.train.shape == model.image }) ?? true {
          if context.isCommand {
            context.output.write("model: " + model.inWords + trainedWords + "\n", to: .standardOutput)
            mentionCodeModels(context)
          }
          return .object(ModelValue(model))
        }
        let images = ImageDescription(try session.requireDataset(for: "model").train)
        let made = try makeModel(arguments, images, random: &session.random)
        let replaced = session.trainer.map { $0.history.epochs.count } ?? 0
        session.take(made)
        if context.isCommand {
          context.output.write("model: " + made.inWords + "\n", to: .standardOutput)
          if replaced > 0 {
            context.output.write(
              "it is new: the model before it, with \(counted(replaced, "epoch")) of training, is gone\n",
              to: .standardOutput)
          }
        }
        return .object(ModelValue(made))
      },
      Entry(
        "networks", group: "model", "the model's encoder and decoder, to work with by hand",
        details: "The long way of each command begins with them.", result: "tuple", abstract: .unknown,
        example: "data mnist\nmodel latent=30\nenc, dec = networks()\ndec(zeros(1, 30)).shape",
        lesson: "03-encoder-network"
      ) { _, _ in
        let model = try session.requireModel(for: "networks")
        return .tuple([
          .object(
            NetworkValue(
              model.encoder,
              input: model.condition == nil
                ? "it takes images of \(model.image), as batch(8)"
                : "it takes images of \(model.encoderImage), the last channel the class's")),
          .object(
            NetworkValue(
              model.decoder,
              input: model.condition == nil
                ? "it takes codes of \(counted(model.latentDimension, "number")), as randn(8, \(model.latentDimension))"
                : "it takes \(counted(model.decoderInputs, "number")): a code of \(model.latentDimension), and one for each class"
            )),
        ])
      },
      Entry(
        "summary", .command, group: "model", "the layers of the model or of a network: output shapes and parameters",
        parameters: [
          Parameter("network", .like("network"), default: Value.none, defaultText: "the model", "what to describe")
        ],
        result: "None", abstract: .unknown, alwaysDisplays: true, example: "data mnist\nmodel latent=30\nsummary",
        lesson: "03-encoder-network"
      ) { arguments, context in
        if !arguments["network"].isNone {
          let layer = try arguments["network"].layer(for: "summary")
          context.output.display(NetworkTable(layer, input: nil).display, id: nil)
        } else {
          context.output.display(ModelValue(try session.requireModel(for: "summary")).table.display, id: nil)
          mentionCodeModels(context)
        }
        return .none
      },
      Entry(
        "trace", .command, group: "model", "one batch through every layer: shapes and ranges of values",
        parameters: [
          Parameter("network", .like("network"), default: Value.none, defaultText: "the model", "what to trace"),
          Parameter("x", .like("tensor"), default: Value.none, defaultText: "a batch", "what goes in"),
        ], result: "None", abstract: .unknown, alwaysDisplays: true, effect: .drawsNumbers,
        example: "data mnist\nmodel latent=30\ntrace",
        lesson: "03-encoder-network"
      ) { arguments, context in
        context.output.display(try trace(arguments).display, id: nil)
        return .none
      },
    ]
  }

  private static let modelSettings = [
    "encoder", "decoder", "latent", "hidden", "likelihood", "sigma", "prior", "components", "posterior", "flows",
    "codebook", "codebook_by", "commitment", "condition", "beta",
  ]

  private func mentionCodeModels(_ context: Context) {
    guard let words = session.codeModelWords else { return }
    context.output.write("fitted to its codes: \(words)\n", to: .standardOutput)
  }

  private var trainedWords: String {
    guard let epochs = session.trainer?.history.epochs.count, epochs > 0 else { return ", not yet trained" }
    return ", trained \(epochs) epoch\(epochs == 1 ? "" : "s")"
  }

  /// Finds abstract networks of the user's own that are no model of the images that `data` will have loaded. How many classes
  /// these will know is not known.
  private func checkAbstractly(_ arguments: Arguments) throws -> Value? {
    guard arguments["condition"].isNone, let image = session.abstractData?.image,
      let encoder = arguments.object("encoder", as: NetworkValue.self),
      let decoder = arguments.object("decoder", as: NetworkValue.self)
    else { return nil }
    let likelihood = arguments.optionalWord("likelihood").flatMap { Likelihood(named: $0) } ?? .bernoulli
    var random = RandomSource()
    _ = try VariationalAutoencoder(
      encoder: encoder.layer, decoder: decoder.layer, image: image, likelihood: likelihood, prior: PriorDescription(),
      posterior: posterior(arguments), random: &random)
    return nil
  }

  /// A new model, as the arguments of `model` say.
  ///
  /// - Parameter random: where an architecture's first parameters come from.
  func makeModel(
    _ arguments: Arguments, _ images: ImageDescription, random: inout RandomSource
  ) throws -> VariationalAutoencoder {
    let architecture = try architecture(arguments)
    let posterior = try posterior(arguments, usual: architecture?.usualPosterior ?? .diagonal)
    for name in ["prior", "components"] where posterior.isQuantized && !arguments[name].isNone {
      throw Diagnostic(
        .argument, "quantized codes have a prior of their own, under which all entries of the codebook are alike",
        suggestion: "leave out \(name), and fit pixelcnn to the codes after training", parameter: name)
    }
    let (likelihood, prior) = (try likelihood(arguments), try prior(arguments))
    let (image, classes) = (images.shape, try classes(arguments, images))
    let made: VariationalAutoencoder
    if let architecture {
      made = try architecture.model(
        image, latent: arguments.optionalInteger("latent") ?? architecture.usualLatent(image),
        hidden: try hidden(arguments), likelihood: likelihood, prior: prior, posterior: posterior,
        classes: classes, random: &random)
    } else {
      for name in ["latent", "hidden"] where !arguments[name].isNone {
        throw Diagnostic(
          .argument, "networks of your own have their sizes already, and `\(name)` is for the architectures",
          suggestion: "model enc, dec", parameter: name)
      }
      let encoder = try arguments["encoder"].layer(for: "model")
      let decoder = try arguments["decoder"].layer(for: "model")
      made = try VariationalAutoencoder(
        encoder: encoder, decoder: decoder, image: image, likelihood: likelihood, prior: prior, posterior: posterior,
        classes: classes, random: &random)
      try VariationalAutoencoder.checkLastActivations(encoder: encoder, decoder: decoder, likelihood: likelihood)
    }
    made.beta = arguments.optionalReal("beta") ?? 1
    return made
  }

  /// The architecture that is asked for; nil for networks of the user's own.
  private func architecture(_ arguments: Arguments) throws -> Architecture? {
    let (encoder, decoder) = (arguments["encoder"], arguments["decoder"])
    if case .string(let name) = encoder {
      guard let found = Architecture(rawValue: name) else {
        throw Diagnostic(
          .value, "there is no architecture `\(name)`, and no network of that name",
          suggestion: "model " + Architecture.allCases.map(\.rawValue).joined(separator: ", model "),
          parameter: "encoder")
      }
      guard decoder.isNone else {
        throw Diagnostic(
          .argument, "\(name) has a decoder of its own", suggestion: "model \(name), or model enc, dec",
          parameter: "decoder")
      }
      return found
    }
    if encoder.isNone && decoder.isNone { return .tutorial }
    if let latent = encoder.wholeNumber, decoder.isNone {
      throw Diagnostic(
        .argument, "a number alone is not said to be the size of the latent space",
        suggestion: "model latent=\(latent)",
        parameter: "encoder")
    }
    guard !encoder.isNone, !decoder.isNone else {
      throw Diagnostic(
        .argument,
        "a model of your own needs both networks, and the \(encoder.isNone ? "encoder" : "decoder") is missing",
        suggestion: "model enc, dec")
    }
    return nil
  }

  private func hidden(_ arguments: Arguments) throws -> [Int]? {
    guard let sizes = arguments.optionalIntegers("hidden") else { return nil }
    guard sizes.allSatisfy({ (1...65_536).contains($0) }), sizes.count <= 100 else {
      throw Diagnostic(.value, "hidden layers have 1 to 65,536 units, and there are at most 100", parameter: "hidden")
    }
    return sizes
  }

  private func likelihood(_ arguments: Arguments) throws -> Likelihood {
    let named = arguments.optionalWord("likelihood").flatMap { Likelihood(named: $0) } ?? .bernoulli
    guard let sigma = arguments.optionalReal("sigma") else { return named }
    guard case .gaussian = named else {
      throw Diagnostic(
        .argument,
        "sigma is the spread of gaussian, and \(named.name) \(named.learnsSpread ? "learns its own" : "has none")",
        suggestion: "model likelihood=gaussian, sigma=\(Value.real(sigma).repr)", parameter: "sigma")
    }
    return .gaussian(deviation: sigma)
  }

  private func prior(_ arguments: Arguments) throws -> PriorDescription {
    let kind = arguments.optionalWord("prior").flatMap(PriorDescription.Kind.init(rawValue:)) ?? .standard
    guard let components = arguments.optionalInteger("components") else { return PriorDescription(kind) }
    guard kind != .standard else {
      throw Diagnostic(
        .argument, "the standard prior is one normal distribution, and components are of the others",
        suggestion: "model prior=mixture, components=\(components)", parameter: "components")
    }
    guard kind != .flow || PriorDescription.couplingCounts.contains(components) else {
      throw Diagnostic(
        .value,
        "a flow has 1 to \(PriorDescription.couplingCounts.upperBound) coupling layers, and components is \(components)",
        suggestion: "components=4", parameter: "components")
    }
    return PriorDescription(kind, components: components)
  }

  /// - Parameter usual: where none is asked for.
  private func posterior(
    _ arguments: Arguments, usual: PosteriorDescription.Kind = .diagonal
  ) throws -> PosteriorDescription {
    let kind = arguments.optionalWord("posterior").flatMap(PosteriorDescription.Kind.init(rawValue:)) ?? usual
    if kind == .quantized { return try PosteriorDescription(codebook(arguments)) }
    for name in ["codebook", "codebook_by", "commitment"] where !arguments[name].isNone {
      throw Diagnostic(
        .argument, "\(name) is of quantized codes, and these are of a \(PosteriorDescription(kind).inWords)",
        suggestion: "model vector_quantized, \(name)=\(arguments[name].repr.filter { $0 != "'" })", parameter: name)
    }
    guard let flows = arguments.optionalInteger("flows") else { return PosteriorDescription(kind) }
    guard kind.isFlow else {
      throw Diagnostic(
        .argument, "the \(kind.rawValue) posterior has no steps, and flows are of planar and iaf",
        suggestion: "model posterior=iaf, flows=\(flows)", parameter: "flows")
    }
    return PosteriorDescription(kind, flows: flows)
  }

  private func codebook(_ arguments: Arguments) throws -> CodebookDescription {
    var codebook = CodebookDescription()
    if !arguments["flows"].isNone {
      throw Diagnostic(.argument, "quantized codes have no flow, and flows are of planar and iaf", parameter: "flows")
    }
    if !arguments["beta"].isNone {
      throw Diagnostic(
        .argument,
        "beta weighs the KL, and that of quantized codes is the same for any image and any weights: nothing would change",
        suggestion: "commitment=, which holds the encoder to the codebook", parameter: "beta")
    }
    codebook.vectors = arguments.optionalInteger("codebook") ?? codebook.vectors
    codebook.commitment = arguments.optionalReal("commitment") ?? codebook.commitment
    if let learning = arguments.optionalWord("codebook_by").flatMap(CodebookDescription.Learning.init(rawValue:)) {
      codebook.learning = learning
    }
    return codebook
  }

  /// The names of the classes that the model is to be told; none where it is told nothing.
  private func classes(_ arguments: Arguments, _ images: ImageDescription) throws -> [String] {
    guard arguments.optionalWord("condition") != nil else { return [] }
    guard !images.classNames.isEmpty else {
      throw Diagnostic(
        .data, "condition=labels tells the model each image's class, and nobody knows the classes of these images",
        suggestion: "data that has labels, as data mnist; or leave out condition", parameter: "condition")
    }
    return images.classNames
  }

  private func trace(_ arguments: Arguments) throws -> TextTable {
    var trace = Trace()
    let given = arguments["x"].isNone ? nil : try arguments.tensor("x", for: "trace")
    /// Images, and what a conditional model is told of them: where they are given, the classes in turn.
    func input(_ model: VariationalAutoencoder? = nil) throws -> (x: Variable, y: Tensor?) {
      if let given {
        let count = given.shape.dimensions.first ?? 1
        return (
          given, try model?.condition.map { condition in try condition.rows((0..<count).map { $0 % condition.count }) }
        )
      }
      let images = try session.requireDataset(for: "trace").train
      let chosen = try session.random.next(.cells).permutation(images.count).prefix(
        min(session.batchSize, images.count))
      return (Variable(try images.tensor(chosen)), try model?.told(of: images, chosen))
    }
    try Recording.off {
      if !arguments["network"].isNone {
        try trace.follow(try arguments["network"].layer(for: "trace"), try input().x)
        return
      }
      let model = try session.requireModel(for: "trace")
      let (x, y) = try input(model)
      let outputs = try trace.follow(model.encoder, try model.encoderInput(x, y))
      let encoding = try model.encoding(outputs)
      let noise = try session.random.next(.cells).normal(encoding.mean.shape)
      let posterior = model.posterior
      let z = try posterior.draw(encoding, noise: noise).z
      try trace.add(
        posterior.description.isFactorized
          ? "z = mean + exp(logvar / 2) * eps" : "z = \(posterior.description.formula)",
        z)
      try trace.follow(model.decoder, try model.decoderInput(z, y))
    }
    return trace.table
  }
}

/// The shape and the range of a batch after each layer.
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
