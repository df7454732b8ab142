/// The time by the first process's clock: what all processes that run the same cells have in common.
package enum ProcessClock {
  private static let beginning = ContinuousClock.now

  /// Now; for a process by itself simply that.
  package static func now() -> ContinuousClock.Instant {
    guard ProcessGroup.current != nil else { return .now }
    return beginning.advanced(
      by: .seconds(ProcessGroup.told { beginning.duration(to: .now) / .seconds(1) }))
  }
}
