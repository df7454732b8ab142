import Language
import VAE

// The long way of `train` with each objective that is not the ELBO's: the same formulas as in VAE/Objectives, written out.

extension Expansion {
  /// Nil for the ELBO.
  ///
  /// - Parameter modes: lines that bring the networks into training.
  func trainWithObjective(_ beta: Double, _ batchSize: Int, modes: String) -> String? {
    guard let parts = parts(Self.number(beta)) else { return nil }
    let body = parts.step.map { "        " + $0 }.joined(separator: "\n")
    let before = parts.before.isEmpty ? "" : parts.before.joined(separator: "\n") + "\n"
    return """
      \(before)enc, dec = networks()\(modes)
      optimizer = adam(enc, dec, lr=0.001)
      for epoch in range(1):
          total = 0
          for x in batches(\(batchSize)):
      \(body)
              step(optimizer, loss)
              total += \(parts.total)
          print(f"epoch {epoch + 1}: {total / len(labels()):.2f} nats per image")
      """
  }

  private struct Parts {
    /// Functions that the loss calls.
    var before: [String] = []
    /// Up to the loss.
    var step: [String]
    var total = "reconstruction.item() + KL.item()"
  }

  private static func number(_ value: Double) -> String {
    value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : Value.real(value).repr
  }

  private func parts(_ beta: String) -> Parts? {
    let (own, number) = (options.objective, Self.number)
    if options.samples > 1, options.objective.kind == .elbo || options.objective.kind.takesSamples {
      return severalCodes(beta, isDoubly: own.kind == .dreg)
    }
    guard let one = oneCode else { return nil }
    switch own.kind {
    case .elbo, .iwae, .dreg: return nil
    case .beta:
      return Parts(step: one + ["loss = reconstruction + \(beta) * abs(KL - \(number(own.capacity)) * len(x))"])
    case .tc: return totalCorrelation(beta, one)
    case .mmd: return discrepancy(beta, one)
    case .dip:
      let spreads = own.covariance == .means ? "diag(C)" : "diag(C) + exp(logvar).mean(0)"
      return Parts(
        step: one + [
          "centred = mean - mean.mean(0)", "C = centred.T @ centred / len(x)",
          "others = (C**2).sum() - (diag(C)**2).sum()", "spreads = ((\(spreads) - 1)**2).sum()",
          "loss = reconstruction + \(beta) * KL + len(x) * (\(number(own.ownWeight)) * others + \(number(own.ownDiagonal)) * spreads)",
        ])
    case .logcosh:
      guard let expected = expected("z") else { return nil }
      let a = number(own.sharpness)
      return Parts(
        step: one + [
          "y = \(a) * abs(\(expected) - flatten(x))",
          "loss = (y + softplus(-2 * y) - log(2)).sum() / \(a) + \(beta) * KL",
        ])
    }
  }

  /// Encoding, one code, and the two terms of the bound.
  private var oneCode: [String]? {
    guard let cost = reconstructionLoss("z", "flatten(x)", "sum") else { return nil }
    return [
      "mean, logvar = \(encoded("x"))", "z = mean + exp(0.5 * logvar) * randn_like(mean)", "reconstruction = \(cost)",
      "KL = kl_divergence(mean, logvar, reduction=\"sum\")",
    ]
  }

  private func severalCodes(_ beta: String, isDoubly: Bool) -> Parts? {
    let (codes, latent) = ("\(options.samples)", "\(vae.latentDimension)")
    guard let cost = reconstructionLoss("rows", "copies", "none") else { return nil }
    var step = [
      "mean, logvar = \(encoded("x"))", "z = mean + exp(0.5 * logvar) * randn(\(codes), len(x), \(latent))",
      "rows, copies = z.reshape(-1, \(latent)), flatten(x).repeat(\(codes), 1)",
      "reconstruction = \(cost).sum(1).reshape(\(codes), -1)",
    ]
    if isDoubly { step.append("mean, logvar = mean.detach(), logvar.detach()") }
    step += [
      "ratio = 0.5 * (z**2 - (z - mean)**2 / exp(logvar) - logvar).sum(2)",
      "weights = -reconstruction - \(beta == "1" ? "" : "\(beta) * ")ratio",
    ]
    guard isDoubly else {
      return Parts(step: step + ["loss = (log(\(codes)) - logsumexp(weights, 0)).sum()"], total: "loss.item()")
    }
    return Parts(
      step: step + [
        "shares = softmax(weights, 0).detach()",
        "z.register_hook(lambda gradient: shares.reshape(\(codes), -1, 1) * gradient)",
        "loss = -(shares * weights).sum()",
      ], total: "(log(\(codes)) - logsumexp(weights, 0)).sum().item()")
  }

  private func totalCorrelation(_ beta: String, _ one: [String]) -> Parts {
    let (own, number) = (options.objective, Self.number)
    let weights =
      own.sampling == .weighted
      ? ["W = -log(\(images) * len(x)) * ones(len(x), len(x))"]
      : [
        "M = len(x) - 1", "W = full((len(x), len(x)), -log(M))", "i = arange(len(x))",
        "W[i, (i + 1) % len(x)] = log((\(images) - M) / (\(images) * M))", "W[i, i] = -log(\(images))",
      ]
    return Parts(
      before: [
        "def log_normal(z, mean, logvar):",
        "    return -0.5 * ((z - mean)**2 / exp(logvar) + logvar + log(2 * 3.141592653589793))",
      ],
      step: one + [
        "pairs = log_normal(z.unsqueeze(1), mean.unsqueeze(0), logvar.unsqueeze(0))"
      ] + weights + [
        "joint = logsumexp(pairs.sum(2) + W, 1).sum()", "single = logsumexp(pairs + W.unsqueeze(2), 1).sum()",
        "information = log_normal(z, mean, logvar).sum() - joint",
        "distance = single + 0.5 * (z**2 + log(2 * 3.141592653589793)).sum()",
        "loss = reconstruction + \(number(own.alpha)) * information + \(beta) * (joint - single) + \(number(own.gamma)) * distance",
      ])
  }

  private func discrepancy(_ beta: String, _ one: [String]) -> Parts {
    let own = options.objective
    let width = Self.number(2 * Double(vae.latentDimension) * own.bandwidth * own.bandwidth)
    let value =
      own.kernel == .rbf
      ? "exp(-d / \(width)).sum()"
      : "sum([(s * \(width) / (s * \(width) + d)).sum() for s in (0.1, 0.2, 0.5, 1, 2, 5, 10)])"
    let itself = own.kernel == .rbf ? "n" : "7 * n"
    return Parts(
      before: [
        "def kernel(a, b):", "    d = ((a.unsqueeze(1) - b.unsqueeze(0))**2).sum(2)", "    return \(value)",
      ],
      step: one + [
        "n, p = len(x), randn_like(mean)",
        "within = (kernel(z, z) + kernel(p, p) - 2 * \(itself)) / (n * (n - 1))",
        "MMD = within - 2 * kernel(z, p) / n**2",
        "loss = reconstruction + \(beta) * KL + \(Self.number(own.ownWeight)) * n * MMD",
      ])
  }
}
