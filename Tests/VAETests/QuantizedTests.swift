import Autodiff
import Foundation
import Glibc
import Networks
import Tensors
import Testing
import VAE

/// Quantized codes, and the prior that is learned of them, against what is known of them.
@Suite struct QuantizedTests {
  private static let origin = CodeOrigin(model: "m", fingerprint: "f", data: "codes")

  private func model(
    _ vectors: Int, _ learning: CodebookDescription.Learning = .average, commitment: Double = 0.25
  ) throws -> VariationalAutoencoder {
    var codebook = CodebookDescription()
    (codebook.vectors, codebook.learning, codebook.commitment) = (vectors, learning, commitment)
    var random = RandomSource(seed: 3)
    return try Architecture.vectorQuantized.model(
      syntheticImages(1).shape, latent: 4 * 9, hidden: [8], posterior: PosteriorDescription(codebook), random: &random)
  }

  /// ‖z - e‖², the least of all entries, by what distance is.
  @Test func theNearestEntryIsTheNearest() throws {
    let model = try model(7)
    let codebook = try #require(model.codebook)
    #expect(codebook.description.places == 9 && codebook.description.depth == 4)
    let rows = try Philox(seed: 1, stream: .cells, draw: 0).normal([50, 4])
    let vectors = codebook.vectors
    let wanted = (0..<50).map { row in
      (0..<7).min { a, b in
        func distance(_ k: Int) -> Double {
          (0..<4).reduce(0.0) {
            let apart = Double(rows.pointer[4 * row + $1] - vectors.pointer[4 * k + $1])
            return $0 + apart * apart
          }
        }
        return distance(a) < distance(b)
      }
    }
    #expect(try codebook.nearest(to: rows) == wanted.compactMap(\.self))
    // An entry's own vector is nearest to it, and maps and entries are the same in either order.
    #expect(try codebook.nearest(to: vectors) == Array(0..<7))
    let code = try codebook.code(of: [0, 1, 2, 3, 4, 5, 6, 0, 1])
    for place in 0..<9 {
      for number in 0..<4 { #expect(code.pointer[number * 9 + place] == vectors.pointer[place % 7 * 4 + number]) }
    }
  }

  /// Far from 0 too, where the squares of the vectors have no digits left for what tells them apart.
  @Test func theNearestIsSoFarFromZero() throws {
    let model = try model(7)
    let codebook = try #require(model.codebook)
    let rows = try Philox(seed: 1, stream: .cells, draw: 0).normal([200, 4])
    let near = try codebook.nearest(to: rows)
    let buffers = model.posterior.namedBuffers.map(\.buffer)
    try buffers[0].assign(codebook.vectors.scaled(by: 1, plus: 512))
    // What a sum with 512 leaves of the numbers is what is compared.
    let far = try codebook.nearest(to: rows.scaled(by: 1, plus: 512))
    #expect(zip(near, far).count { $0 != $1 } < 3)
  }

  /// A batch of another size than those before throws no entry away that is in use.
  @Test(arguments: [4, 400]) func aBatchOfAnotherSizeMovesEntriesALittle(_ images: Int) throws {
    let posterior = try model(4).posterior
    func learn(_ count: Int, _ draw: UInt64) throws {
      let mean = Variable(try Philox(seed: 5, stream: .cells, draw: draw).normal([count, 36]))
      let encoding = Encoding(mean: mean, logvar: Variable(try .full([count, 36], -.infinity)))
      let noise = try Philox(seed: 6, stream: .cells, draw: draw).normal([count, 36])
      try posterior.learn(from: posterior.draw(encoding, noise: noise), encoding)
    }
    for draw in 0..<300 { try learn(40, UInt64(draw)) }
    let before = posterior.namedBuffers[0].buffer.value
    try learn(images, 300)
    let moved = try (posterior.namedBuffers[0].buffer.value - before).array.map(abs).max() ?? 1
    #expect(moved > 0 && moved < 0.3, "\(moved)")
  }

  /// The decoder's gradient comes to the encoder as it is, and what holds the encoder is 2β(z - e).
  @Test(arguments: CodebookDescription.Learning.allCases)
  func gradientsPassStraightThrough(_ learning: CodebookDescription.Learning) throws {
    let model = try model(5, learning, commitment: 0.5)
    let posterior = model.posterior
    let mean = try LearnedParameter(Philox(seed: 2, stream: .cells, draw: 0).normal([2, 36]), name: "z")
    let encoding = Encoding(mean: mean, logvar: Variable(try .full([2, 36], -.infinity)))
    let draw = try posterior.draw(encoding, noise: .zeros([2, 36]))
    let z = draw.z.value
    #expect(z.array == (try posterior.centre(encoding).value.array))
    let weights = try Philox(seed: 3, stream: .cells, draw: 0).normal([2, 36])
    try Variable.sum(draw.z * Variable(weights)).backward()
    #expect(try #require(mean.gradient).array == weights.array)
    mean.clearGradient()
    let penalty = try #require(try posterior.penalty(draw, encoding))
    let distance = try (mean.value - z)
    let squared = try (distance * distance).total()
    let expected = squared * (learning == .loss ? 1.5 : 0.5)
    #expect(abs(Double(try penalty.value.item()) - expected) < 1e-4 * expected)
    try penalty.backward()
    for (found, apart) in zip(try #require(mean.gradient).array, distance.array) {
      #expect(abs(found - apart) < 1e-5)
    }
    // An entry is drawn to the vectors that it is nearest to, as far as they are from it.
    #expect(posterior.parameters.isEmpty == (learning == .average))
    if let codebook = posterior.parameters.first {
      let gradient = try #require(codebook.gradient)
      let sum = try gradient.sum(0).array.map(Double.init)
      for number in 0..<4 {
        let wanted = (0..<2).reduce(0.0) { sum, row in
          (0..<9).reduce(sum) { $0 - 2 * Double(distance.pointer[row * 36 + number * 9 + $1]) }
        }
        #expect(abs(sum[number] - wanted) < 1e-3)
      }
    }
  }

  /// The first batch puts every entry at one of its vectors, and after that e = m / N with the running sums of the paper.
  @Test func theCodebookIsTheRunningMean() throws {
    let posterior = try model(3).posterior
    let buffers = posterior.namedBuffers.map(\.buffer)
    #expect(posterior.namedBuffers.map(\.name) == ["codebook", "counts"])
    func batch(_ draw: UInt64) throws -> (Encoding, Tensor) {
      let mean = Variable(try Philox(seed: 5, stream: .cells, draw: draw).normal([20, 36]))
      return (
        Encoding(mean: mean, logvar: Variable(try .full([20, 36], -.infinity))),
        try Philox(seed: 6, stream: .cells, draw: draw).normal([20, 36])
      )
    }
    let (first, noise) = try batch(0)
    try posterior.learn(from: posterior.draw(first, noise: noise), first)
    let rows = Set(
      (0..<20).flatMap { row in
        (0..<9).map { place in (0..<4).map { first.mean.value.pointer[row * 36 + $0 * 9 + place] } }
      })
    let start = buffers[0].value.array
    for entry in 0..<3 { #expect(rows.contains(Array(start[entry * 4..<entry * 4 + 4])), "entry \(entry)") }
    // 180 vectors, 60 for each: a fifth of that is what an entry begins with.
    var (counts, sums) = ([Double](repeating: 12, count: 3), start.map { 12 * Double($0) })
    #expect(buffers[1].value.array == [12, 12, 12])
    for number in 1..<40 {
      let (encoding, noise) = try batch(UInt64(number))
      let draw = try posterior.draw(encoding, noise: noise)
      let entries = try #require(draw.entries)
      try posterior.learn(from: draw, encoding)
      for entry in 0..<3 {
        let own = entries.indices.filter { entries[$0] == entry }
        counts[entry] = 0.99 * counts[entry] + 0.01 * Double(own.count)
        for i in 0..<4 {
          let sum = own.reduce(0.0) { $0 + Double(encoding.mean.value.pointer[$1 / 9 * 36 + i * 9 + $1 % 9]) }
          sums[entry * 4 + i] = 0.99 * sums[entry * 4 + i] + 0.01 * sum
        }
      }
    }
    for (place, number) in buffers[0].value.array.enumerated() {
      #expect(abs(Double(number) - sums[place] / counts[place / 4]) < 1e-4)
    }
    for (found, wanted) in zip(buffers[1].value.array, counts) { #expect(abs(Double(found) - wanted) < 1e-3) }
  }

  /// Entries that nothing is near to are put where something is; a training that loses by them alone keeps them.
  @Test func idleEntriesBeginAnew() throws {
    let images = try syntheticImages(90)
    func use(_ learning: CodebookDescription.Learning) throws -> CodebookUse {
      let model = try model(12, learning)
      try Trainer(model, images, batchSize: 30, seed: 1).run(.epochs(40))
      return try #require(try model.codebookUse(images, check: {}))
    }
    let (average, loss) = (try use(.average), try use(.loss))
    #expect(average.used > loss.used && average.perplexity > loss.perplexity, "\(average) \(loss)")
    #expect(average.counts.reduce(0, +) == 90 * 9)
    #expect(abs(CodebookUse(counts: [5, 5, 0, 10], places: 1).perplexity - exp(1.5 * log(2))) < 1e-12)
  }

  @Test func theDivergenceIsThatOfEvenEntries() throws {
    let images = try syntheticImages(60)
    let model = try model(6)
    let trainer = try Trainer(model, images, batchSize: 30, seed: 1)
    try trainer.run(.epochs(20))
    let evaluation = try model.evaluate(images, noise: Philox(seed: 0, stream: .sampling, draw: 0), check: {})
    #expect(abs(evaluation.kl.mean - 9 * log(6)) < 1e-4 && evaluation.kl.standardError < 1e-6)
    let losses = trainer.history.epochs.map(\.losses.total)
    #expect(losses[19] < losses[0] - 5, "\(losses)")
    // What is drawn are codes of the codebook.
    let codes = try model.drawCodes(40, noise: Philox(seed: 2, stream: .sampling, draw: 0))
    let entries = try #require(model.codebook).nearest(
      to: codes.reshaped([40, 4, 9]).transposed(1, 2).reshaped([360, 4]))
    #expect(Set(entries).count == 6)
    #expect(try #require(model.codebook).code(of: entries).array == codes.array)
  }

  // MARK: The learned prior

  private func prior(_ codebook: Codebook, hidden: Int = 8, blocks: Int = 2) throws -> AutoregressivePrior {
    var settings = AutoregressivePrior.Settings(codebook.description)
    (settings.hidden, settings.blocks) = (hidden, blocks)
    return try AutoregressivePrior(settings, origin: Self.origin, codebook: codebook, seed: 4)
  }

  /// What is said of a place changes with entries before it alone, and with all of them but those that plain kernels miss.
  @Test func noPlaceSeesItselfOrWhatComesAfter() throws {
    let prior = try prior(try #require(model(5).codebook))
    let entries = [0, 1, 2, 3, 4, 0, 1, 2, 3]
    let cost = try prior.cost(of: entries, prior.network).value.array
    #expect(cost.count == 9)
    func logits(_ entries: [Int]) throws -> [Float] {
      try Variable.permute(prior.network.logits(of: entries, height: 3, width: 3), [0, 2, 3, 1]).value.array
    }
    let before = try logits(entries)
    for changed in 0..<9 {
      var other = entries
      other[changed] = (other[changed] + 1) % 5
      let after = try logits(other)
      let places = (0..<9).filter { before[$0 * 5..<$0 * 5 + 5] != after[$0 * 5..<$0 * 5 + 5] }
      #expect(places.allSatisfy { $0 > changed }, "\(changed): \(places)")
      #expect(places.contains(changed + 1) || changed % 3 == 2, "\(changed): \(places)")
    }
  }

  /// Codes of two places: the probabilities of all of them add up to 1, and draws have them.
  @Test func itIsADistributionAndDrawsFromIt() throws {
    var description = CodebookDescription()
    (description.vectors, description.depth, description.width) = (3, 1, 2)
    var random = RandomSource(seed: 3)
    let posterior = try PosteriorDescription(description).posterior(latent: 2, further: 0, random: &random)
    let prior = try prior(try #require((posterior as? QuantizedPosterior)?.codebook))
    // Weights that say something.
    for parameter in prior.averaged.parameters { try parameter.assign(try parameter.value.scaled(by: 3)) }
    let all = (0..<9).map { [$0 / 3, $0 % 3] }
    let costs = try all.map { Double(try prior.cost(of: $0, prior.averaged).value.total()) }
    #expect(abs(costs.reduce(0) { $0 + exp(-$1) } - 1) < 1e-5)
    let drawn = try prior.entries(4000, temperature: 1, chance: Philox(seed: 9, stream: .sampling, draw: 0), check: {})
    for (code, cost) in zip(all, costs) {
      let count = (0..<4000).count { drawn[2 * $0] == code[0] && drawn[2 * $0 + 1] == code[1] }
      let share = exp(-cost)
      #expect(abs(Double(count) - 4000 * share) < 5 * (4000 * share * (1 - share)).squareRoot() + 1, "\(code)")
    }
    let likeliest = try prior.entries(
      3, temperature: 0, chance: Philox(seed: 1, stream: .sampling, draw: 0), check: {})
    #expect(likeliest[0...1] == likeliest[2...3] && likeliest[0...1] == likeliest[4...5])
  }

  /// Three kinds of images of nine places cost the logarithm of three once they are known, and not that of all codes.
  @Test func itLearnsWhatStandsBesideWhat() throws {
    let images = try syntheticImages(300)
    let model = try model(4)
    try Trainer(model, images, batchSize: 30, seed: 1).run(.epochs(10))
    let prior = try prior(try #require(model.codebook), hidden: 32)
    try prior.train(epochs: 15, on: model, images)
    let codes = Set(
      (0..<300).map { try? model.codebookEntries(of: images.tensor([$0])) })
    let errors = prior.state.errors
    #expect(errors.count == 15 && errors[14] < errors[0] / 2, "\(errors)")
    #expect(errors[14] < 9 * log(4) / 2, "\(errors) of \(codes.count) codes")
    // Most of what is drawn is a code that there is.
    let drawn = try prior.entries(
      100, temperature: 0.5, chance: Philox(seed: 9, stream: .sampling, draw: 0), check: {})
    let known = (0..<100).count { codes.contains(Array(drawn[9 * $0..<9 * $0 + 9])) }
    let even = (0..<100).count { image in
      let noise = Philox(seed: 7, stream: .sampling, draw: UInt64(image))
      return codes.contains((0..<9).map { Int(noise.block(UInt64($0))[0] & 3) })
    }
    #expect(known > 2 * even + 20, "\(known) of 100 known, evenly \(even)")
  }

  @Test func noFieldOfARecordIsLost() throws {
    let images = try syntheticImages(60)
    let model = try model(4)
    let prior = try prior(try #require(model.codebook), hidden: 6, blocks: 1)
    (prior.state.batchSize, prior.state.learningRate) = (25, 0.01)
    try prior.train(epochs: 1, on: model, images)
    let record = try JSONDecoder().decode(
      AutoregressivePriorRecord.self, from: try JSONEncoder().encode(prior.record))
    #expect(record.settings == prior.settings && record.origin == prior.origin && record.state == prior.state)
    let tensors = Dictionary(uniqueKeysWithValues: try prior.namedTensors.map { ($0.name, $0.tensor) })
    let restored = try AutoregressivePrior.restored(record, codebook: try #require(model.codebook)) { name, shape in
      let tensor = try #require(tensors[name])
      #expect(tensor.shape == shape)
      return try tensor.copy()
    }
    for one in [prior, restored] { try one.train(epochs: 2, on: model, images) }
    #expect(prior.state == restored.state)
    for (own, other) in zip(try prior.namedTensors, try restored.namedTensors) {
      #expect(own.name == other.name && own.tensor.array == other.tensor.array)
    }
    let description = PosteriorDescription(try #require(model.codebook).description)
    #expect(
      try JSONDecoder().decode(PosteriorDescription.self, from: try JSONEncoder().encode(description)) == description)
    for wrong in [#"{"kind":"quantized","flows":0}"#, #"{"kind":"diagonal","flows":0,"codebook":{"vectors":1}}"#] {
      #expect(throws: (any Error).self) {
        try JSONDecoder().decode(PosteriorDescription.self, from: Data(wrong.utf8))
      }
    }
  }
}
