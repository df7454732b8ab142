import Foundation
import Language

/// Makes cells and runs them, one after another, in a process that they may end.
struct Worker {
  let plan: Plan
  /// Where the number and the text of the running cell stand, for who is left when it ends the process.
  let diary: Diary
  /// The folder that names of files are meant from.
  let scratch: URL

  /// How many cells run at one session.
  static let cellsOfSession = 100

  /// - Returns: how many faults were found. Each was printed.
  func run() throws -> Int {
    let root = URL(filePath: FileManager.default.currentDirectoryPath)
    let findings = try Seeds.findings(root: root)
    let seeds = try Seeds(root: root, table: Subject(number: 0).table)
    let mutator = Mutator(seeds)
    guard FileManager.default.changeCurrentDirectoryPath(scratch.path) else { throw CocoaError(.fileNoSuchFile) }
    let deadline = Deadline(patience: .milliseconds(100))
    var faults = 0
    func report(_ found: [String], _ place: String, _ cell: String) {
      for fault in found {
        faults += 1
        Report.write("\(place): \(fault)\n\(cell.indented)")
      }
    }

    if plan.tellsFindings {
      for finding in findings {
        let subject = Subject(number: 0)
        for cell in finding.cells {
          try diary.write(0, cell)
          report(subject.run(cell, deadline).faults, finding.name, cell)
        }
      }
    }

    var memory = MemoryRecord()
    var kinds: [String: Int] = [:]
    var session = -1
    var subject: Subject?
    for number in plan.numbers {
      if session != number / Self.cellsOfSession {
        session = number / Self.cellsOfSession
        subject = nil
        if plan.isWhole { memory.note() }
        subject = Subject(number: session)
      }
      guard let subject else { continue }
      var random = SplitMix(plan.seed &* 0x1_0000_0001 &+ UInt64(number))
      let cell = Self.cell(mutator, subject.table, &random)
      try diary.write(number, cell)
      let place = "cell \(number)"
      // Some are interrupted at any moment, be it their last.
      let limit = random.oneIn(16) ? Duration.microseconds(random.below(4_000)) : nil
      let (found, error) = subject.run(cell, deadline, limit: limit)
      report(found, place, cell)
      if plan.tellsAll { Report.write("\(place): \(error?.message ?? "no error")\n\(cell.indented)") }
      kinds[error?.kind.rawValue ?? "no error", default: 0] += 1
      if random.oneIn(8) { report(subject.assist(cell, &random), place, cell) }
      if random.oneIn(40) { report(subject.look(cell, deadline), place, cell) }
    }
    if let leak = memory.growth {
      faults += 1
      Report.write("memory grew by \(leak / 1024) KiB over the sessions, each of which was let go")
    }
    Report.write(kinds.sorted { $0.value > $1.value }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
    return faults
  }

  private static func cell(_ mutator: Mutator, _ table: Table, _ random: inout SplitMix) -> String {
    switch random.below(10) {
    case 0...4:
      var grammar = Grammar(table, random)
      let program = grammar.program()
      random = grammar.random
      return program
    case 5:
      var grammar = Grammar(table, random)
      let program = grammar.program()
      random = grammar.random
      return mutator.mutated(program, &random)
    default: return mutator.program(&random, changes: random.below(4))
    }
  }
}

extension String {
  fileprivate var indented: String {
    split(separator: "\n", omittingEmptySubsequences: false).map { "    " + $0 }.joined(separator: "\n")
  }
}
