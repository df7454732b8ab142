import Datasets
import Tensors

/// Images of a set, a batch at a time, in an order drawn at random (or as they come).
package struct Batches {
  package let images: ImageSet
  package let size: Int
  /// The number of batches, the last, smaller one included where it is not left out.
  package let count: Int
  /// Of the images that are gone through.
  private let order: ArraySlice<Int>
  private var start: Int

  /// - Parameters:
  ///   - shuffled: where the order comes from; nil for the order of the set.
  ///   - dropsLast: whether a last batch of fewer images is left out.
  ///   - first: the batch to begin with.
  /// - Throws: ``Cancelled``.
  package init(
    _ images: ImageSet, size: Int, shuffled: Philox?, dropsLast: Bool = false, from first: Int = 0
  ) throws {
    self.images = images
    self.size = size
    count = Self.count(of: size, in: images.count, dropsLast: dropsLast)
    start = first * size
    order = try (shuffled?.permutation(images.count) ?? Array(0..<images.count)).prefix(count * size)
  }

  /// How many batches of a size there are in so many images.
  package static func count(of size: Int, in images: Int, dropsLast: Bool) -> Int {
    dropsLast ? images / size : (images + size - 1) / size
  }

  /// The indices of the next batch; nil after the last.
  package mutating func nextIndices() -> ArraySlice<Int>? {
    guard start < order.count else { return nil }
    defer { start += size }
    return order[start..<min(order.count, start + size)]
  }

  /// The images of the next batch, [batch, channels, height, width] with values from 0 to 1; nil after the last.
  ///
  /// - Parameter noise: what pixels that are probabilities are drawn from; nil for the same draw every time.
  package mutating func next(drawnFrom noise: Philox? = nil) throws -> Tensor? {
    guard let indices = nextIndices() else { return nil }
    return try images.tensor(indices, drawnFrom: noise)
  }
}

extension ImageSet {
  /// The images with these indices as a tensor [batch, channels, height, width] with values from 0 to 1.
  ///
  /// - Parameter noise: what pixels that are probabilities are drawn from; nil for the same draw every time.
  /// - Throws: ``DatasetError`` where an index is outside of the set, ``TensorError`` where they do not fit in memory.
  package func tensor(_ indices: some Collection<Int>, drawnFrom noise: Philox? = nil) throws -> Tensor {
    let shape: Shape = [indices.count, shape.channels, shape.height, shape.width]
    let result = try Tensor(uninitialized: shape, for: "images")
    try gather(
      indices, into: UnsafeMutableBufferPointer(start: result.mutablePointer, count: result.count), drawnFrom: noise)
    return result
  }
}
