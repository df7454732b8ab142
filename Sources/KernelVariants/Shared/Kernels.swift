import Kernels

/// The kernels as this module was built: for the vectors and instructions of its ``Processor``.
package enum ProcessorKernels: KernelSet {
  package static var name: String { Processor.name }
  package static var lanes: Int { Lanes.scalarCount }
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

/// The first `count` of a vector's elements, and 0 for the others.
@inline(__always)
func load(_ source: UnsafePointer<Float>, _ count: Int) -> Lanes {
  if count == Lanes.scalarCount { return load(source) }
  var values = Lanes.zero
  for lane in 0..<min(count, Lanes.scalarCount) { values[lane] = source[lane] }
  return values
}

@inline(__always)
func store(_ values: Lanes, _ destination: UnsafeMutablePointer<Float>, _ count: Int) {
  if count == Lanes.scalarCount { return store(values, destination) }
  for lane in 0..<min(count, Lanes.scalarCount) { destination[lane] = values[lane] }
}

/// Calls `body` with the index of each vector and how many of its lanes there are: from one place for whole vectors and
/// from another for the last, so that loads of whole vectors have no branches.
@inline(__always)
func forEachVector(_ count: Int, _ body: (_ index: Int, _ lanes: Int) -> Void) {
  var index = 0
  while index + Lanes.scalarCount <= count {
    body(index, Lanes.scalarCount)
    index += Lanes.scalarCount
  }
  if index < count { body(index, count - index) }
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
