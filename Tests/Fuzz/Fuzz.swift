import ArgumentParser
import Foundation
import TestSupport

/// Runs made cells and reads damaged files, and says which of them did what none may.
@main
struct Fuzz: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fuzz",
    abstract: "Runs made-up cells and reads damaged files, and tells what breaks. Start it in the project's folder.")

  @Option(help: "Another seed makes other cells.")
  var seed: UInt64 = 1

  @Option(help: "Only cells, only files, or only torch, the files of PyTorch's.")
  var only: Subjects?

  @Option(help: "The number of the first cell, and of the first file.")
  var first = 0

  @Option(help: "How many cells.")
  var programs = 200_000

  @Option(help: "How many damaged files.")
  var files = 50_000

  @Option(help: "How many damaged files of PyTorch's.")
  var torchFiles = 50_000

  @Option(help: "How many processes share them.")
  var jobs = ProcessInfo.processInfo.activeProcessorCount

  @Flag(help: "Print every cell and file, and how it ended.")
  var tell = false

  @Option(help: .hidden)
  var worker: Int?

  @Option(help: .hidden)
  var resume = 0

  @Option(help: .hidden)
  var scratch = ""

  func validate() throws {
    guard first >= 0, programs >= 0, files >= 0, torchFiles >= 0, jobs > 0, resume >= 0 else {
      throw ValidationError("numbers are not negative")
    }
  }

  func run() throws {
    guard let worker else {
      let clean = try Subjects.allCases.filter { only ?? $0 == $0 }.map { subjects in
        let clock = ContinuousClock()
        let start = clock.now
        let count = count(of: subjects)
        let supervisor = Supervisor(
          subjects: subjects, seed: seed, first: first, programs: count, jobs: jobs, tellsAll: tell)
        let isClean = try supervisor.run()
        Report.write(
          "fuzz: \(count) \(subjects) in \((clock.now - start) / .seconds(1)) s, \(isClean ? "nothing found" : "see above")"
        )
        return isClean
      }
      throw ExitCode(clean.contains(false) ? 1 : 0)
    }
    let folder = URL(filePath: scratch)
    let subjects = only ?? .cells
    let plan = Plan(
      subjects: subjects, seed: seed, first: first, programs: count(of: subjects), worker: worker, workers: jobs,
      resume: resume, tellsAll: tell)
    let work = Worker(
      plan: plan, diary: try Diary(folder.appending(path: "diary")), scratch: folder.appending(path: "work"))
    let faults = try onBigStack { try work.run() }
    throw ExitCode(faults == 0 ? 0 : 1)
  }

  private func count(of subjects: Subjects) -> Int {
    switch subjects {
    case .cells: programs
    case .files: files
    case .torch: torchFiles
    }
  }
}
