import Glibc
import Synchronization

/// The request that one piece of work stop: set from any thread, and looked at by the thread that does the work, between
/// steps and inside long ones.
///
/// The work goes through safepoints, places where nothing is half changed. There others may also ask to be let in, to look
/// at what is being worked on.
public final class Cancellation: Sendable {
  /// Bits of ``requests``.
  @usableFromInline enum Request {
    @usableFromInline static let cancel: UInt8 = 1
    @usableFromInline static let visit: UInt8 = 2
    /// Somebody waits for the cancellation, in ``handlers``.
    static let handler: UInt8 = 4
    /// The condition has to be asked.
    @usableFromInline static let condition: UInt8 = 8
    /// There is no memory to go on with.
    @usableFromInline static let memory: UInt8 = 16
    /// Others do the same work, and all stop at one safepoint: they have to be asked at each.
    @usableFromInline static let agreement: UInt8 = 32
    /// Somebody wishes work to stop of which others do the same.
    static let wish: UInt8 = 64
  }

  @usableFromInline let requests: Atomic<UInt8>
  private let handlers = Monitor<(next: Int, list: [Int: @Sendable () -> Void])>((next: 0, list: [:]))
  private let condition: (@Sendable () -> Bool)?
  private let room = Monitor<(@Sendable (Int) -> Bool)?>(nil)
  // Unsafe only in name: called by ``safepoint()`` alone, which is for the thread that does the work and made this.
  nonisolated(unsafe) private let visit: () -> Void
  nonisolated(unsafe) private let agreement: (any StopAgreement)?

  private init(
    requests: UInt8, condition: (@Sendable () -> Bool)?, agreement: (any StopAgreement)? = nil,
    visit: @escaping () -> Void
  ) {
    self.requests = Atomic(requests)
    self.condition = condition
    self.agreement = agreement
    self.visit = visit
  }

  /// One of work that nobody has cancelled yet.
  public convenience init() { self.init(requests: 0, condition: nil, visit: {}) }

  /// - Parameters:
  ///   - agreement: of those who do the same work; nil for work that nobody else does. Such work stops at safepoints alone.
  ///   - visit: called on the working thread, at its next safepoint after ``requestVisit()``.
  package convenience init(agreement: (any StopAgreement)? = nil, atSafepoint visit: @escaping () -> Void = {}) {
    self.init(
      requests: agreement == nil ? 0 : Request.agreement, condition: nil, agreement: agreement, visit: visit)
    agreement?.begin()
  }

  /// One that is also cancelled once `condition` says so: that must not change its mind.
  package static func when(_ condition: @escaping @Sendable () -> Bool) -> Cancellation {
    Cancellation(requests: Request.condition, condition: condition, visit: {})
  }

  // MARK: The request

  /// Whether the work is to stop. Cheap enough for an inner loop.
  @inlinable public var isCancelled: Bool {
    let requests = requests.load(ordering: .relaxed)
    return requests & (Request.cancel | Request.condition) != 0 && isCancelled(requests)
  }

  @usableFromInline func isCancelled(_ requests: UInt8) -> Bool {
    requests & Request.cancel != 0 || (condition?() ?? false)
  }

  /// - Throws: ``Cancelled`` if the work is to stop.
  @inlinable public func check() throws(Cancelled) {
    if isCancelled { throw Cancelled() }
  }

  /// Asks the work to stop.
  ///
  /// From a signal's handler only where nobody uses ``withHandler(_:_:)``.
  public func cancel() {
    let request = agreement == nil ? Request.cancel : Request.wish
    let before = requests.bitwiseOr(request, ordering: .sequentiallyConsistent).oldValue
    guard before & Request.handler != 0 else { return }
    let waiting = handlers.withLock { handlers in
      defer { handlers.list = [:] }
      return Array(handlers.list.values)
    }
    for handler in waiting { handler() }
  }

  /// Runs `body`; a cancellation before its end calls `handler` at once, on another thread, to wake what `body` waits for:
  /// a child process, a condition, another library's own flag.
  public func withHandler<Result>(
    _ handler: @escaping @Sendable () -> Void, _ body: () throws -> Result
  ) rethrows -> Result {
    let ticket = handlers.withLock { handlers -> Int? in
      // Whoever cancels before this is seen here, and whoever does after it sees that there is a handler.
      let before = requests.bitwiseOr(Request.handler, ordering: .sequentiallyConsistent).oldValue
      guard before & (Request.cancel | Request.wish) == 0 else { return nil }
      handlers.next += 1
      handlers.list[handlers.next] = handler
      return handlers.next
    }
    guard let ticket else {
      handler()
      return try body()
    }
    defer { handlers.withLock { $0.list[ticket] = nil } }
    return try body()
  }

