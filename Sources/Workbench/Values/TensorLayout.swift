import Tensors

/// Where the elements of a view lie among those of the tensor it looks into, as PyTorch's strides say it.
struct TensorLayout {
  /// Where the first element lies, counted through.
  var start = 0
  var shape: Shape
  /// The distance along each dimension.
  var strides: [Int]

  /// All elements, in order.
  init(_ shape: Shape) { (self.shape, strides) = (shape, shape.strides) }

  private init(start: Int, _ shape: Shape, _ strides: [Int]) {
    (self.start, self.shape, self.strides) = (start, shape, strides)
  }

  /// Whether the elements lie side by side, in order.
  var isContiguous: Bool {
    shape.count <= 1 || zip(shape.dimensions, zip(strides, shape.strides)).allSatisfy { $0 == 1 || $1.0 == $1.1 }
  }

  /// Whether an element stands for several: what was expanded.
  var overlaps: Bool { zip(shape.dimensions, strides).contains { $0 > 1 && $1 == 0 } }

  func permuted(_ order: [Int]) -> TensorLayout {
    TensorLayout(start: start, Shape(order.map { shape[$0] }), order.map { strides[$0] })
  }

  func sliced(_ dimension: Int, start first: Int, count: Int, step: Int = 1) -> TensorLayout {
    var layout = self
    layout.start += first * strides[dimension]
    layout.shape = shape.replacing(dimension, with: count)
    layout.strides[dimension] *= step
    return layout
  }

  /// One place of a dimension, which is dropped.
  func dropped(_ dimension: Int, at place: Int) -> TensorLayout {
    var layout = self
    layout.start += place * strides[dimension]
    layout.shape = shape.removing(dimension)
    layout.strides.remove(at: dimension)
    return layout
  }

  /// With a new dimension of length 1.
  func inserted(at dimension: Int) -> TensorLayout {
    var layout = self
    layout.shape = shape.inserting(1, at: dimension)
    layout.strides.insert(0, at: dimension)
    return layout
  }

  /// Repeated along dimensions of length 1, and new ones in front.
  func expanded(_ target: Shape) -> TensorLayout {
    let missing = target.rank - shape.rank
    return TensorLayout(
      start: start, target,
      target.dimensions.indices.map { $0 < missing || shape[$0 - missing] != target[$0] ? 0 : strides[$0 - missing] })
  }

  /// The diagonal of two dimensions, which becomes the last one.
  func diagonal(_ first: Int, _ second: Int, offset: Int, count: Int) -> TensorLayout {
    var layout = self
    if count > 0 { layout.start += offset >= 0 ? offset * strides[second] : -offset * strides[first] }
    for dimension in [max(first, second), min(first, second)] {
      layout.shape = layout.shape.removing(dimension)
      layout.strides.remove(at: dimension)
    }
    layout.shape = layout.shape.inserting(count, at: layout.shape.rank)
    layout.strides.append(strides[first] + strides[second])
    return layout
  }

  /// The same elements in another shape; nil where that is no view but a copy, by PyTorch's rule: each new dimension lies
  /// within old ones that follow one another evenly.
  func reshaped(_ target: Shape) -> TensorLayout? {
    guard shape.count > 0 else { return TensorLayout(start: start, target, target.strides) }
    var result = [Int](repeating: 0, count: target.rank)
    var next = target.rank - 1
    // Without dimensions it is one element, which is even with anything.
    let lengths = shape.rank == 0 ? [1] : shape.dimensions, old = shape.rank == 0 ? [1] : strides
    var (base, have, given) = (old[old.count - 1], 1, 1)
    for dimension in lengths.indices.reversed() {
      have *= lengths[dimension]
      guard dimension == 0 || (lengths[dimension - 1] != 1 && old[dimension - 1] != have * base) else { continue }
      while next >= 0, given < have || target[next] == 1 {
        result[next] = given * base
        given *= target[next]
        next -= 1
      }
      guard given == have else { return nil }
      if dimension > 0 { (base, have, given) = (old[dimension - 1], 1, 1) }
    }
    return next == -1 ? TensorLayout(start: start, target, result) : nil
  }
}
