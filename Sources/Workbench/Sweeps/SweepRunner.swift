import FoundationEssentials
import Language
import Processes
import Text
import Threads
import VAE

/// Does the runs of a sweep, one after another or shared by several processes, and keeps its table.
final class SweepRunner {
  private let worker: SweepWorker
  private let folder: SweepFolder
  private let images: String
  private let display: SweepDisplay?
  private var plan: SweepPlan
  private(set) var rows: [SweepRow]
  private var records: [Int: SweepRecord] = [:]
  /// Epochs of this call, which began then.
  private var epochsDone = 0
  private let beginning = ContinuousClock.now
  /// Files that were not taken, and why.
  private(set) var damages: [String] = []

  init(
    _ runs: [SweepRun], _ plan: SweepPlan, _ worker: SweepWorker, _ folder: SweepFolder, images: String,
    _ display: SweepDisplay?
  ) {
    (self.worker, self.folder, self.plan, self.images, self.display) = (worker, folder, plan, images, display)
    rows = runs.map { SweepRow(run: $0) }
    for (index, run) in runs.enumerated() {
      switch folder.record(of: run) {
      case .nothing: break
      case .record(let record): records[index] = record
      case .damaged(let reason): damages.append(reason)
      }
    }
  }

  /// Runs that have come to their end before.
  var known: Int {
    records.values.count { ($0.stages.last?.epochs ?? 0) >= (plan.rounds.last ?? 0) || $0.stages.last?.figure == nil }
  }

  /// The run of which was last spoken, from 1.
  private(set) var current = 0

  func run() throws {
    do {
      guard let group = ProcessGroup.current else { return try runAll() }
      // What a function of the user's does may leave traces, which are to be alike on all: each process does all of every run.
      guard worker.recipe.build == nil, group.count > 1 else { return try SharedBatch.off(runAll) }
      try share(group)
    } catch {
      for index in rows.indices where rows[index].status == .running { rows[index].status = .interrupted }
      try? folder.writeTable(rows)
      throw error
    }
  }

  private func runAll() throws { while let task = try next() { try finish(task, try stage(task, worker)) } }

  // MARK: One run

  /// The next run that has to be done; those that are known are taken on the way.
  func next() throws -> SweepPlan.Task? {
    while let task = plan.next() {
      guard let known = records[task.run]?.stages.first(where: { $0.epochs == task.epochs }) else { return task }
      try take(task, known)
    }
    return nil
  }

  /// Does a run, on this process.
  func stage(_ task: SweepPlan.Task, _ worker: SweepWorker) throws -> SweepStage {
    let before = mark(task)
    return try worker.run(rows[task.run].run, to: task.epochs, after: before) { [self] progress in
      current = task.run + 1
      show(progress)
    }
  }

  /// What another process needs to do a run: what it gave in the round before, where it stood when it was left, and its session.
  func begin(
    _ task: SweepPlan.Task
  ) throws -> (before: SweepStage?, parts: [SweepFile], session: SweepFile?) {
    let before = mark(task)
    return (before, folder.wholeParts(of: rows[task.run].run), try before.flatMap { try folder.session($0) })
  }

  /// - Returns: what the run gave in the round before.
  private func mark(_ task: SweepPlan.Task) -> SweepStage? {
    current = task.run + 1
    rows[task.run].status = .running
    show(nil)
    return records[task.run]?.stages.last
  }

  /// Keeps what a run gave.
  func finish(_ task: SweepPlan.Task, _ stage: SweepStage) throws {
    let run = rows[task.run].run
    epochsDone += max(0, task.epochs - (records[task.run]?.stages.last?.epochs ?? 0))
    var record =
      records[task.run]
      ?? SweepRecord(
        key: run.key, settings: Dictionary(uniqueKeysWithValues: run.settings.map { ($0.name, $0.setting) }),
        repetition: run.repetition, seed: run.seed, stages: [])
    record.stages.append(stage)
    try folder.keep(record)
    records[task.run] = record
    try take(task, stage)
  }

