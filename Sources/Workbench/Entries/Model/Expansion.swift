import Datasets
import Language
import Networks
import VAE

/// The cells that commands abbreviate, written for the session's model, or for the tutorial's where there is none.
struct Expansion {
  let vae: VariationalAutoencoder
  private let batchSize: Int
  private let beta: Double
  /// What training has been told.
  let options: TrainingOptions
  /// How many images an epoch goes through.
  let images: Int
  /// Two classes that the data have.
  private let classes: (Int, Int)

  init?(_ session: Session) {
    let mnist = ImageShape(channels: 1, height: 28, width: 28)
    var random = session.random
    let made = try? AbstractTensors.using {
      try session.model
        ?? Architecture.tutorial.model(
          session.dataset?.train.shape ?? mnist, latent: 30, hidden: nil, likelihood: .bernoulli, random: &random)
    }
    guard let made else { return nil }
    vae = made
    batchSize = session.batchSize
    beta = session.trainer?.state.options.beta ?? made.beta
    options = session.trainer?.state.options ?? TrainingOptions()
    images = session.dataset?.train.count ?? 60_000
    let count = session.dataset?.train.classNames.count ?? 10
    classes = count > 8 ? (3, 8) : (0, max(0, count - 1))
  }

  // MARK: What the networks take and give

  func encoded(_ x: String) -> String { vae.encoderTakesRows ? "enc(flatten(\(x)))" : "enc(\(x))" }

  /// The decoder's numbers in rows.
  private func decoded(_ z: String) -> String {
    let rank = (try? vae.decoder.resultShapes([2, vae.latentDimension]))?.first?.rank
    return rank == 2 ? "dec(\(z))" : "flatten(dec(\(z)))"
  }

  /// The mean that the decoder gives for the pixels; nil where no function of the language gives it.
  func expected(_ z: String) -> String? {
    switch vae.likelihood {
    case .bernoulli: vae.decoderEndsInSigmoid ? decoded(z) : "sigmoid(\(decoded(z)))"
    case .gaussian: decoded(z)
    default: nil
    }
  }

  /// -log p(x | z) of a batch; nil where no function of the language gives it.
  private var reconstructionLoss: String? { reconstructionLoss("z", "flatten(x)", "sum") }

  /// The same of codes and of rows of pixels.
  func reconstructionLoss(_ z: String, _ x: String, _ reduction: String) -> String? {
    let p = decoded(z)
    return switch vae.likelihood {
    case .bernoulli:
      "binary_cross_entropy\(vae.decoderEndsInSigmoid ? "" : "_with_logits")(\(p), \(x), reduction=\"\(reduction)\")"
    case .gaussian(let deviation):
      "gaussian_nll(\(p), \(x), tensor(\(Value.real(deviation).repr)**2), full=True, reduction=\"\(reduction)\")"
    default: nil
    }
  }

  /// Lines that bring networks which have a mode into one of the two.
  private func modes(_ name: String) -> String {
    vae.encoder.hasModes || vae.decoder.hasModes ? "\nenc.\(name)()\ndec.\(name)()" : ""
  }

  // MARK: The cells

  var model: String? {
    var settings = ""
    if vae.likelihood != .bernoulli { settings += ", likelihood=\(vae.likelihood.name)" }
    if case .gaussian(let deviation) = vae.likelihood { settings += ", sigma=\(Value.real(deviation).repr)" }
    let prior = vae.prior.description
    if prior.kind != .standard, prior.kind != .uniform {
      settings += ", prior=\(prior.kind.rawValue), components=\(prior.components)"
    }
    let posterior = vae.posterior.description
    if !posterior.isFactorized { settings += ", posterior=\(posterior.kind.rawValue)" }
    if let codebook = posterior.codebook {
      settings += ", codebook=\(codebook.vectors), codebook_by=\(codebook.learning.rawValue)"
      settings += ", commitment=\(Value.real(codebook.commitment).repr)"
    }
    if posterior.kind.isFlow { settings += ", flows=\(posterior.flows)" }
    if vae.condition != nil { settings += ", condition=labels" }
    if vae.beta != 1 { settings += ", beta=\(Value.real(vae.beta).repr)" }
    return """
      enc = \(Self.text(of: vae.encoder))
      dec = \(Self.text(of: vae.decoder))
      model enc, dec\(settings)
      """
  }

  /// What stands where what a model is told has no long way.
  private func toldWithoutLongWay(_ command: String) -> String? {
    vae.condition == nil
      ? nil
      : """
      # \(command) tells the model the class of each image, and has no long way yet.
      # By hand, with the networks that are there, as in docs/conditional.md:
      enc, dec = networks()
      planes = model().state_dict()["condition.planes"]
      x, y = images("test")[:8], labels("test")[:8]
      told = one_hot(y, \(vae.condition?.count ?? 0))
      channel = matmul(told, planes).reshape(8, 1, \(vae.image.height), \(vae.image.width))
      with no_grad():
          mean, logvar = \(encoded("cat([x, channel], 1)"))
          pixels = dec(cat([mean, told], 1))
      """
  }

