import Glibc
import Tensors
import Text

/// Σ_k π_k N(z; μ_k, Σ_k), normal distributions of full covariance with shares; of one component, the normal distribution that has the
/// codes' own mean and covariance. As a sampler in Ghosh et al. (2020); fitted by expectation-maximization (Dempster et al. 1977),
/// Bishop (2006), section 9.2.
package struct NormalMixture: CodeModel, Sendable {
  package let components, latent: Int
  package let origin: CodeOrigin
  /// [K]; [K, latent]; [K, latent, latent], the lower triangles L_k with L_k · L_kᵀ = Σ_k.
  package internal(set) var shares, means, factors: [Double]
  /// The mean of log p(z) over the codes that it was fitted to.
  package internal(set) var logLikelihood = -Double.infinity
  /// Rounds of expectation-maximization, and whether the last changed little.
  package internal(set) var iterations = 0
  package internal(set) var hasConverged = false

  /// As many as are allowed.
  package static let componentCounts = 1...1000
  /// The dimensions of codes: of more a covariance takes too long.
  package static let latentSizes = 1...1024

  package init(components: Int, latent: Int, origin: CodeOrigin, shares: [Double], means: [Double], factors: [Double]) {
    (self.components, self.latent, self.origin) = (components, latent, origin)
    (self.shares, self.means, self.factors) = (shares, means, factors)
  }

  package var kind: CodeModelKind { .mixture }
  package var inWords: String {
    components == 1 ? "a normal distribution" : "a mixture of \(components) normal distributions"
  }

  package func draw(
    _ count: Int, _ request: CodeRequest, source: () -> Philox, check: () throws -> Void
  ) throws -> Tensor {
    let noise = source()
    let epsilon = try noise.normal([count, latent])
    let total = shares.reduce(0, +)
    let codes = try Tensor(uninitialized: [count, latent], for: "sample")
    for code in 0..<count {
      // Which component, from numbers far behind those of the codes.
      var left = Double(noise.block(UInt64(1) << 48 + UInt64(code))[0]) * 0x1p-32 * total
      let component = shares.firstIndex { share in
        left -= share
        return left < 0
      }
      let k = component ?? components - 1
      for i in 0..<latent {
        var value = 0.0
        let row = (k * latent + i) * latent
        for j in 0...i { value += factors[row + j] * Double(epsilon.pointer[code * latent + j]) }
        codes.mutablePointer[code * latent + i] = Float(means[k * latent + i] + request.temperature * value)
      }
      if code & 0xff == 0 { try check() }
    }
    return codes
  }

  /// The covariance of a component, row after row.
  package func covariance(_ k: Int) -> [Double] {
    let d = latent
    return (0..<d * d).map { place in
      let (i, j) = (place / d, place % d)
      return (0...min(i, j)).reduce(0) { $0 + factors[(k * d + i) * d + $1] * factors[(k * d + j) * d + $1] }
    }
  }
}

/// A mixture as it is written to a file: all that is no tensor.
package struct NormalMixtureRecord: Codable, Sendable {
  package var components, latent: Int
  package var origin: CodeOrigin
  package var logLikelihood: Double
  package var iterations: Int
  package var hasConverged: Bool

  enum CodingKeys: String, CodingKey { case components, latent, origin, logLikelihood, iterations, hasConverged }
}

extension NormalMixtureRecord {
  package init(from decoder: any Decoder) throws {
    let fields = try decoder.container(keyedBy: CodingKeys.self)
    components = try fields.decode(.components, in: NormalMixture.componentCounts)
    latent = try fields.decode(.latent, in: NormalMixture.latentSizes)
    origin = try fields.decode(CodeOrigin.self, forKey: .origin)
    logLikelihood = try fields.decodeNumber(.logLikelihood)
    iterations = try fields.decode(.iterations, in: SavedRange.count)
    hasConverged = try fields.decode(Bool.self, forKey: .hasConverged)
  }
}

extension NormalMixture {
  package var record: NormalMixtureRecord {
    NormalMixtureRecord(
      components: components, latent: latent, origin: origin, logLikelihood: logLikelihood, iterations: iterations,
      hasConverged: hasConverged)
  }

  /// What a file says of one.
  ///
  /// - Returns: nil where the numbers are not those of a mixture of this size.
  package init?(_ record: NormalMixtureRecord, shares: [Double], means: [Double], factors: [Double]) {
    let (k, d) = (record.components, record.latent)
    guard shares.count == k, means.count == k * d, factors.count == k * d * d,
      (shares + means + factors).allSatisfy(\.isFinite), shares.allSatisfy({ $0 >= 0 }), shares.reduce(0, +) > 0,
      (0..<k * d).allSatisfy({ factors[$0 * d + $0 % d] > 0 })
    else { return nil }
    self.init(
      components: k, latent: d, origin: record.origin, shares: shares, means: means, factors: factors)
    (logLikelihood, iterations) = (record.logLikelihood, record.iterations)
    hasConverged = record.hasConverged
  }
}
