import Tensors
import Threads

/// Grey pixels made black or white, each white with its grey value as the probability (Salakhutdinov & Murray 2008).
package enum Binarization: String, Sendable, Equatable, Codable {
  /// Drawn once: the images stay as they are then.
  case `static`
  /// Images to train on are drawn anew for every batch (Burda et al. 2015); those held out are drawn once.
  case dynamic
}

extension ImageSet {
  /// The images drawn once and for all.
  ///
  /// - Throws: ``Cancelled``.
  func binarized(_ noise: Philox) throws -> ImageSet {
    var source = self
    source.draw = noise
    var levels: [UInt8] = []
    levels.reserveCapacity(values.count)
    for start in stride(from: 0, to: count, by: 500) {
      try Cancellation.current.check()
      levels += try source.gather(start..<min(count, start + 500)).map { $0 == 0 ? 0 : 255 }
    }
    return try with(.levels(levels))
  }

  /// Draws each pixel of a batch of probabilities. What an image gets depends on its index, not on its place in the batch.
  func binarize(
    _ indices: some Collection<Int>, in batch: UnsafeMutableBufferPointer<Float>, _ noise: Philox
  ) {
    guard let start = batch.baseAddress else { return }
    // Four numbers a block of the generator; an image begins with a block.
    let blocks = (shape.count + 3) / 4
    withUnsafeTemporaryAllocation(of: Float.self, capacity: shape.count) { uniform in
      guard let numbers = uniform.baseAddress else { return }
      for (row, index) in indices.enumerated() {
        noise.uniform(from: index * blocks, into: numbers, count: shape.count)
        let image = start + row * shape.count
        for position in 0..<shape.count { image[position] = numbers[position] < image[position] ? 1 : 0 }
      }
    }
  }
}

extension Philox {
  /// Draws for sets that are drawn once, counted from the end: steps of training count from the beginning.
  static func binarization(seed: UInt64, set: UInt64) -> Philox {
    Philox(seed: seed, stream: .binarization, draw: .max - set)
  }
}
