/// The values of an array in another order of its dimensions.
enum Rearranged {
  /// - Parameters:
  ///   - lengths: those of the array's dimensions as it is.
  ///   - order: which of them comes first, second … in the result.
  static func values<Value>(_ values: [Value], _ lengths: [Int], _ order: [Int]) -> [Value] {
    guard order != Array(lengths.indices), !values.isEmpty else { return values }
    var strides = [Int](repeating: 1, count: lengths.count)
    for dimension in lengths.indices.dropFirst().reversed() {
      strides[dimension - 1] = strides[dimension] * lengths[dimension]
    }
    let (sizes, steps) = (order.map { lengths[$0] }, order.map { strides[$0] })
    let (last, step) = (sizes[sizes.count - 1], steps[steps.count - 1])
    var index = [Int](repeating: 0, count: sizes.count)
    var start = 0
    return [Value](unsafeUninitializedCapacity: values.count) { room, count in
      values.withUnsafeBufferPointer { values in
        while count < values.count {
          for place in 0..<last { room.initializeElement(at: count + place, to: values[start + place * step]) }
          count += last
          // On to the next row, as a counter goes on.
          var dimension = sizes.count - 2
          while dimension >= 0 {
            index[dimension] += 1
            start += steps[dimension]
            if index[dimension] < sizes[dimension] { break }
            start -= steps[dimension] * sizes[dimension]
            index[dimension] = 0
            dimension -= 1
          }
        }
      }
    }
  }
}
