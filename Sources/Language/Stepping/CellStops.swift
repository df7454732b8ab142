import Synchronization
import Threads

/// The places of one cell where its program can stop, and the breakpoints there. Safe from any thread.
final class CellStops: Sendable {
  private struct State {
    var places: [Int: StopPlace] = [:]
    var breakpoints: [Int: [Breakpoint]] = [:]
  }

  private let state = Monitor(State())

  /// The place of a line: the same for all code that is compiled of the cell.
  func place(_ line: Int) -> StopPlace {
    state.withLock { state in
      if let known = state.places[line] { return known }
      let place = StopPlace(line)
      place.set(state.breakpoints[line] ?? [])
      state.places[line] = place
      return place
    }
  }

  func set(_ breakpoints: [Breakpoint]) {
    state.withLock { state in
      state.breakpoints = Dictionary(grouping: breakpoints, by: \.line)
      for (line, place) in state.places { place.set(state.breakpoints[line] ?? []) }
    }
  }
}

/// A line of a cell where a statement begins. Safe from any thread.
final class StopPlace: Sendable {
  let line: Int
  private let mark = Atomic(false)
  private let all = Monitor<[Breakpoint]>([])

  init(_ line: Int) { self.line = line }

  /// Whether there is a breakpoint. Cheap enough to ask before each statement.
  @inline(__always)
  var isBreakpoint: Bool { mark.load(ordering: .relaxed) }

  var breakpoints: [Breakpoint] { all.withLock { $0 } }

  fileprivate func set(_ breakpoints: [Breakpoint]) {
    all.withLock { $0 = breakpoints }
    mark.store(!breakpoints.isEmpty, ordering: .relaxed)
  }
}
