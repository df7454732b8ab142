import Datasets
import Tensors
import Testing
import VAE

/// How samples compare with images, against the published formulas, from Fixtures/samples.safetensors, which Fixtures/samples.py writes.
@Suite struct SampleQualityTests {
  private static let file: TensorFile? = try? TensorFile(fixture: "samples")

  private static func tensor(_ name: String) throws -> Tensor { try #require(file?.tensors[name], "no \(name)") }

  private func values() throws -> [Double] { try Self.tensor("values").array.map(Double.init) }

  @Test func theDistanceIsThatOfPyTorchFID() throws {
    let (images, samples) = try (distances(Self.tensor("images")), distances(Self.tensor("samples")))
    let wanted = try values()[0]
    let there = try images.distance.to(samples.moments)
    let back = try samples.distance.to(images.moments)
    let none = try images.distance.to(images.moments)
    #expect(abs(there - wanted) < 1e-3 && abs(back - wanted) < 1e-3 && none < 1e-9)
  }

  private func distances(_ features: Tensor) throws -> (distance: FrechetDistance, moments: FrechetDistance.Moments) {
    let moments = try FrechetDistance.Moments(features)
    return (try FrechetDistance(from: moments), moments)
  }

  @Test func aDistanceOfNormalsIsThatOfTheirParameters() throws {
    // N(0, 1) and N(3, 4) in one dimension: 3² + (1 - 2)².
    let x = try Tensor.normals(20_000)
    let (narrow, wide) = try (
      distances(x.reshaped([20_000, 1])), distances(x.scaled(by: 2, plus: 3).reshaped([20_000, 1]))
    )
    let distance = try narrow.distance.to(wide.moments)
    #expect(abs(distance - 10) < 0.15)
  }

  @Test func fewerRowsThanFeaturesHaveADistanceToo() throws {
    let rows = try Tensor.normals(5 * 40).reshaped([5, 40])
    let distance = try distances(rows).distance.to(distances(rows.scaled(by: 1, plus: 1)).moments)
    #expect(abs(distance - 40) < 1e-3)
  }

  @Test func precisionAndRecallAreThoseOfThePaper() throws {
    let coverage = try ManifoldCoverage(images: Self.tensor("images"), samples: Self.tensor("samples"))
    let wanted = try values()
    #expect(abs(coverage.precision - wanted[1]) < 1e-6 && abs(coverage.recall - wanted[2]) < 1e-6)
  }

  @Test func samplesOfOneKindArePreciseAndRecallLittle() throws {
    let images = try Tensor.normals(600).reshaped([300, 2])
    let few = try images.rows(0..<20).scaled(by: 0.05)
    let coverage = try ManifoldCoverage(images: images, samples: few)
    #expect(coverage.precision > 0.9 && coverage.recall < 0.1)
    let all = try ManifoldCoverage(images: images, samples: images)
    #expect(all.precision == 1 && all.recall == 1)
  }

  @Test func theProbeIsLogisticRegression() throws {
    let codes = try Self.tensor("codes")
    let labels = try Self.tensor("labels").array.map { UInt8($0) }
    let probe = try LinearProbe(
      train: (codes.rows(0..<200), Array(labels.prefix(200))),
      test: (codes.rows(200..<300), Array(labels.dropFirst(200))),
      classes: 3, check: {})
    let wanted = try values()[3]
    #expect(abs(probe.accuracy - wanted) < 1e-6)
    #expect(probe.chance > 0.3 && probe.chance < probe.accuracy)
  }

  @Test func theClassifierLearnsAndIsAlwaysTheSame() throws {
    let (train, test) = (try syntheticImages(300), try syntheticImages(60))
    let first = try FeatureClassifier(train, test: test) {}
    let second = try FeatureClassifier(train, test: test) {}
    #expect(first.accuracy == 1)
    let images = try test.tensor(0..<10)
    let features = try [first, second].map { try $0.features(images).array }
    #expect(features[0] == features[1])
  }

  @Test func worseImagesAreFarther() throws {
    let (train, test) = (try syntheticImages(300), try syntheticImages(90))
    let classifier = try FeatureClassifier(train, test: test) {}
    let judge = try SampleJudge(test, count: 90, check: {}) { try classifier.features($0) }
    let x = try test.tensor(0..<90)
    let noise = try Tensor.normals(x.count).reshaped(x.shape)
    let distances = try [0, 0.2, 0.6].map { try judge.verdict(x + noise.scaled(by: $0)).distance }
    #expect(distances[0] < 1e-6 && distances[0] < distances[1] && distances[1] < distances[2])
  }
}

extension Tensor {
  /// So many standard normal numbers, always the same.
  fileprivate static func normals(_ count: Int) throws -> Tensor {
    try Philox(seed: 7, stream: .cells, draw: 0).normal([count])
  }
}
