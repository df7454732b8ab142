import Foundation
import Language

/// Makes cells, or damaged files, and runs them, one after another, in a process that they may end.
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
    guard FileManager.default.changeCurrentDirectoryPath(scratch.path) else { throw CocoaError(.fileNoSuchFile) }
    switch plan.subjects {
    case .cells: return try runCells(root)
    case .files: return try runFiles(root) { $0.trial(&$1) }
    case .torch: return try runFiles(root) { $0.torchTrial(&$1) }
    }
  }

  private func runCells(_ root: URL) throws -> Int {
    let model = Subject(number: 0)
    let mutator = Mutator(try Seeds(root: root, table: model.table))
    // Modules are read by the interpreter that they belong to.
    let grammar = withExtendedLifetime(model) { Grammar(model.table) }
    let deadline = Deadline(patience: .milliseconds(100))
    var faults = 0
    if plan.tellsFindings {
      for finding in try Seeds.findings(root: root) {
        let subject = Subject(number: 0)
        for cell in finding.cells {
          try diary.write(0, cell)
          faults += Self.report(subject.run(cell, deadline).faults, finding.name, cell)
        }
      }
    }
    return try faults
      + sessions(Subject.init(number:)) { subject, number, random in
        let cell = Self.cell(mutator, grammar, &random)
        try diary.write(number, cell)
        let place = "cell \(number)"
        // Some are interrupted at any moment, be it their last.
        let limit = random.oneIn(16) ? Duration.microseconds(random.below(4_000)) : nil
        let (found, error) = subject.run(cell, deadline, limit: limit)
        var faults = Self.report(found, place, cell)
        if plan.tellsAll { Report.write("\(place): \(error?.message ?? "no error")\n\(cell.indented)") }
        if random.oneIn(8) { faults += Self.report(subject.assist(cell, &random), place, cell) }
        if random.oneIn(40) { faults += Self.report(subject.look(cell, deadline), place, cell) }
        return (faults, error?.kind.rawValue ?? "no error")
      }
  }

  private func runFiles(
    _ root: URL, _ trial: (FileSubject, inout SplitMix) -> FileSubject.Trial
  ) throws -> Int {
    let seeds = try FileSeeds(root: root, folder: scratch)
    return try sessions({ _ in FileSubject(seeds) }) { subject, number, random in
      let trial = trial(subject, &random)
      try diary.write(number, trial.words)
      let (found, error) = subject.run(trial)
      let faults = Self.report(found, "file \(number)", trial.words)
      if plan.tellsAll { Report.write("file \(number): \(error ?? "no error")\n\(trial.words.indented)") }
      return (faults, error == nil ? "read" : "refused")
    }
  }

  /// Goes through the plan's numbers, a session for each hundred of them, and looks at the memory between sessions.
  ///
  /// - Parameters:
  ///   - begin: makes a session of that number.
  ///   - body: runs one; gives how many faults it had, and how it ended.
  /// - Returns: how many faults were found.
  private func sessions<Session>(
    _ begin: (Int) -> Session, _ body: (Session, Int, inout SplitMix) throws -> (faults: Int, ending: String)
  ) throws -> Int {
    var memory = MemoryRecord()
    var (faults, endings) = (0, [String: Int]())
    var current: (number: Int, session: Session)?
    for number in plan.numbers {
      if current?.number != number / Self.cellsOfSession {
        current = nil
        if plan.isWhole { memory.note() }
        current = (number / Self.cellsOfSession, begin(number / Self.cellsOfSession))
      }
      guard let session = current?.session else { continue }
      var random = SplitMix(plan.seed &* 0x1_0000_0001 &+ UInt64(number))
      let (found, ending) = try body(session, number, &random)
      faults += found
      endings[ending, default: 0] += 1
    }
    if let leak = memory.growth {
      faults += 1
      Report.write("memory grew by \(leak / 1024) KiB over the sessions, each of which was let go")
    }
    Report.write(endings.sorted { $0.value > $1.value }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
    return faults
  }

  /// - Returns: how many there are.
  private static func report(_ found: [String], _ place: String, _ cell: String) -> Int {
    for fault in found { Report.write("\(place): \(fault)\n\(cell.indented)") }
    return found.count
  }

  private static func cell(_ mutator: Mutator, _ grammar: Grammar, _ random: inout SplitMix) -> String {
    switch random.below(10) {
    case 0...4: return grammar.program(&random)
    case 5:
      let program = grammar.program(&random)
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
