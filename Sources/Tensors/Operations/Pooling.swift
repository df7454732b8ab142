/// The sizes of a pooling window that slides over images [batch, channels, height, width]. Windows that would hang over
/// the edge are left out (floor), as PyTorch does: 11 pixels under windows of 2 give 5.
package struct PoolingGeometry: Sendable {
  package let planes, height, width, window, stride: Int
  package let outHeight, outWidth: Int
  package let inputShape, resultShape: Shape

  /// - Throws: ``TensorError`` where x has fewer than two dimensions or is smaller than the window.
  package init(_ x: Shape, window: Int, stride: Int, for operation: String) throws {
    guard x.rank >= 3, x[x.rank - 2] >= window, x[x.rank - 1] >= window else {
      throw TensorError(
        .shape, operation,
        "\(operation)(\(window)) needs images of at least \(window)×\(window), and the input is \(x)")
    }
    (height, width) = (x[x.rank - 2], x[x.rank - 1])
    (self.window, self.stride) = (window, stride)
    planes = x.dropLast(2).count
    outHeight = (height - window) / stride + 1
    outWidth = (width - window) / stride + 1
    inputShape = x
    resultShape = x.dropLast(2) + [outHeight, outWidth]
  }
}

package enum Pooling {
  /// The largest value in each window and where in its plane it stood.
  package static func max(_ x: Tensor, _ g: PoolingGeometry) throws -> (values: Tensor, places: [Int32]) {
    let values = try Tensor(uninitialized: g.resultShape, for: "max_pool2d")
    let (source, destination) = (x.pointer, values.mutablePointer)
    let places = try [Int32](unsafeUninitializedCapacity: values.count) { buffer, count in
      count = values.count
      guard let places = buffer.baseAddress else { return }
      try Partition.rows(g.planes, of: g.height * g.width) { planes in
        for plane in planes {
          let start = source + plane * g.height * g.width
          if g.window == 2 && g.stride == 2 {
            maxOfPairs(
              start, g, destination + plane * g.outHeight * g.outWidth, places + plane * g.outHeight * g.outWidth)
            continue
          }
          var out = plane * g.outHeight * g.outWidth
          for y in 0..<g.outHeight {
            for x in 0..<g.outWidth {
              let corner = y * g.stride * g.width + x * g.stride
              var place = corner
              var best = start[corner]
              for i in 0..<g.window {
                for j in 0..<g.window {
                  let candidate = corner + i * g.width + j
                  if start[candidate] > best || start[candidate].isNaN {
                    best = start[candidate]
                    place = candidate
                  }
                }
              }
              destination[out] = best
              places[out] = Int32(truncatingIfNeeded: place)
              out += 1
            }
          }
        }
      }
    }
    return (values, places)
  }

  /// ``max(_:_:)`` of one plane under windows of 2×2. Which of four pixels is largest is as good as random; choosing
  /// between two values at a time, without a branch, spares the mispredictions.
  private static func maxOfPairs(
    _ plane: UnsafePointer<Float>, _ g: PoolingGeometry, _ values: UnsafeMutablePointer<Float>,
    _ places: UnsafeMutablePointer<Int32>
  ) {
    let width = Int32(truncatingIfNeeded: g.width)
    for y in 0..<g.outHeight {
      let (upper, lower) = (plane + 2 * y * g.width, plane + (2 * y + 1) * g.width)
      let (rowValues, rowPlaces) = (values + y * g.outWidth, places + y * g.outWidth)
      let start = Int32(truncatingIfNeeded: 2 * y) &* width
      for x in 0..<g.outWidth {
        let (a, b, c, d) = (upper[2 * x], upper[2 * x + 1], lower[2 * x], lower[2 * x + 1])
        let corner = start &+ Int32(truncatingIfNeeded: 2 * x)
        let (right, rightBelow) = (b > a, d > c)
        let (above, below) = (right ? b : a, rightBelow ? d : c)
        let (abovePlace, belowPlace) = (corner &+ (right ? 1 : 0), corner &+ width &+ (rightBelow ? 1 : 0))
        let isBelow = below > above
        rowValues[x] = isBelow ? below : above
        rowPlaces[x] = isBelow ? belowPlace : abovePlace
        // NaN wins, wherever it stands. (A comparison with it never holds, so this needs a look of its own.)
        if a.isNaN || b.isNaN || c.isNaN || d.isNaN {
          rowValues[x] = .nan
          rowPlaces[x] =
            a.isNaN ? corner : b.isNaN ? corner &+ 1 : c.isNaN ? corner &+ width : corner &+ width &+ 1
        }
      }
    }
  }

  /// The gradient of ``max(_:_:)``: each window's goes to the place its value came from.
  package static func maxGradient(_ gradient: Tensor, _ places: [Int32], _ g: PoolingGeometry) throws -> Tensor {
    let result = try Tensor(uninitialized: g.inputShape, for: "max_pool2d")
    let (upstream, destination) = (gradient.pointer, result.mutablePointer)
    try places.withUnsafeBufferPointer { places in
      try Partition.rows(g.planes, of: g.height * g.width) { planes in
        for plane in planes {
          let out = destination + plane * g.height * g.width
          out.update(repeating: 0, count: g.height * g.width)
          let start = plane * g.outHeight * g.outWidth
          for index in start..<start + g.outHeight * g.outWidth { out[Int(places[index])] += upstream[index] }
        }
      }
    }
    return result
  }
}
