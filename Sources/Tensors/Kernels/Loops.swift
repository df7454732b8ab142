/// The loops under elementwise work: over whole vectors, with the last few elements through a padded one, so that an
/// element's result never depends on where a slice ends.
enum Loops {
  /// destination[i] = f(source[i])
  @inline(__always)
  static func map(
    _ source: UnsafePointer<Float>, into destination: UnsafeMutablePointer<Float>, count: Int,
    _ f: (Lanes) -> Lanes
  ) {
    Partition.elements(count) { range in
      var index = range.lowerBound
      while index + VectorMath.width <= range.upperBound {
        store(f(load(source + index)), destination + index)
        index += VectorMath.width
      }
      if index < range.upperBound {
        let rest = range.upperBound - index
        store(f(load(source + index, first: rest)), destination + index, first: rest)
      }
    }
  }

  /// destination[i] = f(left[i], right[i])
  @inline(__always)
  static func zip(
    _ left: UnsafePointer<Float>, _ right: UnsafePointer<Float>, into destination: UnsafeMutablePointer<Float>,
    count: Int, _ f: (Lanes, Lanes) -> Lanes
  ) {
    Partition.elements(count) { range in
      var index = range.lowerBound
      while index + VectorMath.width <= range.upperBound {
        store(f(load(left + index), load(right + index)), destination + index)
        index += VectorMath.width
      }
      if index < range.upperBound {
        let rest = range.upperBound - index
        store(f(load(left + index, first: rest), load(right + index, first: rest)), destination + index, first: rest)
      }
    }
  }

  /// Σ f(i) over vectors, in an order that depends on `count` alone: eight running sums in each block of 4,096, blocks
  /// added in double precision.
  @inline(__always)
  static func sum(count: Int, _ f: (_ index: Int, _ lanes: Int) -> Lanes) -> Double {
    let block = 4096
    let blocks = (count + block - 1) / block
    func blockSum(_ number: Int) -> Double {
      let end = min(count, (number + 1) * block)
      var index = number * block
      var total = Lanes.zero
      while index + VectorMath.width <= end {
        total += f(index, VectorMath.width)
        index += VectorMath.width
      }
      if index < end { total += f(index, end - index) }
      return Double(total.sum())
    }
    if count < Partition.grain {
      var total = 0.0
      for number in 0..<blocks { total += blockSum(number) }
      return total
    }
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: blocks) { sums in
      guard let base = sums.baseAddress else { return 0 }
      ThreadPool.shared.forEach(blocks) { base[$0] = blockSum($0) }
      return sums.reduce(0, +)
    }
  }

  @inline(__always)
  static func load(_ source: UnsafePointer<Float>) -> Lanes {
    UnsafeRawPointer(source).loadUnaligned(as: Lanes.self)
  }

  @inline(__always)
  static func load(_ source: UnsafePointer<Float>, first count: Int) -> Lanes {
    var lanes = Lanes.zero
    for lane in 0..<min(count, VectorMath.width) { lanes[lane] = source[lane] }
    return lanes
  }

  @inline(__always)
  static func store(_ lanes: Lanes, _ destination: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(destination).storeBytes(of: lanes, as: Lanes.self)
  }

  @inline(__always)
  static func store(_ lanes: Lanes, _ destination: UnsafeMutablePointer<Float>, first count: Int) {
    for lane in 0..<min(count, VectorMath.width) { destination[lane] = lanes[lane] }
  }
}
