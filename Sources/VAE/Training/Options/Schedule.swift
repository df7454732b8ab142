import Glibc

/// How the learning rate changes over a run of training.
package enum Schedule: String, Sendable, Codable, CaseIterable {
  case constant
  /// From the full rate along half a cosine to 0 at the end (Loshchilov & Hutter 2017, without restarts).
  case cosine
  /// A tenth of the rate from half of the run on, a hundredth from three quarters on (He et al. 2016).
  case step
  /// A straight line up over the first tenth of the run, then the full rate (Goyal et al. 2017).
  case warmup

  /// The factor of the learning rate.
  ///
  /// - Parameters:
  ///   - step: steps taken since the run began, from 0.
  ///   - total: steps that the run has.
  package func factor(step: Int, of total: Int) -> Double {
    let share = total > 0 ? min(1, Double(step) / Double(total)) : 0
    return switch self {
    case .constant: 1
    case .cosine: 0.5 * (1 + cos(.pi * share))
    case .step: share < 0.5 ? 1 : share < 0.75 ? 0.1 : 0.01
    // The first step moves too.
    case .warmup: min(1, Double(step + 1) / max(1, (Double(total) / 10).rounded(.up)))
    }
  }
}
