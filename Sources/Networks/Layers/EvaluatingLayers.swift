import Threads

/// Which of the layers without a mode of their own were told to evaluate: those that behave alike in training and in
/// evaluation, and those made of others. They compute the same, and programs ask them all the same (`net.eval()`, `net.training`).
///
/// Kept beside the layers: nothing that they compute depends on it.
final class EvaluatingLayers: @unchecked Sendable {
  static let shared = EvaluatingLayers()

  private struct Kept { weak var layer: (any Layer)? }

  private let lock = Lock()
  private var kept: [ObjectIdentifier: Kept] = [:]
  private var limit = 64

  func contains(_ layer: any Layer) -> Bool {
    lock.lock()
    defer { lock.unlock() }
    guard !kept.isEmpty, let found = kept[ObjectIdentifier(layer)] else { return false }
    // Another layer may lie where one was that is gone.
    return found.layer === layer
  }

  func set(_ layer: any Layer, _ isEvaluating: Bool) {
    lock.lock()
    defer { lock.unlock() }
    guard isEvaluating else {
      kept[ObjectIdentifier(layer)] = nil
      return
    }
    if kept.count >= limit {
      kept = kept.filter { $0.value.layer != nil }
      limit = max(64, 2 * kept.count)
    }
    kept[ObjectIdentifier(layer)] = Kept(layer: layer)
  }
}
