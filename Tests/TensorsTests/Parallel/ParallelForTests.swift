import Glibc
import Synchronization
import Tensors
import Testing
import Threads

/// Rounds upon rounds, with helpers that are where they should not be. Thread Sanitizer looks for what is not seen here:
/// slices write plain memory, and whoever opened the round reads it.
@Suite(.serialized) struct ParallelForTests {
  @Test func everySliceOfEveryRoundRunsOnce() throws {
    for helpers in [1, 3, 7] {
      let crew = try Crew(helpers: helpers)
      var chance = SplitMix(seed: UInt64(helpers))
      for _ in 0..<1000 {
        // Few slices for many threads, and many for few.
        let slices = 1 + Int(chance.next() % (chance.next() % 4 == 0 ? 300 : 9))
        let threads = 1 + Int(chance.next() % UInt64(helpers + 1))
        #expect(crew.runs(slices: slices, threads: threads) == Array(repeating: 1, count: slices))
      }
      crew.dismiss()
    }
  }

  /// Between learning of a round and entering it, a helper may lose its processor for as long as others like.
  @Test func helpersThatComeLateMissTheRoundAndNothingElse() throws {
    let crew = try Crew(helpers: 3, delays: [0, 50, 700])
    for round in 0..<2000 {
      let slices = 1 + round % 7
      #expect(crew.runs(slices: slices, threads: 4) == Array(repeating: 1, count: slices))
      if round % 100 == 0 { usleep(500) }
    }
    crew.dismiss()
  }

  @Test func whoseRoundIsOverFindsNothingToDo() {
    let loop = ParallelFor()
    #expect(loop.next(after: -1) == nil)
    var counts = [0, 0, 0]
    func open(_ body: @escaping (Int, Int) -> Void, then run: () -> Void) {
      withUnsafePointer(to: body) { body in
        loop.open(slices: 3, threads: 2, body: body, cancellation: .never)
        run()
        loop.close(helpers: 2)
      }
    }
    open({ slice, _ in counts[slice] += 1 }, then: { loop.take(as: 0) })
    #expect(loop.next(after: -1) == 1 && loop.next(after: 1) == nil)
    // After the round, and while the next one is open that was not asked for.
    loop.help(as: 1, in: 1)
    #expect(counts == [1, 1, 1])
    open(
      { slice, thread in counts[slice] += 10 * thread },
      then: {
        loop.help(as: 1, in: 1)
        #expect(counts == [1, 1, 1] && loop.next(after: 1) == 3)
        // More threads than are wanted.
        loop.help(as: 2, in: 3)
        #expect(counts == [1, 1, 1])
        loop.help(as: 1, in: 3)
        loop.take(as: 0)
      })
    #expect(counts == [11, 11, 11])
  }

  @Test func noTwoSlicesHaveTheSameThreadAtATime() throws {
    let crew = try Crew(helpers: 4)
    let (inside, most) = (
      UnsafeMutablePointer<Int>.allocate(capacity: 3), UnsafeMutablePointer<Int>.allocate(capacity: 3)
    )
    inside.initialize(repeating: 0, count: 3)
    most.initialize(repeating: 0, count: 3)
    defer {
      inside.deallocate()
      most.deallocate()
    }
    for round in 0..<1000 {
      crew.share(slices: 1 + round % 20, threads: 3) { _, thread in
        // Plain memory: of two at a time one would be a race, and the other a number above one.
        inside[thread] += 1
        most[thread] = max(most[thread], inside[thread])
        inside[thread] -= 1
      }
    }
    crew.dismiss()
    #expect((0..<3).allSatisfy { inside[$0] == 0 && most[$0] <= 1 } && most[0] == 1)
  }

  /// What is left of a round that is cancelled in its middle is left out, and the next round is whole.
  @Test func aCancelledRoundEndsAndTheNextIsWhole() throws {
    let crew = try Crew(helpers: 3)
    for round in 0..<500 {
      let cancellation = Cancellation()
      let done = Atomic(0)
      let late = Atomic(0)
      let strangers = Atomic(0)
      crew.share(slices: 200, threads: 4, cancellation: cancellation) { _, thread in
        if cancellation.isCancelled { late.add(1, ordering: .relaxed) }
        // The helpers know it too.
        if thread > 0, Cancellation.current !== cancellation { strangers.add(1, ordering: .relaxed) }
        if done.add(1, ordering: .relaxed).newValue == 1 + round % 50 { cancellation.cancel() }
      }
      #expect(strangers.load(ordering: .relaxed) == 0)
      // Between asking and beginning, each thread but the one that cancelled may have been overtaken, once. (How many slices
      // are done is no bound: that thread may lose its processor before it cancels.)
      #expect(late.load(ordering: .relaxed) <= 3 && done.load(ordering: .relaxed) >= 1 + round % 50)
      if round % 10 == 0 { #expect(crew.runs(slices: 20, threads: 4) == Array(repeating: 1, count: 20)) }
    }
    crew.dismiss()
  }
}

/// Helpers of a loop of their own, which never sleep.
private final class Crew: Sendable {
  let loop = ParallelFor()
  private let isDismissed = Atomic(false)
  private let threads = Monitor<[Thread]>([])

  /// - Parameter delays: for each helper, the most microseconds that it waits before it enters a round.
  init(helpers: Int, delays: [Int] = []) throws {
    for helper in 1..<helpers + 1 {
      let delay = delays.isEmpty ? 0 : delays[helper - 1]
      let thread = try Thread(name: "helper") { [self] in serve(as: helper, delay: delay) }
      threads.withLock { $0.append(thread) }
    }
  }

  private func serve(as helper: Int, delay: Int) {
    var (seen, chance) = (-1, SplitMix(seed: UInt64(helper)))
    while !isDismissed.load(ordering: .relaxed) {
      guard let round = loop.next(after: seen) else {
        sched_yield()
        continue
      }
      seen = round
      if delay > 0 { usleep(UInt32(chance.next() % UInt64(delay))) }
      loop.help(as: helper, in: round)
    }
  }

  func dismiss() {
    isDismissed.store(true, ordering: .relaxed)
    for thread in threads.withLock({ $0 }) { thread.join() }
  }

  /// One round, of which this thread is the caller.
  func share(
    slices: Int, threads: Int, cancellation: Cancellation = .never, _ body: (_ slice: Int, _ thread: Int) -> Void
  ) {
    withoutActuallyEscaping(body) { body in
      withUnsafePointer(to: body) { body in
        loop.open(slices: slices, threads: threads, body: body, cancellation: cancellation)
        loop.take(as: 0)
        loop.close(helpers: self.threads.withLock { $0.count })
      }
    }
  }

  /// How often each of so many slices ran.
  func runs(slices: Int, threads: Int) -> [Int] {
    var counts = [Int](repeating: 0, count: slices)
    counts.withUnsafeMutableBufferPointer { counts in
      // Plain memory: a slice that ran twice at once would be a race.
      nonisolated(unsafe) let counts = counts
      share(slices: slices, threads: threads) { slice, _ in counts[slice] += 1 }
    }
    return counts
  }
}

/// Steele, Lea and Flood, "Fast splittable pseudorandom number generators" (2014).
private struct SplitMix {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
