import Autodiff
import Datasets
import Language
import Networks
import Tensors
import VAE

// What calls give as far as shapes go, by the entry's name: the shape rules of the table. With them a mistake of shape is
// found before a cell runs. Of an entry without a rule nothing is known beforehand.

extension Session {
  func withAbstractRules(_ entries: [Entry]) -> [Entry] {
    let rules = abstractRules
    return entries.map { entry in
      var entry = entry
      if let rule = rules[entry.name] { entry.abstractRule = { [entry] in try rule(entry, $0) } }
      return entry
    }
  }

  typealias AbstractRule = (Entry, Arguments) throws -> Value?

  /// The rules by the names of entries.
  var abstractRules: [String: AbstractRule] {
    var rules: [String: AbstractRule] = [:]
    // Layers and networks are made, abstractly; what only looks at numbers in another way is done.
    for name in layerEntries().map(\.name) + ["reshape", "unsqueeze", "squeeze", "detach", "tensor"] {
      rules[name] = { try $0.quietly($1) }
    }
    for name in ["zeros", "ones", "rand", "randn", "full"] {
      rules[name] = { entry, arguments in try .abstractTensor(try Self.shape(arguments.integers("shape"), entry.name)) }
    }
    let likes = ["zeros_like", "ones_like", "full_like", "rand_like", "randn_like"]
    for name in ["exp", "log", "sqrt", "abs", "clamp", "softmax", "log_softmax", "round"] + likes {
      rules[name] = { entry, arguments in
        guard let x = arguments["x"].asTensor?.variable else { return nil }
        return try .abstractTensor(x.shape)
      }
    }
    for (name, a, b) in [("maximum", "a", "b"), ("minimum", "a", "b"), ("normal", "mean", "std")] {
      rules[name] = { entry, arguments in
        if entry.name == "normal", !arguments["size"].isNone { return nil }
        let (a, b) = (try arguments.tensor(a, for: name).shape, try arguments.tensor(b, for: name).shape)
        return try .abstractTensor(a.broadcast(with: b, for: name))
      }
    }
    rules["matmul"] = { _, arguments in
      let (a, b) = (try arguments.tensor("a", for: "matmul"), try arguments.tensor("b", for: "matmul"))
      return try .abstractTensor(Tensor.productShape(a.shape, b.shape))
    }
    for name in ["sum", "mean", "var", "std", "prod", "norm", "logsumexp"] {
      rules[name] = { _, arguments in
        guard arguments["x"].asTensor != nil, arguments["dim"].isNone, !arguments.bool("keepdim") else { return nil }
        return try .abstractTensor(.scalar)
      }
    }
    for (name, prediction, target) in [
      ("binary_cross_entropy", "p", "x"), ("binary_cross_entropy_with_logits", "logits", "x"),
      ("mse_loss", "x", "target"),
    ] {
      rules[name] = { _, arguments in
        let (a, b) = (try arguments.tensor(prediction, for: name), try arguments.tensor(target, for: name))
        try a.requireShape(of: b, for: name)
        return try .abstractTensor(arguments.word("reduction") == "none" ? a.shape : .scalar)
      }
    }
    // What changes no shape, and gives nothing that has one.
    for name in ["train", "seed", "set", "step", "backward", "zero_grad"] { rules[name] = { _, _ in nil } }
    return rules.merging(abstractDataRules) { $1 }
  }

  private var abstractDataRules: [String: AbstractRule] {
    [
      "data": { [unowned self] _, arguments in
        abstractData = nil
        let images: [String: ImageShape] = [
          "mnist": ImageShape(channels: 1, height: 28, width: 28),
          "fashion_mnist": ImageShape(channels: 1, height: 28, width: 28),
          "cifar10": ShapesDataset.shape, "shapes": ShapesDataset.shape,
        ]
        if case .string(let name) = arguments["name"], let image = images[name] {
          abstractData = (image, arguments.integer("batch"))
        }
        return nil
      },
      "model": { [unowned self] _, arguments in
        guard let image = abstractData?.image, let encoder = arguments.object("encoder", as: NetworkValue.self),
          let decoder = arguments.object("decoder", as: NetworkValue.self)
        else { return nil }
        let likelihood = arguments.optionalWord("likelihood").flatMap { Likelihood(named: $0) } ?? .bernoulli
        _ = try VariationalAutoencoder(
          encoder: encoder.layer, decoder: decoder.layer, image: image, likelihood: likelihood)
        return nil
      },
      "batch": { [unowned self] _, arguments in try abstractBatch(arguments) },
      // Enough for the first round of a loop.
      "batches": { [unowned self] _, arguments in try abstractBatch(arguments).map { .list(ListValue([$0])) } },
    ]
  }

  private func abstractBatch(_ arguments: Arguments) throws -> Value? {
    guard let (image, usual) = abstractData else { return nil }
    let count = arguments.optionalInteger("n") ?? usual
    // So many images every data set has; of more, the first batch may be smaller.
    guard count <= 64 else { return nil }
    let images = try Value.abstractTensor([count, image.channels, image.height, image.width])
    return arguments.bool("labels") ? .tuple([images, try .abstractTensor([count])]) : images
  }
}

extension Value {
  /// A tensor that has this shape, and numbers that mean nothing.
  static func abstractTensor(_ shape: Shape) throws -> Value { Value(try Variable.abstract(shape)) }
}

extension Variable {
  static func abstract(_ shape: Shape) throws -> Variable {
    Variable(try Tensor(uninitialized: shape, for: "abstract tensor"))
  }
}
