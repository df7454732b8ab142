/// The time by the first process's clock: what all processes that run the same cells have in common.
package enum ProcessClock {
  private static let beginning = ContinuousClock.now

  /// This process's own, in seconds since it began.
  static var own: Double { beginning.duration(to: .now) / .seconds(1) }

  /// Now; for a process by itself simply that.
  package static func now() -> ContinuousClock.Instant {
    guard ProcessGroup.current != nil else { return .now }
    return beginning.advanced(by: .seconds(ProcessGroup.told { own }))
  }

  /// When the processes last told each other something, which costs nothing to ask; for a process by itself now.
  package static func lastExchange() -> ContinuousClock.Instant {
    ProcessGroup.current.map { beginning.advanced(by: .seconds($0.lastExchange)) } ?? .now
  }
}
