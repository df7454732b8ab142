import Glibc

/// A shape seen as (outer, along, inner) around one dimension that is being reduced.
struct Axis {
  let outer: Int
  let length: Int
  let inner: Int

  init(_ shape: Shape, _ dimension: Int) {
    outer = shape.dimensions[..<dimension].reduce(1, *)
    length = shape[dimension]
    inner = shape.dimensions[(dimension + 1)...].reduce(1, *)
  }
}

extension Tensor {
  /// The sum of all elements, in double precision over blocks; 0 for an empty tensor.
  package func total() -> Double {
    let source = pointer
    return Loops.sum(count: count) { index, lanes in
      lanes == Lanes.scalarCount ? Loops.load(source + index) : Loops.load(source + index, first: lanes)
    }
  }

  /// Whether no element is infinite or NaN.
  package var isFinite: Bool { Optimization.isFinite(pointer, count: count) }

  /// The sum over all elements, a scalar.
  package func sum() throws -> Tensor { try .scalar(Float(total())) }

  /// The sum along one dimension (not negative), which is dropped or kept with length 1.
  package func sum(_ dimension: Int, keepingDimension: Bool = false) throws -> Tensor {
    let axis = Axis(shape, dimension)
    let result = try Tensor(uninitialized: reducedShape(dimension, keepingDimension), for: "sum")
    let (source, destination) = (pointer, result.mutablePointer)
    if axis.inner == 1 {
      Partition.even(axis.outer, slices: min(16, max(1, count / Partition.grain))) { rows in
        for row in rows {
          let start = source + row * axis.length
          var total = 0.0
          for index in 0..<axis.length { total += Double(start[index]) }
          destination[row] = Float(total)
        }
      }
    } else {
      destination.update(repeating: 0, count: result.count)
      for outer in 0..<axis.outer {
        let out = destination + outer * axis.inner
        for index in 0..<axis.length {
          let row = source + (outer * axis.length + index) * axis.inner
          for inner in 0..<axis.inner { out[inner] += row[inner] }
        }
      }
    }
    return result
  }

  /// The largest (or smallest) element along a dimension and where it stands, first come first; NaN wins.
  ///
  /// - Throws: ``TensorError`` where the dimension is empty.
  package func extreme(_ dimension: Int, largest: Bool, keepingDimension: Bool = false) throws -> (
    values: Tensor, indices: Tensor
  ) {
    let operation = largest ? "max" : "min"
    let axis = Axis(shape, dimension)
    guard axis.length > 0 else {
      throw TensorError(.value, operation, "\(operation): a tensor of shape \(shape) has nothing to choose from")
    }
    let resultShape = reducedShape(dimension, keepingDimension)
    let values = try Tensor(uninitialized: resultShape, for: operation)
    let indices = try Tensor(uninitialized: resultShape, for: operation)
    let source = pointer
    for outer in 0..<axis.outer {
      for inner in 0..<axis.inner {
        let start = source + outer * axis.length * axis.inner + inner
        var best = 0
        for index in 1..<max(axis.length, 1) {
          let (candidate, current) = (start[index * axis.inner], start[best * axis.inner])
          let better = largest ? candidate > current : candidate < current
          if !current.isNaN && (better || candidate.isNaN) { best = index }
        }
        values.mutablePointer[outer * axis.inner + inner] = start[best * axis.inner]
        indices.mutablePointer[outer * axis.inner + inner] = Float(best)
      }
    }
    return (values, indices)
  }

  func reducedShape(_ dimension: Int, _ keepingDimension: Bool) -> Shape {
    keepingDimension ? shape.replacing(dimension, with: 1) : shape.removing(dimension)
  }

  /// Sums what broadcasting repeated, so that the result has `target`'s shape: the gradient of broadcasting.
  package func reduced(to target: Shape) throws -> Tensor {
    if shape == target { return self }
    if target.count == 1 { return try sum().reshaped(target) }
    var result = self
    while result.rank > target.rank { result = try result.sum(0) }
    for dimension in 0..<target.rank where target[dimension] == 1 && result.shape[dimension] != 1 {
      result = try result.sum(dimension, keepingDimension: true)
    }
    return result
  }

  /// The cumulative sum along a dimension.
  package func cumulativeSum(_ dimension: Int) throws -> Tensor {
    let axis = Axis(shape, dimension)
    let result = try copy()
    let values = result.mutablePointer
    for outer in 0..<axis.outer {
      for index in 1..<max(axis.length, 1) {
        let row = values + (outer * axis.length + index) * axis.inner
        for inner in 0..<axis.inner { row[inner] += row[inner - axis.inner] }
      }
    }
    return result
  }
}

extension Tensor {
  /// The elements in order along a dimension; NaN last.
  package func sorted(_ dimension: Int, descending: Bool) throws -> Tensor {
    let axis = Axis(shape, dimension)
    let result = try copy()
    let values = result.mutablePointer
    for outer in 0..<axis.outer {
      for inner in 0..<axis.inner {
        let start = values + outer * axis.length * axis.inner + inner
        let row = (0..<axis.length).map { start[$0 * axis.inner] }.sorted { x, y in
          if x.isNaN || y.isNaN { return !x.isNaN }
          return descending ? x > y : x < y
        }
        for (index, value) in row.enumerated() { start[index * axis.inner] = value }
      }
    }
    return result
  }
}
