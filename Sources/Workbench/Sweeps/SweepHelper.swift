import Processes
import Threads

/// One of several processes, but not the first: does the runs that the first hands out, and sends what comes of them.
final class SweepHelper {
  private let group: ProcessGroup
  private let runs: [SweepRun]
  private var isToStop = false
  private var failure: (any Error)?

  init(_ group: ProcessGroup, _ runs: [SweepRun]) { (self.group, self.runs) = (group, runs) }

  /// Works until the first process says that there is no more to do.
  ///
  /// - Throws: ``ProcessError`` where that cannot be reached.
  func help(_ worker: SweepWorker) throws {
    try group.stopping.whileApart { [unowned self] _ in
      attends()
    } _: {
      while true {
        let message = try SweepMessage(try group.awaited().bytes)
        switch message.content {
        case .run(let place, let epochs, let before, let names, let hasSession):
          isToStop = false
          var files = zip(names, message.files).map { SweepFile(name: $0, bytes: $1) }
          let session = hasSession ? files.popLast() : nil
          let errand = SweepErrand(group, parts: files, session: session)
          try tell(outcome(of: runs[place], to: epochs, after: before, worker, errand))
        case .end: return
        // The run that was meant has ended meanwhile.
        default: break
        }
      }
    }
  }

  private func outcome(
    of run: SweepRun, to epochs: Int, after before: SweepStage?, _ worker: SweepWorker, _ errand: SweepErrand
  ) -> SweepMessage.Content {
    var worker = worker
    worker.files = errand
    do { return .gave(try worker.run(run, to: epochs, after: before) { _ in }) } catch {
      return isToStop && failure == nil ? .left : .failed(SweepFailure(failure ?? error))
    }
  }

  private func tell(_ content: SweepMessage.Content) throws { try group.send(SweepMessage(content).bytes, to: 0) }

  /// Sees at a safepoint whether the first process wants the run to be left.
  private func attends() -> Bool {
    do {
      while let message = try group.received() {
        if case .stop = try SweepMessage(message.bytes).content { isToStop = true }
      }
      try ProcessGroup.checkEnd()
    } catch { failure = error }
    return isToStop || failure != nil
  }
}

/// The files of a run that is done for the first process: they came with it, and what is written goes there.
private struct SweepErrand: SweepFiles {
  let group: ProcessGroup
  let parts: [SweepFile]
  let session: SweepFile?

  init(_ group: ProcessGroup, parts: [SweepFile], session: SweepFile?) {
    (self.group, self.parts, self.session) = (group, parts, session)
  }

  func write(_ bytes: [UInt8], of run: SweepRun, epochs: Int) throws -> (file: String, checksum: String) {
    try group.send(SweepMessage(.session(epochs: epochs), files: [bytes]).bytes, to: 0)
    return (SweepFolder.name(of: run, epochs: epochs), SweepFolder.checksum(bytes))
  }

  func keepPart(_ bytes: [UInt8], of run: SweepRun) throws {
    try group.send(SweepMessage(.part, files: [bytes]).bytes, to: 0)
  }

  func wholeParts(of run: SweepRun) -> [SweepFile] { parts }

  func session(_ stage: SweepStage) -> SweepFile? { session }
}
