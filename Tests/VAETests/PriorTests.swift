import Autodiff
import Datasets
import Foundation
import Networks
import Tensors
import Testing
import VAE

/// The priors against PyTorch's densities and gradients, from Fixtures/priors.safetensors, which Fixtures/priors.py writes, and
/// against what is known of them.
@Suite(.serialized) struct PriorTests {
  private static let file: TensorFile? = try? TensorFile(fixture: "priors")

  private static func tensor(_ name: String) throws -> Tensor {
    try #require(file?.tensors[name], "no \(name)")
  }

  /// A model of images of 3×4 with three latent dimensions.
  private func model(_ prior: PriorDescription) throws -> VariationalAutoencoder {
    var random = RandomSource(seed: 0)
    let encoder = try Sequential([
      Flatten(), Linear(12, 6, random: &random), Activation(.tanh),
      Heads([Linear(6, 3, random: &random), Linear(6, 3, random: &random)]),
    ])
    let decoder = try Sequential([
      Linear(3, 6, random: &random), Activation(.tanh), Linear(6, 12, random: &random),
    ])
    return try VariationalAutoencoder(
      encoder: encoder, decoder: decoder, image: ImageShape(channels: 1, height: 3, width: 4),
      prior: prior,
      random: &random)
  }

  /// The same with the script's parameters.
  private func fixed(_ kind: PriorDescription.Kind) throws -> VariationalAutoencoder {
    let model = try model(PriorDescription(kind, components: kind == .flow ? 3 : 4))
    for (name, parameter) in model.prior.namedParameters {
      try parameter.assign(try Self.tensor("start/\(kind.rawValue)/\(name)"))
    }
    if kind == .vamp {
      for (place, parameter) in model.encoder.parameters.enumerated() {
        try parameter.assign(try Self.tensor("start/vamp/encoder\(place)"))
      }
    }
    return model
  }

  private func compare(_ found: Tensor, _ wanted: Tensor, _ what: String) throws {
    #expect(found.shape == wanted.shape, "\(what)")
    let length = try (wanted * wanted).total().squareRoot()
    let distance = try ((found - wanted) * (found - wanted)).total().squareRoot()
    #expect(length > 0 && distance < 2e-5 * length + 1e-5, "\(what): \(distance) of \(length)")
  }

