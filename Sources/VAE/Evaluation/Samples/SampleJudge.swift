import Datasets
import Tensors

/// Compares images with those held out of a data set, by features of both.
package struct SampleJudge {
  /// How many images of each kind are compared.
  package let count: Int
  private let describe: (Tensor) throws -> Tensor
  private let check: () throws -> Void
  /// Which images held out they are: those of a set may stand in the order of their classes.
  private let chosen: [Int]
  private let real: Tensor
  private let distance: FrechetDistance

  /// As many images as a figure needs.
  package static let leastImages = 2 * (ManifoldCoverage.neighbour + 1)

  /// - Parameters:
  ///   - images: those held out, ``leastImages`` at least, of which `count` are taken, always the same.
  ///   - check: called now and then; what it throws, everything here throws.
  ///   - describe: features [n, d] of images [n, channels, height, width].
  /// - Throws: what `check` and `describe` throw.
  package init(
    _ images: ImageSet, count: Int, check: @escaping () throws -> Void, describe: @escaping (Tensor) throws -> Tensor
  ) throws {
    self.count = min(count, images.count)
    (self.describe, self.check) = (describe, check)
    chosen = try Self.chosen(self.count, of: images.count)
    real = try Self.features(chosen, check, describe) { try images.tensor($0) }
    distance = try FrechetDistance(from: FrechetDistance.Moments(real, check: check))
  }

  /// What was found of a set of images.
  package struct Verdict: Sendable {
    /// The Fréchet distance of its features from those of the images held out.
    package let distance: Double
    package let coverage: ManifoldCoverage
  }

  /// - Parameters:
  ///   - places: of the images, among all that there are.
  ///   - make: gives some of them.
  private func verdict(_ places: [Int], _ make: (ArraySlice<Int>) throws -> Tensor) throws -> Verdict {
    let features = try Self.features(places, check, describe, make)
    return Verdict(
      distance: try self.distance.to(FrechetDistance.Moments(features, check: check)),
      coverage: try ManifoldCoverage(images: real, samples: features, check: check))
  }

  private static func features(
    _ places: [Int], _ check: () throws -> Void, _ describe: (Tensor) throws -> Tensor,
    _ make: (ArraySlice<Int>) throws -> Tensor
  ) throws -> Tensor {
    try .concatenated(
      try stride(from: 0, to: places.count, by: FeatureClassifier.together).map { start in
        try check()
        return try describe(try make(places[start..<min(places.count, start + FeatureClassifier.together)]))
      }, 0)
  }

  /// The places of so many images among all, always the same.
  package static func chosen(_ count: Int, of all: Int) throws -> [Int] {
    try Array(Philox(seed: 0, stream: .sampling, draw: 1).permutation(all).prefix(count))
  }
}

extension SampleJudge {
  /// Samples of the model, with codes and classes drawn at random, always the same.
  ///
  /// - Parameter fitted: what codes are drawn from; nil for the prior.
  package func samples(of model: VariationalAutoencoder, from fitted: (any CodeModel)? = nil) throws -> Verdict {
    let noise = Philox(seed: 0, stream: .sampling, draw: 0)
    let told = try model.condition.map { try $0.rows($0.draw(count, noise: noise)) }
    let codes = try fitted.map { try self.codes($0, told) } ?? model.drawCodes(count, noise: noise)
    return try verdict(Array(0..<count)) { places in
      let rows = places.startIndex..<places.endIndex
      return try model.images(from: codes.rows(rows), told?.rows(rows))
    }
  }

  /// - Parameter told: the classes that the decoder is told; where the model of codes knows classes, they are told these too.
  private func codes(_ fitted: any CodeModel, _ told: Tensor?) throws -> Tensor {
    var request = CodeRequest()
    if let diffusion = fitted as? LatentDiffusion, !diffusion.settings.classNames.isEmpty { request.classes = told }
    var draws: UInt64 = 1
    return try fitted.draw(count, request) {
      defer { draws += 1 }
      return Philox(seed: 0, stream: .sampling, draw: draws)
    } check: {
      try check()
    }
  }

  /// Reconstructions of the images held out.
  package func reconstructions(of model: VariationalAutoencoder, _ images: ImageSet) throws -> Verdict {
    try verdict(chosen) { try model.reconstruct(images.tensor($0), model.told(of: images, $0)) }
  }

  /// Images of another set.
  package func verdict(_ images: ImageSet) throws -> Verdict {
    try verdict(Self.chosen(min(count, images.count), of: images.count)) { try images.tensor($0) }
  }

  /// Images [n, channels, height, width].
  package func verdict(_ images: Tensor) throws -> Verdict {
    let all = images.shape[0]
    return try verdict(Self.chosen(min(count, all), of: all)) { places in
      try images.selected(0, Array(places))
    }
  }
}
