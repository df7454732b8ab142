import ArgumentParser
import Foundation
import TestSupport

/// Runs made cells, and says which of them did what no cell may.
@main
struct Fuzz: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fuzz", abstract: "Runs made-up cells, and tells what breaks. Start it in the project's folder.")

  @Option(help: "Another seed makes other cells.")
  var seed: UInt64 = 1

  @Option(help: "The number of the first cell.")
  var first = 0

  @Option(help: "How many cells.")
  var programs = 200_000

  @Option(help: "How many processes share them.")
  var jobs = ProcessInfo.processInfo.activeProcessorCount

  @Flag(help: "Print every cell and how it ended.")
  var tell = false

  @Option(help: .hidden)
  var worker: Int?

  @Option(help: .hidden)
  var resume = 0

  @Option(help: .hidden)
  var scratch = ""

  func validate() throws {
    guard first >= 0, programs >= 0, jobs > 0, resume >= 0 else { throw ValidationError("numbers are not negative") }
  }

  func run() throws {
    guard let worker else {
      let clock = ContinuousClock()
      let start = clock.now
      let supervisor = Supervisor(seed: seed, first: first, programs: programs, jobs: jobs, tellsAll: tell)
      let isClean = try supervisor.run()
      Report.write(
        "fuzz: \(programs) cells in \((clock.now - start) / .seconds(1)) s, \(isClean ? "nothing found" : "see above")")
      throw ExitCode(isClean ? 0 : 1)
    }
    let folder = URL(filePath: scratch)
    let plan = Plan(
      seed: seed, first: first, programs: programs, worker: worker, workers: jobs, resume: resume,
      tellsAll: tell)
    let work = Worker(
      plan: plan, diary: try Diary(folder.appending(path: "diary")), scratch: folder.appending(path: "work"))
    let faults = try onBigStack { try work.run() }
    throw ExitCode(faults == 0 ? 0 : 1)
  }
}
