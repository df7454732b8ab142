import ArgumentParser

/// What is made up: cells that run, or damaged files that are read, PyTorch's apart from the others.
enum Subjects: String, CaseIterable, ExpressibleByArgument {
  case cells, files, torch

  /// The option that says how many.
  var option: String { self == .cells ? "programs" : self == .files ? "files" : "torch-files" }
}

/// Which cells, or files, a worker runs: sessions are dealt to the workers in turn.
struct Plan {
  var subjects: Subjects
  var seed: UInt64
  /// The first cell and how many there are, over all workers.
  var first: Int
  var programs: Int
  var worker: Int
  var workers: Int
  /// Cells before this one were run by a worker that is no more.
  var resume: Int
  /// Whether every cell is printed with how it ended.
  var tellsAll: Bool

  var numbers: [Int] {
    (max(first, resume)..<max(first + programs, resume)).filter { $0 / Worker.cellsOfSession % workers == worker }
  }

  /// Whether earlier findings are to be run: by one worker, once.
  var tellsFindings: Bool { worker == 0 && resume == 0 }

  /// Whether nothing was left out, so that memory can be compared from the first session to the last.
  var isWhole: Bool { resume == 0 }
}
