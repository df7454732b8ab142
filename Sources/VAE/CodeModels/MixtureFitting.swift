import Glibc
import Tensors
import Text

/// Expectation-maximization of a ``NormalMixture``, a round at a time (Bishop 2006, eq. 9.23 to 9.27):
///
///     r_nk = π_k N(z_n; μ_k, Σ_k) / Σ_j π_j N(z_n; μ_j, Σ_j)
///     π_k = Σ_n r_nk / N,  μ_k = Σ_n r_nk z_n / Σ_n r_nk,  Σ_k = Σ_n r_nk (z_n - μ_k)(z_n - μ_k)ᵀ / Σ_n r_nk + 10⁻⁶ · I
///
/// It begins with the codes given to the nearest of K centres, chosen one after another by their squared distance to those before
/// (k-means++, Arthur & Vassilvitskii 2007). What is added to the diagonal, as in scikit-learn, keeps a component from becoming a point.
/// All of it in double precision; sums have a fixed order, whatever the number of threads.
package struct MixtureFitting {
  /// As after the last whole round.
  package private(set) var mixture: NormalMixture
  private let codes: Tensor
  /// r [codes, K], of the mixture as it is.
  private var responsibilities: [Double]

  private static let floor = 1e-6
  /// Codes of a slice.
  private static let rows = 256
  /// Rows of a covariance of a slice.
  private static let covarianceRows = 8
  /// A round that changes the mean of log p(z) by less is the last.
  package static let tolerance = 1e-3

  /// - Parameter codes: [n, latent].
  /// - Throws: ``ModelError`` where there are fewer codes than components, or they are too long; ``TensorError`` of code `memory`.
  package init(_ codes: Tensor, components: Int, origin: CodeOrigin, noise: Philox) throws {
    let (count, latent) = (codes.shape[0], codes.shape[1])
    guard count >= components else {
      throw ModelError(
        "\(counted(components, "component")) cannot be fitted to \(counted(count, "code"))",
        suggestion: "components=\(max(1, count / 100))")
    }
    guard NormalMixture.latentSizes.contains(latent) else {
      throw ModelError(
        "a mixture has full covariances, of \(NormalMixture.latentSizes.upperBound) dimensions at most, and these codes have \(latent)",
        suggestion: "diffuse epochs=10")
    }
    // What arrays take is asked for first, for they have no limit of their own.
    let doubles = 3 * count * components + 4 * components * latent * latent
    _ = try Tensor(uninitialized: [2 * doubles], for: "fit")
    self.codes = codes
    mixture = NormalMixture(
      components: components, latent: latent, origin: origin, shares: [], means: [], factors: [])
    responsibilities = Self.nearest(codes, to: Self.centres(codes, components, noise), components)
    try maximize()
    try expect()
  }

  /// One round.
  ///
  /// - Throws: ``ModelError`` where a covariance has no factor; what an interrupt throws. The mixture is then as before.
  package mutating func iterate() throws {
    var next = self
    try next.maximize()
    try next.expect()
    let change = next.mixture.logLikelihood - mixture.logLikelihood
    next.mixture.iterations += 1
    next.mixture.hasConverged = abs(change) < Self.tolerance
    self = next
  }

  // MARK: The beginning

  private static func centres(_ codes: Tensor, _ components: Int, _ noise: Philox) -> [Double] {
    let (count, latent) = (codes.shape[0], codes.shape[1])
    var centres: [Double] = []
    var distances = [Double](repeating: .infinity, count: count)
    for k in 0..<components {
      let share = Double(noise.block(UInt64(k))[0]) * 0x1p-32
      let total = distances.reduce(0, +)
      var chosen = min(count - 1, Int(share * Double(count)))
      if k > 0, total > 0 {
        var left = share * total
        chosen =
          distances.firstIndex { distance in
            left -= distance
            return left < 0
          } ?? count - 1
      }
      let centre = (0..<latent).map { Double(codes.pointer[chosen * latent + $0]) }
      centres += centre
      for code in 0..<count {
        distances[code] = min(distances[code], squaredDistance(codes.pointer + code * latent, centre[...]))
      }
    }
    return centres
  }

  private static func squaredDistance(_ code: UnsafePointer<Float>, _ centre: ArraySlice<Double>) -> Double {
    centre.withUnsafeBufferPointer { centre in
      var sum = 0.0
      for i in 0..<centre.count {
        let difference = Double(code[i]) - centre[i]
        sum += difference * difference
      }
      return sum
    }
  }

  private static func nearest(_ codes: Tensor, to centres: [Double], _ components: Int) -> [Double] {
    let (count, latent) = (codes.shape[0], codes.shape[1])
    var result = [Double](repeating: 0, count: count * components)
    for code in 0..<count {
      let distances = (0..<components).map {
        squaredDistance(codes.pointer + code * latent, centres[$0 * latent..<($0 + 1) * latent])
      }
      let place = distances.indices.min { distances[$0] < distances[$1] } ?? 0
      result[code * components + place] = 1
    }
    return result
  }

  // MARK: The two halves of a round

  private mutating func maximize() throws {
    let (count, latent, components) = (codes.shape[0], codes.shape[1], mixture.components)
    let (z, width) = (codes.pointer, Self.covarianceRows)
    var masses = [Double](repeating: 10 * Double.ulpOfOne, count: components)
    for code in 0..<count { for k in 0..<components { masses[k] += responsibilities[code * components + k] } }
    var means = [Double](repeating: 0, count: components * latent)
    var covariances = [Double](repeating: 0, count: components * latent * latent)
    let parts = (latent + width - 1) / width
    try responsibilities.withUnsafeBufferPointer { r in
      try means.withUnsafeMutableBufferPointer { means in
        nonisolated(unsafe) let (r, means) = (r, means)
        try ThreadPool.shared.forEach(components) { k in
          let mean = means.baseAddress! + k * latent
          for code in 0..<count {
            let share = r[code * components + k]
            guard share > 0 else { continue }
            for i in 0..<latent { mean[i] += share * Double(z[code * latent + i]) }
          }
          for i in 0..<latent { mean[i] /= masses[k] }
        }
        try covariances.withUnsafeMutableBufferPointer { covariances in
          nonisolated(unsafe) let covariances = covariances
          try ThreadPool.shared.forEach(components * parts) { slice in
            let (k, part) = (slice / parts, slice % parts)
            let rows = part * width..<min(latent, (part + 1) * width)
            let (mean, sums) = (means.baseAddress! + k * latent, covariances.baseAddress! + k * latent * latent)
            withUnsafeTemporaryAllocation(of: Double.self, capacity: latent) { centred in
              for code in 0..<count {
                let share = r[code * components + k]
                guard share > 0 else { continue }
                for i in 0..<rows.upperBound { centred[i] = Double(z[code * latent + i]) - mean[i] }
                for i in rows {
                  let (weighted, row) = (share * centred[i], sums + i * latent)
                  for j in 0...i { row[j] += weighted * centred[j] }
                }
              }
            }
            for i in rows {
              for j in 0...i { sums[i * latent + j] /= masses[k] }
              sums[i * latent + i] += Self.floor
            }
          }
        }
      }
    }
    let size = latent * latent
    for k in 0..<components {
      let covariance = SymmetricMatrix(Array(covariances[k * size..<(k + 1) * size]), side: latent)
      guard let factor = try covariance.cholesky() else {
        throw ModelError(
          "a component's covariance is none: its codes lie too far apart for their number",
          suggestion: "fewer components")
      }
      covariances.replaceSubrange(k * size..<(k + 1) * size, with: factor)
    }
    let total = masses.reduce(0, +)
    (mixture.shares, mixture.means, mixture.factors) = (masses.map { $0 / total }, means, covariances)
  }

  private mutating func expect() throws {
    let (count, latent, components) = (codes.shape[0], codes.shape[1], mixture.components)
    let (z, means) = (codes.pointer, mixture.means)
    let (inverses, constants) = (try mixture.inverses(), mixture.logConstants)
    let slices = (count + Self.rows - 1) / Self.rows
    var sums = [Double](repeating: 0, count: slices)
    try responsibilities.withUnsafeMutableBufferPointer { r in
      try sums.withUnsafeMutableBufferPointer { sums in
        nonisolated(unsafe) let (r, sums) = (r, sums)
        try ThreadPool.shared.forEach(slices) { slice in
          withUnsafeTemporaryAllocation(of: Double.self, capacity: 2 * latent) { room in
            let (centred, y) = (room.baseAddress!, room.baseAddress! + latent)
            for code in slice * Self.rows..<min(count, (slice + 1) * Self.rows) {
              let row = r.baseAddress! + code * components
              for k in 0..<components {
                for i in 0..<latent {
                  centred[i] = Double(z[code * latent + i]) - means[k * latent + i]
                  y[i] = 0
                }
                inverses.withUnsafeBufferPointer { inverses in
                  // Column by column, which the processor's vectors can add.
                  let columns = inverses.baseAddress! + k * latent * latent
                  for j in 0..<latent {
                    let (value, column) = (centred[j], columns + j * latent)
                    for i in j..<latent { y[i] += value * column[i] }
                  }
                }
                var distance = 0.0
                for i in 0..<latent { distance += y[i] * y[i] }
                row[k] = constants[k] - 0.5 * distance
              }
              var highest = row[0]
              for k in 1..<max(1, components) { highest = max(highest, row[k]) }
              var total = 0.0
              for k in 0..<components { total += exp(row[k] - highest) }
              let density = highest + log(total)
              for k in 0..<components { row[k] = exp(row[k] - density) }
              sums[slice] += density
            }
          }
        }
      }
    }
    mixture.logLikelihood = sums.reduce(0, +) / Double(count)
  }
}

