import Autodiff
import Datasets
import Foundation
import Networks
import Tensors
import Testing
import VAE

/// Each objective against PyTorch's values and gradients, from Fixtures/objectives.safetensors, which Fixtures/objectives.py
/// writes, and against what is known of it.
@Suite(.serialized) struct ObjectiveTests {
  private static let file: TensorFile? = try? TensorFile(fixture: "objectives")

  private static func tensor(_ name: String) throws -> Tensor { try #require(file?.tensors[name], "no \(name)") }

  private static func tcOptions(_ sampling: ObjectiveSettings.Sampling) -> TrainingOptions {
    var options = TrainingOptions()
    (options.objective, options.beta) = (ObjectiveSettings(.tc), 6)
    (options.objective.alpha, options.objective.gamma, options.objective.sampling) = (1.5, 0.5, sampling)
    return options
  }

  /// The settings of the script's cases.
  private static let cases: [(name: String, options: TrainingOptions)] = {
    func options(_ kind: ObjectiveSettings.Kind, _ change: (inout TrainingOptions) -> Void) -> TrainingOptions {
      var options = TrainingOptions()
      options.objective.kind = kind
      change(&options)
      return options
    }
    return [
      ("elbo", options(.elbo) { $0.beta = 2 }), ("iwae", options(.iwae) { $0.samples = 4 }),
      ("dreg", options(.dreg) { $0.samples = 4 }),
      ("beta above", options(.beta) { ($0.beta, $0.objective.capacity) = (30, 0.5) }),
      ("beta below", options(.beta) { ($0.beta, $0.objective.capacity) = (30, 40) }),
      ("tc weighted", tcOptions(.weighted)), ("tc stratified", tcOptions(.stratified)),
      ("mmd rbf", options(.mmd) { ($0.beta, $0.objective.weight, $0.objective.bandwidth) = (0.5, 40, 0.8) }),
      (
        "mmd imq",
        options(.mmd) {
          ($0.beta, $0.objective.weight, $0.objective.bandwidth, $0.objective.kernel) = (0.5, 40, 0.8, .imq)
        }
      ), ("dip means", options(.dip) { ($0.objective.weight, $0.objective.diagonal) = (7, 3) }),
      (
        "dip codes",
        options(.dip) { ($0.objective.weight, $0.objective.diagonal, $0.objective.covariance) = (7, 3, .codes) }
      ), ("logcosh", options(.logcosh) { _ in }),
    ]
  }()

  private func model() throws -> VariationalAutoencoder {
    var random = RandomSource(seed: 0)
    let encoder = try Sequential([
      Flatten(), Linear(12, 6, random: &random), Activation(.tanh),
      Heads([Linear(6, 3, random: &random), Linear(6, 3, random: &random)]),
    ])
    let decoder = try Sequential([
      Linear(3, 6, random: &random), Activation(.tanh), Linear(6, 12, random: &random),
    ])
    let model = try VariationalAutoencoder(
      encoder: encoder, decoder: decoder, image: ImageShape(channels: 1, height: 3, width: 4))
    for (number, parameter) in model.parameters.enumerated() {
      try parameter.assign(try Self.tensor("parameter/\(number)"))
    }
    return model
  }

  /// The batch of the script.
  private func batch(_ model: VariationalAutoencoder, noise: Tensor? = nil) throws -> CodedBatch {
    let noise = try noise ?? Self.tensor("noise")
    return try CodedBatch(model, Variable(try Self.tensor("x"))) { noise.rows(0..<$0[0]) }
  }

  @Test func everyObjectiveHasACase() {
    let kinds = Set(Self.cases.map(\.options.objective.kind))
    for kind in ObjectiveSettings.Kind.allCases { #expect(kinds.contains(kind), "\(kind)") }
    #expect(Self.file?.metadata["torch"]?.isEmpty == false)
  }

  @Test(arguments: Array(cases.indices))
  func agreesWithPyTorch(_ number: Int) throws {
    let (name, options) = Self.cases[number]
    let model = try model()
    let lowered = try options.objective(warmth: 1, epoch: 3, images: 50).loss(try batch(model))
    let expected = Double(try Self.tensor("\(name)/loss").item())
    #expect(abs(Double(try lowered.loss.value.item()) - expected) < 2e-6 * abs(expected) + 1e-5, "\(name)")
    try lowered.loss.backward()
    for (place, parameter) in model.parameters.enumerated() {
      let wanted = try Self.tensor("\(name)/\(place)")
      let found = try parameter.gradient ?? .zeros(parameter.shape)
      let length = try (wanted * wanted).total().squareRoot()
      let distance = try ((found - wanted) * (found - wanted)).total().squareRoot()
      #expect(length > 0 && distance < 2e-5 * length + 1e-5, "\(name): parameter \(place), \(distance) of \(length)")
    }
    // What is told are the terms of the bound, whatever was lowered.
    let elbo = try TrainingOptions().objective(warmth: 1, epoch: 0, images: 50).loss(try batch(model)).losses
    if !options.objective.kind.takesSamples {
      #expect(lowered.losses.reconstruction == elbo.reconstruction && lowered.losses.kl == elbo.kl)
    }
    #expect(
      (lowered.losses.penalty != 0) == ["beta", "tc", "mmd", "dip", "logcosh"].contains(name.split(separator: " ")[0]))
  }

  /// With weights of 1 the three parts are one draw's log q(z | x) - log p(z), whose mean over draws is the KL.
  @Test(arguments: ObjectiveSettings.Sampling.allCases)
  func thePartsOfTheKLAddUpToIt(_ sampling: ObjectiveSettings.Sampling) throws {
    let model = try model()
    var options = TrainingOptions()
    (options.objective, options.objective.sampling) = (ObjectiveSettings(.tc), sampling)
    let objective = options.objective(warmth: 1, epoch: 0, images: 50)
    var (sum, squares, kl) = (0.0, 0.0, 0.0)
    let draws = 4000
    for draw in 0..<draws {
      let noise = try Philox(seed: 3, stream: .noise, draw: UInt64(draw)).normal([5, 3])
      let losses = try Recording.off { try objective.loss(try batch(model, noise: noise)).losses }
      sum += losses.penalty
      squares += losses.penalty * losses.penalty
      kl = losses.kl
    }
    let mean = sum / Double(draws)
    let error = (squares / Double(draws) - mean * mean).squareRoot() / Double(draws).squareRoot()
    #expect(error < 0.2 * kl && abs(mean - kl) < 4 * error, "\(mean) ± \(error), \(kl)")
  }

  /// The stratified weights estimate q(z) without bias: over all orders of three of four images, each has the weight 1/4.
  @Test func stratifiedWeightsAreUnbiased() throws {
    let images = 4, size = 3
    let logWeights = try TotalCorrelation.logWeights(.stratified, batch: size, of: images).array
    var (sums, count) = ([Double](repeating: 0, count: images), 0.0)
    // The first of a batch is the image that z is of; it is any of the four, and so are the others.
    for first in 0..<images {
      for second in 0..<images where second != first {
        for third in 0..<images where third != first && third != second {
          count += 1
          for (place, image) in [first, second, third].enumerated() { sums[image] += exp(Double(logWeights[place])) }
        }
      }
    }
    for sum in sums { #expect(abs(sum / count - 0.25) < 1e-6) }
  }

  /// DReG's gradient has the expectation of the bound's, and less noise in the encoder.
  @Test func theDoublyReparameterizedGradientHasTheSameMean() throws {
    let model = try model()
    func gradients(_ kind: ObjectiveSettings.Kind) throws -> [(mean: Double, variance: Double)] {
      var options = TrainingOptions()
      (options.objective.kind, options.samples) = (kind, 8)
      let objective = options.objective(warmth: 1, epoch: 0, images: 50)
      let draws = 3000
      // Of each parameter one number: its gradient along a fixed direction.
      var sums = [(Double, Double)](repeating: (0, 0), count: model.parameters.count)
      for draw in 0..<draws {
        let noise = try Philox(seed: kind == .iwae ? 1 : 2, stream: .noise, draw: UInt64(draw)).normal([40, 3])
        for parameter in model.parameters { parameter.clearGradient() }
        try objective.loss(try batch(model, noise: noise)).loss.backward()
        for (place, parameter) in model.parameters.enumerated() {
          let numbers = try #require(parameter.gradient).array.enumerated()
          let number = numbers.reduce(0.0) { $0 + Double($1.element) * cos(Double($1.offset)) }
          sums[place] = (sums[place].0 + number, sums[place].1 + number * number)
        }
      }
      return sums.map { sum, squares in
        let mean = sum / Double(draws)
        return (mean, (squares / Double(draws) - mean * mean) / Double(draws))
      }
    }
    let (plain, doubly) = (try gradients(.iwae), try gradients(.dreg))
    for (place, pair) in zip(plain, doubly).enumerated() {
      let error = (pair.0.variance + pair.1.variance).squareRoot()
      #expect(abs(pair.0.mean - pair.1.mean) < 4.5 * error, "parameter \(place): \(pair)")
    }
    // The encoder's six come first.
    let (noise, less) = (
      plain.prefix(6).reduce(0) { $0 + $1.variance }, doubly.prefix(6).reduce(0) { $0 + $1.variance }
    )
    #expect(less < 0.9 * noise, "\(less), \(noise)")
  }

  /// What is added to the loss has its own gradient, however that of the bound is found.
  @Test func aPenaltysGradientIsNotWeighted() throws {
    let model = try model()
    let noise = try Philox(seed: 1, stream: .noise, draw: 0).normal([40, 3])
    let gradients = try [ObjectiveSettings.Kind.iwae, .dreg].map { kind in
      var options = TrainingOptions()
      (options.objective.kind, options.samples) = (kind, 8)
      for parameter in model.parameters { parameter.clearGradient() }
      let objective = options.objective(warmth: 1, epoch: 0, images: 50)
      let lowered = try objective.loss(try batch(model, noise: noise)) { _, z, _, _ in
        try .sum(z * z) * .constant(1e6)
      }
      try lowered.loss.backward()
      return try #require(model.encoder.parameters[0].gradient).array
    }
    for (plain, doubly) in zip(gradients[0], gradients[1]) { #expect(abs(plain - doubly) <= 1e-3 * abs(plain) + 10) }
  }

  private func trainer(_ options: TrainingOptions, batchSize: Int = 32) throws -> Trainer {
    var random = RandomSource()
    let images = try syntheticImages(150)
    let model = try Architecture.mlp.model(images.shape, latent: 4, hidden: [32], random: &random)
    var options = options
    options.learningRate = 0.005
    return try Trainer(model, images, batchSize: batchSize, options: options, seed: 0)
  }

  private static let penalty: @Sendable (Variable, Variable, Variable, Variable) throws -> Variable = { _, _, mean, _ in
    try Variable.sum(mean * mean) * Variable.constant(0.3)
  }

  /// Twenty steps of each, with a penalty of the user's too, fall, and are the same bits after a stop and through a file.
  @Test(arguments: Array(cases.indices), [false, true])
  func trainsAndGoesOnToTheBit(_ number: Int, withPenalty: Bool) throws {
    let name = Self.cases[number].name
    var options = Self.cases[number].options
    (options.beta, options.objective.capacity, options.objective.capacityEpochs) = (1, 2, 3)
    (options.objective.weight, options.objective.diagonal) = (nil, nil)
    options.warmup = Warmup(epochs: 1)
    let penalty: Penalty? = if withPenalty { Self.penalty } else { nil }
    let whole = try trainer(options)
    try whole.run(.steps(20), penalty: penalty)
    let losses = whole.history.steps.map(\.losses)
    #expect(losses.count == 20 && losses.allSatisfy { $0.total.isFinite && $0.penalty.isFinite }, "\(name)")
    let first = losses.prefix(5).reduce(0.0) { $0 + $1.reconstruction }
    let last = losses.suffix(5).reduce(0.0) { $0 + $1.reconstruction }
    #expect(last < 0.9 * first, "\(name): \(first) to \(last)")
    if withPenalty { #expect(losses.allSatisfy { $0.penalty != 0 }) }

    let parts = try trainer(options)
    try parts.run(.steps(7), penalty: penalty)
    let record = try JSONDecoder().decode(TrainerRecord.self, from: try JSONEncoder().encode(parts.record))
    let rows = TrainingHistory.steps(parts.history.stepRows, columns: parts.history.stepColumns)
    let other = try trainer(options)
    try other.model.restore(try parts.model.snapshot())
    try other.restore(record, steps: rows, moments: try parts.optimizer.moments, best: nil)
    try other.run(.steps(13), penalty: penalty)
    #expect(other.history.steps.map(\.losses) == losses, "\(name)")
    for (one, two) in zip(whole.model.parameters, other.model.parameters) {
      #expect(one.value.array == two.value.array, "\(name)")
    }
  }

  /// |KL - C| holds the codes at the capacity: what they carry comes to C and stays there.
  @Test func theCapacityIsReachedAndHeld() throws {
    var options = TrainingOptions()
    (options.objective.kind, options.beta) = (.beta, 50)
    (options.objective.capacity, options.objective.capacityEpochs) = (1.5, 10)
    let trainer = try trainer(options)
    try trainer.run(.epochs(40))
    let kl = try #require(trainer.history.epochs.last).losses.perImage.kl
    #expect(abs(kl - 1.5) < 0.2, "\(kl)")
    #expect(trainer.history.epochs[3].losses.perImage.kl < 1)
  }

  @Test func anImageAloneIsNotCompared() throws {
    for kind in ObjectiveSettings.Kind.allCases where kind.comparesImages {
      var options = TrainingOptions()
      options.objective.kind = kind
      // 150 images are a batch of 149 and one more.
      let trainer = try trainer(options, batchSize: 149)
      let error = #expect(throws: TensorError.self) { try trainer.run(.epochs(1)) }
      #expect(error?.suggestion?.contains("drop_last") == true && trainer.state.steps == 0)
      trainer.state.options.dropsLast = true
      try trainer.run(.epochs(1))
      #expect(trainer.state.steps == 1)
    }
  }

  /// A penalty that fails leaves the model, its statistics and its random numbers as they were.
  @Test func aPenaltyThatFailsTakesNoStep() throws {
    struct Failure: Error {}
    let trainer = try trainer(TrainingOptions())
    try trainer.run(.steps(2))
    let (before, state) = (try trainer.model.snapshot(), trainer.state.random)
    #expect(throws: Failure.self) { try trainer.run(.steps(1), penalty: { _, _, _, _ in throw Failure() }) }
    #expect(trainer.state.steps == 2 && trainer.state.random == state)
    #expect(try zip(before.parameters, trainer.model.snapshot().parameters).allSatisfy { $0.array == $1.array })
    // Nor does a training within a training.
    #expect(throws: TensorError.self) {
      try trainer.run(
        .steps(1),
        penalty: { x, _, _, _ in
          try trainer.run(.steps(1))
          return x
        })
    }
    try trainer.run(.steps(1))
    #expect(trainer.state.steps == 3)
  }
}
