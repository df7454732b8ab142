import Autodiff
import Datasets
import Foundation
import Networks
import Tensors
import Testing
import VAE

@Suite struct LikelihoodTests {
  private var random = RandomSource()

  /// A decoder that gives the same numbers for every z: its bias, with weights of zero.
  private func distribution(_ numbers: [Float], _ likelihood: Likelihood, pixels: Int) throws -> PixelDistribution {
    var random = RandomSource()
    let image = ImageShape(channels: 1, height: 1, width: pixels)
    let decoder = try Linear(1, numbers.count, random: &random)
    try decoder.weight.assign(.zeros(decoder.weight.shape))
    try decoder.bias?.assign(try Tensor(numbers))
    let encoder = try Sequential([
      Flatten(), Heads([Linear(pixels, 1, random: &random), Linear(pixels, 1, random: &random)]),
    ])
    let model = try VariationalAutoencoder(
      encoder: encoder, decoder: decoder, image: image, likelihood: likelihood)
    return try model.decode(Variable(.zeros([1, 1])))
  }

  private func losses(_ distribution: PixelDistribution, _ x: [Float]) throws -> [Double] {
    try distribution.loss(Variable(try Tensor(x)), .none).value.array.map(Double.init)
  }

  /// Over all 256 grey values the probabilities add up to one: nothing is lost at the edges, at any scale.
  @Test(arguments: [(0.5, -6.5), (0.5, -2), (0, -4), (1, -3), (-0.2, -1), (1.3, 0), (0.77, 2)])
  func discretizedLogisticIsADistribution(_ mean: Double, _ logScale: Double) throws {
    let numbers = [Float](repeating: Float(mean), count: 256) + [Float](repeating: Float(logScale), count: 256)
    let greys = (0..<256).map { Float($0) / 255 }
    let losses = try losses(try distribution(numbers, .discretizedLogistic, pixels: 256), greys)
    #expect(losses.allSatisfy { $0.isFinite && $0 >= 0 })
    #expect(abs(losses.reduce(0) { $0 + exp(-$1) } - 1) < 1e-4)
  }

  /// As wide as can be, every inner grey value costs nearly the same, and 8 bits are the price of knowing nothing.
  @Test func anExtremePixelIsAsLikelyAsItsLogarithmSays() throws {
    // Far from the mean the mass underflows, and its logarithm does not: about -|x - mean| / scale.
    let distribution = try distribution([-3, -7], .discretizedLogistic, pixels: 1)
    let loss = try losses(distribution, [1])[0]
    let scale = exp(-7.0)
    #expect(abs(loss / ((4 - 1.0 / 510) / scale) - 1) < 1e-3, "\(loss)")
  }

  /// Densities integrate to one over what they are densities of.
  @Test(arguments: [-40.0, -3, -0.4, -1e-3, 0, 1e-4, 0.2, 5, 30])
  func continuousBernoulliIsADensity(_ logit: Double) throws {
    let count = 20_001
    let grid = (0..<count).map { Float($0) / Float(count - 1) }
    let distribution = try distribution(
      [Float](repeating: Float(logit), count: count), .continuousBernoulli, pixels: count)
    let density = try losses(distribution, grid).map { exp(-$0) }
    let sum = density.reduce(0, +) - 0.5 * (density[0] + density[count - 1])
    #expect(abs(sum / Double(count - 1) - 1) < 2e-4)
    let mean = zip(grid, density).reduce(0) { $0 + Double($1.0) * $1.1 } / Double(count - 1)
    #expect(abs(Double(try distribution.mean().array[0]) - mean) < 2e-3)
  }

  @Test(arguments: [-3.0, 0, 1.5])
  func gaussianIsADensity(_ logSpread: Double) throws {
    let spread = exp(logSpread)
    let grid = (0..<4001).map { Float(0.3 + spread * (Double($0) - 2000) / 200) }
    let numbers = [Float](repeating: 0.3, count: 4001) + [Float](repeating: Float(logSpread), count: 4001)
    let losses = try losses(try distribution(numbers, .learnedGaussian, pixels: 4001), grid)
    #expect(abs(losses.reduce(0) { $0 + exp(-$1) } * spread / 200 - 1) < 1e-3)
  }

  @Test func aFixedSpreadIsTheOneGiven() throws {
    let loss = try losses(try distribution([0.5], .gaussian(deviation: 0.2), pixels: 1), [0.9])[0]
    #expect(abs(loss - (2 + log(0.2) + 0.5 * log(2 * .pi))) < 1e-5)
  }

