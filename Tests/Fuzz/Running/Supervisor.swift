import Foundation
import Synchronization

/// Starts the workers, and takes over where a cell ended one or keeps it busy without end.
struct Supervisor {
  var subjects: Subjects
  var seed: UInt64
  var first: Int
  var programs: Int
  var jobs: Int
  var tellsAll: Bool

  /// A cell that has not ended after so many seconds never will.
  private static let hang = 120
  /// After so many cells that ended a worker there is enough to mend.
  private static let enough = 10

  /// - Returns: whether nothing was found.
  func run() throws -> Bool {
    let outcomes = Mutex<[Bool]>([])
    let group = DispatchGroup()
    for worker in 0..<jobs {
      group.enter()
      Thread.detachNewThread {
        let isClean = (try? run(worker)) ?? false
        outcomes.withLock { $0.append(isClean) }
        group.leave()
      }
    }
    group.wait()
    return outcomes.withLock { $0.count == jobs && !$0.contains(false) }
  }

  private func run(_ worker: Int) throws -> Bool {
    let scratch = FileManager.default.temporaryDirectory.appending(path: "elbow-fuzz-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: scratch.appending(path: "work"), withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: scratch) }
    let diary = try Diary(scratch.appending(path: "diary"))
    var (isClean, resume) = (true, 0)
    for _ in 0..<Self.enough {
      let process = Process()
      process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
      process.arguments =
        [
          "--only", subjects.rawValue, "--seed", "\(seed)", "--first", "\(first)", "--\(subjects.option)",
          "\(programs)",
          "--jobs", "\(jobs)",
          "--worker", "\(worker)", "--resume", "\(resume)", "--scratch", scratch.path,
        ] + (tellsAll ? ["--tell"] : [])
      // Nothing outside the scratch folder is to be found, and nothing fetched.
      process.environment = ProcessInfo.processInfo.environment.merging([
        "HOME": scratch.path, "XDG_STATE_HOME": scratch.path, "ELBOW_OFFLINE": "1", "ELBOW_THREADS": "1",
        "ELBOW_DATA": "",
      ]) { $1 }
      try process.run()
      let isHanging = wait(for: process, diary)
      if process.terminationReason == .exit, !isHanging { return isClean && process.terminationStatus == 0 }
      isClean = false
      guard let (number, cell) = try diary.read() else { return false }
      Report.write(
        "\(subjects) \(number) \(isHanging ? "hung" : "ended the process with signal \(process.terminationStatus)"):\n\(cell)\n"
      )
      let start = number / Worker.cellsOfSession * Worker.cellsOfSession
      Report.write(
        "again: fuzz --only \(subjects) --seed \(seed) --first \(start) --\(subjects.option) \(number - start + 1) --jobs 1"
      )
      resume = number + 1
    }
    return false
  }

  /// Waits until the process has ended, or ends it where its cell does not.
  ///
  /// - Returns: whether it had to.
  private func wait(for process: Process, _ diary: Diary) -> Bool {
    var (last, since) = (-1, 0)
    while process.isRunning {
      usleep(200_000)
      let number = (try? diary.read())?.number ?? -1
      (last, since) = (number, number == last ? since + 1 : 0)
      if since > Self.hang * 5 {
        process.interrupt()
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        return true
      }
    }
    process.waitUntilExit()
    return false
  }
}
