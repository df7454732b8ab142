import Autodiff
import Networks
import Tensors
import Testing

/// Five steps of Adam on the tutorial's model against PyTorch's, from Fixtures/training.safetensors, which
/// Fixtures/training.py writes: that script says what is in the file and what both sides compute.
@Suite struct TrainingTraceTests {
  static let (batch, latent, steps) = (8, 30, 5)

  @Test(arguments: Processor.available.indices)
  func fiveStepsAreThoseOfPyTorch(_ processor: Int) throws {
    let file = try TensorFile(fixture: "training")
    let samples = try #require(file.metadata["samples"].flatMap { Int($0) })
    let losses = try #require(file.tensors["losses"]).array
    try Processor.using(Processor.available[processor]) {
      let (encoder, decoder) = try networks()
      let parameters = encoder.parameters + decoder.parameters
      #expect(parameters.reduce(0) { $0 + $1.value.count } == 541_580)
      let optimizer = try Optimizer(.adam(), parameters, learningRate: 0.001)
      /// Entries whose gradient was so small that Adam's step, its sign above all, is undecided.
      var undecided = parameters.map { _ in Set<Int>() }
      for step in 0..<Self.steps {
        let loss = try loss(step, encoder, decoder)
        optimizer.clearGradients()
        try loss.backward()
        let gradients = try parameters.map { try #require($0.gradient).array }
        try optimizer.step()
        #expect(isClose(try loss.value.item(), losses[step], relative: 1e-5, absolute: 0), "loss of step \(step)")
        for (number, parameter) in parameters.enumerated() {
          let name = "\(step)/\(number)"
          let gradient = sampled(gradients[number], samples)
          let expectedGradient = try #require(file.tensors["\(name)/gradient"]).array
          #expect(differing(gradient, expectedGradient).isEmpty, "gradient of \(name), \(parameter.shape)")
          for (place, slope) in expectedGradient.enumerated() where abs(slope) < 1e-5 {
            undecided[number].insert(place)
          }
          let expected = try #require(file.tensors["\(name)/parameter"]).array
          let wrong = differing(sampled(parameter.value.array, samples), expected).subtracting(undecided[number])
          #expect(wrong.isEmpty, "\(wrong.count) updated entries of \(name), \(parameter.shape)")
          let norms = try #require(file.tensors["\(name)/norms"]).array
          #expect(
            isClose(norm(gradients[number]), norms[0], relative: 1e-4, absolute: 1e-5), "gradient's norm, \(name)")
          #expect(isClose(norm(parameter.value.array), norms[1], relative: 1e-4, absolute: 1e-5), "norm, \(name)")
        }
      }
    }
  }

  private func networks() throws -> (encoder: Sequential, decoder: Sequential) {
    var random = RandomSource()
    let encoder = try Sequential([
      Conv2d(1, 16, 5, padding: 1, random: &random), Activation(.relu), MaxPool2d(2),
      Conv2d(16, 32, 5, padding: 1, random: &random), Activation(.relu), MaxPool2d(2), Flatten(),
      Linear(32 * 5 * 5, 128, random: &random), Activation(.relu),
      Heads([Linear(128, Self.latent, random: &random), Linear(128, Self.latent, random: &random)]),
    ])
    let decoder = try Sequential([
      Linear(Self.latent, 512, random: &random), Activation(.relu), Linear(512, 784, random: &random),
      Activation(.sigmoid),
    ])
    var fanIn = 1
    for (stream, parameter) in (encoder.parameters + decoder.parameters).enumerated() {
      if parameter.shape.rank > 1 { fanIn = parameter.shape.dropFirst().count }
      try parameter.assign(try uniform(stream, parameter.shape) { (2 * $0 - 1) / Double(fanIn).squareRoot() })
    }
    return (encoder, decoder)
  }

  private func loss(_ step: Int, _ encoder: Sequential, _ decoder: Sequential) throws -> Variable {
    let x = Variable(try uniform(100 + step, [Self.batch, 1, 28, 28]) { $0 })
    let noise = Variable(try uniform(200 + step, [Self.batch, Self.latent]) { 3 * $0 - 1.5 })
    let heads = try encoder.apply(x)
    let (mean, logvar) = (heads[0], heads[1])
    let p = try decoder(mean + .sqrt(.exp(logvar)) * noise)
    let reconstruction = try Variable.binaryCrossEntropy(p, .reshape(x, [Self.batch, 784]), .sum)
    let terms = try mean * mean + .exp(logvar) - .constant(1) - logvar
    return try reconstruction + .constant(0.5) * .sum(terms)
  }

  /// The script's numbers, each through `f` in double precision.
  private func uniform(_ stream: Int, _ shape: Shape, _ f: (Double) -> Double) throws -> Tensor {
    try .generate(shape, for: "uniform") { index in
      var h = UInt64(index * 2_654_435_761 + stream * 40_503 + 12_345) % (1 << 32)
      h = (h ^ (h >> 15)) * 2_246_822_519 % (1 << 32)
      return Float(f(Double(h >> 8) / Double(1 << 24)))
    }
  }

  private func sampled(_ values: [Float], _ samples: Int) -> [Float] {
    stride(from: 0, to: values.count, by: (values.count + samples - 1) / samples).map { values[$0] }
  }

  private func differing(_ found: [Float], _ expected: [Float]) -> Set<Int> {
    #expect(found.count == expected.count)
    return Set(
      zip(found, expected).enumerated().filter { !isClose($1.0, $1.1, relative: 1e-4, absolute: 1e-5) }.map(\.offset))
  }

  private func isClose(_ found: Float, _ expected: Float, relative: Float, absolute: Float) -> Bool {
    abs(found - expected) <= relative * abs(expected) + absolute
  }

  private func norm(_ values: [Float]) -> Float {
    Float(values.reduce(0.0) { $0 + Double($1) * Double($1) }.squareRoot())
  }
}
