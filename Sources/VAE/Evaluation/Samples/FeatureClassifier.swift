import Autodiff
import Datasets
import Networks
import Tensors

/// A small convolutional network that tells the classes of a data set apart, whose last layer but one says what an image is like: a stand-in
/// for Inception-v3, which nobody has here, and which has never seen such images. It is the same for the same images, to the bit.
package final class FeatureClassifier {
  /// Numbers that an image is described by.
  package static let featureCount = 64
  private static let batch = 100
  private static let learningRate = 1e-3
  /// Steps that small sets are gone through again for, and the most passes through them.
  private static let (leastSteps, mostEpochs) = (600, 30)

  private let trunk: Sequential
  private let last: Linear
  /// The share of images held out whose class it knows.
  package private(set) var accuracy = 0.0

  /// How many steps training takes.
  package static func steps(_ images: ImageSet) -> Int {
    let batches = (images.count - 1) / batch + 1
    return batches * min(mostEpochs, max(3, (leastSteps - 1) / batches + 1))
  }

  /// Trains it.
  ///
  /// - Parameters:
  ///   - train: images of two classes at least.
  ///   - test: where ``accuracy`` is measured.
  /// - Throws: what `check`, called between steps, throws; ``TensorError`` of code `memory`, ``Divergence``.
  package init(_ train: ImageSet, test: ImageSet, check: () throws -> Void) throws {
    var random = RandomSource(seed: 0)
    trunk = try Self.trunk(train.shape, &random)
    last = try Linear(Self.featureCount, train.classNames.count, random: &random)
    let optimizer = try Optimizer(
      .adam(), trunk.parameters + last.parameters, learningRate: Self.learningRate)
    let step = OptimizationStep(optimizer)
    var taken = 0
    let steps = Self.steps(train)
    while taken < steps {
      var batches = try Batches(train, size: Self.batch, shuffled: random.next(.shuffling))
      while let indices = batches.nextIndices() {
        try check()
        try Recording.on {
          let logits = try last(try trunk(Variable(try train.tensor(indices))))
          let classes = try Tensor(indices.map { Float(train.labels[$0]) }).reshaped([indices.count, 1])
          let picked = try Variable.gather(.logSoftmax(logits, 1), 1, classes)
          try step.lower(try .negated(.sum(picked)) * .constant(1 / Float(indices.count)))
        }
        taken += 1
      }
    }
    accuracy = try measuredAccuracy(test, check)
  }

  /// Maps that halve their sides until few cells are left, then ``featureCount`` numbers.
  private static func trunk(_ image: ImageShape, _ random: inout RandomSource) throws -> Sequential {
    var layers: [any Layer] = []
    var (channels, height, width, wanted) = (image.channels, image.height, image.width, 16)
    while max(height, width) > 7, layers.count < 12 {
      layers.append(try Conv2d(channels, wanted, 3, stride: 2, padding: 1, random: &random))
      layers.append(Activation(.relu))
      (channels, height, width, wanted) = (wanted, (height + 1) / 2, (width + 1) / 2, min(64, 2 * wanted))
    }
    layers += [
      Flatten(), try Linear(channels * height * width, featureCount, random: &random), Activation(.relu),
    ]
    return try Sequential(layers)
  }

  /// What images x [n, channels, height, width] are like: [n, ``featureCount``].
  package func features(_ x: Tensor) throws -> Tensor { try Recording.off { try trunk(Variable(x)).value } }

  /// Images looked at together.
  static let together = 500

  private func measuredAccuracy(_ test: ImageSet, _ check: () throws -> Void) throws -> Double {
    var right = 0
    for start in stride(from: 0, to: test.count, by: Self.together) {
      try check()
      let images = start..<min(test.count, start + Self.together)
      let logits = try Recording.off { try last(Variable(try features(test.tensor(images)))).value }
      right += images.count { Int(test.labels[$0]) == logits.largest(inRow: $0 - start) }
    }
    return Double(right) / Double(test.count)
  }
}

extension Tensor {
  /// Where the greatest number of a row stands, the first of several.
  func largest(inRow row: Int) -> Int {
    let own = pointer + row * shape[1]
    return (0..<shape[1]).reduce(0) { own[$1] > own[$0] ? $1 : $0 }
  }
}
