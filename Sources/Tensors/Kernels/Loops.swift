import Kernels

/// Eight floats: a vector for what is not worth a kernel of its own.
package typealias Lanes = SIMD8<Float>

/// The loops under sums: over whole vectors, with the last few elements through a padded one. They throw where the work was
/// interrupted.
enum Loops {
  /// Σ f(i) over vectors, in an order that depends on `count` alone.
  @inline(__always)
  static func sum(count: Int, _ f: (_ index: Int, _ lanes: Int) -> Lanes) throws -> Double {
    try sumOfBlocks(count: count) { block in
      var index = block.lowerBound
      var total = Lanes.zero
      while index + Lanes.scalarCount <= block.upperBound {
        total += f(index, Lanes.scalarCount)
        index += Lanes.scalarCount
      }
      if index < block.upperBound { total += f(index, block.upperBound - index) }
      return Double(total.sum())
    }
  }

  /// Σ term(a[i], b[i]), by the processor's kernels.
  static func sum(_ term: PairTerm, _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, count: Int) throws -> Double {
    let kernels = Processor.kernels
    return try sumOfBlocks(count: count) { block in
      kernels.sum(term, a + block.lowerBound, b + block.lowerBound, count: block.count)
    }
  }

  /// The sums of blocks of 4,096 elements, added in their order in double precision.
  static func sumOfBlocks(count: Int, _ blockSum: (Range<Int>) -> Double) throws -> Double {
    let block = 4096
    let blocks = (count + block - 1) / block
    func sum(_ number: Int) -> Double { blockSum(number * block..<min(count, (number + 1) * block)) }
    if count < Partition.grain {
      var total = 0.0
      for number in 0..<blocks { total += sum(number) }
      return total
    }
    return try withUnsafeTemporaryAllocation(of: Double.self, capacity: blocks) { sums in
      guard let base = sums.baseAddress else { return 0 }
      try Partition.rows(blocks, of: block) { blocks in for number in blocks { base[number] = sum(number) } }
      return sums.reduce(0, +)
    }
  }

  @inline(__always)
  static func load(_ source: UnsafePointer<Float>) -> Lanes {
    UnsafeRawPointer(source).loadUnaligned(as: Lanes.self)
  }

  @inline(__always)
  static func load(_ source: UnsafePointer<Float>, first count: Int) -> Lanes {
    if count == Lanes.scalarCount { return load(source) }
    var lanes = Lanes.zero
    for lane in 0..<min(count, Lanes.scalarCount) { lanes[lane] = source[lane] }
    return lanes
  }

  @inline(__always)
  static func store(_ lanes: Lanes, _ destination: UnsafeMutablePointer<Float>) {
    UnsafeMutableRawPointer(destination).storeBytes(of: lanes, as: Lanes.self)
  }

  @inline(__always)
  static func store(_ lanes: Lanes, _ destination: UnsafeMutablePointer<Float>, first count: Int) {
    if count == Lanes.scalarCount { return store(lanes, destination) }
    for lane in 0..<min(count, Lanes.scalarCount) { destination[lane] = lanes[lane] }
  }
}
