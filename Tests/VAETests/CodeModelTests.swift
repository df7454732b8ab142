import Autodiff
import Foundation
import Networks
import Tensors
import Testing
import VAE

/// Models of codes against PyTorch's values, from Fixtures/code_models.safetensors, which Fixtures/code_models.py writes, and against
/// what is known of them.
@Suite struct CodeModelTests {
  private static let file: TensorFile? = try? TensorFile(fixture: "code_models")

  private static func tensor(_ name: String) throws -> Tensor { try #require(file?.tensors[name], "no \(name)") }

  private static let origin = CodeOrigin(model: "m", fingerprint: "f", data: "codes")

  /// Means, and covariances row after row, of rows.
  private func moments(_ x: Tensor) -> (mean: [Double], covariance: [Double]) {
    let (count, d) = (x.shape[0], x.shape[1])
    let mean = (0..<d).map { i in (0..<count).reduce(0.0) { $0 + Double(x.pointer[$1 * d + i]) } / Double(count) }
    let covariance = (0..<d * d).map { place in
      (0..<count).reduce(0.0) {
        $0 + (Double(x.pointer[$1 * d + place / d]) - mean[place / d])
          * (Double(x.pointer[$1 * d + place % d]) - mean[place % d])
      } / Double(count)
    }
    return (mean, covariance)
  }

  /// Draws of one stream, one after another.
  private func draws(_ seed: UInt64) -> () -> Philox {
    var source = RandomSource(seed: seed)
    return { source.next(.sampling) }
  }

  // MARK: The schedule

  @Test(arguments: NoiseSchedule.Kind.allCases)
  func schedulesAreThoseOfThePapers(_ kind: NoiseSchedule.Kind) throws {
    let schedule = NoiseSchedule(kind)
    let bars = try Self.tensor("\(kind.rawValue)/alpha_bars").array
    #expect(schedule.alphaBars.count == 1001 && bars.count == 1001)
    for (found, wanted) in zip(schedule.alphaBars, bars) {
      #expect(abs(found - Double(wanted)) <= 1e-6 * Double(wanted) + 1e-12)
    }
    let rows = try Self.tensor("\(kind.rawValue)/posterior").array
    for t in 1...1000 {
      let found = schedule.posterior(t)
      for (found, wanted) in zip([found.code, found.noisy, found.deviation], rows[(t - 1) * 3..<t * 3]) {
        #expect(abs(found - Double(wanted)) < 1e-6, "t = \(t)")
      }
    }
  }

  /// Noise added step by step is the noise of the marginal: z_t = √(1 - β_t) z_{t-1} + √β_t n.
  @Test(arguments: NoiseSchedule.Kind.allCases)
  func theMarginalIsThatOfItsSteps(_ kind: NoiseSchedule.Kind) {
    let schedule = NoiseSchedule(kind)
    var (scale, variance) = (1.0, 0.0)
    for t in 1...schedule.steps {
      let beta = schedule.betas[t - 1]
      (scale, variance) = (scale * (1 - beta).squareRoot(), variance * (1 - beta) + beta)
      let marginal = schedule.marginal(t)
      #expect(abs(marginal.scale - scale) < 1e-12 && abs(marginal.deviation * marginal.deviation - variance) < 1e-12)
    }
  }

  /// With η = 1 a step of DDIM is the posterior that DDPM draws from, at every t.
  @Test(arguments: NoiseSchedule.Kind.allCases)
  func ddimWithAllNoiseIsDDPM(_ kind: NoiseSchedule.Kind) {
    let schedule = NoiseSchedule(kind)
    for t in 1...schedule.steps {
      let (step, posterior, marginal) = (
        schedule.step(from: t, to: t - 1, eta: 1), schedule.posterior(t), schedule.marginal(t)
      )
      // The noise is (z_t - √ᾱ_t z_0) / √(1 - ᾱ_t).
      let noisy = step.noise / marginal.deviation
      #expect(abs(noisy - posterior.noisy) < 1e-7, "t = \(t): \(noisy), \(posterior.noisy)")
      #expect(abs(step.code - noisy * marginal.scale - posterior.code) < 1e-7)
      #expect(abs(step.deviation - posterior.deviation) < 1e-7)
    }
    #expect(schedule.walk(1000) == Array((0...1000).reversed()))
    #expect(schedule.walk(4) == [1000, 750, 500, 250, 0])
  }

  /// Of codes that are exactly normal, N(μ, Σ), the best denoiser is known: √(1 - ᾱ) (ᾱ Σ + (1 - ᾱ) I)⁻¹ (z - √ᾱ μ). With it a walk
  /// ends in μ and Σ: within four standard errors of 10,000 codes, and what the steps' length leaves.
  @Test(arguments: [(1000, 1.0, NoiseSchedule.Kind.linear), (100, 0.0, .linear), (1000, 1.0, .cosine)])
  func theBestDenoiserGivesTheCodesBack(_ steps: Int, _ eta: Double, _ kind: NoiseSchedule.Kind) throws {
    let schedule = NoiseSchedule(kind)
    let (mean, a, b, c) = ([0.5, -0.3], 1.0, 0.6, 0.7)
    let count = 10_000
    func noise(_ z: Tensor, _ t: Int) throws -> Tensor {
      let (scale, deviation) = schedule.marginal(t)
      let (left, rest) = (scale * scale, deviation * deviation)
      let (p, q, r) = (left * a + rest, left * b, left * c + rest)
      let determinant = p * r - q * q
      return try .generate([count, 2], for: "test") { place in
        let row = place / 2
        let x = Double(z.pointer[2 * row]) - scale * mean[0]
        let y = Double(z.pointer[2 * row + 1]) - scale * mean[1]
        return Float(deviation * (place % 2 == 0 ? r * x - q * y : p * y - q * x) / determinant)
      }
    }
    let source = draws(3)
    let codes = try DenoisingWalk(schedule, steps: steps, eta: eta).codes(
      from: source().normal([count, 2]), source: source, noise: noise)
    let found = moments(codes)
    for (found, wanted) in zip(found.mean, mean) { #expect(abs(found - wanted) < 0.05, "\(found), \(wanted)") }
    for (found, wanted) in zip(found.covariance, [a, b, b, c]) {
      #expect(abs(found - wanted) < 0.07, "\(found), \(wanted)")
    }
  }

  /// At the end of the cosine schedule next to nothing is left of a code: what the network says there decides nothing.
  @Test func anErrorAtTheEndOfTheScheduleIsNoCode() throws {
    let schedule = NoiseSchedule(.cosine)
    var walk = DenoisingWalk(schedule, steps: 50, eta: 0)
    walk.bound = 4
    let first = try draws(3)().normal([100, 2])
    var second: Tensor?
    _ = try walk.codes(from: first, source: draws(4), noise: { z, t in try z.scaled(by: t == 1000 ? 0.9 : 1) }) {
      t, z in
      if t == 980 { second = z }
    }
    let found = try #require(second)
    let wanted = try first.scaled(by: Float(schedule.marginal(980).deviation))
    #expect(zip(found.array, wanted.array).allSatisfy { abs($0 - $1) < 1e-4 })
  }

  // MARK: The network

  @Test func theDenoiserIsThatOfPyTorch() throws {
    var settings = LatentDiffusion.Settings(latent: 3)
    (settings.hidden, settings.blocks, settings.classNames) = (8, 2, ["a", "b"])
    let z = try Self.tensor("z")
    let diffusion = try LatentDiffusion(settings, origin: Self.origin, codes: z, seed: 0)
    for (name, parameter) in diffusion.denoiser.namedParameters {
      try parameter.assign(try Self.tensor("denoiser/\(name)"))
    }
    let (times, y) = (try Self.tensor("t").array.map { Int($0) }, try Self.tensor("y"))
    func compare(_ found: Tensor, _ wanted: Tensor, _ what: String) throws {
      let length = try (wanted * wanted).total().squareRoot()
      let distance = try ((found - wanted) * (found - wanted)).total().squareRoot()
      #expect(found.shape == wanted.shape && length > 0 && distance < 2e-5 * length + 1e-6, "\(what): \(distance)")
    }
    try compare(try diffusion.denoiser.noise(in: Variable(z), times, y).value, try Self.tensor("denoised"), "noise")
    let loss = try diffusion.loss(z, times, noise: try Self.tensor("noise"), y)
    #expect(abs(Double(try loss.value.item()) - Double(try Self.tensor("loss").array[0])) < 1e-5)
    try loss.backward()
    for (name, parameter) in diffusion.denoiser.namedParameters {
      try compare(try #require(parameter.gradient, "\(name)"), try Self.tensor("gradient/\(name)"), name)
    }
  }

  /// A flow that has learned nothing is the normal distribution with the codes' means and deviations; and its density is one: over a
  /// fine grid it adds up to 1, after it has learned, too.
  @Test func aFlowsDensityIsOne() throws {
    let noise = try Philox(seed: 4, stream: .cells, draw: 0).normal([2000, 2])
    let codes = try Tensor.generate([2000, 2], for: "test") { place in
      let row = place / 2
      return place % 2 == 0 ? 1 + 2 * noise.pointer[place] : noise.pointer[place] * 0.3 + noise.pointer[2 * row] - 1
    }
    let flow = try CodeFlow(CodeFlow.Settings(latent: 2), origin: Self.origin, codes: codes, seed: 1)
    let (mean, covariance) = moments(codes)
    let entropy = (0..<2).reduce(0.0) { $0 + 0.5 * log(2 * .pi * covariance[3 * $1]) + 0.5 }
    #expect(abs(try flow.meanLogDensity(of: codes) + entropy) < 1e-3)
    for step in 0..<600 {
      let start = step * 200 % 2000
      try flow.step(on: codes.rows(start..<start + 200))
    }
    // The two numbers hang together, which the flow finds and the deviations do not: the entropy of the two given each other.
    let determinant = covariance[0] * covariance[3] - covariance[1] * covariance[2]
    let best = -(1 + log(2 * .pi) + 0.5 * log(determinant))
    let found = try flow.meanLogDensity(of: codes)
    #expect(found > -entropy + 0.5 && abs(found - best) < 0.1, "\(found), \(best), \(-entropy)")
    let (side, step) = (240, 0.1)
    let grid = try Tensor.generate([side * side, 2], for: "test") { place in
      let number = place % 2 == 0 ? place / 2 / side : place / 2 % side
      return Float(mean[place % 2] + (Double(number) - Double(side) / 2) * step)
    }
    let density = try Recording.off { try flow.logDensity(of: grid, flow.averaged).value }
    let total = density.array.reduce(0.0) { $0 + exp(Double($1)) } * step * step
    #expect(abs(total - 1) < 0.02, "\(total)")
    // And its codes are those.
    let drawn = moments(try flow.draw(4000, CodeRequest(), source: draws(5), check: {}))
    for (found, wanted) in zip(drawn.covariance, covariance) {
      #expect(abs(found - wanted) < 0.25, "\(found), \(wanted)")
    }
    var still = CodeRequest()
    still.temperature = 0
    let middle = try flow.draw(2, still, source: draws(5), check: {}).array
    #expect(middle[0] == middle[2] && middle[1] == middle[3])
    #expect(throws: ModelError.self) {
      try CodeFlow(CodeFlow.Settings(latent: 1), origin: Self.origin, codes: try noise.reshaped([4000, 1]), seed: 1)
    }
  }

  /// Two humps of 30 and 70 %: a diffusion's codes are in both by their shares, where half of a normal distribution's are between
  /// them. A class is one of them, and guidance leaves it.
  @Test func aDiffusionReachesBothHumps() throws {
    let noise = try Philox(seed: 4, stream: .cells, draw: 0).normal([4000, 2])
    let labels = (0..<4000).map { $0 % 10 < 3 ? 0 : 1 }
    let codes = try Tensor.generate([4000, 2], for: "test") { place in
      (labels[place / 2] == 0 ? -2 : 2) + 0.4 * noise.pointer[place]
    }
    var settings = LatentDiffusion.Settings(latent: 2)
    (settings.hidden, settings.blocks, settings.classNames) = (64, 2, ["low", "high"])
    let diffusion = try LatentDiffusion(settings, origin: Self.origin, codes: codes, seed: 1)
    for step in 0..<1500 {
      let start = step * 250 % 4000
      try diffusion.step(on: codes.rows(start..<start + 250), Array(labels[start..<start + 250]))
    }
    /// The share near each hump: within five of its deviations.
    func shares(_ codes: Tensor) -> (low: Double, high: Double) {
      func share(_ centre: Double) -> Double {
        let count = codes.shape[0]
        let near = (0..<count).count { row in
          let (x, y) = (Double(codes.pointer[2 * row]) - centre, Double(codes.pointer[2 * row + 1]) - centre)
          return x * x + y * y < 4
        }
        return Double(near) / Double(count)
      }
      return (share(-2), share(2))
    }
    var request = CodeRequest()
    for (steps, eta) in [(50, 0.0), (200, 1.0)] {
      (request.steps, request.eta) = (steps, eta)
      let found = shares(try diffusion.draw(2000, request, source: draws(5), check: {}))
      #expect(abs(found.low - 0.3) < 0.06 && abs(found.high - 0.7) < 0.06, "\(found)")
      #expect(found.low + found.high > 0.95, "\(found)")
    }
    let one = try NormalMixture(
      fitting: codes, components: 1, origin: Self.origin, noise: Philox(seed: 1, stream: .codes, draw: 0))
    let normal = shares(try one.draw(2000, CodeRequest(), source: draws(6), check: {}))
    #expect(normal.low + normal.high < 0.75, "\(normal)")
    request.classes = try .generate([500, 2], for: "test") { $0 % 2 == 0 ? 1 : 0 }
    for guidance in [0.0, 1.0] {
      request.guidance = guidance
      let told = shares(try diffusion.draw(500, request, source: draws(7), check: {}))
      #expect(told.low > 0.95, "\(told)")
    }
    // The same draws give the same codes.
    let (first, again) = (
      try diffusion.draw(500, request, source: draws(8), check: {}),
      try diffusion.draw(500, request, source: draws(8), check: {})
    )
    #expect(first.array == again.array)
  }

  // MARK: The mixture

  @Test func expectationMaximizationIsThatOfPyTorch() throws {
    let codes = try Self.tensor("mixture/codes")
    // Some starts end in a hill that is not the highest.
    let found = try (0..<UInt64(8)).map { seed -> NormalMixture in
      var fitting = try MixtureFitting(
        codes, components: 3, origin: Self.origin, noise: Philox(seed: seed, stream: .codes, draw: 0))
      var last = -Double.infinity
      for _ in 0..<500 {
        #expect(fitting.mixture.logLikelihood >= last - 1e-9, "it never falls")
        last = fitting.mixture.logLikelihood
        try fitting.iterate()
      }
      return fitting.mixture
    }
    let mixture = try #require(found.max { $0.logLikelihood < $1.logLikelihood })
    #expect(abs(mixture.logLikelihood - Double(try Self.tensor("mixture/value").array[0])) < 1e-5)
    #expect(abs(try mixture.meanLogDensity(of: codes) - mixture.logLikelihood) < 1e-12)
    // In the order of their first coordinates: which is the first is chance.
    func order(_ means: [Double]) -> [Int] { (0..<3).sorted { means[2 * $0] < means[2 * $1] } }
    let means = try Self.tensor("mixture/means").array.map(Double.init)
    let shares = try Self.tensor("mixture/shares").array
    let covariances = try Self.tensor("mixture/covariances").array
    for (own, other) in zip(order(mixture.means), order(means)) {
      #expect(abs(mixture.shares[own] - Double(shares[other])) < 1e-4)
      for i in 0..<2 { #expect(abs(mixture.means[2 * own + i] - means[2 * other + i]) < 1e-3) }
      for (found, wanted) in zip(mixture.covariance(own), covariances[4 * other..<4 * other + 4]) {
        #expect(abs(found - Double(wanted)) < 1e-3)
      }
    }
  }

  /// Of one component it has the codes' moments, and its draws have its own; without deviations they are the mean.
  @Test func drawsOfAMixtureHaveItsMoments() throws {
    let codes = try Self.tensor("mixture/codes")
    let one = try NormalMixture(
      fitting: codes, components: 1, origin: Self.origin, noise: Philox(seed: 1, stream: .codes, draw: 0))
    let wanted = moments(codes)
    for (found, wanted) in zip(one.means, wanted.mean) { #expect(abs(found - wanted) < 1e-9) }
    for (found, wanted) in zip(one.covariance(0), wanted.covariance) { #expect(abs(found - wanted) < 2e-6) }
    let drawn = moments(try one.draw(20_000, CodeRequest(), source: draws(2), check: {}))
    for (found, wanted) in zip(drawn.mean, wanted.mean) { #expect(abs(found - wanted) < 0.1) }
    for (found, wanted) in zip(drawn.covariance, wanted.covariance) { #expect(abs(found - wanted) < 0.3) }
    var request = CodeRequest()
    request.temperature = 0
    let still = try one.draw(3, request, source: draws(2), check: {}).array
    for (place, number) in still.enumerated() { #expect(number == Float(one.means[place % 2])) }
    #expect(throws: ModelError.self) {
      try MixtureFitting(
        codes.rows(0..<2), components: 3, origin: Self.origin, noise: Philox(seed: 1, stream: .codes, draw: 0))
    }
  }

  // MARK: Records

  @Test func noFieldOfARecordIsLost() throws {
    func again<Record: Codable>(_ record: Record) throws -> Record {
      try JSONDecoder().decode(Record.self, from: try JSONEncoder().encode(record))
    }
    var settings = LatentDiffusion.Settings(latent: 2)
    (settings.hidden, settings.blocks, settings.schedule, settings.classNames) = (7, 5, .cosine, ["a", "b"])
    let codes = try Self.tensor("mixture/codes")
    let diffusion = try LatentDiffusion(settings, origin: Self.origin, codes: codes, seed: 9)
    (diffusion.state.batchSize, diffusion.state.learningRate) = (50, 0.5)
    try diffusion.step(on: codes.rows(0..<50), Array(repeating: 1, count: 50))
    (diffusion.state.errors) = [0.25]
    let record = try again(diffusion.record)
    #expect(record.settings == settings && record.origin == Self.origin && record.bound == diffusion.bound)
    #expect(record.state == diffusion.state)
    let tensors = Dictionary(uniqueKeysWithValues: try diffusion.namedTensors.map { ($0.name, $0.tensor) })
    let restored = try LatentDiffusion.restored(record) { name, shape in
      let tensor = try #require(tensors[name])
      #expect(tensor.shape == shape)
      return tensor
    }
    for one in [diffusion, restored] {
      try one.step(on: codes.rows(50..<100), Array(repeating: 0, count: 50))
    }
    for (own, other) in zip(try diffusion.namedTensors, try restored.namedTensors) {
      #expect(own.name == other.name && own.tensor.array == other.tensor.array)
    }
    let mixture = try NormalMixture(
      fitting: codes, components: 2, origin: Self.origin, noise: Philox(seed: 1, stream: .codes, draw: 0))
    let back = try #require(
      NormalMixture(
        try again(mixture.record), shares: mixture.shares, means: mixture.means, factors: mixture.factors))
    #expect(back.logLikelihood == mixture.logLikelihood && back.iterations == mixture.iterations)
    #expect(back.hasConverged == mixture.hasConverged && back.origin == mixture.origin)
    #expect(NormalMixture(mixture.record, shares: [1], means: mixture.means, factors: mixture.factors) == nil)
    for wrong in [#""hidden":0"#, #""hidden":100000"#, #""blocks":-1"#] {
      let key = wrong.prefix { $0 != ":" }
      let text = String(decoding: try JSONEncoder().encode(settings), as: UTF8.self)
      let changed = text.replacing(try Regex(String(key) + ":[0-9]+"), with: wrong)
      #expect(changed != text)
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(LatentDiffusion.Settings.self, from: Data(changed.utf8))
      }
    }
  }
}

extension NormalMixture {
  /// One fitted in a hundred rounds at most.
  fileprivate init(fitting codes: Tensor, components: Int, origin: CodeOrigin, noise: Philox) throws {
    var fitting = try MixtureFitting(codes, components: components, origin: origin, noise: noise)
    for _ in 0..<(components > 1 ? 100 : 0) { try fitting.iterate() }
    self = fitting.mixture
  }
}
