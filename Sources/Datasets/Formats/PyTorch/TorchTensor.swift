import Tensors
import Text

/// The numbers of one tensor or of several, as a file has them. They are read once, when the first of these is wanted.
package final class TorchStorage {
  let key: String
  /// Nil where the tensors say it.
  let type: StoredNumber?
  /// How many numbers there are; bytes where the type is not known.
  let count: Int
  /// The file, and the storage's place in there.
  let path: String
  let isBigEndian: Bool
  /// Gives the source of its bytes. In PyTorch's files of old these come after the tensors.
  var open: (() throws(DatasetError) -> any ByteSource)?
  private var known: (type: StoredNumber, numbers: Tensor)?

  init(key: String, type: StoredNumber?, count: Int, path: String, isBigEndian: Bool) {
    (self.key, self.type, self.count, self.path, self.isBigEndian) = (key, type, count, path, isBigEndian)
  }

  /// All numbers, as float32, in one row.
  ///
  /// - Throws: ``DatasetError`` where they are damaged, ``TensorError`` of code `memory` or `cancelled`.
  func numbers(_ type: StoredNumber) throws -> Tensor {
    if let known, known.type == type { return known.numbers }
    guard let open else {
      throw DatasetError(.damaged, path: path, "it names the storage \(key.inMessage), and does not have it")
    }
    let array = StoredArray(
      name: key, path: path, shape: [self.type == nil ? count / type.size : count], type: type,
      isBigEndian: isBigEndian,
      open: open)
    let numbers = try array.tensor()
    known = (type, numbers)
    return numbers
  }
}

/// A tensor in a file of PyTorch's: a look at a storage, from a place on, with a stride along each dimension.
package final class TorchTensor {
  package let type: StoredNumber
  package let shape: Shape
  /// Whether it is an `nn.Parameter`, or a tensor whose gradient is kept.
  package let requiresGradient: Bool
  /// Where it is in the file, for what is said of it.
  package var path: String { storage.path }
  private let storage: TorchStorage
  private let offset: Int
  private let strides: [Int]

  /// - Throws: ``PickleFault`` where the storage has no such elements.
  init(
    _ storage: TorchStorage, type: StoredNumber?, offset: Int, sizes: [Int], strides: [Int], requiresGradient: Bool
  ) throws(PickleFault) {
    guard let type = type ?? storage.type, storage.type == nil || storage.type == type else {
      throw PickleFault("the storage \(storage.key.inMessage) in it has another type of numbers than its tensor")
    }
    let shape = Shape(sizes)
    guard sizes.count <= Shape.maximumRank, strides.count == sizes.count, offset >= 0, sizes.allSatisfy({ $0 >= 0 }),
      strides.allSatisfy({ $0 >= 0 })
    else {
      throw PickleFault("a tensor in it has negative lengths, or not as many strides as dimensions")
    }
    let count = storage.type == nil ? storage.count / type.size : storage.count
    guard Self.end(offset, shape, strides).map({ $0 <= count }) ?? false else {
      throw PickleFault(
        "a tensor in it is \(shape.description.inMessage), and its storage has \(counted(count, "number")), too few for that"
      )
    }
    (self.storage, self.type, self.offset, self.shape, self.strides) = (storage, type, offset, shape, strides)
    self.requiresGradient = requiresGradient
  }

  private init(_ other: TorchTensor, requiresGradient: Bool) {
    (storage, type, offset, shape) = (other.storage, other.type, other.offset, other.shape)
    (strides, self.requiresGradient) = (other.strides, requiresGradient)
  }

  func asParameter(requiresGradient: Bool) -> TorchTensor { TorchTensor(self, requiresGradient: requiresGradient) }

  /// The place after the last element; nil where no number says it.
  private static func end(_ offset: Int, _ shape: Shape, _ strides: [Int]) -> Int? {
    if shape.count == 0 { return 0 }
    var last = offset
    for (length, stride) in zip(shape.dimensions, strides) {
      let (way, isTooFar) = (length - 1).multipliedReportingOverflow(by: stride)
      let (place, isBeyond) = last.addingReportingOverflow(way)
      if isTooFar || isBeyond { return nil }
      last = place
    }
    return last.addingReportingOverflow(1).overflow ? nil : last + 1
  }

  /// The numbers as float32; bools as a mask.
  ///
  /// - Throws: ``DatasetError`` where they are damaged, ``TensorError`` of code `memory` or `cancelled`.
  package func tensor() throws -> Tensor {
    guard shape.count > 0 else { return try Tensor.zeros(shape).taken(as: type.kind) }
    guard shape.count < Int.max / 8 else { return try Tensor(uninitialized: shape, for: "load") }
    let numbers = try storage.numbers(type)
    let isInRows = zip(zip(shape.dimensions, strides), shape.strides).allSatisfy { $0.0 == 1 || $0.1 == $1 }
    if isInRows, shape.count == numbers.count { return try numbers.reshaped(shape).taken(as: type.kind) }
    if isInRows {
      return try numbers.rows(offset..<offset + shape.count).copy().reshaped(shape).taken(as: type.kind)
    }
    return try gathered(numbers).taken(as: type.kind)
  }

  /// The elements row by row, wherever they lie.
  private func gathered(_ numbers: Tensor) throws -> Tensor {
    let result = try Tensor(uninitialized: shape, for: "load")
    let (source, destination) = (numbers.pointer, result.mutablePointer)
    let rank = shape.rank
    let (length, step) = (shape[rank - 1], strides[rank - 1])
    var index = [Int](repeating: 0, count: rank)
    var (start, done) = (offset, 0)
    while done < result.count {
      for place in 0..<length { destination[done + place] = source[start + place * step] }
      done += length
      // On to the next row, as a counter goes on.
      var dimension = rank - 2
      while dimension >= 0 {
        index[dimension] += 1
        start += strides[dimension]
        if index[dimension] < shape[dimension] { break }
        start -= strides[dimension] * shape[dimension]
        index[dimension] = 0
        dimension -= 1
      }
    }
    return withExtendedLifetime(numbers.storage) { result }
  }
}