extension NormalMixture {
  /// The inverses of the factors, column after column.
  fileprivate func inverses() throws -> [Double] {
    let (d, size) = (latent, latent * latent)
    return try (0..<components).flatMap { k in
      let inverse = try SymmetricMatrix.inverse(ofLower: Array(factors[k * size..<(k + 1) * size]), side: d)
      return (0..<size).map { inverse[$0 % d * d + $0 / d] }
    }
  }

  /// log π_k - ½ log det(2π Σ_k).
  fileprivate var logConstants: [Double] {
    (0..<components).map { k in
      let logDeterminant = (0..<latent).reduce(0) { $0 + log(factors[(k * latent + $1) * latent + $1]) }
      return log(shares[k]) - logDeterminant - 0.5 * Double(latent) * log(2 * .pi)
    }
  }

  /// The mean of log p(z) over codes [n, latent].
  package func meanLogDensity(of codes: Tensor) throws -> Double {
    try MixtureFitting(scoring: codes, self).mixture.logLikelihood
  }
}

extension MixtureFitting {
  fileprivate init(scoring codes: Tensor, _ mixture: NormalMixture) throws {
    self.codes = codes
    self.mixture = mixture
    responsibilities = [Double](repeating: 0, count: codes.shape[0] * mixture.components)
    try expect()
  }
}