  @Test(arguments: [PriorDescription.Kind.mixture, .vamp, .flow])
  func agreesWithPyTorch(_ kind: PriorDescription.Kind) throws {
    let (model, name) = (try fixed(kind), kind.rawValue)
    let z = try LearnedParameter(try Self.tensor("z"))
    let density = try model.logPrior(z)
    try compare(density.value, try Self.tensor("\(name)/value"), "\(name): value")
    try Variable.sum(density).backward()
    try compare(try #require(z.gradient), try Self.tensor("\(name)/z"), "\(name): z")
    for (place, parameter) in model.prior.namedParameters {
      try compare(
        try #require(parameter.gradient), try Self.tensor("\(name)/\(place)"), "\(name): \(place)")
    }
    guard kind == .vamp else { return }
    for (place, parameter) in model.encoder.parameters.enumerated() {
      try compare(
        try #require(parameter.gradient), try Self.tensor("vamp/encoder\(place)"),
        "encoder \(place)")
    }
  }

  /// log Σ π_k N(z; μ_k, σ_k²) in double precision, term by term.
  @Test func aMixturesDensityIsItsFormula() throws {
    let model = try fixed(.mixture)
    let numbers = try model.prior.namedParameters.map {
      try $0.parameter.value.copy().array.map(Double.init)
    }
    let (logits, means, logvars) = (numbers[0], numbers[1], numbers[2])
    let total = logits.reduce(0.0) { $0 + exp($1) }
    let z = try Self.tensor("z").array.map(Double.init)
    let found = try model.logPrior(Variable(try Self.tensor("z"))).value.array
    for row in 0..<6 {
      var density = 0.0
      for k in 0..<4 {
        var exponent = 0.0
        for d in 0..<3 {
          let (distance, logvar) = (z[row * 3 + d] - means[k * 3 + d], logvars[k * 3 + d])
          exponent -= 0.5 * (distance * distance / exp(logvar) + logvar + log(2 * .pi))
        }
        density += exp(logits[k]) / total * exp(exponent)
      }
      #expect(abs(Double(found[row]) - log(density)) < 1e-5)
    }
  }

  /// The map forth and back is none, and its determinant is that of differences.
  @Test func aFlowsInverseAndDeterminantAreThose() throws {
    let model = try fixed(.flow)
    let flow = try #require(model.prior as? FlowPrior)
    let z = try Self.tensor("z")
    let (u, logDeterminant) = try flow.normalized(Variable(z))
    let back = try flow.bent(u).value.array
    for (one, other) in zip(back, z.array) { #expect(abs(one - other) < 2e-4 * max(1, abs(other))) }
    let step: Float = 1e-2
    for row in 0..<z.shape[0] {
      // Columns ∂f/∂z_d.
      let point = z.rows(row..<row + 1).array
      let columns = try (0..<3).map { d in
        func moved(_ by: Float) throws -> [Double] {
          var values = point
          values[d] += by
          return try flow.normalized(Variable(try Tensor(values, [1, 3]))).u.value.array.map(
            Double.init)
        }
        return try zip(moved(step), moved(-step)).map { ($0 - $1) / Double(2 * step) }
      }
      let (a, b, c) = (columns[0], columns[1], columns[2])
      let determinant =
        a[0] * (b[1] * c[2] - b[2] * c[1]) - b[0] * (a[1] * c[2] - a[2] * c[1]) + c[0]
        * (a[1] * b[2] - a[2] * b[1])
      let expected = Double(logDeterminant.value.array[row])
      // A kink of a ReLU within the step is not in the derivative.
      #expect(abs(log(abs(determinant)) - expected) < 0.03, "\(log(abs(determinant))), \(expected)")
    }
  }

  /// The components of a prior that is a mixture: shares, means and log-variances, all in rows.
  private func components(_ model: VariationalAutoencoder) throws -> ([Double], means: [Float], logvars: [Float]) {
    if let vamp = model.prior as? VampPrior {
      let images = try vamp.images()
      let posterior = try model.posterior(of: images.reshaped([4, 1, 3, 4]))
      return ([0.25, 0.25, 0.25, 0.25], posterior.mean.array, posterior.logvar.array)
    }
    let numbers = model.prior.namedParameters.map { $0.parameter.value.array }
    let shares = numbers[0].map { exp(Double($0)) }
    let total = shares.reduce(0, +)
    return (shares.map { $0 / total }, numbers[1], numbers[2])
  }

  /// Draws of a mixture have its mean and its variance.
  @Test(arguments: [PriorDescription.Kind.mixture, .vamp])
  func drawsOfAMixtureHaveItsMoments(_ kind: PriorDescription.Kind) throws {
    let (model, noise, count) = (try fixed(kind), Philox(seed: 5, stream: .sampling, draw: 0), 40_000)
    let codes = try model.drawCodes(count, noise: noise)
    #expect(codes.shape == [count, 3])
    // The same numbers again, and the first of them however many there are.
    #expect(try model.drawCodes(100, noise: noise).array == Array(codes.array.prefix(300)))
    let (shares, means, logvars) = try components(model)
    let values = codes.array
    for d in 0..<3 {
      var (mean, square) = (0.0, 0.0)
      for k in 0..<4 {
        let (middle, variance) = (Double(means[k * 3 + d]), exp(Double(logvars[k * 3 + d])))
        mean += shares[k] * middle
        square += shares[k] * (middle * middle + variance)
      }
      let drawn = (0..<count).reduce(0.0) { $0 + Double(values[$1 * 3 + d]) } / Double(count)
      let drawnSquare = (0..<count).reduce(0.0) { $0 + pow(Double(values[$1 * 3 + d]), 2) } / Double(count)
      let error = (square / Double(count)).squareRoot()
      #expect(abs(drawn - mean) < 5 * error, "\(kind): mean \(drawn), \(mean)")
      #expect(abs(drawnSquare - square) < 0.05 * square, "\(kind): square \(drawnSquare), \(square)")
    }
    // Without any spread there are the means alone.
    let still = try model.drawCodes(50, noise: noise, temperature: 0).array
    let all = Set(stride(from: 0, to: 150, by: 3).map { still[$0] })
    #expect(all.count > 1 && all.isSubset(of: Set(stride(from: 0, to: 12, by: 3).map { means[$0] })))
  }

  /// A flow's density sums to 1, and its draws have the density's mean, both by weighted draws of a wide normal distribution.
  @Test func drawsOfAFlowAreFromItsDensity() throws {
    let (model, count) = (try fixed(.flow), 40_000)
    let values = try model.drawCodes(count, noise: Philox(seed: 5, stream: .sampling, draw: 0)).array
    let proposal = try Philox(seed: 6, stream: .sampling, draw: 0).normal([count, 3]).scaled(by: 3)
    let density = try model.logPrior(Variable(proposal)).value.array
    let points = proposal.array
    var (mass, mean) = (0.0, [0.0, 0.0, 0.0])
    for row in 0..<count {
      let squares = (0..<3).reduce(0.0) { $0 + pow(Double(points[row * 3 + $1]), 2) }
      let logProposal = -0.5 * (squares / 9 + 3 * log(2 * .pi * 9))
      let weight = exp(Double(density[row]) - logProposal) / Double(count)
      mass += weight
      for d in 0..<3 { mean[d] += weight * Double(points[row * 3 + d]) }
    }
    #expect(abs(mass - 1) < 0.08, "the density sums to \(mass)")
    for d in 0..<3 {
      let drawn = (0..<count).reduce(0.0) { $0 + Double(values[$1 * 3 + d]) } / Double(count)
      #expect(abs(drawn - mean[d]) < 0.15, "mean \(drawn), \(mean[d])")
    }
  }

  @Test func aFlowBeginsAsTheStandardPrior() throws {
    let z = Variable(try Self.tensor("z"))
    let flow = try model(PriorDescription(.flow)).logPrior(z).value.array
    let standard = try model(PriorDescription()).logPrior(z).value.array
    for (one, other) in zip(flow, standard) { #expect(abs(one - other) < 1e-4) }
  }

  private func trainer(_ prior: PriorDescription, _ kind: ObjectiveSettings.Kind) throws -> Trainer {
    var random = RandomSource(seed: 2)
    let images = try syntheticImages(150)
    let model = try Architecture.mlp.model(
      images.shape, latent: 4, hidden: [32], prior: prior, random: &random)
    var options = options(learningRate: 0.005)
    (options.objective.kind, options.samples) = (kind, kind.takesSamples ? 4 : 1)
    if kind == .beta { options.objective.capacity = 2 }
    return try Trainer(model, images, batchSize: 32, options: options, seed: 0)
  }

  /// Every prior with every objective that knows it: 20 steps are finite and fall, are the same bits after a stop, through a
  /// file and in a copy; the prior learns, and the bound is above the importance-weighted estimate.
  @Test(
    arguments: PriorDescription.Kind.choices,
    [ObjectiveSettings.Kind.elbo, .iwae, .dreg, .beta, .logcosh])
  func trainsAndGoesOnToTheBit(_ kind: PriorDescription.Kind, _ objective: ObjectiveSettings.Kind)
    throws
  {
    let prior = PriorDescription(kind, components: kind == .standard ? 1 : kind == .flow ? 2 : 5)
    let whole = try trainer(prior, objective)
    let before = try whole.model.prior.parameters.map { try $0.value.copy().array }
    try whole.run(.steps(20))
    let losses = whole.history.steps.map(\.losses)
    #expect(losses.allSatisfy { $0.total.isFinite }, "\(kind), \(objective)")
    // What log-cosh lowers is no bound, and its bound need not fall.
    let lowered = losses.map { objective == .logcosh ? $0.penalty + $0.kl : $0.total }
    let first = lowered.prefix(5).reduce(0, +)
    let last = lowered.suffix(5).reduce(0, +)
    #expect(last < 0.9 * first, "\(kind), \(objective): \(first) to \(last)")
    for (old, parameter) in zip(before, whole.model.prior.parameters) {
      #expect(old != parameter.value.array)
    }

    let parts = try trainer(prior, objective)
    try parts.run(.steps(7))
    let record = try JSONDecoder().decode(
      TrainerRecord.self, from: try JSONEncoder().encode(parts.record))
    let rows = TrainingHistory.steps(parts.history.stepRows, columns: parts.history.stepColumns)
    let other = try trainer(prior, objective)
    try other.model.restore(try parts.model.snapshot())
    try other.restore(record, steps: rows, moments: try parts.optimizer.moments, best: nil)
    let copies = NetworkCopies()
    let copied = try Trainer(
      copying: parts, of: try parts.model.copied(copies: copies), copies: copies)
    for resumed in [other, copied] {
      try resumed.run(.steps(13))
      #expect(resumed.history.steps.map(\.losses) == losses, "\(kind), \(objective)")
      for (one, two) in zip(whole.model.parameters, resumed.model.parameters) {
        #expect(one.value.array == two.value.array)
      }
    }

    let few = try whole.images.subset(0..<40)
    let bound = try whole.model.evaluate(
      few, noise: Philox(seed: 1, stream: .sampling, draw: 0), check: {})
    let tight = try whole.model.negativeLogLikelihood(
      few, samples: 200, noise: { Philox(seed: 1, stream: .sampling, draw: UInt64($0)) }, check: {})
    #expect(bound.total.mean > tight.mean - 3 * tight.standardError && tight.mean.isFinite)
    // With one code for each image the estimate is the negative ELBO of that code.
    guard kind != .standard else { return }
    let one = try whole.model.evaluate(
      try few.subset(0..<1), noise: Philox(seed: 1, stream: .sampling, draw: 3), check: {})
    let same = try whole.model.negativeLogLikelihood(
      try few.subset(0..<1), samples: 1,
      noise: { _ in Philox(seed: 1, stream: .sampling, draw: 3) }, check: {})
    #expect(abs(one.total.mean - same.mean) < 1e-3, "\(one.total.mean), \(same.mean)")
  }

  @Test(arguments: PriorDescription.Kind.choices)
  func gradientsAreThoseOfDifferences(_ kind: PriorDescription.Kind) throws {
    let trainer = try trainer(PriorDescription(kind, components: kind == .standard ? 1 : 3), .elbo)
    try trainer.run(.steps(10))
    let check = try trainer.model.checkGradient(
      trainer.images.tensor(0..<8), noise: Philox(seed: 3, stream: .sampling, draw: 0), check: {})
    #expect(check.rows.count == trainer.model.namedParameters.count)
    #expect(
      (check.worst?.error ?? 1) <= GradientCheck.tolerance,
      "\(kind): \(String(describing: check.worst))")
  }

  @Test func whatDoesNotFitIsSaid() throws {
    var random = RandomSource()
    let image = ImageShape(channels: 1, height: 12, width: 12)
    #expect(throws: ModelError.self) {
      _ = try Architecture.mlp.model(
        image, latent: 1, prior: PriorDescription(.flow), random: &random)
    }
    let encoder = try Sequential([
      Flatten(), Linear(144, 6, random: &random), Dropout(0.5, random: &random),
      Heads([Linear(6, 2, random: &random), Linear(6, 2, random: &random)]),
    ])
    let decoder = try Sequential([Linear(2, 144, random: &random)])
    #expect(throws: ModelError.self) {
      _ = try VariationalAutoencoder(
        encoder: encoder, decoder: decoder, image: image, prior: PriorDescription(.vamp),
        random: &random)
    }
    for kind in ObjectiveSettings.Kind.allCases {
      #expect((kind.obstacle(PriorDescription(.mixture)) != nil) == kind.comparesImages)
      #expect(kind.obstacle(PriorDescription()) == nil)
    }
  }

  /// A model with the standard prior draws no more numbers than it always did.
  @Test func theStandardPriorDrawsNothing() throws {
    let image = ImageShape(channels: 1, height: 12, width: 12)
    var (one, other) = (RandomSource(seed: 1), RandomSource(seed: 1))
    _ = try Architecture.mlp.model(image, latent: 3, random: &one)
    _ = try Architecture.mlp.model(
      image, latent: 3, prior: PriorDescription(.mixture), random: &other)
    #expect(one != other)
    let model = try Architecture.mlp.model(image, latent: 3, random: &one)
    #expect(!model.namedParameters.contains { $0.name.hasPrefix("prior.") })
    let noise = Philox(seed: 4, stream: .sampling, draw: 0)
    #expect(
      try model.drawCodes(7, noise: noise, temperature: 0.5).array
        == noise.normal([7, 3]).scaled(by: 0.5).array)
  }
}
