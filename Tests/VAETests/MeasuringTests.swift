import Autodiff
import Datasets
import Glibc
import Networks
import Tensors
import Testing
import VAE

@Suite struct MeasuringTests {
  private var random = RandomSource()

  private mutating func trainedModel(latent: Int, epochs: Int) throws -> (VariationalAutoencoder, ImageSet) {
    let images = try syntheticImages(90)
    let model = try Architecture.tutorial.model(images.shape, latent: latent, random: &random)
    let trainer = try Trainer(model, images, batchSize: 30, options: options(learningRate: 0.005), seed: 0)
    try trainer.run(.epochs(epochs))
    return (model, images)
  }

  @Test mutating func theDiagnosisAddsUpToTheKLOfTheELBO() throws {
    let (model, images) = try trainedModel(latent: 5, epochs: 8)
    let diagnosis = try model.diagnose(images, check: {})
    let evaluation = try model.evaluate(images, noise: random.next(.sampling), check: {})
    #expect(abs(try #require(diagnosis.kl).reduce(0, +) - evaluation.kl.mean) < 1e-3)
    // Three classes of bars need a code: something is active, and the most active comes first.
    #expect(!diagnosis.activeUnits.isEmpty)
    #expect(
      diagnosis.byActivity.first == diagnosis.varianceOfMeans.firstIndex(of: diagnosis.varianceOfMeans.max() ?? 0))
  }

  @Test mutating func anUntrainedModelHasNoActiveUnits() throws {
    let (model, images) = try trainedModel(latent: 5, epochs: 0)
    #expect(try model.diagnose(images, check: {}).activeUnits.isEmpty)
  }

  /// With one latent dimension, log p(x) is an integral over a line, which a fine grid computes.
  @Test mutating func theImportanceWeightedEstimateFindsTheLikelihood() throws {
    let (model, images) = try trainedModel(latent: 1, epochs: 6)
    let few = try images.subset(0..<3)
    let grid = (0..<4001).map { -8 + 16 * Double($0) / 4000 }
    let z = Variable(try Tensor(grid.map(Float.init), [grid.count, 1]))
    var exact = 0.0
    for image in 0..<few.count {
      let x = try few.tensor([image]).reshaped([1, 144]).expanded(to: [grid.count, 144])
      let losses = try model.decode(z).loss(Variable(x), .none).value.reshaped([grid.count, 144]).sum(1).array
      let terms = zip(losses, grid).map { -Double($0) - $1 * $1 / 2 - 0.5 * log(2 * .pi) }
      let peak = terms.max() ?? 0
      exact -= (peak + log(terms.reduce(0) { $0 + exp($1 - peak) } * 16 / 4000)) / Double(few.count)
    }
    func estimate(_ samples: Int) throws -> Double {
      // One stream, so that more samples begin with the fewer ones.
      try model.negativeLogLikelihood(
        few, samples: samples, noise: { Philox(seed: 3, stream: .sampling, draw: UInt64($0)) }, check: {}
      ).mean
    }
    #expect(abs(try estimate(80_000) - exact) < 0.05)
    // Fewer samples bound it from above.
    #expect(try estimate(1) > exact)
    #expect(try estimate(10) > exact - 0.1)
  }

  @Test mutating func oneSampleIsTheNegativeELBO() throws {
    let (model, images) = try trainedModel(latent: 3, epochs: 4)
    // Over many images the two estimates, one with the KL in closed form, agree within their errors.
    let evaluation = try model.evaluate(images, noise: random.next(.sampling), check: {})
    let single = try model.negativeLogLikelihood(
      images, samples: 1, noise: { Philox(seed: 5, stream: .sampling, draw: UInt64($0)) }, check: {})
    let error = (pow(single.standardError, 2) + pow(evaluation.total.standardError, 2)).squareRoot()
    #expect(abs(single.mean - evaluation.total.mean) < 4 * error)
  }
}