  /// Pixels drawn have the mean that the distribution says, within the error of so many.
  @Test(arguments: Likelihood.all)
  func drawnPixelsHaveTheMean(_ likelihood: Likelihood) throws {
    let count = 20_000
    let location: Float = likelihood.isOnLogits ? 0.8 : 0.6
    var numbers = [Float](repeating: location, count: count)
    if likelihood.learnsSpread { numbers += [Float](repeating: -3, count: count) }
    let distribution = try distribution(numbers, likelihood, pixels: count)
    let drawn = try distribution.drawn(Philox(seed: 1, stream: .sampling, draw: 0)).array
    #expect(drawn.allSatisfy { $0 >= 0 && $0 <= 1 })
    let mean = drawn.reduce(0.0) { $0 + Double($1) } / Double(count)
    #expect(abs(mean - Double(try distribution.mean().array[0])) < 0.015)
    if likelihood == .discretizedLogistic {
      #expect(drawn.allSatisfy { abs($0 * 255 - ($0 * 255).rounded()) < 1e-3 })
    }
    if likelihood == .bernoulli { #expect(drawn.allSatisfy { $0 == 0 || $0 == 1 }) }
  }

  @Test mutating func everyLikelihoodTrains() throws {
    let images = try syntheticImages(90)
    for likelihood in Likelihood.all {
      for architecture in Architecture.allCases {
        // The codes of some are maps.
        let latent = architecture == .spatial || architecture == .vectorQuantized ? 9 : 2
        let model = try architecture.model(images.shape, latent: latent, likelihood: likelihood, random: &random)
        let trainer = try Trainer(model, images, batchSize: 30, options: options(learningRate: 0.003), seed: 0)
        try trainer.run(.epochs(8))
        let losses = trainer.history.epochs.map(\.losses.perImage.total)
        #expect(losses[7] < losses[0] - 5, "\(likelihood.name), \(architecture): \(losses)")
      }
    }
  }

  /// One spread for all pixels learns to be the root of the mean squared error, which is the best it can be.
  @Test mutating func aLearnedSpreadBecomesTheOptimalOne() throws {
    let images = try syntheticImages(90)
    let model = try Architecture.mlp.model(
      images.shape, latent: 2, hidden: [16], likelihood: .learnedGaussian, random: &random)
    var settings = options(learningRate: 0.02)
    settings.schedule = .cosine
    let trainer = try Trainer(model, images, batchSize: 30, options: settings, seed: 0)
    try trainer.run(.epochs(1000))
    // -log N(x; mean, s²) summed over D pixels is D (log s + ½ log 2π) + squares / 2s².
    let loss = try model.evaluate(images, noise: random.next(.sampling), check: {}).reconstruction.mean
    let learned = Double(try #require(model.logSpread).value.pointer[0])
    let squares = (loss - 144 * (learned + 0.5 * log(2 * .pi))) * 2 * exp(2 * learned)
    #expect(abs(exp(learned) / (squares / 144).squareRoot() - 1) < 0.05)
  }

  @Test mutating func decodersThatDoNotFitTheLikelihoodAreRefused() throws {
    let image = ImageShape(channels: 1, height: 4, width: 4)
    let encoder = try Sequential([
      Flatten(), Heads([Linear(16, 2, random: &random), Linear(16, 2, random: &random)]),
    ])
    func model(_ outputs: Int, sigmoid: Bool, _ likelihood: Likelihood) throws -> VariationalAutoencoder {
      var random = RandomSource()
      let decoder = try Sequential(
        [Linear(2, outputs, random: &random)] + (sigmoid ? [Activation(.sigmoid)] : []))
      return try VariationalAutoencoder(encoder: encoder, decoder: decoder, image: image, likelihood: likelihood)
    }
    #expect(throws: ModelError.self) { try model(16, sigmoid: true, .continuousBernoulli) }
    #expect(throws: ModelError.self) { try model(32, sigmoid: true, .discretizedLogistic) }
    #expect(throws: ModelError.self) { try model(32, sigmoid: false, .bernoulli) }
    #expect(throws: ModelError.self) { try model(48, sigmoid: false, .learnedGaussian) }
    #expect(try model(32, sigmoid: false, .learnedGaussian).logSpread == nil)
    #expect(try model(16, sigmoid: true, .learnedGaussian).logSpread != nil)
  }

  @Test func bitsAreOnlyForProbabilities() {
    #expect(Likelihood.discretizedLogistic.obstacleToBits(isBinary: false) == nil)
    #expect(Likelihood.bernoulli.obstacleToBits(isBinary: true) == nil)
    #expect(Likelihood.bernoulli.obstacleToBits(isBinary: false)?.contains("grey") == true)
    for likelihood in [Likelihood.gaussian(deviation: 1), .learnedGaussian, .continuousBernoulli] {
      #expect(likelihood.obstacleToBits(isBinary: false)?.contains("density") == true)
    }
  }
}
