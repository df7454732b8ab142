import Tensors
import Text
import Threads

/// An array that is known by its name, shape and type before any of its numbers is read.
package struct StoredArray {
  /// Empty where a file holds nothing but this one.
  package let name: String
  /// The file, and where it is one of several, its place in there.
  package let path: String
  package let shape: Shape
  package let type: StoredNumber
  private let content: Content

  private enum Content {
    /// The source of the bytes of its numbers, and how they are laid out.
    case stream(() throws(DatasetError) -> any ByteSource, isBigEndian: Bool, isColumnMajor: Bool)
    case tensor(Tensor)
  }

  /// - Parameters:
  ///   - isBigEndian: whether the most significant byte of a number comes first.
  ///   - isColumnMajor: whether the first index runs fastest, as in Fortran.
  ///   - open: gives a source of exactly the bytes of its numbers.
  init(
    name: String, path: String, shape: Shape, type: StoredNumber, isBigEndian: Bool = false,
    isColumnMajor: Bool = false,
    open: @escaping () throws(DatasetError) -> any ByteSource
  ) {
    (self.name, self.path, self.shape, self.type) = (name, path, shape, type)
    content = .stream(open, isBigEndian: isBigEndian, isColumnMajor: isColumnMajor && shape.rank > 1)
  }

  /// A tensor of the session's.
  package init(name: String, _ tensor: Tensor) {
    (self.name, path, shape, type) = (name, "the tensor", tensor.shape, .float32)
    content = .tensor(tensor)
  }

  /// The numbers as float32; bools as a mask.
  ///
  /// - Throws: ``DatasetError`` where they are damaged, ``TensorError`` of code `memory` or `cancelled`.
  package func tensor() throws -> Tensor {
    guard case .stream(_, let isBigEndian, let isColumnMajor) = content else {
      guard case .tensor(let tensor) = content else { return try .zeros(shape) }
      return tensor
    }
    let result = try Tensor(uninitialized: shape, for: "load")
    var place = result.mutablePointer
    try pieces { bytes in
      let count = bytes.count / type.size
      if isBigEndian { StoredNumber.reverseBytes(bytes, size: type.size) }
      type.convert(UnsafeRawBufferPointer(bytes), into: UnsafeMutableBufferPointer(start: place, count: count))
      place += count
    }
    return (isColumnMajor ? try reversed(result) : result).taken(as: type.kind)
  }

  /// The numbers of an array of bytes as they are, without memory for anything else.
  ///
  /// - Throws: ``DatasetError`` where they are damaged, or more than there is memory for; ``TensorError`` of code
  ///   `cancelled`.
  func bytes() throws -> [UInt8] {
    guard type.size == 1, case .stream(_, _, let isColumnMajor) = content else {
      return try tensor().array.map { UInt8(max(0, min(255, $0))) }
    }
    try MemoryRoom.check(shape.count, for: path)
    var result: [UInt8] = []
    result.reserveCapacity(shape.count)
    try pieces { result += $0 }
    return isColumnMajor
      ? Rearranged.values(result, Array(shape.dimensions.reversed()), Self.backwards(shape.rank)) : result
  }

  /// Hands over the bytes of the numbers, a piece at a time, each of whole numbers.
  private func pieces(_ body: (UnsafeMutableRawBufferPointer) -> Void) throws {
    guard case .stream(let open, _, _) = content else { return }
    let source = try open()
    let size = shape.count * type.size
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: min(max(1, size), 1 << 20), alignment: 16)
    defer { room.deallocate() }
    var done = 0
    while done < size {
      try Cancellation.current.check()
      let part = UnsafeMutableRawBufferPointer(rebasing: room[..<min(room.count, size - done)])
      let filled = try source.fill(part)
      guard filled == part.count else {
        throw DatasetError.wrong(
          .damaged, path: path, expected: "\(counted(size, "byte")) of numbers",
          found: "the end after \(grouped(done + filled))")
      }
      body(part)
      done += part.count
    }
  }

  /// Numbers whose first index runs fastest, reordered so that the last one does.
  private func reversed(_ tensor: Tensor) throws -> Tensor {
    try Tensor(Array(tensor.elements), Shape(shape.dimensions.reversed())).permuted(Self.backwards(shape.rank))
  }

  private static func backwards(_ rank: Int) -> [Int] { Array((0..<rank).reversed()) }
}
