package enum Pooling {
  /// The largest value in each window and where in its plane it stood.
  package static func max(_ x: Tensor, _ g: PoolingGeometry) throws -> (values: Tensor, places: [Int32]) {
    let values = try Tensor(uninitialized: g.resultShape, for: "max_pool2d")
    let (source, destination) = (x.pointer, values.mutablePointer)
    // All empty arrays are one, and the initializer below would write to it.
    guard values.count > 0 else { return (values, []) }
    let places = try [Int32](unsafeUninitializedCapacity: values.count) { buffer, count in
      count = values.count
      guard let places = buffer.baseAddress else { return }
      try Partition.rows(g.planes, of: g.planeSize) { planes in
        for plane in planes {
          let start = source + plane * g.planeSize
          if g.window == 2 && g.stride == 2 && g.padding == 0 {
            maxOfPairs(
              start, g, destination + plane * g.outSize, places + plane * g.outSize)
            continue
          }
          var out = plane * g.outSize
          for y in 0..<g.outHeight {
            let rows = g.rows(y)
            for x in 0..<g.outWidth {
              let columns = g.columns(x)
              var place = rows.lowerBound * g.width + columns.lowerBound
              var best = start[place]
              for row in rows {
                for column in columns {
                  let candidate = row * g.width + column
                  if !best.isNaN && (start[candidate] > best || start[candidate].isNaN) {
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
      try Partition.rows(g.planes, of: g.planeSize) { planes in
        for plane in planes {
          let out = destination + plane * g.planeSize
          out.update(repeating: 0, count: g.planeSize)
          let start = plane * g.outSize
          for index in start..<start + g.outSize { out[Int(places[index])] += upstream[index] }
        }
      }
    }
    return result
  }

  /// The mean of each window; the zeros of the padding count as elements, as PyTorch has it by default.
  package static func mean(_ x: Tensor, _ g: PoolingGeometry) throws -> Tensor {
    let result = try Tensor(uninitialized: g.resultShape, for: "avg_pool2d")
    let (source, destination) = (x.pointer, result.mutablePointer)
    let size = Float(g.window.count)
    try Partition.rows(g.planes, of: g.planeSize) { planes in
      withUnsafeTemporaryAllocation(of: Float.self, capacity: g.width) { sums in
        guard let sums = sums.baseAddress else { return }
        for plane in planes {
          for y in 0..<g.outHeight {
            // First the columns under a row of windows, whole vectors at a time.
            sums.update(repeating: 0, count: g.width)
            for row in g.rows(y) {
              let values = source + plane * g.planeSize + row * g.width
              for column in 0..<g.width { sums[column] += values[column] }
            }
            let out = destination + plane * g.outSize + y * g.outWidth
            for x in 0..<g.outWidth {
              var total: Float = 0
              for column in g.columns(x) { total += sums[column] }
              out[x] = total / size
            }
          }
        }
      }
    }
    return result
  }

  /// The gradient of ``mean(_:_:)``: each window's is shared out among its pixels.
  package static func meanGradient(_ gradient: Tensor, _ g: PoolingGeometry) throws -> Tensor {
    let result = try Tensor.zeros(g.inputShape)
    let (upstream, destination) = (gradient.pointer, result.mutablePointer)
    let size = Float(g.window.count)
    try Partition.rows(g.planes, of: g.planeSize) { planes in
      withUnsafeTemporaryAllocation(of: Float.self, capacity: g.width) { shares in
        guard let shares = shares.baseAddress else { return }
        for plane in planes {
          for y in 0..<g.outHeight {
            shares.update(repeating: 0, count: g.width)
            let row = upstream + plane * g.outSize + y * g.outWidth
            for x in 0..<g.outWidth {
              for column in g.columns(x) { shares[column] += row[x] / size }
            }
            for row in g.rows(y) {
              let values = destination + plane * g.planeSize + row * g.width
              for column in 0..<g.width { values[column] += shares[column] }
            }
          }
        }
      }
    }
    return result
  }
}
