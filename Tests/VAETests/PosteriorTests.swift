import Autodiff
import Datasets
import Foundation
import Networks
import Tensors
import Testing
import VAE

/// The posteriors against PyTorch's codes, densities and gradients, from Fixtures/posteriors.safetensors, which
/// Fixtures/posteriors.py writes, and against what is known of them.
@Suite(.serialized) struct PosteriorTests {
  typealias Kind = PosteriorDescription.Kind

  /// Those whose codes are numbers; what is known of the others stands in QuantizedTests.
  private static let numeric = Kind.allCases.filter { $0 != .quantized }
  private static let file: TensorFile? = try? TensorFile(fixture: "posteriors")

  private static func tensor(_ name: String) throws -> Tensor {
    try #require(file?.tensors[name], "no \(name)")
  }

  /// The script's posterior, with its parameters.
  private func fixed(_ kind: Kind) throws -> any Posterior {
    var random = RandomSource(seed: 0)
    let description = PosteriorDescription(kind, flows: kind == .planar ? 3 : 2)
    let posterior = try description.posterior(latent: 3, further: 5, random: &random)
    for (name, parameter) in posterior.namedParameters {
      try parameter.assign(try Self.tensor("start/\(kind.rawValue)/\(name)"))
    }
    return posterior
  }

  /// The script's numbers of six images; of a diagonal posterior those of the full one, but for what is below the diagonal.
  private func encoding(_ kind: Kind) throws -> Encoding {
    let name = kind == .diagonal ? "full" : kind.rawValue
    let parts = try ["mean", "logvar", "further"].map {
      try LearnedParameter(try Self.tensor("start/\(name)/\($0)"))
    }
    return Encoding(mean: parts[0], logvar: parts[1], further: kind == .diagonal ? nil : parts[2])
  }

  private func compare(_ found: Tensor, _ wanted: Tensor, _ what: String) throws {
    #expect(found.shape == wanted.shape, "\(what)")
    let length = try (wanted * wanted).total().squareRoot()
    let distance = try ((found - wanted) * (found - wanted)).total().squareRoot()
    #expect(distance < 2e-5 * length + 1e-5, "\(what): \(distance) of \(length)")
  }

