import Text

/// A rectangular array of float32 numbers, row-major and without gaps.
///
/// A tensor is a value: operations give new tensors. Reshaping and taking a run of rows share the memory of the original;
/// everything else copies, so that every kernel can count on contiguous memory. (Parameters are the exception that is
/// written in place, by the optimizer, between steps.)
package struct Tensor: Sendable {
  package let shape: Shape
  package private(set) var storage: Storage
  /// Where the first element lies in the storage.
  package let offset: Int
  package let kind: ElementKind

  init(shape: Shape, storage: Storage, offset: Int = 0, kind: ElementKind = .real) {
    self.shape = shape
    self.storage = storage
    self.offset = offset
    self.kind = kind
  }

  /// A tensor whose elements are still to be written.
  package init(uninitialized shape: Shape, for operation: String) throws {
    self.init(shape: shape, storage: try Storage(count: shape.count, for: operation))
  }

  /// A tensor without values yet, for elements that come from other tensors as they are, and have the
  /// kind that holds all of theirs.
  init(uninitialized shape: Shape, for operation: String, from sources: [Tensor]) throws {
    self.init(
      shape: shape, storage: try Storage(count: shape.count, for: operation),
      kind: sources.count == 1 ? sources[0].kind : .joined(sources.lazy.map(\.kind)))
  }

  /// A look at this tensor's memory in another shape, from another place on.
  func view(_ shape: Shape, offset: Int = 0) -> Tensor {
    Tensor(shape: shape, storage: storage, offset: self.offset + offset, kind: kind)
  }

  /// Whether nobody else has its memory, which may then be written.
  package mutating func isSoleOwner() -> Bool { !storage.isWritten && isKnownUniquelyReferenced(&storage) }

  package var count: Int { shape.count }
  package var rank: Int { shape.rank }

  /// The elements, for reading. Valid as long as the tensor lives.
  package var pointer: UnsafePointer<Float> { UnsafePointer(storage.pointer + offset) }
  /// The elements, for an operation that is still filling its result, or for the owner of a parameter.
  package var mutablePointer: UnsafeMutablePointer<Float> { storage.pointer + offset }

  package var elements: UnsafeBufferPointer<Float> { UnsafeBufferPointer(start: pointer, count: count) }

  /// Hands the elements to `body` a piece at a time, in order; stops where the work is interrupted, for callers whose
  /// result is thrown away then.
  package func inspect(_ body: (UnsafeBufferPointer<Float>) -> Void) {
    Partition.pieces(0..<count) { body(UnsafeBufferPointer(rebasing: elements[$0])) }
  }

  /// The elements as an array, row by row.
  package var array: [Float] { withExtendedLifetime(storage) { Array(elements) } }

  /// The only element of a tensor of one element.
  ///
  /// - Throws: ``TensorError`` where there are more, or none.
  package func item() throws -> Float {
    guard count == 1 else {
      throw TensorError(
        .value, "item", "item: a tensor of shape \(shape) has \(counted(count, "element")), not one",
        suggestion: "reduce it first, with mean or sum, or pick one by its index")
    }
    return pointer[0]
  }
}

// MARK: - Making tensors

extension Tensor {
  package static func full(_ shape: Shape, _ value: Float) throws -> Tensor {
    let result = try Tensor(uninitialized: shape, for: "full")
    let destination = result.mutablePointer
    try Partition.elements(result.count) { (destination + $0.lowerBound).update(repeating: value, count: $0.count) }
    return result
  }

  package static func zeros(_ shape: Shape) throws -> Tensor { try full(shape, 0) }

  package static func ones(_ shape: Shape) throws -> Tensor { try full(shape, 1) }

  package static func scalar(_ value: Float) throws -> Tensor { try full(.scalar, value) }

  /// - Throws: ``TensorError`` where the number of elements is not the shape's.
  package init(_ elements: [Float], _ shape: Shape) throws {
    guard elements.count == shape.count else {
      throw TensorError(
        .shape, "tensor",
        "tensor: \(counted(elements.count, "element")) \(elements.count == 1 ? "does" : "do") not fill the shape \(shape), which has \(shape.count)"
      )
    }
    try self.init(uninitialized: shape, for: "tensor")
    elements.withUnsafeBufferPointer { source in
      if let base = source.baseAddress { mutablePointer.update(from: base, count: source.count) }
    }
  }

  package init(_ elements: [Float]) throws { try self.init(elements, [elements.count]) }

  /// A tensor of `count` elements, each computed from its index.
  package static func generate(_ shape: Shape, for operation: String, _ element: (Int) -> Float) throws -> Tensor {
    let result = try Tensor(uninitialized: shape, for: operation)
    let destination = result.mutablePointer
    try Partition.inOrder(result.count) { for index in $0 { destination[index] = element(index) } }
    return result
  }

  /// A copy with memory of its own.
  package func copy() throws -> Tensor {
    let result = try Tensor(uninitialized: shape, for: "copy", from: [self])
    let (source, destination) = (pointer, result.mutablePointer)
    try Partition.elements(count) {
      (destination + $0.lowerBound).update(from: source + $0.lowerBound, count: $0.count)
    }
    return result
  }
}
