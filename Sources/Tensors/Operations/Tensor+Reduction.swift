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
    let (source, kernels) = (pointer, Processor.kernels)
    return Loops.sumOfBlocks(count: count) { kernels.sum(source + $0.lowerBound, count: $0.count) }
  }

  /// Whether no element is infinite or NaN.
  package var isFinite: Bool { Optimization.isFinite(pointer, count: count) }

  /// The sum over all elements, a scalar.
  package func sum() throws -> Tensor { try .scalar(Float(total())) }

  /// The sum along one dimension (not negative), which is dropped or kept with length 1.
  package func sum(_ dimension: Int, keepingDimension: Bool = false) throws -> Tensor {
    let axis = Axis(shape, dimension)
    let result = try Tensor(uninitialized: reducedShape(dimension, keepingDimension), for: "sum")
    let (source, destination, kernels) = (pointer, result.mutablePointer, Processor.kernels)
    let slices = Partition.slices(count)
    if axis.inner == 1 {
      Partition.even(axis.outer, slices: slices) { rows in
        for row in rows { destination[row] = Float(kernels.sum(source + row * axis.length, count: axis.length)) }
      }
      return result
    }
    // Cut along what stays: the batch where there is one, else the columns, each of which is summed from top to bottom.
    destination.update(repeating: 0, count: result.count)
    if axis.outer > 1 {
      Partition.even(axis.outer, slices: slices) { range in
        for outer in range {
          kernels.addRows(
            source + outer * axis.length * axis.inner, count: axis.length, columns: axis.inner, step: axis.inner,
            to: destination + outer * axis.inner)
        }
      }
    } else {
      Partition.even(axis.inner, slices: slices) { columns in
        kernels.addRows(
          source + columns.lowerBound, count: axis.length, columns: columns.count, step: axis.inner,
          to: destination + columns.lowerBound)
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
    let (source, chosen, places) = (pointer, values.mutablePointer, indices.mutablePointer)
    Partition.even(values.count, slices: Partition.slices(count)) { range in
      for place in range {
        let start = source + place / axis.inner * axis.length * axis.inner + place % axis.inner
        var best = 0
        for index in 1..<max(axis.length, 1) {
          let (candidate, current) = (start[index * axis.inner], start[best * axis.inner])
          let better = largest ? candidate > current : candidate < current
          if !current.isNaN && (better || candidate.isNaN) { best = index }
        }
        chosen[place] = start[best * axis.inner]
        places[place] = Float(best)
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
    let result = try Tensor(uninitialized: shape, for: "cumsum")
    let (source, destination) = (pointer, result.mutablePointer)
    Partition.even(axis.outer, slices: Partition.slices(count)) { range in
      for outer in range {
        let start = outer * axis.length * axis.inner
        if axis.inner == 1 {
          var total: Float = 0
          for index in start..<start + axis.length {
            total += source[index]
            destination[index] = total
          }
          continue
        }
        for index in start..<start + axis.length * axis.inner {
          destination[index] =
            index < start + axis.inner ? source[index] : destination[index - axis.inner] + source[index]
        }
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
