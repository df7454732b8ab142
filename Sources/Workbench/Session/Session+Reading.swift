import Language

// Which entries may run on a copy of the session, and what the others say there.

extension Session {
  /// The entries for a copy of the session: those that would change the session refuse to run.
  func readingEntries() -> [Entry] {
    entries().map { entry in
      guard !entry.runsOnCopy else { return entry }
      var refusing = entry
      refusing.run = { _, _ in throw Diagnostic.busy(entry) }
      return refusing
    }
  }
}

extension Entry {
  /// Whether it does on a copy of the session what it does on the session itself.
  package var runsOnCopy: Bool { effect == .reads || effect == .drawsNumbers }
}

extension Diagnostic {
  /// Why an entry cannot run beside a running cell.
  package static func busy(_ entry: Entry) -> Diagnostic {
    Diagnostic(
      .busy, "the session is busy: a cell is running, and `\(entry.name)` \(entry.effect.rawValue)",
      suggestion: "run it when the cell has ended; what only reads (session, sample, plot loss) can run now")
  }
}
