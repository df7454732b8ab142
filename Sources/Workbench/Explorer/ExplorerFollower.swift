/// Has the explorers that are open follow a training, twice a second at most: where there are none it costs nothing.
final class ExplorerFollower {
  private let session: Session
  private let clock = ContinuousClock()
  private var last: ContinuousClock.Instant
  private var round = 0
  /// Until the next time: such that following takes no more than a sixtieth of the time.
  private var pause = Duration.milliseconds(500)

  init(_ session: Session) {
    self.session = session
    last = clock.now
  }

  /// After a step: a place where the model is whole.
  func step() {
    let start = clock.now
    guard last.duration(to: start) >= pause, session.hasExplorers else { return }
    round += 1
    // All points cost as much as some steps.
    session.refreshExplorers(points: round.isMultiple(of: 8))
    last = clock.now
    pause = max(.milliseconds(500), start.duration(to: last) * 60)
  }

  /// When training has ended.
  func finish() { if session.hasExplorers { session.refreshExplorers(points: true) } }
}
