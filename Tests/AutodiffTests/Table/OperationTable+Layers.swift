import Autodiff
import Foundation
import Tensors

let layerCases: [OperationCase] = [
  .init("matmul", [input(3, 4), input(4, 5)], { try .matmul($0[0], $0[1]) }, { $0[0].matmul($0[1]) }),
  .init(
    "matmul of vectors", [input(4), input(4)], { try .matmul($0[0], $0[1]) },
    { Reference(zip($0[0].values, $0[1].values).reduce(0) { $0 + $1.0 * $1.1 }) }),
  .init(
    "matmul of a batch", [input(2, 3, 4), input(2, 4, 2)], { try .matmul($0[0], $0[1]) },
    { x in .generate([2, 3, 2]) { i in (0..<4).reduce(0) { $0 + x[0][i[0], i[1], $1] * x[1][i[0], $1, i[2]] } } }),
  .init(
    "linear", [input(5, 40), input(70, 40), input(70)], { try .linear($0[0], $0[1], $0[2]) },
    { $0[0].matmul($0[1].transposed) + $0[2] }),
  .init(
    "linear with relu", [input(5, 40), input(70, 40), input(70)], { try .linear($0[0], $0[1], $0[2], relu: true) },
    { ($0[0].matmul($0[1].transposed) + $0[2]).map { max($0, 0) } }),
  .init(
    "conv2d", [input(3, 2, 7, 9), input(4, 2, 3, 3), input(4)],
    { try .conv2d($0[0], $0[1], $0[2], stride: 1, padding: 1) },
    { $0[0].conv2d($0[1], $0[2], stride: 1, padding: 1) }),
  .init(
    "conv2d without padding", [input(1, 1, 12, 12), input(2, 1, 5, 5), input(2)],
    { try .conv2d($0[0], $0[1], $0[2], stride: 1, padding: 0) },
    { $0[0].conv2d($0[1], $0[2], stride: 1, padding: 0) }),
  .init(
    "conv2d with stride", [input(2, 3, 8, 7), input(2, 3, 3, 3), input(2)],
    { try .conv2d($0[0], $0[1], $0[2], stride: 2, padding: 2) },
    { $0[0].conv2d($0[1], $0[2], stride: 2, padding: 2) }),
  .init(
    "conv2d of one pixel", [input(2, 1, 1, 1), input(1, 1, 1, 1), input(1)],
    { try .conv2d($0[0], $0[1], $0[2], stride: 1, padding: 0) },
    { $0[0].conv2d($0[1], $0[2], stride: 1, padding: 0) }),
  .init(
    "conv2d of many channels", [input(1, 1, 5, 6), input(9, 1, 3, 3), input(9)],
    { try .conv2d($0[0], $0[1], $0[2], stride: 1, padding: 1) },
    { $0[0].conv2d($0[1], $0[2], stride: 1, padding: 1) }),
  .init(
    "conv2d of two directions", [input(2, 2, 7, 8), input(3, 2, 3, 2), input(3)],
    {
      try .conv2d(
        $0[0], $0[1], $0[2], stride: Size2d(2, 1), padding: Size2d(1, 0), dilation: Size2d(1, 3))
    }, { $0[0].conv2d($0[1], $0[2], stride: [2, 1], padding: [1, 0], dilation: [1, 3], groups: 1) }),
  .init(
    "conv2d in groups", [input(2, 4, 5, 6), input(6, 2, 3, 3), input(6)],
    { try .conv2d($0[0], $0[1], $0[2], stride: 1, padding: 1, groups: 2) },
    { $0[0].conv2d($0[1], $0[2], stride: [1, 1], padding: [1, 1], dilation: [1, 1], groups: 2) }),
  .init(
    "conv2d of each channel", [input(3, 5, 6, 7), input(10, 1, 3, 3)],
    { try .conv2d($0[0], $0[1], nil, stride: 2, padding: 2, dilation: 2, groups: 5) },
    {
      $0[0].conv2d(
        $0[1], Reference([10], Array(repeating: 0, count: 10)), stride: [2, 2], padding: [2, 2], dilation: [2, 2],
        groups: 5)
    }),
  .init(
    "convTranspose2d in groups", [input(2, 4, 3, 4), input(4, 3, 3, 2), input(6)],
    {
      try .convTranspose2d(
        $0[0], $0[1], $0[2], stride: Size2d(2, 1), padding: Size2d(1, 0), outputPadding: Size2d(1, 0),
        dilation: Size2d(1, 2), groups: 2)
    },
    {
      $0[0].convTranspose2d(
        $0[1], $0[2], stride: [2, 1], padding: [1, 0], outputPadding: [1, 0], dilation: [1, 2], groups: 2)
    }),
  .init(
    "convTranspose2d of two directions", [input(2, 3, 3, 4), input(3, 2, 2, 3), input(2)],
    {
      try .convTranspose2d(
        $0[0], $0[1], $0[2], stride: Size2d(1, 3), padding: 1, outputPadding: Size2d(0, 2), dilation: Size2d(2, 1))
    },
    {
      $0[0].convTranspose2d(
        $0[1], $0[2], stride: [1, 3], padding: [1, 1], outputPadding: [0, 2], dilation: [2, 1], groups: 1)
    }),
  .init(
    "einsum of matrices", [input(3, 4), input(4, 5)], { try .einsum("ij,jk->ik", $0) }, { $0[0].matmul($0[1]) }),
  .init(
    "einsum of batches", [input(2, 3, 4), input(2, 5, 4)], { try .einsum("bij, bkj -> kbi", $0) },
    { x in .generate([5, 2, 3]) { i in (0..<4).reduce(0) { $0 + x[0][i[1], i[2], $1] * x[1][i[1], i[0], $1] } } }),
  .init(
    "einsum of three", [input(3), input(3, 4), input(4)], { try .einsum("i,ij,j", $0) },
    { x in
      Reference((0..<12).reduce(0) { $0 + x[0][$1 / 4] * x[1][$1 / 4, $1 % 4] * x[2][$1 % 4] })
    }),
  .init(
    "einsum of a diagonal", [input(3, 4, 3)], { try .einsum("iji->ji", $0) },
    { x in .generate([4, 3]) { x[0][$0[1], $0[0], $0[1]] } }),
  .init(
    "einsum that sums", [input(2, 3, 4)], { try .einsum("abc->b", $0) },
    { x in .generate([3]) { i in (0..<8).reduce(0) { $0 + x[0][$1 / 4, i[0], $1 % 4] } } }),
  .init(
    "einsum with an ellipsis", [input(2, 3, 4), input(1, 4, 5)], { try .einsum("...ij,...jk", $0) },
    { x in
      .generate([2, 3, 5]) { i in (0..<4).reduce(0) { $0 + x[0][i[0], i[1], $1] * x[1][0, $1, i[2]] } }
    }),
  .init(
    "einsum outer", [input(3), input(4)], { try .einsum("i,j->ji", $0) },
    { x in .generate([4, 3]) { x[0][$0[1]] * x[1][$0[0]] } }),
  .init(
    "determinant", [input(2, 2)], { try .determinant($0[0] + identity) },
    { x in Reference((x[0][0, 0] + 3) * (x[0][1, 1] + 3) - x[0][0, 1] * x[0][1, 0]) }),
  .init(
    "logDeterminant", [input(2, 2)], { try .logDeterminant($0[0] + identity) },
    { x in Reference(log(abs((x[0][0, 0] + 3) * (x[0][1, 1] + 3) - x[0][0, 1] * x[0][1, 0]))) }),
  .init(
    "inverse", [input(2, 2)], { try .inverse($0[0] + identity) },
    { x in
      let (a, b, c, d) = (x[0][0, 0] + 3, x[0][0, 1], x[0][1, 0], x[0][1, 1] + 3)
      return Reference([2, 2], [d, -b, -c, a].map { $0 / (a * d - b * c) })
    }),
  .init(
    "solve", [input(2, 2), input(2, 1)], { try .solve($0[0] + identity, $0[1]) },
    { x in
      let (a, b, c, d) = (x[0][0, 0] + 3, x[0][0, 1], x[0][1, 0], x[0][1, 1] + 3)
      let (e, f) = (x[1][0, 0], x[1][1, 0])
      return Reference([2, 1], [d * e - b * f, a * f - c * e].map { $0 / (a * d - b * c) })
    }),
  // Of the symmetric part, which is what a Cholesky factor is of.
  .init(
    "cholesky", [input(2, 2)],
    { try .cholesky(($0[0] + .permute($0[0], [1, 0])) * .constant(0.5) + identity) },
    { x in
      let (a, b, d) = (x[0][0, 0] + 3, (x[0][0, 1] + x[0][1, 0]) / 2, x[0][1, 1] + 3)
      return Reference([2, 2], [a.squareRoot(), 0, b / a.squareRoot(), (d - b * b / a).squareRoot()])
    }),
  .init(
    "symmetricEigen", [input(2, 2)], { try .symmetricEigen(symmetric($0[0])).values },
    { x in Reference([2], Eigen2(symmetric: x[0]).values) }),
  // Squares, because the signs of vectors are nobody's.
  .init(
    "symmetricEigen's vectors", [input(2, 2)],
    {
      let vectors = try Variable.symmetricEigen(symmetric($0[0])).vectors
      return try vectors * vectors
    },
    { x in Reference([2, 2], Eigen2(symmetric: x[0]).squares) }),
  .init(
    "singular", [input(3, 2)], { try .singular($0[0]).values },
    { x in Reference([2], Eigen2(gramOf: x[0]).values.reversed().map { $0.squareRoot() }) }),
  .init(
    "singular's right vectors", [input(3, 2)],
    {
      let v = try Variable.singular($0[0]).v
      return try v * v
    },
    { x in
      let squares = Eigen2(gramOf: x[0]).squares
      return Reference([2, 2], [squares[1], squares[0], squares[3], squares[2]])
    }),
  .init(
    "singular's left vectors", [input(3, 2)],
    {
      let u = try Variable.singular($0[0]).u
      return try u * u
    },
    { x in
      let eigen = Eigen2(gramOf: x[0])
      return .generate([3, 2]) { place in
        let vector = eigen.vectors[1 - place[1]]
        let product = x[0][place[0], 0] * vector.0 + x[0][place[0], 1] * vector.1
        return product * product / eigen.values[1 - place[1]]
      }
    }),
  distances(2), distances(1), distances(3), distances(.infinity),
  .init(
    "conv2dReluMaxPool2d", [input(1, 2, 6, 7), input(8, 2, 3, 3), input(8)],
    { try .conv2dReluMaxPool2d($0[0], $0[1], $0[2], stride: 1, padding: 1, window: 2, windowStride: 2) },
    { $0[0].conv2d($0[1], $0[2], stride: 1, padding: 1).map { max($0, 0) }.maxPool2d(2, stride: 2) }),
  .init(
    "conv2dReluMaxPool2d of few channels", [input(2, 1, 5, 5), input(1, 1, 2, 2), input(1)],
    { try .conv2dReluMaxPool2d($0[0], $0[1], $0[2], stride: 1, padding: 0, window: 3, windowStride: 1) },
    { $0[0].conv2d($0[1], $0[2], stride: 1, padding: 0).map { max($0, 0) }.maxPool2d(3, stride: 1) }),
  .init(
    "conv2d of pixels", [input(3, 5, 2, 3), input(4, 5, 1, 1), input(4)],
    { try .conv2d($0[0], $0[1], $0[2], stride: 1, padding: 0) },
    { $0[0].conv2d($0[1], $0[2], stride: 1, padding: 0) }),
  .init(
    "conv2d of pixels with stride", [input(2, 3, 5, 4), input(2, 3, 1, 1), input(2)],
    { try .conv2d($0[0], $0[1], $0[2], stride: 3, padding: 0) },
    { $0[0].conv2d($0[1], $0[2], stride: 3, padding: 0) }),
  .init(
    "conv2d with stride and even kernels", [input(9, 2, 4, 4), input(3, 2, 4, 4), input(3)],
    { try .conv2d($0[0], $0[1], $0[2], stride: 2, padding: 1) },
    { $0[0].conv2d($0[1], $0[2], stride: 2, padding: 1) }),
  .init(
    "convTranspose2d", [input(2, 3, 4, 5), input(3, 2, 4, 4), input(2)],
    { try .convTranspose2d($0[0], $0[1], $0[2], stride: 2, padding: 1, outputPadding: 0) },
    { $0[0].convTranspose2d($0[1], $0[2], stride: 2, padding: 1, outputPadding: 0) }),
  .init(
    "convTranspose2d with output padding", [input(9, 2, 3, 2), input(2, 3, 3, 3), input(3)],
    { try .convTranspose2d($0[0], $0[1], $0[2], stride: 2, padding: 1, outputPadding: 1) },
    { $0[0].convTranspose2d($0[1], $0[2], stride: 2, padding: 1, outputPadding: 1) }),
  .init(
    "convTranspose2d with stride 1", [input(2, 4, 5, 6), input(4, 8, 3, 3), input(8)],
    { try .convTranspose2d($0[0], $0[1], $0[2], stride: 1, padding: 1, outputPadding: 0) },
    { $0[0].convTranspose2d($0[1], $0[2], stride: 1, padding: 1, outputPadding: 0) }),
  .init(
    "convTranspose2d with stride 3", [input(1, 1, 2, 3), input(1, 2, 2, 2), input(2)],
    { try .convTranspose2d($0[0], $0[1], $0[2], stride: 3, padding: 0, outputPadding: 2) },
    { $0[0].convTranspose2d($0[1], $0[2], stride: 3, padding: 0, outputPadding: 2) }),
  .init(
    "convTranspose2d of pixels", [input(2, 3, 3, 2), input(3, 4, 1, 1), input(4)],
    { try .convTranspose2d($0[0], $0[1], $0[2], stride: 1, padding: 0, outputPadding: 0) },
    { $0[0].convTranspose2d($0[1], $0[2], stride: 1, padding: 0, outputPadding: 0) }),
  .init(
    "convTranspose2d of one pixel", [input(3, 2, 1, 1), input(2, 3, 4, 4), input(3)],
    { try .convTranspose2d($0[0], $0[1], $0[2], stride: 1, padding: 0, outputPadding: 0) },
    { $0[0].convTranspose2d($0[1], $0[2], stride: 1, padding: 0, outputPadding: 0) }),
  .init(
    "maxPool2d of odd sides", [input(2, 2, 7, 11)], { try .maxPool2d($0[0], window: 2, stride: 2) },
    { $0[0].maxPool2d(2, stride: 2) }),
  .init(
    "maxPool2d, overlapping", [input(1, 2, 7, 7)], { try .maxPool2d($0[0], window: 3, stride: 2) },
    { $0[0].maxPool2d(3, stride: 2) }),
  .init(
    "maxPool2d with padding", [input(2, 1, 5, 6)], { try .maxPool2d($0[0], window: 2, stride: 2, padding: 1) },
    { $0[0].maxPool2d(2, stride: 2, padding: 1) }),
  .init(
    "avgPool2d of odd sides", [input(2, 2, 7, 11)], { try .avgPool2d($0[0], window: 2, stride: 2) },
    { $0[0].avgPool2d(2, stride: 2) }),
  .init(
    "avgPool2d, overlapping, with padding", [input(1, 2, 7, 5)],
    { try .avgPool2d($0[0], window: 3, stride: 2, padding: 1) }, { $0[0].avgPool2d(3, stride: 2, padding: 1) }),
  .init(
    "avgPool2d with gaps", [input(1, 1, 8, 8)], { try .avgPool2d($0[0], window: 2, stride: 3) },
    { $0[0].avgPool2d(2, stride: 3) }),
]

