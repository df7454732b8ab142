import Tensors

extension ImageSet {
  /// Copies images into a batch as numbers from 0 to 1, each byte divided by 255 as PyTorch's `ToTensor` does.
  ///
  /// A quotient is the correctly rounded one: multiplying by 1/255 would differ in the last bit. The division costs
  /// nothing beside reading the bytes.
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
    case .levels(let levels): copy(indices, of: levels, into: batch) { Float($0) / 255 }
    case .numbers(let numbers): copy(indices, of: numbers, into: batch) { $0 }
    }
    if let draw { binarize(indices, in: batch, noise ?? draw) }
  }

  private func copy<Value>(
    _ indices: some Collection<Int>, of values: [Value], into batch: UnsafeMutableBufferPointer<Float>,
    _ number: (Value) -> Float
  ) {
    values.withUnsafeBufferPointer { values in
      for (row, index) in indices.enumerated() {
        let image = UnsafeBufferPointer(rebasing: values[index * shape.count..<(index + 1) * shape.count])
        let target = UnsafeMutableBufferPointer(rebasing: batch[row * shape.count..<(row + 1) * shape.count])
        for position in 0..<shape.count { target[position] = number(image[position]) }
      }
    }
  }

  /// The same as an array of B×C×H×W values.
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
