import Language
import Processes
import Text
import VAE

/// Does the runs of a sweep one after another, and keeps its table.
final class SweepRunner {
  private let worker: SweepWorker
  private let folder: SweepFolder
  private let images: String
  private let display: SweepDisplay?
  private var plan: SweepPlan
  private(set) var rows: [SweepRow]
  private var records: [Int: SweepRecord] = [:]
  /// Epochs of this call, and the seconds that they took.
  private var (epochsDone, secondsDone) = (0, 0.0)
  /// Files that were not taken, and why.
  private(set) var damages: [String] = []

  init(_ runs: [SweepRun], _ plan: SweepPlan, _ worker: SweepWorker, images: String, _ display: SweepDisplay?) {
    (self.worker, folder, self.plan, self.images, self.display) = (worker, worker.folder, plan, images, display)
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

  /// The run under way, from 1.
  private(set) var current = 0

  func run() throws {
    // Of several processes each does all of every run: the figures are those of one process, to the bit.
    do { try SharedBatch.off(runAll) } catch {
      for index in rows.indices where rows[index].status == .running { rows[index].status = .interrupted }
      try? folder.writeTable(rows)
      throw error
    }
  }

  private func runAll() throws {
    while let task = plan.next() {
      current = task.run + 1
      let stage = try stage(task)
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
  }

  /// Tells those that go on from those that do not.
  private func endRound() {
    guard plan.round < plan.rounds.count else { return }
    let going = Set(plan.contenders)
    for index in rows.indices where rows[index].status == .waiting && !going.contains(index) {
      rows[index].status = .leftOut
    }
  }

  /// What a run gives in a round: as it is known, or by doing it.
  private func stage(_ task: SweepPlan.Task) throws -> SweepStage {
    let run = rows[task.run].run
    if let known = records[task.run]?.stages.first(where: { $0.epochs == task.epochs }) { return known }
    rows[task.run].status = .running
    show(nil)
    let start = ProcessClock.now()
    let before = records[task.run]?.stages.last
    var first: Int?
    let stage = try worker.run(run, to: task.epochs, after: before) { progress in
      first = first ?? progress.epoch - 1
      show(progress)
    }
    epochsDone += task.epochs - (first ?? before?.epochs ?? 0)
    secondsDone += start.duration(to: ProcessClock.now()).seconds
    var record =
      records[task.run]
      ?? SweepRecord(
        key: run.key, settings: Dictionary(uniqueKeysWithValues: run.settings.map { ($0.name, $0.setting) }),
        repetition: run.repetition, seed: run.seed, stages: [])
    record.stages.append(stage)
    try folder.keep(record)
    records[task.run] = record
    return stage
  }

  private func show(_ progress: Trainer.Progress?) {
    display?.show { SweepTable(rows, images: images, footer: footer(progress)).table }
  }

  private func footer(_ progress: Trainer.Progress?) -> String {
    var words = "run \(current) of \(rows.count)"
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
    return max(0, Double(plan.epochsLeft) - under) * secondsDone / Double(epochsDone)
  }
}