private func distances(_ power: Float) -> OperationCase {
  .init(
    "distances of power \(power)", [input(2, 3, 5), input(2, 4, 5, in: -1.7...1.3)],
    { try .distances($0[0], $0[1], power: power) },
    { x in
      .generate([2, 3, 4]) { i in
        let differences = (0..<5).map { abs(x[0][i[0], i[1], $0] - x[1][i[0], i[2], $0]) }
        if power == .infinity { return differences.max() ?? 0 }
        return pow(differences.reduce(0) { $0 + pow($1, Double(power)) }, 1 / Double(power))
      }
    })
}

/// 3 on the diagonal, which keeps a matrix of numbers from -2 to 2 regular.
private var identity: Variable { get throws { Variable(try Tensor([3, 0, 0, 3], [2, 2])) } }

/// The symmetric part of a matrix.
private func symmetric(_ x: Variable) throws -> Variable { try (x + .permute(x, [1, 0])) * .constant(0.5) }

/// Eigenvalues of [[a, b], [b, d]], the least first, and vectors of length 1.
private struct Eigen2 {
  let values: [Double]
  let vectors: [(Double, Double)]

  init(symmetric x: Reference) { self.init(x[0, 0], (x[0, 1] + x[1, 0]) / 2, x[1, 1]) }

  /// Those of xᵀx, x [n, 2].
  init(gramOf x: Reference) {
    func product(_ i: Int, _ j: Int) -> Double { (0..<x.shape[0]).reduce(0) { $0 + x[$1, i] * x[$1, j] } }
    self.init(product(0, 0), product(0, 1), product(1, 1))
  }

  private init(_ a: Double, _ b: Double, _ d: Double) {
    let (centre, radius) = ((a + d) / 2, ((a - d) * (a - d) / 4 + b * b).squareRoot())
    values = [centre - radius, centre + radius]
    vectors = values.map { value in
      let length = (b * b + (value - a) * (value - a)).squareRoot()
      return (b / length, (value - a) / length)
    }
  }

  /// The squares of the vectors' elements, vectors as columns, row after row.
  var squares: [Double] { vectors.map { $0.0 * $0.0 } + vectors.map { $0.1 * $0.1 } }
}