  // MARK: Memory

  /// Has `hasRoom` asked before the work takes so many bytes at once. Before that anything fits.
  package func setRoom(_ hasRoom: @escaping @Sendable (_ bytes: Int) -> Bool) { room.withLock { $0 = hasRoom } }

  /// For the working thread, before it takes so many bytes at once: what the system refused would be the end of the process.
  ///
  /// - Throws: ``Cancelled`` where the system does not have them.
  package func requireMemory(_ bytes: Int) throws(Cancelled) {
    guard let hasRoom = room.withLock(\.self), !hasRoom(bytes) else { return }
    throw Cancelled(lacksMemory: true)
  }

  /// For the working thread, which took note of the request and goes on: only another one stops it again.
  ///
  /// What a condition says stays so.
  package func acknowledge() {
    requests.bitwiseAnd(~(Request.cancel | Request.wish), ordering: .sequentiallyConsistent)
    agreement?.acknowledge()
  }

  // MARK: Agreement

  /// Whether somebody wishes work to stop of which others do the same.
  package var isWished: Bool { requests.load(ordering: .relaxed) & Request.wish != 0 }

  /// For the working thread, in a wait that has no fixed number of rounds: lets a visitor in.
  ///
  /// - Returns: whether to wait no longer, and to go on to the next safepoint.
  package func endsWaiting() -> Bool {
    if let agreement {
      letVisitorIn()
      return agreement.endsWaiting(isWished: isWished)
    }
    guard needsSafepoint else { return false }
    if isCancelled || requests.load(ordering: .relaxed) & Request.memory != 0 { return true }
    letVisitorIn()
    return false
  }

  // MARK: Safepoints

  /// Ends the work at its next safepoint, because the system has no more memory for it. From any thread.
  package func exhaust() { requests.bitwiseOr(Request.memory, ordering: .relaxed) }

  /// Asks the working thread to let a visitor in.
  package func requestVisit() { requests.bitwiseOr(Request.visit, ordering: .relaxed) }

  /// Whether ``safepoint()`` has something to do. Cheap enough for the inner loop of an interpreter.
  @inlinable package var needsSafepoint: Bool {
    requests.load(ordering: .relaxed)
      & (Request.cancel | Request.visit | Request.condition | Request.memory | Request.agreement) != 0
  }

  /// For the working thread, where nothing is half changed: ``check()``, and then lets a visitor in if one waits.
  @inlinable package func safepoint() throws(Cancelled) {
    if needsSafepoint { try stop() }
  }

  @usableFromInline func stop() throws(Cancelled) {
    try check()
    if requests.load(ordering: .relaxed) & Request.memory != 0 { throw Cancelled(lacksMemory: true) }
    try agreement?.passes(isWished: isWished)
    letVisitorIn()
  }

  private func letVisitorIn() {
    guard requests.bitwiseAnd(~Request.visit, ordering: .relaxed).oldValue & Request.visit != 0 else { return }
    visit()
  }
}

/// Those who do the same work at the same time, in other processes, and stop it at the same of its safepoints. Called on the
/// working thread alone.
package protocol StopAgreement: AnyObject {
  /// Work begins: no safepoint has been passed.
  func begin()
  /// At each safepoint.
  ///
  /// - Throws: ``Cancelled`` where it is the one that the work stops at.
  func passes(isWished: Bool) throws(Cancelled)
  /// In a wait between two safepoints; whether it is to end.
  func endsWaiting(isWished: Bool) -> Bool
  /// The work took note, and goes on.
  func acknowledge()
}

/// Why work ended that was cancelled.
public struct Cancelled: Error, Sendable, Equatable {
  /// Whether it was for want of memory, and nobody's wish.
  package let lacksMemory: Bool

  /// The error of work that somebody wished to stop.
  public init() { lacksMemory = false }

  init(lacksMemory: Bool) { self.lacksMemory = lacksMemory }
}
