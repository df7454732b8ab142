import Threads

/// Where the processes of a group stop a cell that somebody interrupts: all at the same of its safepoints.
///
/// They run the same text, and so pass the same safepoints in the same order. The one that is asked to stop tells the
/// others; each names the first safepoint at which it could, and the last of these is where all do. Whoever waits for others
/// in the middle of an exchange names the next one: what they wait for is still to come.
///
/// While they work apart, each at something of its own, they have no safepoints in common: then each is stopped by itself.
package final class StopPoints: StopAgreement {
  private unowned let group: ProcessGroup
  private var passed: Int64 = 0
  private var end: Int64?
  /// When the others were last asked.
  private var asked = MonotonicTime.now

  /// What says, while this process works apart, whether it is to stop.
  private var stopsApart: ((_ isWished: Bool) -> Bool)?

  init(of group: ProcessGroup) { self.group = group }

  /// Has this process work at something of its own while `body` runs.
  ///
  /// - Parameter isToStop: whether it is to stop, asked at its safepoints; `isWished` says whether somebody asked this process.
  package func whileApart<Result>(
    _ isToStop: @escaping (_ isWished: Bool) -> Bool, _ body: () throws -> Result
  ) rethrows -> Result {
    stopsApart = isToStop
    defer { stopsApart = nil }
    return try ProcessGroup.apart(body)
  }

  package func passes(isWished: Bool) throws(Cancelled) {
    if let stopsApart {
      if isDue, stopsApart(isWished) { throw Cancelled() }
      return
    }
    passed += 1
    agree(from: passed, isWished)
    if let end, passed >= end { throw Cancelled() }
  }

  package func endsWaiting(isWished: Bool) -> Bool {
    if let stopsApart { return isDue && stopsApart(isWished) }
    agree(from: passed + 1, isWished)
    return end != nil
  }

  /// In the middle of an exchange.
  func attend() { agree(from: passed + 1, Cancellation.current.isWished) }

  package func begin() { (passed, end) = (0, nil) }

  package func acknowledge() { end = nil }

  /// The others are asked at most a thousand times a second: a loop's rounds may be much shorter.
  private var isDue: Bool {
    let now = MonotonicTime.now
    guard asked.advanced(milliseconds: 1) <= now else { return false }
    asked = now
    return true
  }

  private var isNotified: Bool { isDue && group.library.isNotified() == 1 }

  /// Agrees upon the end where it is wished, which is for the first process to say, and not yet known.
  private func agree(from earliest: Int64, _ isWished: Bool) {
    guard end == nil, group.isFirst ? isWished : isNotified else { return }
    if group.isFirst { _ = group.library.notify() }
    // Where the others cannot be reached any more, this one stops where it is.
    end = (try? group.largest(earliest)) ?? earliest
  }
}
