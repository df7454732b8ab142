import Testing
import Threads

@Suite struct CancellationTests {
  @Test func whatIsCancelledStaysIt() {
    let cancellation = Cancellation()
    #expect(!cancellation.isCancelled && !cancellation.needsSafepoint)
    #expect(throws: Never.self) { try cancellation.check() }
    cancellation.cancel()
    #expect(cancellation.isCancelled && cancellation.needsSafepoint)
    #expect(throws: Cancelled.self) { try cancellation.check() }
    #expect(throws: Cancelled.self) { try cancellation.safepoint() }
  }

  @Test func memoryIsAskedForBeforeItIsTaken() {
    let cancellation = Cancellation()
    #expect(throws: Never.self) { try cancellation.requireMemory(.max) }
    cancellation.setRoom { $0 <= 1000 }
    #expect(throws: Never.self) { try cancellation.requireMemory(1000) }
    #expect { try cancellation.requireMemory(1001) } throws: { ($0 as? Cancelled)?.lacksMemory == true }
    #expect(!cancellation.isCancelled)
  }

  @Test func aConditionCancels() {
    let answer = Monitor(false)
    let cancellation = Cancellation.when({ answer.withLock { $0 } })
    #expect(!cancellation.isCancelled)
    #expect(throws: Never.self) { try cancellation.safepoint() }
    answer.withLock { $0 = true }
    #expect(throws: Cancelled.self) { try cancellation.safepoint() }
  }

  /// Others who do the same work: they stop at the third safepoint after one of them wishes it.
  private final class ThreeLater: StopAgreement {
    var passed = 0
    var end: Int?

    func begin() { (passed, end) = (0, nil) }

    func passes(isWished: Bool) throws(Cancelled) {
      passed += 1
      if isWished, end == nil { end = passed + 3 }
      if end == passed { throw Cancelled() }
    }

    func endsWaiting(isWished: Bool) -> Bool { isWished }
    func acknowledge() { end = nil }
  }

  @Test func workThatOthersDoTooStopsWhereAllAgree() throws {
    var visits = 0
    let agreement = ThreeLater()
    let cancellation = Cancellation(agreement: agreement, atSafepoint: { visits += 1 })
    try cancellation.safepoint()
    #expect(cancellation.needsSafepoint && !cancellation.isWished && !cancellation.endsWaiting())
    cancellation.cancel()
    // An operation does not end in its middle: the others would go on.
    try cancellation.check()
    #expect(cancellation.isWished && !cancellation.isCancelled && cancellation.endsWaiting())
    for _ in 0..<3 { try cancellation.safepoint() }
    cancellation.requestVisit()
    #expect(throws: Cancelled.self) { try cancellation.safepoint() }
    #expect(agreement.passed == 5 && visits == 0)
    cancellation.acknowledge()
    #expect(!cancellation.isWished)
    try cancellation.safepoint()
    #expect(visits == 1)
  }

  @Test func aWaitEndsWhenItIsCancelled() {
    var visits = 0
    let cancellation = Cancellation(atSafepoint: { visits += 1 })
    #expect(!cancellation.endsWaiting())
    cancellation.requestVisit()
    #expect(!cancellation.endsWaiting() && visits == 1)
    cancellation.cancel()
    #expect(cancellation.endsWaiting())
  }

  @Test func aVisitorIsLetInAtASafepointAlone() throws {
    var visits = 0
    let cancellation = Cancellation(atSafepoint: { visits += 1 })
    try cancellation.safepoint()
    #expect(visits == 0)
    cancellation.requestVisit()
    try cancellation.check()
    #expect(visits == 0)
    try cancellation.safepoint()
    try cancellation.safepoint()
    #expect(visits == 1)
    cancellation.requestVisit()
    cancellation.cancel()
    #expect(throws: Cancelled.self) { try cancellation.safepoint() }
    #expect(visits == 1)
  }

  @Test func theCurrentOneIsTheThreadsOwn() throws {
    let (outer, inner) = (Cancellation(), Cancellation())
    inner.cancel()
    try outer.whileCurrent {
      #expect(throws: Cancelled.self) { try inner.whileCurrent { try Cancellation.current.check() } }
      try Cancellation.current.check()
      inner.whileCurrent {
        let elsewhere = try? Thread.run(name: "other", stackSize: 1 << 20) { Cancellation.current.isCancelled }
        #expect(elsewhere == false)
      }
    }
    #expect(Cancellation.current === Cancellation.never)
  }

  @Test func longLoopsLookNowAndThen() {
    let cancellation = Cancellation()
    cancellation.cancel()
    cancellation.whileCurrent {
      var rounds = Cancellation.Rounds()
      #expect(throws: Cancelled.self) { for _ in 0..<10_000 { try rounds.next() } }
    }
  }

  // MARK: Handlers

  @Test func aHandlerIsCalledOnceAndOnlyWhileItIsWanted() {
    let calls = Monitor(0)
    let cancellation = Cancellation()
    cancellation.withHandler({ calls.withLock { $0 += 100 } }) {}
    cancellation.withHandler({ calls.withLock { $0 += 1 } }) {
      cancellation.cancel()
      cancellation.cancel()
    }
    #expect(calls.withLock { $0 } == 1)
    // Too late: at once.
    cancellation.withHandler({ calls.withLock { $0 += 10 } }) { #expect(calls.withLock { $0 } == 11) }
  }

  /// Whether it is cancelled a moment before the handler is there or a moment after: it is called, once.
  @Test func noCancellationIsMissed() throws {
    for _ in 0..<500 {
      let cancellation = Cancellation()
      let calls = Monitor(0)
      let thread = try Thread(name: "canceller") { cancellation.cancel() }
      cancellation.withHandler({ calls.update { $0 += 1 } }) { calls.wait { $0 > 0 ? () : nil } }
      thread.join()
      #expect(calls.withLock { $0 } == 1)
    }
  }
}
