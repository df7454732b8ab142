import Tensors
import Text

extension ImageSet {
  /// Copies images into a batch as numbers from 0 to 1, each byte divided by 255 as PyTorch's `ToTensor` does.
  ///
  /// - Parameters:
  ///   - indices: B of them, in the order of the batch, repeated or not.
  ///   - batch: room for exactly B×C×H×W values.
  ///   - noise: what pixels that are probabilities are drawn from; by default the set's own, the same every time.
  /// - Throws: ``DatasetError`` where an index is outside of the set or the room is of another size; the batch is then
  ///   unchanged.
  package func gather(
    _ indices: some Collection<Int>, into batch: UnsafeMutableBufferPointer<Float>, drawnFrom noise: Philox? = nil
  ) throws(DatasetError) {
    try check(indices)
    guard batch.count == indices.count * shape.count else {
      throw DatasetError(
        .range,
        "a batch of \(counted(indices.count, "image")) of \(shape) takes \(counted(indices.count * shape.count, "value")), "
          + "found room for \(grouped(batch.count))")
    }
    switch values {
    case .levels(let levels):
      Self.numbers.withUnsafeBufferPointer { numbers in
        copy(indices, of: levels, into: batch) { level, target in
          for position in level.indices { target[position] = numbers[Int(level[position])] }
        }
      }
    case .numbers(let numbers): copy(indices, of: numbers, into: batch) { _ = $1.update(from: $0) }
    }
    if let draw { binarize(indices, in: batch, noise ?? draw) }
  }

  /// The value of each level. Looking a quotient up is the fastest way to the correctly rounded one, from which a product
  /// with 1/255 would differ in the last bit.
  private static let numbers = (0...255).map { Float($0) / 255 }

  /// Has each image copied to its row, by several threads.
  private func copy<Value>(
    _ indices: some Collection<Int>, of values: [Value], into batch: UnsafeMutableBufferPointer<Float>,
    _ write: (UnsafeBufferPointer<Value>, UnsafeMutableBufferPointer<Float>) -> Void
  ) {
    let (indices, size) = (Array(indices), shape.count)
    values.withUnsafeBufferPointer { values in
      Partition.rowsInPlace(indices.count, of: size) { rows in
        for row in rows {
          write(
            UnsafeBufferPointer(rebasing: values[indices[row] * size..<(indices[row] + 1) * size]),
            UnsafeMutableBufferPointer(rebasing: batch[row * size..<(row + 1) * size]))
        }
      }
    }
  }

  /// These images as an array of B×C×H×W values.
  ///
  /// - Throws: ``DatasetError`` where an index is outside of the set.
  package func gather(_ indices: some Collection<Int>) throws(DatasetError) -> [Float] {
    var values = [Float](repeating: 0, count: indices.count * shape.count)
    // The closure may only throw what is caught here: a typed error does not pass through `withUnsafe…`.
    let outcome = values.withUnsafeMutableBufferPointer { batch -> Result<Void, DatasetError> in
      do throws(DatasetError) {
        return .success(try gather(indices, into: batch))
      } catch {
        return .failure(error)
      }
    }
    try outcome.get()
    return values
  }
}
