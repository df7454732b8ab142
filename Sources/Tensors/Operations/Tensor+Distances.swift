import Glibc

extension Tensor {
  /// (Σ |a - b|^p)^(1/p) of each row of `a` [batch, n, m] to each of `b` [batch, k, m]: [batch, n, k]; the largest |a - b|
  /// for p = ∞, and for p = 0 how many differ.
  package static func distances(_ a: Tensor, _ b: Tensor, power p: Float) throws -> Tensor {
    let (batch, n, k, m) = (a.shape[0], a.shape[1], b.shape[1], a.shape[2])
    let result = try Tensor(uninitialized: [batch, n, k], for: "cdist")
    let (left, right, destination, kernels) = (a.pointer, b.pointer, result.mutablePointer, Processor.kernels)
    try Partition.rows(batch * n, of: k * max(1, m)) { rows in
      for row in rows {
        let (x, others) = (left + row * m, right + row / max(1, n) * k * m)
        Partition.pieces(0..<k, weight: m) { columns in
          for column in columns {
            let y = others + column * m
            let distance: Double
            switch p {
            case 2 where m <= 16:
              var sum: Float = 0
              for i in 0..<m { sum += (x[i] - y[i]) * (x[i] - y[i]) }
              distance = Double(sum).squareRoot()
            case 2: distance = kernels.sum(.squaredDifference, x, y, count: m).squareRoot()
            case 1: distance = (0..<m).reduce(0.0) { $0 + Double(Swift.abs(x[$1] - y[$1])) }
            case 0: distance = (0..<m).reduce(0.0) { $0 + (x[$1] != y[$1] ? 1 : 0) }
            case .infinity: distance = (0..<m).reduce(0.0) { Swift.max($0, Double(Swift.abs(x[$1] - y[$1]))) }
            default:
              distance = pow(
                (0..<m).reduce(0.0) { $0 + pow(Double(Swift.abs(x[$1] - y[$1])), Double(p)) }, 1 / Double(p))
            }
            destination[row * k + column] = Float(distance)
          }
        }
      }
    }
    return result
  }

  /// This gradient of ``distances(_:_:power:)``, whose result was `d`, taken back to `a`. Where a distance is 0, so is its
  /// slope.
  ///
  /// - Parameter isTurned: the gradient is that of the distances from `b` to `a`: [batch, k, n].
  package func distancesGradient(
    _ a: Tensor, _ b: Tensor, of d: Tensor, power p: Float, isTurned: Bool
  ) throws -> Tensor {
    let (batch, n, k, m) = (a.shape[0], a.shape[1], b.shape[1], a.shape[2])
    let result = try Tensor.zeros([batch, n, m])
    let (left, right, slopes) = (a.pointer, b.pointer, result.mutablePointer)
    let (upstream, lengths) = (pointer, d.pointer)
    guard p != 0 else { return result }
    try Partition.rows(batch * n, of: k * max(1, m)) { rows in
      for row in rows {
        let one = row / n
        let (x, others, sums) = (left + row * m, right + one * k * m, slopes + row * m)
        Partition.pieces(0..<k, weight: m) { columns in
          for column in columns {
            let place = isTurned ? (one * k + column) * n + row % n : row * k + column
            let (g, length, y) = (upstream[place], lengths[place], others + column * m)
            guard length != 0 else { continue }
            switch p {
            case 2:
              let factor = g / length
              for i in 0..<m { sums[i] += factor * (x[i] - y[i]) }
            case 1: for i in 0..<m { sums[i] += x[i] > y[i] ? g : x[i] < y[i] ? -g : 0 }
            case .infinity:
              for i in 0..<m {
                let difference = x[i] - y[i]
                if Swift.abs(difference) == length { sums[i] += difference > 0 ? g : -g }
              }
            default:
              for i in 0..<m where x[i] != y[i] {
                let difference = x[i] - y[i]
                let size = powf(Swift.abs(difference) / length, p - 1)
                sums[i] += difference > 0 ? g * size : -g * size
              }
            }
          }
        }
      }
    }
    return result
  }
}
