import Tensors

/// How the weight of the KL term rises from 0 while training begins, so that the decoder learns to use the codes before
/// they cost anything.
package struct Warmup: Sendable, Equatable, Codable {
  package enum Course: String, Sendable, Codable, CaseIterable {
    /// Once, in a straight line (Bowman et al. 2016).
    case linear
    /// In a straight line, then held as long, and again from 0 (Fu et al. 2019, with their R = 0.5).
    case cyclic
  }

  package var course = Course.linear
  /// How long a rise takes; 0 for none.
  package var epochs = 0.0

  enum CodingKeys: String, CodingKey { case course, epochs }

  package init(_ course: Course = .linear, epochs: Double = 0) {
    self.course = course
    self.epochs = epochs
  }

  /// The weight, from 0 to 1.
  ///
  /// - Parameter epoch: how far training has come, in epochs since it began.
  package func weight(at epoch: Double) -> Double {
    guard epochs > 0 else { return 1 }
    let position = course == .linear ? epoch : epoch.truncatingRemainder(dividingBy: 2 * epochs)
    return min(1, position / epochs)
  }

  /// Whether an epoch that ends there was, all of it, under the full weight.
  ///
  /// - Parameter end: a whole number of epochs since training began.
  package func isOver(byEpoch end: Double) -> Bool {
    guard epochs > 0 else { return true }
    return weight(at: end - 1) >= 1 && (course == .linear || weight(at: end - 1e-9) >= 1)
  }
}

extension Warmup {
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      try fields.decode(Course.self, forKey: .course), epochs: try fields.decode(.epochs, in: TrainingOptions.weights))
  }
}
