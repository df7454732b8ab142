/// How long work on tensors learns that it is no longer wanted.
///
/// The caller of an operation sets a question for its own thread; operations that may take more than a few milliseconds
/// ask it between their parts.
package enum Interruption {
  private static let question = ThreadLocal<(() -> Bool)?> { nil }

  /// Runs `body` with operations on this thread stopping once `isCancelled` says so.
  package static func observing<Result>(_ isCancelled: @escaping () -> Bool, _ body: () throws -> Result) rethrows
    -> Result
  {
    let outer = question.value
    question.value = isCancelled
    defer { question.value = outer }
    return try body()
  }

  /// - Throws: ``TensorError`` of code `cancelled` once the work is no longer wanted.
  package static func check(_ operation: String) throws {
    if let isCancelled = question.value, isCancelled() {
      throw TensorError(.cancelled, operation, "\(operation) was interrupted")
    }
  }
}