  /// What stands where a posterior, or what a model is told, has no long way.
  private func encodedWithoutLongWay(_ command: String) -> String? {
    if let words = toldWithoutLongWay(command) { return words }
    let posterior = vae.posterior.description
    if posterior.isQuantized {
      return """
        # \(command) goes by the codebook, and has no long way yet. Its formulas are in docs/quantized.md.
        # By hand: the encoder's maps, and the nearest entry at each place of them.
        enc, dec = networks()
        maps = enc(batch(8))
        codes = encode(batch(8))
        pixels = dec(codes)
        """
    }
    return posterior.isFactorized
      ? nil
      : """
      # \(command) goes by the model's posterior, a \(posterior.inWords), and has no long way yet.
      # Its formula is in docs/posteriors.md; mean, logvar, further = enc(x) are the numbers that it takes.
      # The long way of a model with the diagonal posterior: model posterior=diagonal, then open \(command)
      """
  }

  /// What stands where a prior, or what a model is told, has no long way.
  private func withoutLongWay(_ command: String) -> String? {
    if let words = toldWithoutLongWay(command) { return words }
    return vae.prior.isStandard
      ? nil
      : """
      # \(command) goes by the model's prior, a \(vae.prior.description.inWords), and has no long way yet.
      # That of a model with the standard prior: model prior=standard, then open \(command)
      """
  }

  var train: String? {
    if let words = encodedWithoutLongWay("train") ?? withoutLongWay("train") { return words }
    guard let reconstructionLoss else { return nil }
    if let own = trainWithObjective(beta, batchSize, modes: modes("train")) { return own }
    return """
      enc, dec = networks()\(modes("train"))
      optimizer = adam(enc, dec, lr=0.001)
      for epoch in range(1):
          total = 0
          for x in batches(\(batchSize)):
              mean, logvar = \(encoded("x"))
              z = mean + exp(0.5 * logvar) * randn_like(mean)
              reconstruction = \(reconstructionLoss)
              KL = kl_divergence(mean, logvar, reduction="sum")
              loss = reconstruction + \(beta == 1 ? "" : "\(Value.real(beta).repr) * ")KL
              step(optimizer, loss)
              total += reconstruction.item() + KL.item()
          print(f"epoch {epoch + 1}: {total / len(labels()):.2f} nats per image")
      """
  }

  var sample: String? {
    if let words = withoutLongWay("sample") { return words }
    guard let expected = expected("z") else { return nil }
    return """
      enc, dec = networks()\(modes("eval"))
      with no_grad():
          z = randn(64, \(vae.latentDimension))
          show \(expected), columns=8
      """
  }

  var reconstruct: String? {
    if let words = encodedWithoutLongWay("reconstruct") { return words }
    guard let expected = expected("mean") else { return nil }
    return """
      enc, dec = networks()\(modes("eval"))
      x = images("test")[:8]
      with no_grad():
          mean, logvar = \(encoded("x"))
          show cat([flatten(x), \(expected)]), columns=8, captions=["original", "reconstructed"]
      """
  }

  var interpolate: String? {
    if let words = encodedWithoutLongWay("interpolate") { return words }
    guard let expected = expected("start + t * (end - start)") else { return nil }
    return """
      enc, dec = networks()\(modes("eval"))
      x, y = images("test"), labels("test")
      with no_grad():
          start, logvar = \(encoded("x[y == \(classes.0)][:1]"))
          end, logvar = \(encoded("x[y == \(classes.1)][:1]"))
          t = linspace(0, 1, 10).reshape(10, 1)
          show \(expected), columns=10
      """
  }

  var evaluate: String? {
    if let words = encodedWithoutLongWay("evaluate") ?? withoutLongWay("evaluate") { return words }
    guard let reconstructionLoss else { return nil }
    return """
      enc, dec = networks()\(modes("eval"))
      x = images("test")
      with no_grad():
          mean, logvar = \(encoded("x"))
          z = mean + exp(0.5 * logvar) * randn_like(mean)
          reconstruction = \(reconstructionLoss) / len(x)
          KL = kl_divergence(mean, logvar, reduction="sum") / len(x)
      print(f"{reconstruction + KL:.2f} nats per image = reconstruction {reconstruction:.2f} + KL {KL:.2f}")
      """
  }

  /// A network as one writes it: layers with parameters begin lines.
  private static func text(of layer: any Layer) -> String {
    guard layer is Sequential, layer.children.count > 2 else { return layer.description }
    var lines: [String] = []
    for child in layer.children {
      if child.parameters.isEmpty, !lines.isEmpty {
        lines[lines.count - 1] += ", " + child.description
      } else {
        lines.append(child.description)
      }
    }
    return "sequential(\n    " + lines.joined(separator: ",\n    ") + ")"
  }
}

extension Layer {
  /// Whether it does another thing in training than in evaluation.
  fileprivate var hasModes: Bool { self is BatchNorm || self is Dropout || children.contains { $0.hasModes } }
}
