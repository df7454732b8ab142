import Glibc
import Language
import TestSupport
import Testing
import Threads

// What several suites ask of a cell.

/// A value of which a test sees whether anybody still holds it.
final class Probe: ObjectValue {
  let typeName = "probe"
  func repr() -> String { "probe" }
}

/// A cell that reads the variable `p` leaves nothing that keeps its value once the session is gone.
func expectFreed(after cell: String, _ location: SourceLocation = #_sourceLocation) throws {
  weak var probe: Probe?
  try onBigStack {
    let session = Session()
    let own = Probe()
    probe = own
    session.interpreter.define("p", .object(own))
    #expect(session.run(cell).error == nil, sourceLocation: location)
  }
  #expect(probe == nil, sourceLocation: location)
}

/// An interrupt ends a cell that would run for ever within 50 ms.
func expectInterrupted(_ code: String) {
  let cancellation = Cancellation()
  let session = Session()
  let clock = ContinuousClock()
  var cancelled: ContinuousClock.Instant?
  let canceller = BackgroundThread {
    usleep(60_000)
    cancelled = clock.now
    cancellation.cancel()
  }
  let result = session.run(code, cancellation: cancellation)
  let end = clock.now
  canceller.join()
  #expect(result.error?.kind == .interrupted)
  if let cancelled { #expect(end - cancelled < .milliseconds(50), "\(code): \(end - cancelled)") }
}
