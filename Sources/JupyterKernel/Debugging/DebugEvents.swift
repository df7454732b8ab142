import JupyterWire
import Synchronization
import Threads

/// What the kernel says of debugging, in one order: each reply and each event has the next number.
final class DebugEvents: Sendable {
  /// The numbers of breakpoints, calls and variables, each given once: who asks for one of before is told that it is gone.
  let numbers = DebugNumbers()

  private struct State {
    var seq = 0
    /// The request that events belong to: the latest.
    var parent = ParentHeader.none

    mutating func next() -> Int {
      seq += 1
      return seq
    }
  }

  private let publisher: Publisher
  private let state = Monitor(State())

  init(_ publisher: Publisher) { self.publisher = publisher }

  /// From now on events belong to this request.
  func begin(_ parent: ParentHeader) { state.withLock { $0.parent = parent } }

  /// The number of a reply that is made now.
  func nextSeq() -> Int { state.withLock { $0.next() } }

  /// Publishes an event. Safe from any thread, never waits.
  func publish(_ event: String, _ body: JSONObject? = nil) {
    state.withLock { state in
      publisher.publish(DebugEvent(seq: state.next(), event: event, body: body), parent: state.parent)
    }
  }
}

/// Gives numbers, from 1, each once.
final class DebugNumbers: Sendable {
  private let given = Atomic<Int>(0)

  /// The first of so many numbers that follow each other.
  func take(_ count: Int = 1) -> Int { given.add(count, ordering: .relaxed).oldValue + 1 }
}
