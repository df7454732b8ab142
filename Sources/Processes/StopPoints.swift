import Threads

/// Where the processes of a group stop a cell that somebody interrupts: all at the same of its safepoints.
///
/// They run the same text, and so pass the same safepoints in the same order. The one that is asked to stop tells the
/// others; each names the first safepoint at which it could, and the last of these is where all do. Whoever waits for others
/// in the middle of an exchange names the next one: what they wait for is still to come.
package final class StopPoints: StopAgreement {
  private unowned let group: ProcessGroup
  private var passed: Int64 = 0
  private var end: Int64?
  /// When the others were last asked.
  private var asked = MonotonicTime.now

  init(of group: ProcessGroup) { self.group = group }

  package func passes(isWished: Bool) throws(Cancelled) {
    passed += 1
    agree(from: passed, isWished)
    if let end, passed >= end { throw Cancelled() }
  }

  package func endsWaiting(isWished: Bool) -> Bool {
    agree(from: passed + 1, isWished)
    return end != nil
  }

  /// In the middle of an exchange.
  func attend() { agree(from: passed + 1, Cancellation.current.isWished) }

  package func begin() { (passed, end) = (0, nil) }

  package func acknowledge() { end = nil }

  /// The others are asked at most a thousand times a second: a loop's rounds may be much shorter.
  private var isNotified: Bool {
    let now = MonotonicTime.now
    guard asked.advanced(milliseconds: 1) <= now else { return false }
    asked = now
    return group.library.isNotified() == 1
  }

  /// Agrees upon the end where it is wished, which is for the first process to say, and not yet known.
  private func agree(from earliest: Int64, _ isWished: Bool) {
    guard end == nil, group.isFirst ? isWished : isNotified else { return }
    if group.isFirst { _ = group.library.notify() }
    // Where the others cannot be reached any more, this one stops where it is.
    end = (try? group.largest(earliest)) ?? earliest
  }
}
