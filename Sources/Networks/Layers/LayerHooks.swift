import Autodiff
import Threads

/// What is called around each layer that is applied, where somebody wants to see what goes through a network.
package enum LayerHooks {
  package typealias Around = (
    _ layer: any Layer, _ x: Variable, _ apply: (Variable) throws -> [Variable]
  ) throws -> [Variable]

  // Of the thread that runs cells: copies of networks are looked at on others.
  private static let state = ThreadLocal<Around?> { nil }

  /// Nil where nobody looks, as nearly always; layers may then be computed together.
  package static var around: Around? {
    get { state.value }
    set { state.value = newValue }
  }
}
