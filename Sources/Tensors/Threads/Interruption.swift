/// How long work on tensors learns that it is no longer wanted.
///
/// The caller of an operation sets a question for its own thread; the threads that share its slices ask it too. Once the
/// answer is yes it stays yes: an operation may leave out whatever it has not begun, because it will throw at its end.
package enum Interruption {
  package typealias Question = @Sendable () -> Bool

  private static let asked = ThreadLocal<Question?> { nil }

  /// What this thread asks; nil where nobody can interrupt.
  static var question: Question? { asked.value }

  /// Runs `body` with operations on this thread stopping once `isCancelled` says so.
  package static func observing<Result>(_ isCancelled: Question?, _ body: () throws -> Result) rethrows -> Result {
    let outer = asked.value
    asked.value = isCancelled
    defer { asked.value = outer }
    return try body()
  }

  /// Whether the work is no longer wanted: for the inside of a slice, which returns then. What shares the slices throws.
  package static var isRequested: Bool { asked.value?() ?? false }

  static var error: TensorError { TensorError(.cancelled, "", "the computation was interrupted") }

  /// - Throws: ``TensorError`` of code `cancelled` once the work is no longer wanted.
  package static func check() throws {
    if isRequested { throw error }
  }
}
