import Glibc

/// How much of a code is left, and how much of it is noise, after t of T steps:
///
///     q(z_t | z_0) = N(√ᾱ_t z_0, (1 - ᾱ_t) I),  ᾱ_t = Π_{s ≤ t} (1 - β_s)
///
/// (Ho et al. 2020, eq. 4). `linear` are their β, from 10⁻⁴ to 0.02; `cosine` are those of Nichol & Dhariwal (2021), eq. 17:
/// ᾱ_t = f(t) / f(0), f(t) = cos²((t/T + 0.008) / 1.008 · π/2), β at most 0.999.
package struct NoiseSchedule: Sendable, Equatable {
  package enum Kind: String, Sendable, Codable, CaseIterable { case linear, cosine }

  package let kind: Kind
  /// β_1 … β_T, from place 0.
  package let betas: [Double]
  /// ᾱ_0 = 1, ᾱ_1 … ᾱ_T.
  package let alphaBars: [Double]

  /// T, the steps of all schedules.
  package static let steps = 1000

  package init(_ kind: Kind, steps: Int = NoiseSchedule.steps) {
    self.kind = kind
    func f(_ t: Int) -> Double {
      let angle = (Double(t) / Double(steps) + 0.008) / 1.008 * .pi / 2
      return cos(angle) * cos(angle)
    }
    betas = (1...steps).map { t in
      switch kind {
      case .linear: 1e-4 + (0.02 - 1e-4) * Double(t - 1) / Double(max(1, steps - 1))
      case .cosine: min(0.999, 1 - f(t) / f(t - 1))
      }
    }
    var (bars, product) = ([1.0], 1.0)
    for beta in betas {
      product *= 1 - beta
      bars.append(product)
    }
    alphaBars = bars
  }

  package var steps: Int { betas.count }

  /// √ᾱ_t and √(1 - ᾱ_t).
  package func marginal(_ t: Int) -> (scale: Double, deviation: Double) {
    (alphaBars[t].squareRoot(), (1 - alphaBars[t]).squareRoot())
  }

  /// A step back from t to s < t, given what is thought to be z_0 and the noise in z_t:
  ///
  ///     z_s = √ᾱ_s z_0 + √(1 - ᾱ_s - σ²) ε + σ n,  σ = η √((1 - ᾱ_s) / (1 - ᾱ_t)) √(1 - ᾱ_t / ᾱ_s)
  ///
  /// (Song et al. 2021, eq. 12 and 16). With η = 1 it is the posterior q(z_s | z_t, z_0), which DDPM draws from.
  package func step(from t: Int, to s: Int, eta: Double) -> (code: Double, noise: Double, deviation: Double) {
    let (before, after) = (alphaBars[t], alphaBars[s])
    let deviation = eta * ((1 - after) / (1 - before) * (1 - before / after)).squareRoot()
    return (after.squareRoot(), max(0, 1 - after - deviation * deviation).squareRoot(), deviation)
  }

  /// q(z_{t-1} | z_t, z_0) = N(a z_0 + b z_t, σ² I) (Ho et al. 2020, eq. 6 and 7).
  package func posterior(_ t: Int) -> (code: Double, noisy: Double, deviation: Double) {
    let (beta, before, after) = (betas[t - 1], alphaBars[t], alphaBars[t - 1])
    return (
      after.squareRoot() * beta / (1 - before), (1 - beta).squareRoot() * (1 - after) / (1 - before),
      ((1 - after) / (1 - before) * beta).squareRoot()
    )
  }

  /// The places of a walk of so many steps, from T to 0.
  package func walk(_ count: Int) -> [Int] {
    (0...count).map { (count - $0) * steps / count }
  }
}
