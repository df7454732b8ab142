// Elements in place of others: into a copy, or into a tensor's own memory where nobody else has it.

extension Tensor {
  /// A copy in which the elements of a strided walk are other ones.
  ///
  /// - Parameters:
  ///   - shape: the shape of the walk, and of `elements`.
  ///   - strides: the distances in this tensor's elements along the walk's dimensions; it meets no element twice.
  ///   - elements: the new ones, in order; nil for zeros.
  package func replacing(_ shape: Shape, _ strides: [Int], start: Int, with elements: Tensor?) throws -> Tensor {
    let result = try copy().as(.joined([kind, elements?.kind ?? kind]))
    result.overwrite(shape, strides, start: start, with: elements)
    return result
  }

  /// A copy in which the elements at these places, counted through, are other ones; the last where a place comes twice.
  ///
  /// - Parameter elements: as many as there are places; nil for zeros.
  package func replacing(at places: [Int], with elements: Tensor?) throws -> Tensor {
    let result = try copy().as(.joined([kind, elements?.kind ?? kind]))
    result.overwrite(at: places, with: elements)
    return result
  }

  /// The same in the tensor's own memory, for its only owner.
  package func overwrite(_ shape: Shape, _ strides: [Int], start: Int, with elements: Tensor?) {
    guard shape.count > 0 else { return }
    let walk = StridedWalk(shape, [strides])
    let destination = mutablePointer + start
    let (length, step) = (walk.rowLength, walk.rowStrides[0])
    walk.forEachRow(0..<walk.rows) { row, offsets in
      let to = destination + offsets[0]
      switch (elements?.pointer, step) {
      case (nil, _): for index in 0..<length { to[index * step] = 0 }
      case (let source?, 1): to.update(from: source + row * length, count: length)
      case (let source?, _): for index in 0..<length { to[index * step] = source[row * length + index] }
      }
    }
  }

  package func overwrite(at places: [Int], with elements: Tensor?) {
    let destination = mutablePointer
    guard let source = elements?.pointer else {
      for place in places { destination[place] = 0 }
      return
    }
    for (index, place) in places.enumerated() { destination[place] = source[index] }
  }

  /// The elements at these places, counted through.
  package func gathered(at places: [Int], as shape: Shape) throws -> Tensor {
    let result = try Tensor(uninitialized: shape, for: "index", from: [self])
    for (index, place) in places.enumerated() { result.mutablePointer[index] = pointer[place] }
    return result
  }
}
