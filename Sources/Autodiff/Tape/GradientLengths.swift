import Synchronization

/// How long the gradients were by which a parameter was changed, the last of them: for who looks at a program that has
/// stopped, and wants to know whether a weight still learns.
///
/// Kept while somebody wants it, a debugger: it is another pass over all gradients in each step.
package struct GradientLengths: Sendable {
  /// Whether optimizers note them.
  package static var areKept: Bool {
    get { kept.load(ordering: .relaxed) }
    set { kept.store(newValue, ordering: .relaxed) }
  }
  private static let kept = Atomic(false)

  /// So many are remembered.
  package static let most = 1000

  /// Euclidean norms, oldest first.
  package private(set) var lengths: [Double] = []

  package init() {}

  package mutating func append(_ length: Double) {
    if lengths.count >= Self.most { lengths.removeFirst(lengths.count - Self.most + 1) }
    lengths.append(length)
  }
}
