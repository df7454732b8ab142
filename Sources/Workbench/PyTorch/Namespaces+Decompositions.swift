import Autodiff
import Language
import Networks
import Tensors

/// What `torch.linalg` and `numpy.linalg` have of eigenvalues and singular values, by Jacobi's rotations in double precision.
/// Vectors have signs of their own, as everywhere.
extension Namespaces {
  var decompositions: [Entry] {
    let matrix = Parameter("x", .like("tensor"), "a matrix, or several")
    func single(_ arguments: Arguments, _ name: String) throws -> Tensor {
      let x = try arguments.tensor("x", for: name)
      guard x.shape.rank == 2 else {
        throw Diagnostic(.shape, "\(name) takes one matrix here, and this is \(x.shape)", parameter: "x")
      }
      guard !x.requiresGradient || !Recording.isOn else {
        throw Diagnostic(
          .gradient, "there is no gradient through \(name) here", suggestion: "x.detach()", parameter: "x")
      }
      guard try x.value.isFinite else {
        throw Diagnostic(.value, "\(name): some of these numbers are infinite or none", parameter: "x")
      }
      return x.value
    }
    return [
      entry("_eigh", "eigenvalues, the least first, and eigenvectors of a symmetric matrix", [matrix], result: "tuple")
      {
        arguments, _ in
        let x = try single(arguments, "eigh")
        try x.requireSquares(for: "eigh")
        let n = x.shape[0]
        let values = x.array
        // From the lower triangle, as in PyTorch.
        var a = (0..<n * n).map { Double(values[max($0 / n, $0 % n) * n + min($0 / n, $0 % n)]) }
        let vectors = Jacobi.diagonalize(&a, n)
        let order = (0..<n).sorted { a[$0 * n + $0] < a[$1 * n + $1] }
        let eigenvalues = order.map { Float(a[$0 * n + $0]) }
        let columns = (0..<n * n).map { Float(vectors[$0 / n * n + order[$0 % n]]) }
        return .tuple([Value(try Tensor(eigenvalues)), Value(try Tensor(columns).reshaped([n, n]))])
      },
      entry("_svd", "singular values, the greatest first, between their vectors", [matrix], result: "tuple") {
        arguments, _ in
        let x = try single(arguments, "svd")
        let (rows, columns) = (x.shape[0], x.shape[1])
        let values = x.array
        let isWide = columns > rows
        let (m, n) = isWide ? (columns, rows) : (rows, columns)
        // Columns one after another.
        let a = (0..<n).map { column in
          (0..<m).map { Double(values[isWide ? column * columns + $0 : $0 * columns + column]) }
        }
        let found = Jacobi.singular(a)
        let left = try Tensor((0..<m * n).map { Float(found.u[$0 % n][$0 / n]) }).reshaped([m, n])
        let right = try Tensor((0..<n * n).map { Float(found.v[$0 % n][$0 / n]) }).reshaped([n, n])
        let sizes = Value(try Tensor(found.sizes.map { Float($0) }))
        let (u, v) = isWide ? (right, left) : (left, right)
        return .tuple([Value(u), sizes, Value(v)])
      },
    ]
  }
}

/// Jacobi's methods: rotations of two dimensions at a time, until nothing is left to rotate.
private enum Jacobi {
  /// Makes a symmetric matrix diagonal, and gives the rotations together.
  static func diagonalize(_ a: inout [Double], _ n: Int) -> [Double] {
    var vectors = (0..<n * n).map { $0 / n == $0 % n ? 1.0 : 0 }
    for _ in 0..<60 {
      var rest = 0.0
      var whole = 0.0
      for row in 0..<n {
        for column in 0..<n {
          let square = a[row * n + column] * a[row * n + column]
          whole += square
          if row != column { rest += square }
        }
      }
      if rest <= 1e-28 * whole { break }
      for p in 0..<n {
        for q in (p + 1)..<max(n, p + 1) where a[p * n + q] != 0 {
          let (c, s) = rotation(a[p * n + p], a[q * n + q], a[p * n + q])
          for k in 0..<n {
            let (x, y) = (a[k * n + p], a[k * n + q])
            (a[k * n + p], a[k * n + q]) = (c * x - s * y, s * x + c * y)
          }
          for k in 0..<n {
            let (x, y) = (a[p * n + k], a[q * n + k])
            (a[p * n + k], a[q * n + k]) = (c * x - s * y, s * x + c * y)
            let (u, v) = (vectors[k * n + p], vectors[k * n + q])
            (vectors[k * n + p], vectors[k * n + q]) = (c * u - s * v, s * u + c * v)
          }
        }
      }
    }
    return vectors
  }

  /// Cosine and sine of the rotation that takes the product of two dimensions away.
  private static func rotation(_ first: Double, _ second: Double, _ product: Double) -> (Double, Double) {
    let theta = (second - first) / (2 * product)
    let t = (theta >= 0 ? 1.0 : -1.0) / (abs(theta) + (theta * theta + 1).squareRoot())
    let c = 1 / (t * t + 1).squareRoot()
    return (c, t * c)
  }

  /// The columns of a matrix with as many rows or more: what they become when they stand at right angles, by one-sided rotations.
  static func singular(_ columns: [[Double]]) -> (u: [[Double]], sizes: [Double], v: [[Double]]) {
    let n = columns.count
    let m = columns.first?.count ?? 0
    var a = columns
    var v = (0..<n).map { place in (0..<n).map { $0 == place ? 1.0 : 0 } }
    for _ in 0..<60 {
      var isDone = true
      for p in 0..<n {
        for q in (p + 1)..<max(n, p + 1) {
          var (alpha, beta, gamma) = (0.0, 0.0, 0.0)
          for k in 0..<m {
            alpha += a[p][k] * a[p][k]
            beta += a[q][k] * a[q][k]
            gamma += a[p][k] * a[q][k]
          }
          if abs(gamma) <= 1e-15 * (alpha * beta).squareRoot() || gamma == 0 { continue }
          isDone = false
          let (c, s) = rotation(alpha, beta, gamma)
          for k in 0..<m { (a[p][k], a[q][k]) = (c * a[p][k] - s * a[q][k], s * a[p][k] + c * a[q][k]) }
          for k in 0..<n { (v[p][k], v[q][k]) = (c * v[p][k] - s * v[q][k], s * v[p][k] + c * v[q][k]) }
        }
      }
      if isDone { break }
    }
    let sizes = a.map { column in column.reduce(0) { $0 + $1 * $1 }.squareRoot() }
    let order = (0..<n).sorted { sizes[$0] > sizes[$1] }
    var u = order.map { place in sizes[place] > 0 ? a[place].map { $0 / sizes[place] } : [] }
    // Where nothing is left of a column, any direction at right angles to the others.
    let least = (sizes.max() ?? 0) * 1e-15
    for place in u.indices where u[place].isEmpty || sizes[order[place]] <= least {
      u[place] = direction(Array(u[..<place]), m)
    }
    return (u, order.map { sizes[$0] }, order.map { v[$0] })
  }

  private static func direction(_ others: [[Double]], _ m: Int) -> [Double] {
    for axis in 0..<m {
      var vector = (0..<m).map { $0 == axis ? 1.0 : 0 }
      for _ in 0..<2 {
        for other in others {
          let product = zip(vector, other).reduce(0) { $0 + $1.0 * $1.1 }
          for k in 0..<m { vector[k] -= product * other[k] }
        }
      }
      let size = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
      if size > 0.1 / Double(m).squareRoot() { return vector.map { $0 / size } }
    }
    return [Double](repeating: 0, count: m)
  }
}