  private func take(_ task: SweepPlan.Task, _ stage: SweepStage) throws {
    rows[task.run].stage = stage
    rows[task.run].status = .waiting
    let round = plan.round
    plan.take(task.run, stage.figure)
    // A run that nobody can go on with is at its end.
    if stage.figure == nil || task.epochs == plan.rounds.last { rows[task.run].status = .finished }
    if plan.round > round { endRound() }
    try folder.writeTable(rows)
    show(nil)
  }

  /// Tells those that go on from those that do not.
  private func endRound() {
    guard plan.round < plan.rounds.count else { return }
    let going = Set(plan.contenders)
    for index in rows.indices where rows[index].status == .waiting && !going.contains(index) {
      rows[index].status = .leftOut
    }
  }

  // MARK: On several processes

  /// What all processes know at the end, as the first has it.
  private struct Outcome: Codable {
    var rows: [Row]
    var current: Int
    var isInterrupted: Bool
    var failure: SweepFailure?

    struct Row: Codable {
      var status: SweepRow.Status
      var stage: SweepStage?
    }
  }

  /// Shares the runs among the processes.
  private func share(_ group: ProcessGroup) throws {
    var failure: (any Error)?
    if group.isFirst {
      do { try SweepCrew(group, self).run(worker) } catch { failure = error }
    } else {
      try SweepHelper(group, rows.map(\.run)).help(worker)
    }
    let told = try group.told {
      let isInterrupted = failure.map { Diagnostic($0).kind == .interrupted } ?? false
      return Array(
        try JSONEncoder().encode(
          Outcome(
            rows: rows.map { Outcome.Row(status: $0.status, stage: $0.stage) }, current: current,
            isInterrupted: isInterrupted, failure: isInterrupted ? nil : failure.map { SweepFailure($0) })))
    }
    let outcome = try JSONDecoder().decode(Outcome.self, from: Data(told))
    for (index, row) in outcome.rows.enumerated() { (rows[index].status, rows[index].stage) = (row.status, row.stage) }
    current = outcome.current
    if outcome.isInterrupted { throw Cancelled() }
    if let failure = outcome.failure { throw failure.diagnostic }
  }

  /// Keeps the session that another process's run has at an epoch.
  func write(_ bytes: [UInt8], of task: SweepPlan.Task, epochs: Int) throws {
    _ = try folder.write(bytes, of: rows[task.run].run, epochs: epochs)
  }

  /// Keeps where another process's run stands.
  func keepPart(_ bytes: [UInt8], of task: SweepPlan.Task) throws {
    try folder.keepPart(bytes, of: rows[task.run].run)
  }

  /// What is said of the sweep next is of this run.
  func speak(of task: SweepPlan.Task) { current = task.run + 1 }

  // MARK: The table

  private func show(_ progress: Trainer.Progress?) {
    display?.show { SweepTable(rows, images: images, footer: footer(progress)).table }
  }

  private func footer(_ progress: Trainer.Progress?) -> String {
    let underWay = rows.count { $0.status == .running }
    var words = "run \(current) of \(rows.count)"
    if underWay > 1 { words = "\(underWay) of \(counted(rows.count, "run")) under way; " + words }
    if let progress {
      words += ", epoch \(progress.epoch)/\(progress.epochs), loss \(fixed(progress.losses.perImage.total, 2))"
    }
    if let left = secondsLeft(progress) { words += ", about \(duration(left)) left" }
    return words
  }

  /// An estimate, once a run has come to its end: the others may have larger networks.
  private func secondsLeft(_ progress: Trainer.Progress?) -> Double? {
    guard epochsDone > 0, rows[max(0, current - 1)].stage == nil || progress != nil else { return nil }
    let under =
      progress.map {
        Double($0.imagesDone) / Double(max(1, $0.wantedImages))
          * Double(plan.rounds[min(plan.round, plan.rounds.count - 1)])
      } ?? 0
    let seconds = beginning.duration(to: .now).seconds
    return max(0, Double(plan.epochsLeft) - under) * seconds / (Double(epochsDone) + under)
  }
}
