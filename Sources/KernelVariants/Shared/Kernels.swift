import Kernels

/// The kernels as this module was built: for the vectors and instructions of its ``Processor``.
package enum ProcessorKernels: KernelSet {
  package static var name: String { Processor.name }
  package static var lanes: Int { Lanes.scalarCount }
}

/// A function of one number, for a vector of them at once.
///
/// It is a type rather than a closure, because a loop over vectors is compiled anew for each type, with the function in its
/// place. A closure of some length stays a function that is called for each vector, and a vector goes to a function and
/// comes back in four pieces: all of that takes as long as a logarithm.
protocol LaneFunction {
  func callAsFunction(_ x: Lanes) -> Lanes
}

/// A function of two numbers, for a vector of each at once.
protocol LanePairFunction {
  func callAsFunction(_ x: Lanes, _ y: Lanes) -> Lanes
}

/// A number known while compiling: with it, a loop over a tile becomes straight code and the tile's sums stay in
/// registers.
struct Count<let n: Int> {}

@inline(__always)
func load(_ source: UnsafePointer<Float>) -> Lanes { UnsafeRawPointer(source).loadUnaligned(as: Lanes.self) }

@inline(__always)
func store(_ values: Lanes, _ destination: UnsafeMutablePointer<Float>) {
  UnsafeMutableRawPointer(destination).storeBytes(of: values, as: Lanes.self)
}

// Parts of vectors go through memory: a vector that is filled lane by lane makes the compiler take apart what is computed
// from it, for whole vectors too.

/// The first `count` of a vector's elements, and 0 for the others.
@inline(__always)
func load(_ source: UnsafePointer<Float>, _ count: Int) -> Lanes {
  if count == Lanes.scalarCount { return load(source) }
  var values = Lanes.zero
  withUnsafeMutableBytes(of: &values) {
    $0.copyMemory(from: UnsafeRawBufferPointer(start: source, count: count * MemoryLayout<Float>.stride))
  }
  return values
}

@inline(__always)
func store(_ values: Lanes, _ destination: UnsafeMutablePointer<Float>, _ count: Int) {
  if count == Lanes.scalarCount { return store(values, destination) }
  withUnsafeBytes(of: values) {
    UnsafeMutableRawPointer(destination).copyMemory(
      from: $0.baseAddress!, byteCount: count * MemoryLayout<Float>.stride)
  }
}

/// The first `count` of a vector's elements, and 0 in place of the others, whatever was computed there.
@inline(__always)
func first(_ count: Int, of vector: Lanes) -> Lanes {
  if count == Lanes.scalarCount { return vector }
  return withUnsafeBytes(of: vector) { bytes in
    load(bytes.baseAddress!.assumingMemoryBound(to: Float.self), count)
  }
}

/// The sum of a vector's elements, in their order.
@inline(__always)
func total(of vector: Lanes) -> Double {
  withUnsafeBytes(of: vector) { bytes in
    var total = 0.0
    for value in bytes.assumingMemoryBound(to: Float.self) { total += Double(value) }
    return total
  }
}

/// Calls `body` with the index of each vector and how many of its lanes there are, which is all but for the last.
///
/// From one place: a body that is called from two becomes a function, whose vectors come and go in pieces. That the
/// number of lanes is asked for at each load costs nothing beside.
@inline(__always)
func forEachVector(_ count: Int, _ body: (_ index: Int, _ lanes: Int) -> Void) {
  var index = 0
  while index < count {
    body(index, min(Lanes.scalarCount, count - index))
    index += Lanes.scalarCount
  }
}

/// Calls `body` with the first index of each of the tiles of `size` that cover `count`, the last of which may overlap the
/// one before.
@inline(__always)
func forEachTile(of size: Int, covering count: Int, _ body: (Int) -> Void) {
  var index = 0
  while index < count {
    body(min(index, count - size))
    index += size
  }
}

/// The size of the fewest tiles of at most `limit` that cover `count`.
func tileSize(covering count: Int, limit: Int) -> Int {
  let tiles = (count + limit - 1) / limit
  return (count + tiles - 1) / max(tiles, 1)
}