  @Test(arguments: [Kind.full, .planar, .iaf])
  func agreesWithPyTorch(_ kind: Kind) throws {
    let (posterior, encoding, name) = (try fixed(kind), try encoding(kind), kind.rawValue)
    let draw = try posterior.draw(encoding, noise: Self.tensor("noise"))
    let density = try posterior.logDensity(of: draw, encoding)
    try compare(draw.z.value, Self.tensor("\(name)/z"), "\(name): z")
    try compare(density.value, Self.tensor("\(name)/value"), "\(name): log q")
    try (Variable.sum(draw.z * Variable(Self.tensor("weights"))) + .sum(density)).backward()
    let parts = [("mean", encoding.mean), ("logvar", encoding.logvar), ("further", try #require(encoding.further))]
    for (place, part) in parts {
      try compare(
        try #require((part as? LearnedParameter)?.gradient), Self.tensor("\(name)/\(place)"), "\(name): \(place)")
    }
    for (place, parameter) in posterior.namedParameters {
      try compare(try #require(parameter.gradient), Self.tensor("\(name)/\(place)"), "\(name): \(place)")
    }
  }

  @Test func theFullOnesDivergenceAndDensityAnywhereAreThose() throws {
    let (posterior, encoding) = (try fixed(.full), try encoding(.full))
    let terms = try #require(try posterior.divergenceFromStandard(encoding, .none))
    let kl = try Variable.sum(terms, [1], keepingDimensions: false)
    try compare(kl.value, Self.tensor("full/kl"), "kl")
    let sum = try #require(try posterior.divergenceFromStandard(encoding, .sum))
    #expect(abs(try Double(sum.value.item()) - kl.value.total()) < 1e-4)
    let z = try LearnedParameter(Self.tensor("point"))
    let density = try #require(try posterior.logDensity(at: z, encoding))
    try compare(density.value, Self.tensor("full/at"), "log q")
    try Variable.sum(density).backward()
    try compare(try #require(z.gradient), Self.tensor("full/at/z"), "z")
    for (place, part) in [("mean", encoding.mean), ("logvar", encoding.logvar)] {
      try compare(try #require((part as? LearnedParameter)?.gradient), Self.tensor("full/at/\(place)"), place)
    }
    // Of codes whose noise is known it is the same.
    for kind in [Kind.diagonal, .full] {
      let (posterior, encoding) = (try fixed(kind), try self.encoding(kind))
      let draw = try posterior.draw(encoding, noise: Self.tensor("noise"))
      let anywhere = try #require(try posterior.logDensity(at: draw.z, encoding))
      try compare(anywhere.value, posterior.logDensity(of: draw, encoding).value, "\(kind)")
    }
    #expect(try fixed(.iaf).logDensity(at: z, encoding) == nil && fixed(.planar).logDensity(at: z, encoding) == nil)
  }

  /// ½ Σ logvar + bend is the logarithm of the determinant of ∂z/∂ε, by differences.
  @Test(arguments: numeric)
  func theDeterminantIsThatOfDifferences(_ kind: Kind) throws {
    let (posterior, encoding) = (try fixed(kind), try encoding(kind))
    let (noise, step) = (try Self.tensor("noise"), Float(2e-3))
    let draw = try posterior.draw(encoding, noise: noise)
    let halves = try encoding.logvar.value.sum(1).scaled(by: 0.5).array
    // Rows ∂z/∂ε_d for every code at once.
    let rows = try (0..<3).map { d in
      func moved(_ by: Float) throws -> [Double] {
        let epsilon = try Tensor.generate([6, 3], for: "test") { noise.pointer[$0] + ($0 % 3 == d ? by : 0) }
        return try posterior.draw(encoding, noise: epsilon).z.value.array.map(Double.init)
      }
      return try zip(moved(step), moved(-step)).map { ($0 - $1) / Double(2 * step) }
    }
    for code in 0..<6 {
      let (a, b, c) = (
        Array(rows[0][3 * code..<3 * code + 3]), Array(rows[1][3 * code..<3 * code + 3]),
        Array(rows[2][3 * code..<3 * code + 3])
      )
      let determinant =
        a[0] * (b[1] * c[2] - b[2] * c[1]) - b[0] * (a[1] * c[2] - a[2] * c[1]) + c[0] * (a[1] * b[2] - a[2] * b[1])
      let expected = Double(halves[code]) + Double(draw.bend?.value.array[code] ?? 0)
      #expect(abs(log(abs(determinant)) - expected) < 5e-3, "\(kind): \(log(abs(determinant))), \(expected)")
    }
  }

  /// Each number of a step depends on those before it alone, in one order and then in the other: over two steps on all.
  @Test func anAutoregressiveStepLooksBackOnly() throws {
    var random = RandomSource(seed: 3)
    let noise = try Philox(seed: 1, stream: .cells, draw: 0).normal([1, 5])
    let zeros = try Variable(.zeros([1, 5]))
    let encoding = Encoding(mean: zeros, logvar: zeros, further: Variable(try .ones([1, 4])))
    for flows in 1...2 {
      let posterior = try PosteriorDescription(.iaf, flows: flows).posterior(latent: 5, further: 4, random: &random)
      let before = try posterior.draw(encoding, noise: noise).z.value.array
      for d in 0..<5 {
        let moved = try Tensor.generate([1, 5], for: "test") { noise.pointer[$0] + ($0 == d ? 0.5 : 0) }
        let after = try posterior.draw(encoding, noise: moved).z.value.array
        let changed = (0..<5).filter { before[$0] != after[$0] }
        #expect(flows == 1 ? changed.first == d : changed.first == 0 || d == 0, "\(flows), \(d): \(changed)")
        #expect(changed.contains(d))
        if flows == 1, d < 4 { #expect(changed.count > 1, "\(changed)") }
      }
    }
  }

  /// Weighted by p(z) / q(z | x), draws of q have the mass of p, which is 1; p is a narrow normal distribution around q's centre,
  /// so that no weight is large.
  @Test(arguments: numeric)
  func theDensitySumsToOne(_ kind: Kind) throws {
    let posterior = try fixed(kind)
    let all = try encoding(kind)
    let count = 100_000
    // One image's, with a wider draw than p.
    func row(_ x: Variable) throws -> Variable { Variable(x.value.rows(0..<1)) }
    let encoding = Encoding(
      mean: try row(all.mean), logvar: Variable(try .full([1, 3], 1)), further: try all.further.map(row))
    let noise = try Philox(seed: 2, stream: .cells, draw: 0).normal([count, 3])
    let draw = try posterior.draw(encoding, noise: noise)
    let logQ = try posterior.logDensity(of: draw, encoding).value.array
    let z = draw.z.value.array
    let centre = try posterior.centre(encoding).value.array.map(Double.init)
    let spreads = try posterior.deviations(encoding, noise: noise.rows(0..<2000))
    let width: Double = 0.3 * (spreads.min() ?? 1)
    var (mass, square) = (0.0, 0.0)
    for code in 0..<count {
      var logP = -1.5 * log(2 * Double.pi) - 3 * log(width)
      for d in 0..<3 {
        let distance: Double = (Double(z[3 * code + d]) - centre[d]) / width
        logP -= 0.5 * distance * distance
      }
      let weight = exp(logP - Double(logQ[code]))
      mass += weight / Double(count)
      square += weight * weight / Double(count)
    }
    let error = ((square - mass * mass) / Double(count)).squareRoot()
    #expect(error < 0.05 && abs(mass - 1) < 5 * error + 1e-3, "\(kind): \(mass) ± \(error)")
    // Codes of one image are those of as many rows that say the same.
    let few = noise.rows(0..<7)
    func sevenfold(_ x: Variable) throws -> Variable { try .expand(x, [7, x.shape[1]]) }
    let rows = Encoding(
      mean: try sevenfold(encoding.mean), logvar: try sevenfold(encoding.logvar),
      further: try encoding.further.map(sevenfold))
    let repeated = try posterior.draw(rows, noise: few)
    let single = try posterior.draw(encoding, noise: few)
    try compare(single.z.value, repeated.z.value, "\(kind): z")
    try compare(
      posterior.logDensity(of: single, encoding).value, posterior.logDensity(of: repeated, rows).value,
      "\(kind): log q")
    // Deviations are those of the draws.
    let deviations = try posterior.deviations(encoding, noise: noise.rows(0..<20_000))
    for d in 0..<3 {
      let values = (0..<count).map { Double(z[3 * $0 + d]) }
      let mean = values.reduce(0, +) / Double(count)
      let drawn = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(count)).squareRoot()
      #expect(abs(drawn - deviations[d]) < 0.03 * drawn, "\(kind): \(drawn), \(deviations[d])")
    }
  }

  /// w = 0 points nowhere: the step moves along u, its determinant is 1, and gradients are numbers.
  @Test func aPlanarStepWithoutADirectionIsNone() throws {
    let posterior = PlanarPosterior(1, latent: 2)
    let further = try LearnedParameter(Tensor([1, 2, 0, 0, 0.5], [1, 5]))
    let zeros = try Variable(.zeros([1, 2]))
    let encoding = Encoding(mean: zeros, logvar: zeros, further: further)
    let draw = try posterior.draw(encoding, noise: .zeros([1, 2]))
    let height = Float(tanh(0.5))
    #expect(zip(draw.z.value.array, [height, 2 * height]).allSatisfy { abs($0 - $1) < 1e-6 })
    #expect(abs(try #require(draw.bend).value.array[0]) < 1e-6)
    try Variable.sum(draw.z).backward()
    #expect(try #require(further.gradient).array.allSatisfy(\.isFinite))
    // One that would turn space inside out is held back: the determinant stays above 0.
    let strong = Encoding(mean: zeros, logvar: zeros, further: Variable(try Tensor([-9, 0, 3, 0, 0], [1, 5])))
    let bend = try #require(try posterior.draw(strong, noise: .zeros([1, 2])).bend).value.array[0]
    #expect(bend.isFinite && abs(Double(bend) - log(log1p(exp(-27)))) < 1e-3, "\(bend)")
  }

  // MARK: Training

  struct Combination: Sendable, CustomTestStringConvertible {
    var posterior: Kind
    var prior: PriorDescription.Kind
    var likelihood: Likelihood
    var objective: ObjectiveSettings.Kind

    var testDescription: String { "\(posterior), \(prior), \(likelihood.name), \(objective)" }

    /// Whether the mathematics allow it, by what the program says.
    var isMeaningful: Bool {
      let isKnown = prior != .vamp || posterior == .diagonal
      return isKnown && (prior == .uniform) == (posterior == .quantized)
        && objective.obstacle(PriorDescription(prior)) == nil
        && objective.obstacle(PosteriorDescription(posterior)) == nil
    }

    static let all: [Combination] = Kind.allCases.flatMap { posterior in
      PriorDescription.Kind.allCases.flatMap { prior in
        [Likelihood.bernoulli, .gaussian(deviation: 0.3)].flatMap { likelihood in
          ObjectiveSettings.Kind.allCases.map {
            Combination(posterior: posterior, prior: prior, likelihood: likelihood, objective: $0)
          }
        }
      }
    }.filter(\.isMeaningful)
  }

  private func trainer(_ parts: Combination) throws -> Trainer {
    var random = RandomSource(seed: 2)
    let images = try syntheticImages(150)
    let isQuantized = parts.posterior == .quantized
    let prior = PriorDescription(
      parts.prior, components: parts.prior == .standard || isQuantized ? 1 : parts.prior == .flow ? 2 : 5)
    let model = try (isQuantized ? Architecture.vectorQuantized : .mlp).model(
      images.shape, latent: isQuantized ? 36 : 4, hidden: [32], likelihood: parts.likelihood, prior: prior,
      posterior: PosteriorDescription(parts.posterior, flows: 2), random: &random)
    var options = options(learningRate: 0.005)
    (options.objective.kind, options.samples) = (parts.objective, parts.objective.takesSamples ? 4 : 1)
    if parts.objective == .beta { options.objective.capacity = 2 }
    options.dropsLast = true
    return try Trainer(model, images, batchSize: 30, options: options, seed: 0)
  }

  /// What a step lowers, as far as it is told of.
  private func lowered(_ losses: VAE.Losses, _ objective: ObjectiveSettings.Kind) -> Double {
    switch objective {
    case .logcosh: losses.penalty + losses.kl
    case .tc: losses.reconstruction + losses.penalty
    case .mmd, .dip: losses.total + losses.penalty
    default: losses.total
    }
  }

  /// Every posterior with every prior, likelihood and objective that the mathematics allow: 20 steps are finite and fall, are the
  /// same bits after a stop, through a file and in a copy, and the bound is above the importance-weighted estimate.
  @Test(arguments: Combination.all)
  func trainsAndGoesOnToTheBit(_ combination: Combination) throws {
    let objective = combination.objective
    let whole = try trainer(combination)
    let before = try whole.model.posterior.parameters.map { try $0.value.copy().array }
    try whole.run(.steps(20))
    let losses = whole.history.steps.map(\.losses)
    #expect(losses.allSatisfy { $0.total.isFinite && $0.penalty.isFinite })
    let falling = losses.map { lowered($0, objective) }
    let (first, last) = (falling.prefix(5).reduce(0, +), falling.suffix(5).reduce(0, +))
    // A density's loss may be below 0.
    #expect(last < first - 0.05 * abs(first), "\(first) to \(last)")
    for (old, parameter) in zip(before, whole.model.posterior.parameters) { #expect(old != parameter.value.array) }

    let parts = try trainer(combination)
    try parts.run(.steps(7))
    let record = try JSONDecoder().decode(TrainerRecord.self, from: try JSONEncoder().encode(parts.record))
    let rows = TrainingHistory.steps(parts.history.stepRows, columns: parts.history.stepColumns)
    let other = try trainer(combination)
    try other.model.restore(try parts.model.snapshot())
    try other.restore(record, steps: rows, moments: try parts.optimizer.moments, best: nil)
    let copies = NetworkCopies()
    let copied = try Trainer(copying: parts, of: try parts.model.copied(copies: copies), copies: copies)
    for resumed in [other, copied] {
      try resumed.run(.steps(13))
      #expect(resumed.history.steps.map(\.losses) == losses)
      for (one, two) in zip(whole.model.parameters, resumed.model.parameters) {
        #expect(one.value.array == two.value.array)
      }
    }

    let few = try whole.images.subset(0..<40)
    let bound = try whole.model.evaluate(few, noise: Philox(seed: 1, stream: .sampling, draw: 0), check: {})
    let tight = try whole.model.negativeLogLikelihood(
      few, samples: 200, noise: { Philox(seed: 1, stream: .sampling, draw: UInt64($0)) }, check: {})
    #expect(bound.total.mean > tight.mean - 3 * tight.standardError && tight.mean.isFinite)
    // With one code for each image the estimate is the negative ELBO of that code, where its divergence is that code's.
    guard combination.prior != .standard || combination.posterior == .planar || combination.posterior == .iaf
    else { return }
    let noise = Philox(seed: 1, stream: .sampling, draw: 3)
    let single = try few.subset(0..<1)
    let one = try whole.model.evaluate(single, noise: noise, check: {})
    let same = try whole.model.negativeLogLikelihood(single, samples: 1, noise: { _ in noise }, check: {})
    #expect(abs(one.total.mean - same.mean) < 2e-3, "\(one.total.mean), \(same.mean)")
  }

  @Test(arguments: numeric, [PriorDescription.Kind.standard, .mixture])
  func gradientsAreThoseOfDifferences(_ kind: Kind, _ prior: PriorDescription.Kind) throws {
    let trainer = try trainer(
      Combination(posterior: kind, prior: prior, likelihood: .bernoulli, objective: .elbo))
    try trainer.run(.steps(10))
    let check = try trainer.model.checkGradient(
      trainer.images.tensor(0..<8), noise: Philox(seed: 3, stream: .sampling, draw: 0), check: {})
    #expect(check.rows.count == trainer.model.namedParameters.count)
    #expect((check.worst?.error ?? 1) <= GradientCheck.tolerance, "\(kind): \(String(describing: check.worst))")
  }

  /// With nothing below the diagonal, the full posterior is the diagonal one, and so are each objective's gradients.
  @Test(arguments: [ObjectiveSettings.Kind.elbo, .iwae, .dreg, .mmd], [PriorDescription.Kind.standard, .mixture])
  func theFullOneWithoutCovariancesIsTheDiagonalOne(
    _ objective: ObjectiveSettings.Kind, _ prior: PriorDescription.Kind
  ) throws {
    guard objective != .mmd || prior == .standard else { return }
    let trainers = try [Kind.diagonal, .full].map {
      try trainer(Combination(posterior: $0, prior: prior, likelihood: .bernoulli, objective: objective))
    }
    let full = trainers[1].model
    let others = Dictionary(uniqueKeysWithValues: trainers[0].model.namedParameters.map { ($0.name, $0.parameter) })
    for (name, parameter) in full.namedParameters {
      try parameter.assign(try others[name]?.value.copy() ?? .zeros(parameter.shape))
    }
    let (x, noise) = (try trainers[0].images.tensor(0..<20), Philox(seed: 7, stream: .noise, draw: 0))
    let values = try trainers.map { trainer in
      let objective = trainer.state.options.objective(warmth: 1, epoch: 1, images: 150)
      let loss = try objective.loss(CodedBatch(trainer.model, Variable(x)) { try noise.normal($0) }).loss
      try loss.backward()
      return Double(try loss.value.item())
    }
    #expect(abs(values[0] - values[1]) < 1e-5 * abs(values[0]))
    for (name, parameter) in full.namedParameters {
      guard let other = others[name] else { continue }
      let wanted = try #require(other.gradient)
      let distance = try (#require(parameter.gradient) - wanted)
      let length = try (wanted * wanted).total().squareRoot()
      #expect(try (distance * distance).total().squareRoot() < 1e-4 * length + 1e-5, "\(name)")
    }
  }

  /// Pixels that show only the sum of two numbers of a code: given an image, the two depend on each other, and by how much a
  /// diagonal posterior's bound must be worse is known. With c = ‖a‖² / σ² the posterior has the precision I + c 1 1ᵀ, and the
  /// gap is ½ [2 log(1 + c) - log(1 + 2c)].
  @Test func aPosteriorWithCovariancesHasABetterBound() throws {
    let (pixels, deviation, slope) = (16, 0.1, 0.08)
    let c = Double(pixels) * slope * slope / (deviation * deviation)
    let gap = 0.5 * (2 * log(1 + c) - log(1 + 2 * c))
    let (codes, noise) = (
      try Philox(seed: 1, stream: .cells, draw: 0).normal([600, 2]).array,
      try Philox(seed: 1, stream: .cells, draw: 1).normal([600, pixels]).array
    )
    let values = (0..<600 * pixels).map { place in
      let sum = Double(codes[place / pixels * 2] + codes[place / pixels * 2 + 1])
      return UInt8(max(0, min(255, 255 * (0.5 + slope * sum + deviation * Double(noise[place])))))
    }
    let images = try ImageSet(
      shape: ImageShape(channels: 1, height: 4, width: 4), pixels: values,
      labels: Array(repeating: 0, count: 600), classNames: ["all"])
    func bound(_ kind: Kind, _ further: Int) throws -> Evaluation.Estimate {
      var random = RandomSource(seed: 4)
      let heads: [any Layer] = try ([2, 2] + (further > 0 ? [further] : [])).map {
        try Linear(pixels, $0, random: &random)
      }
      let decoder = try Linear(2, pixels, random: &random)
      let model = try VariationalAutoencoder(
        encoder: Sequential([Flatten(), Heads(heads)]), decoder: Sequential([decoder]), image: images.shape,
        likelihood: .gaussian(deviation: deviation), prior: PriorDescription(),
        posterior: PosteriorDescription(kind), random: &random)
      // The decoder is the one that made the images.
      try decoder.weight.assign(.full([pixels, 2], Float(slope)))
      try #require(decoder.bias).assign(.full([pixels], 0.5))
      for parameter in decoder.parameters { parameter.isFrozen = true }
      let trainer = try Trainer(model, images, batchSize: 100, options: options(learningRate: 0.02), seed: 0)
      try trainer.run(.epochs(100))
      trainer.state.options.learningRate = 0.002
      try trainer.run(.epochs(60))
      return try model.evaluate(images, noise: Philox(seed: 1, stream: .sampling, draw: 0), check: {}).total
    }
    let (diagonal, full) = (try bound(.diagonal, 0), try bound(.full, 1))
    let (planar, iaf) = (try bound(.planar, 8 * 5), try bound(.iaf, 8))
    let words = "diagonal \(diagonal.mean), full \(full.mean), planar \(planar.mean), iaf \(iaf.mean), gap \(gap)"
    print(words)
    #expect(gap > 0.5 && abs(diagonal.mean - full.mean - gap) < 0.15, "\(words)")
    // The flows begin from a diagonal draw, and bend it.
    #expect(planar.mean < diagonal.mean - 0.25 * gap && iaf.mean < diagonal.mean - 0.25 * gap, "\(words)")
    #expect(planar.mean > full.mean - 0.1 && iaf.mean > full.mean - 0.1, "\(words)")
  }

  @Test func whatDoesNotFitIsSaid() throws {
    var random = RandomSource()
    let image = ImageShape(channels: 1, height: 12, width: 12)
    func error(_ body: () throws -> Void) -> String {
      do { try body() } catch let error as ModelError {
        return error.message + " / " + (error.suggestion ?? "")
      } catch { return "\(error)" }
      return "no error"
    }
    let latent = error {
      _ = try Architecture.mlp.model(image, latent: 1, posterior: PosteriorDescription(.full), random: &random)
    }
    #expect(latent.contains("posterior=diagonal"), "\(latent)")
    let spatial = error {
      _ = try Architecture.spatial.model(image, latent: 9, posterior: PosteriorDescription(.iaf), random: &random)
    }
    #expect(spatial.contains("model conv"), "\(spatial)")
    let vamp = error {
      _ = try Architecture.mlp.model(
        image, latent: 3, prior: PriorDescription(.vamp), posterior: PosteriorDescription(.full), random: &random)
    }
    #expect(vamp.contains("prior=mixture"), "\(vamp)")
    let decoder = try Sequential([Linear(3, 144, random: &random)])
    func own(_ sizes: [Int], _ posterior: PosteriorDescription) throws -> VariationalAutoencoder {
      let heads: [any Layer] = try sizes.map { try Linear(6, $0, random: &random) }
      let encoder = try Sequential([Flatten(), Linear(144, 6, random: &random), Heads(heads)])
      return try VariationalAutoencoder(
        encoder: encoder, decoder: decoder, image: image, prior: PriorDescription(), posterior: posterior,
        random: &random)
    }
    for (sizes, posterior, wanted) in [
      ([3, 3], PosteriorDescription(.full), "heads(linear(n, 3), linear(n, 3), linear(n, 3))"),
      ([3, 3, 4], PosteriorDescription(.full), "heads(linear(n, 3), linear(n, 3), linear(n, 3))"),
      ([3, 3, 3], PosteriorDescription(.planar, flows: 2), "linear(n, 14))"),
      ([3, 3], PosteriorDescription(.iaf), "context"), ([3, 3, 3], PosteriorDescription(), "two results"),
    ] {
      let said = error { _ = try own(sizes, posterior) }
      #expect(said.contains(wanted), "\(said)")
    }
    #expect(try own([3, 3, 17], PosteriorDescription(.iaf)).posterior.description.flows == 2)
    #expect(try own([3, 3, 14], PosteriorDescription(.planar, flows: 2)).latentDimension == 3)
    for kind in ObjectiveSettings.Kind.allCases {
      #expect(kind.obstacle(PosteriorDescription()) == nil)
      #expect((kind.obstacle(PosteriorDescription(.full)) != nil) == (kind == .tc || kind == .dip))
      #expect((kind.obstacle(PosteriorDescription(.iaf)) != nil) == (kind == .tc || kind == .dip || kind == .dreg))
    }
  }

  /// A model with the diagonal posterior draws no more numbers than it always did, and learns nothing besides.
  @Test func theDiagonalOneIsAsItWas() throws {
    let image = ImageShape(channels: 1, height: 12, width: 12)
    var (one, other) = (RandomSource(seed: 1), RandomSource(seed: 1))
    let model = try Architecture.mlp.model(image, latent: 3, posterior: PosteriorDescription(), random: &one)
    let before = try Architecture.mlp.model(image, latent: 3, random: &other)
    #expect(one == other && model.posterior.namedParameters.isEmpty)
    #expect(model.parameters.map(\.value.array) == before.parameters.map(\.value.array))
    for kind in Kind.allCases {
      let description = PosteriorDescription(kind, flows: kind.isFlow ? 5 : nil)
      let saved = try JSONEncoder().encode(description)
      #expect(try JSONDecoder().decode(PosteriorDescription.self, from: saved) == description)
    }
    for damaged in [
      "{\"kind\":\"iaf\",\"flows\":65}", "{\"kind\":\"full\",\"flows\":2}", "{\"kind\":\"x\",\"flows\":0}",
    ] {
      #expect(throws: (any Error).self) {
        _ = try JSONDecoder().decode(PosteriorDescription.self, from: Data(damaged.utf8))
      }
    }
  }
}
