/// Has the explorers that are open follow a training, twice a second at most: where there are none it costs nothing.
final class ExplorerFollower {
  private let session: Session
  private let clock = ContinuousClock()
  private var last: ContinuousClock.Instant
  private var round = 0

  init(_ session: Session) {
    self.session = session
    last = clock.now
  }

  /// After a step: a place where the model is whole.
  func step() {
    guard session.hasExplorers, last.duration(to: clock.now) >= .milliseconds(500) else { return }
    round += 1
    // All points cost as much as some steps.
    session.refreshExplorers(points: round.isMultiple(of: 8))
    last = clock.now
  }

  /// When training has ended.
  func finish() { if session.hasExplorers { session.refreshExplorers(points: true) } }
}
