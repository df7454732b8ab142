import Glibc
import Synchronization

/// One execution's request to stop, or to let somebody look at the session: set from any thread, and looked at by the
/// thread that runs the cell, between steps and inside long work.
package final class Cancellation: Sendable {
  private static let cancelled: UInt8 = 1
  private static let visited: UInt8 = 2

  private let requests = Atomic<UInt8>(0)
  // Unsafe only in name: called by ``check()`` alone, which is for the thread that runs the cell and made this.
  nonisolated(unsafe) private let visit: () -> Void

  /// - Parameter visit: called on the cell's thread, at the next place where its state is whole, after
  ///   ``requestVisit()``.
  package init(visit: @escaping () -> Void = {}) { self.visit = visit }

  package var isCancelled: Bool { requests.load(ordering: .relaxed) & Self.cancelled != 0 }

  /// Whether ``check()`` has something to do. Cheap enough for the inner loop of an interpreter.
  @inline(__always)
  package var needsCheck: Bool { requests.load(ordering: .relaxed) != 0 }

  package func cancel() { requests.bitwiseOr(Self.cancelled, ordering: .relaxed) }

  /// Asks the cell's thread to let a visitor in.
  package func requestVisit() { requests.bitwiseOr(Self.visited, ordering: .relaxed) }

  /// Throws the diagnostic of an interrupted cell if ``cancel()`` was called; lets a visitor in if one waits.
  ///
  /// For the cell's own thread, where nothing is half changed.
  package func check() throws {
    guard needsCheck else { return }
    try checkCancelled()
    requests.bitwiseAnd(~Self.visited, ordering: .relaxed)
    visit()
  }

  /// ``check()`` without visitors, for where something is half done.
  func checkCancelled() throws {
    if isCancelled { throw Diagnostic(.interrupted, Self.message) }
  }

  package static let message = "the cell was interrupted"

  /// Counts the rounds of a long loop, and looks at the running cell's interrupt every few thousand.
  struct Rounds {
    private let cancellation = Cancellation.current
    private var count = 0

    /// Throws the diagnostic of an interrupted cell.
    @inline(__always)
    mutating func next() throws {
      count &+= 1
      if count & 0xfff == 0 { try cancellation?.checkCancelled() }
    }
  }

  // MARK: The running thread's

  // For comparing and writing values, which happens in too many places to hand it everywhere.
  private static let key: pthread_key_t = {
    var key = pthread_key_t()
    pthread_key_create(&key, nil)
    return key
  }()

  /// The cancellation of the cell that this thread runs.
  static var current: Cancellation? {
    pthread_getspecific(key).map { Unmanaged<Cancellation>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Makes this the thread's ``current`` one while `body` runs.
  func whileCurrent<Result>(_ body: () throws -> Result) rethrows -> Result {
    let outer = pthread_getspecific(Self.key)
    pthread_setspecific(Self.key, Unmanaged.passUnretained(self).toOpaque())
    defer { pthread_setspecific(Self.key, outer) }
    return try body()
  }
}
