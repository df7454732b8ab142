import Autodiff
import Datasets
import Foundation
import Networks
import Tensors
import Testing
import VAE

@Suite struct EvaluationTests {
  private var random = RandomSource()

  private func onePixel(_ values: [UInt8]) throws -> ImageSet {
    try ImageSet(
      shape: ImageShape(channels: 1, height: 1, width: 1), pixels: values, labels: values.map { _ in 0 },
      classNames: ["any"])
  }

  /// Over all grey values the masses add up to one, also where the distribution leans out at an edge or is a spike.
  @Test(arguments: [[100, 120], [0, 0], [255, 255, 255, 250], [0, 255], [3, 1, 0, 0, 2]] as [[UInt8]])
  func aNormalDistributionForAPixelIsADistribution(_ values: [UInt8]) throws {
    let normal = FactorizedNormal(fittedTo: try onePixel(values))
    let losses = try (0..<256).map { normal.loss(try onePixel([UInt8($0)])).mean }
    #expect(losses.allSatisfy { $0.isFinite && $0 >= 0 })
    #expect(abs(losses.reduce(0) { $0 + exp(-$1) } - 1) < 1e-9)
  }

  @Test func bitsAreNatsByTheNumberOfDimensions() throws {
    let estimate = FactorizedNormal(fittedTo: try onePixel([100, 120])).loss(try onePixel([110]))
    let bits = estimate.bits(perDimensionOf: ImageShape(channels: 3, height: 2, width: 2))
    #expect(abs(bits.mean - estimate.mean / (12 * log(2))) < 1e-12)
  }

  /// A whole model's gradient, for every architecture and likelihood; and one that is wrong is found.
  @Test mutating func theGradientOfTheWholeModelAgreesWithDifferences() throws {
    let images = try syntheticImages(12)
    // Past a codebook the gradient is none of the loss: QuantizedTests has it.
    for architecture in Architecture.allCases where architecture != .vectorQuantized {
      for likelihood in Likelihood.all {
        let model = try architecture.model(
          images.shape, latent: architecture == .spatial ? 9 : 2, hidden: [8], likelihood: likelihood, random: &random)
        let before = model.parameters.map(\.value.array)
        let check = try model.checkGradient(
          images.tensor(0..<12), noise: Philox(seed: 0, stream: .sampling, draw: 0), check: {})
        #expect(check.rows.count == model.parameters.count)
        let worst = try #require(check.worst)
        #expect(worst.error < GradientCheck.tolerance, "\(architecture), \(likelihood.name): \(worst)")
        #expect(model.parameters.map(\.value.array) == before)
        #expect(model.parameters.allSatisfy { !$0.hasGradient })
      }
    }
  }

  /// Doubles what comes in, and hands only half of the gradient back.
  private final class Careless: Layer {
    var description: String { "careless" }
    func apply(_ x: Variable) throws -> [Variable] { [try x + Variable.detach(x)] }
    func resultShapes(_ input: Shape) throws -> [Shape] { [input] }
    func copied(copies: NetworkCopies) -> any Layer { self }
    func described(_ children: [LayerDescription]) -> LayerDescription { .flatten }
  }

  @Test mutating func aWrongGradientIsFound() throws {
    let images = try syntheticImages(12)
    let encoder = try Sequential([
      Flatten(), Linear(144, 8, random: &random), Careless(),
      Heads([Linear(8, 2, random: &random), Linear(8, 2, random: &random)]),
    ])
    let decoder = try Sequential([Linear(2, 144, random: &random)])
    let model = try VariationalAutoencoder(encoder: encoder, decoder: decoder, image: images.shape)
    let check = try model.checkGradient(
      images.tensor(0..<12), noise: Philox(seed: 0, stream: .sampling, draw: 0), check: {})
    #expect(check.worst?.name.hasPrefix("encoder.1") == true && (check.worst?.error ?? 0) > 0.1)
  }

  /// One stream of codes for each image, so that more samples begin with the fewer ones: averaged over images and seeds
  /// the estimate does not rise with k, but for the noise of it.
  @Test mutating func theBoundTightensWithMoreSamples() throws {
    let images = try syntheticImages(60)
    let model = try Architecture.mlp.model(images.shape, latent: 3, hidden: [16], random: &random)
    let trainer = try Trainer(model, images, batchSize: 30, options: options(learningRate: 0.005), seed: 0)
    try trainer.run(.epochs(20))
    let estimates = try [1, 4, 16, 64, 256].map { samples in
      try model.negativeLogLikelihood(
        images, samples: samples, noise: { Philox(seed: 2, stream: .sampling, draw: UInt64($0)) }, check: {})
    }
    for (few, many) in zip(estimates, estimates.dropFirst()) {
      #expect(many.mean < few.mean + 0.02, "\(estimates.map(\.mean))")
    }
    #expect(estimates[4].mean < estimates[0].mean - 0.1)
  }

  /// Codes are decoded in chunks: the chunks leave no seam.
  @Test mutating func theEstimateDoesNotDependOnItsChunks() throws {
    let images = try syntheticImages(3)
    let model = try Architecture.mlp.model(images.shape, latent: 2, hidden: [8], random: &random)
    let noise = Philox(seed: 2, stream: .sampling, draw: 0)
    let estimate = try model.negativeLogLikelihood(
      images.subset([0]), samples: 1200, noise: { _ in noise }, check: {}
    ).mean
    // The same by hand, all codes at once.
    let x = try images.tensor([0])
    let encoding = try model.encode(Variable(x))
    let (mean, logvar) = (encoding.mean, encoding.logvar)
    let epsilon = try noise.normal([1200, 2])
    let z = try mean.value + logvar.value.scaled(by: 0.5).exp() * epsilon
    let copies = Variable(try x.reshaped([1, 144]).expanded(to: [1200, 144]))
    let losses = try model.decode(Variable(z)).loss(copies, .none).value.sum(1).array
    let weights = (0..<1200).map { row in
      (0..<2).reduce(-Double(losses[row])) { sum, column in
        let (z, e) = (Double(z.array[2 * row + column]), Double(epsilon.array[2 * row + column]))
        return sum - z * z / 2 + e * e / 2 + Double(logvar.value.array[column]) / 2
      }
    }
    let peak = weights.max() ?? 0
    let expected = -(peak + log(weights.reduce(0) { $0 + exp($1 - peak) } / 1200))
    #expect(abs(estimate - expected) < 1e-4)
  }
}
