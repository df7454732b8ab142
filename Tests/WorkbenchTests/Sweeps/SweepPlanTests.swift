import Testing
import Workbench

/// Which run is next does not depend on who does them, nor in which order they come back.
@Suite struct SweepPlanTests {
  /// Does the runs by so many workers, each of which takes its own time, and gives which ended in which round.
  private static func rounds(_ workers: Int, _ runs: Int, epochs: Int, keep: Double?) -> [[Int]] {
    var plan = SweepPlan(runs: runs, epochs: epochs, keep: keep)
    var ended = [[Int]](repeating: [], count: plan.rounds.count)
    var under: [SweepPlan.Task] = []
    var turn = 0
    while true {
      while under.count < workers, let task = plan.next() { under.append(task) }
      guard !under.isEmpty else { break }
      turn += 1
      let task = under.remove(at: turn * 7 % under.count)
      ended[plan.round].append(task.run)
      #expect(task.epochs == plan.rounds[plan.round])
      // Every fifth diverges.
      plan.take(task.run, task.run % 5 == 4 ? nil : Double((task.run * 37 + 11) % 101))
    }
    #expect(plan.epochsLeft == 0)
    return ended.map { $0.sorted() }
  }

  @Test(
    arguments: [(9, 9, 0.33), (20, 30, 0.5), (7, 2, 0.33), (1, 5, 0.33), (100, 27, 0.1), (12, 5, nil)]
      as [(Int, Int, Double?)])
  func severalWorkersComeToTheSame(_ runs: Int, _ epochs: Int, _ keep: Double?) {
    let alone = Self.rounds(1, runs, epochs: epochs, keep: keep)
    #expect(alone.first == Array(0..<runs))
    for workers in [2, 3, 4, 50] {
      #expect(Self.rounds(workers, runs, epochs: epochs, keep: keep) == alone)
    }
  }

  @Test func theRoundsGoByTheEpochs() {
    #expect(SweepPlan(runs: 9, epochs: 9, keep: 0.33).rounds == [1, 3, 9])
    #expect(SweepPlan(runs: 27, epochs: 9, keep: 1.0 / 3).rounds == [1, 3, 9])
    #expect(SweepPlan(runs: 2, epochs: 100, keep: 0.5).rounds == [50, 100])
    #expect(SweepPlan(runs: 8, epochs: 1, keep: 0.5).rounds == [1])
    #expect(SweepPlan(runs: 8, epochs: 5, keep: nil).rounds == [5])
    #expect(Self.rounds(1, 9, epochs: 9, keep: 0.33).map(\.count) == [9, 3, 1])
  }
}
