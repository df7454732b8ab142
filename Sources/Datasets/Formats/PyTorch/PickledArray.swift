/// An array of NumPy's in a pickle: its dimensions, the type of its numbers, and their bytes, row by row.
package struct PickledArray {
  package var dimensions: [Int] = []
  /// NumPy's name of the type: `u1`.
  package var type = ""
  package var bytes: [UInt8] = []

  /// What `numpy.core.multiarray._reconstruct` makes, before it is given its state.
  init() {}

  /// - Parameter state: what `ndarray.__reduce__` gives: a version, the dimensions, the type, whether columns come
  ///   first, and the bytes.
  init(_ state: Pickled) throws(PickleFault) {
    guard case .sequence(let parts) = state, parts.items.count == 5, case .sequence(let sizes) = parts.items[1],
      case .numberType(let type) = parts.items[2]
    else { throw PickleFault("an array of NumPy's in it has another state than NumPy writes") }
    self.type = type.name
    for size in sizes.items {
      guard case .integer(let size) = size, size >= 0 else { throw PickleFault("an array in it has no dimensions") }
      dimensions.append(size)
    }
    if case .bool(true) = parts.items[3], dimensions.count > 1 {
      throw PickleFault("an array in it has its columns first, and rows are expected")
    }
    switch parts.items[4] {
    case .bytes(let bytes): self.bytes = bytes
    // Bytes that happen to be a text, as Python 2 wrote both.
    case .text(let text): bytes = Array(text.utf8)
    default: throw PickleFault("an array in it has no bytes")
    }
    let size = NPYType(.text(type.name))?.number.size ?? 1
    var count = 1
    for dimension in dimensions {
      let (product, isTooFar) = count.multipliedReportingOverflow(by: dimension)
      guard !isTooFar else { throw PickleFault("an array in it states more numbers than there could be") }
      count = product
    }
    let (whole, isTooFar) = count.multipliedReportingOverflow(by: size)
    guard !isTooFar, whole == bytes.count else {
      throw PickleFault("an array in it has \(bytes.count) bytes, and its dimensions are \(dimensions)")
    }
  }
}
