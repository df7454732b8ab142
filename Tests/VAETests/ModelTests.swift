import Autodiff
import Datasets
import Networks
import Tensors
import Testing
import VAE

@Suite struct ModelTests {
  private var random = RandomSource()
  private let image = ImageShape(channels: 1, height: 28, width: 28)

  @Test mutating func theTutorialsNetworksHaveItsNumberOfParameters() throws {
    #expect(try Architecture.tutorial.model(image, latent: 30, random: &random).parameterCount == 541_580)
    #expect(try Architecture.tutorial.model(image, latent: 20, random: &random).parameterCount == 533_880)
  }

  @Test mutating func anEncoderOfRowsAndADecoderOfLogitsAreTakenAsTheyAre() throws {
    let encoder = try Sequential([
      Linear(784, 10, random: &random), Heads([Linear(10, 3, random: &random), Linear(10, 3, random: &random)]),
    ])
    let decoder = try Sequential([Linear(3, 784, random: &random)])
    let model = try VariationalAutoencoder(encoder: encoder, decoder: decoder, image: image)
    #expect(model.encoderTakesRows && !model.decoderEndsInSigmoid && model.latentDimension == 3)
    let pixels = try model.images(from: .zeros([2, 3]))
    #expect(pixels.shape == [2, 1, 28, 28])
    #expect(pixels.array.allSatisfy { $0 > 0 && $0 < 1 })

    let withSigmoid = try Sequential([Linear(3, 784, random: &random), Activation(.sigmoid), Unflatten([1, 28, 28])])
    #expect(try VariationalAutoencoder(encoder: encoder, decoder: withSigmoid, image: image).decoderEndsInSigmoid)
  }

  @Test mutating func networksThatDoNotFitAreRefusedWithTheReason() throws {
    let encoder = try Sequential([
      Flatten(), Heads([Linear(784, 3, random: &random), Linear(784, 3, random: &random)]),
    ])
    let oneHead = try Sequential([Flatten(), Linear(784, 3, random: &random)])
    let decoder = try Sequential([Linear(3, 784, random: &random)])
    let wrongLatent = try Sequential([Linear(5, 784, random: &random)])
    let wrongSize = try Sequential([Linear(3, 700, random: &random)])
    for (encoder, decoder, words) in [
      (oneHead, decoder, "two results"), (encoder, wrongLatent, "gives 3 latent dimensions"),
      (encoder, wrongSize, "gives 784 numbers"),
    ] {
      let error = #expect(throws: ModelError.self) {
        try VariationalAutoencoder(encoder: encoder, decoder: decoder, image: image)
      }
      #expect(error?.message.contains(words) == true, "\(error?.message ?? "")")
    }
  }

  @Test mutating func anUntrainedModelCostsAboutLog2PerPixel() throws {
    let images = try syntheticImages(60)
    let model = try Architecture.tutorial.model(images.shape, latent: 5, random: &random)
    let evaluation = try model.evaluate(images, noise: random.next(.sampling), check: {})
    #expect(abs(evaluation.reconstruction.mean / (144 * 0.693) - 1) < 0.03)
    #expect(evaluation.kl.mean > 0 && evaluation.kl.mean < 0.2)
    #expect(abs(evaluation.total.mean - evaluation.reconstruction.mean - evaluation.kl.mean) < 1e-9)
    #expect(evaluation.total.standardError > 0)
  }

  @Test mutating func interpolationBeginsAndEndsAtItsEnds() throws {
    let images = try syntheticImages(6)
    let model = try Architecture.tutorial.model(images.shape, latent: 5, random: &random)
    let means = try model.means(of: images.tensor([0, 1]))
    let path = try model.interpolate(
      from: means.rows(0..<1).reshaped([5]), to: means.rows(1..<2).reshaped([5]), steps: 4)
    let ends = try model.reconstruct(images.tensor([0, 1]))
    #expect(path.shape == [4, 1, 12, 12])
    for (found, wanted) in zip(path.rows(0..<1).array + path.rows(3..<4).array, ends.array) {
      #expect(abs(found - wanted) < 1e-5)
    }
  }

  /// What an activation gives for numbers from far below 0 to far above.
  private func results(of kind: Activation.Kind) throws -> [Float] {
    let x = Variable(try Tensor([-1e6] + (-1000...1000).map { Float($0) / 20 } + [1e6]))
    return try Activation(kind).apply(x).flatMap(\.value.array)
  }

  @Test(arguments: Activation.Kind.allCases) func rangesAreWhatActivationsGive(_ kind: Activation.Kind) throws {
    let found = try results(of: kind)
    let (least, most) = (Double(found.min() ?? .nan), Double(found.max() ?? .nan))
    let range = kind.range
    // -50 … 50 in steps of 1/20, where the exponentials have come to their bounds, and ±10⁶ for softsign, which is slow to:
    // close to each bound, and far away where there is none.
    #expect(range.lowerBound.isFinite ? abs(least - range.lowerBound) < 1e-4 : least < -20, "\(least)")
    #expect(range.upperBound.isFinite ? abs(most - range.upperBound) < 1e-4 : most > 20, "\(most)")
  }

  @Test func lastActivationsThatContradictTheirMeaningAreRefused() throws {
    var random = RandomSource(seed: 0)
    func check(_ second: Activation.Kind?, _ last: Activation.Kind?, _ likelihood: Likelihood = .bernoulli) throws {
      let spread: [any Layer] = [try Linear(8, 2, random: &random)] + (second.map { [Activation($0)] } ?? [])
      let encoder = try Sequential([
        Flatten(), try Linear(16, 8, random: &random),
        try Heads([try Linear(8, 2, random: &random), try Sequential(spread)]),
      ])
      let decoder = try Sequential(
        [try Linear(2, 16, random: &random)] + (last.map { [Activation($0)] } ?? []) + [Unflatten([1, 4, 4])])
      try VariationalAutoencoder.checkLastActivations(encoder: encoder, decoder: decoder, likelihood: likelihood)
    }
    for kind in Activation.Kind.allCases {
      guard try results(of: kind).allSatisfy({ $0 >= 0 }) else {
        try check(kind, .sigmoid)
        continue
      }
      let error = try #require(throws: ModelError.self) { try check(kind, .sigmoid) }
      #expect(error.message.contains("its last \(kind.rawValue) would keep it from being negative"), "\(error)")
    }
    for kind in Activation.Kind.allCases where kind != .sigmoid {
      let found = try results(of: kind)
      let lost: String? =
        switch ((found.min() ?? 0) > -20, (found.max() ?? 0) < 20) {
        case (true, true): "black or white"
        case (true, false): "dark"
        case (false, true): "bright"
        case (false, false): nil
        }
      for likelihood in [Likelihood.bernoulli, .continuousBernoulli] {
        guard let lost else {
          try check(nil, kind, likelihood)
          continue
        }
        let error = try #require(throws: ModelError.self) { try check(nil, kind, likelihood) }
        #expect(error.message.hasSuffix("its last \(kind.rawValue) would keep pixels from being \(lost)"), "\(error)")
      }
      try check(nil, kind, .gaussian(deviation: 0.1))
    }
    try check(nil, nil)
    try check(.tanh, .sigmoid)
  }
}
