import Glibc
import Processes
import Threads

/// The first of several processes that share the runs of a sweep: hands runs out, does runs itself meanwhile, and keeps what
/// comes of all of them. Which process does a run changes no number of it.
final class SweepCrew {
  private let group: ProcessGroup
  private let runner: SweepRunner
  /// The run that each of the others is at.
  private var busy: [Int: SweepPlan.Task] = [:]
  private var failure: (any Error)?
  private var isAttending = false

  init(_ group: ProcessGroup, _ runner: SweepRunner) { (self.group, self.runner) = (group, runner) }

  /// Does all runs, and lets the others go.
  ///
  /// - Throws: an interrupt, or the first error, after all have left their runs and what they had written has been kept.
  func run(_ worker: SweepWorker) throws {
    defer { for rank in 1..<group.count { try? tell(.end, rank) } }
    do {
      try group.stopping.whileApart { [unowned self] isWished in
        attends() || isWished
      } _: {
        try work(worker)
      }
    } catch {
      let error = failure ?? error
      try ProcessGroup.apart(leave)
      throw error
    }
  }

  private func work(_ worker: SweepWorker) throws {
    while true {
      try handOut()
      if let task = try runner.next() {
        try runner.finish(task, try runner.stage(task, worker))
      } else if busy.isEmpty {
        return
      } else {
        usleep(1000)
        try worker.context.cancellation.safepoint()
      }
    }
  }

  /// Gives each process that has nothing to do a run, as long as there are any.
  private func handOut() throws {
    for rank in 1..<group.count where busy[rank] == nil {
      guard let task = try runner.next() else { return }
      let (before, parts, session) = try runner.begin(task)
      let files = parts + (session.map { [$0] } ?? [])
      let message = SweepMessage(
        .run(
          task.run, epochs: task.epochs, before: before, names: files.map(\.name), hasSession: session != nil),
        files: files.map(\.bytes))
      busy[rank] = task
      try group.send(message.bytes, to: rank)
    }
  }

  /// Takes, at a safepoint of this process's own run, what the others have sent, and hands out more.
  ///
  /// - Returns: whether something failed, so that this run is to be left too.
  private func attends() -> Bool {
    guard !isAttending, failure == nil else { return failure != nil }
    isAttending = true
    defer { isAttending = false }
    do {
      var hasTaken = false
      while let message = try group.received() {
        try take(try SweepMessage(message.bytes), from: message.from)
        hasTaken = true
      }
      if hasTaken { try handOut() }
      try ProcessGroup.checkEnd()
    } catch { failure = error }
    return failure != nil
  }

  private func take(_ message: SweepMessage, from rank: Int) throws {
    guard let task = busy[rank] else { return }
    switch message.content {
    case .part: try runner.keepPart(message.files.first ?? [], of: task)
    case .session(let epochs): try runner.write(message.files.first ?? [], of: task, epochs: epochs)
    case .gave(let stage):
      busy[rank] = nil
      try runner.finish(task, stage)
    case .left: busy[rank] = nil
    case .failed(let failure):
      busy[rank] = nil
      runner.speak(of: task)
      throw failure.diagnostic
    case .run, .stop, .end: break
    }
  }

  /// Has the others leave their runs, and waits until they have.
  private func leave() throws {
    for rank in busy.keys { try tell(.stop, rank) }
    while !busy.isEmpty {
      let message = try group.awaited()
      // The first error is the one to tell of, and what comes after it is kept as far as it can be.
      do { try take(try SweepMessage(message.bytes), from: message.from) } catch is ProcessError { return } catch {}
    }
  }

  private func tell(_ content: SweepMessage.Content, _ rank: Int) throws {
    try group.send(SweepMessage(content).bytes, to: rank)
  }
}
