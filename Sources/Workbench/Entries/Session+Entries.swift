import Language

extension Session {
  /// Everything that cells can say on this session, in the order of `help` and of the reference.
  package func entries() -> [Entry] {
    let groups: [[Entry]] = [
      DataEntries(session: self).all, PictureEntries(session: self).all, ModelEntries(session: self).all,
      TrainingEntries(session: self).all, CodeModelEntries(session: self).all, SweepEntries(session: self).all,
      LookingEntries(session: self).all, CodebookEntries(session: self).all, LatentSpaceEntries(session: self).all,
      MeasuringEntries(session: self).all, DiagnosisEntries(session: self).all,
      DisentanglementEntries(session: self).all, SampleQualityEntries(session: self).all,
      ComparisonEntries(session: self).all, StateEntries(session: self).all,
      PersistenceEntries(session: self).all, CreationEntries(random: randomNumbers).all, MathsEntries.all,
      ReductionEntries.all, MovementEntries.all, LossEntries.all, LayerEntries(random: randomNumbers).all,
      OptimizerEntries(session: self).all, ControlEntries(session: self).all, ExerciseEntries(session: self).all,
    ]
    return groups.flatMap(\.self).map(\.aliasing)
  }

  /// The entries for a copy of the session: those that would change the session refuse to run.
  func readingEntries() -> [Entry] {
    entries().map { $0.runsOnCopy ? $0 : $0.refusing }
  }
}

extension Entry.Effect {
  /// It changes what was learned: parameters or their gradients, or which model there is.
  static var changesModel: Entry.Effect { .changes("the model") }
}

extension Entry {
  /// Whether it does on a copy of the session what it does on the session itself.
  package var runsOnCopy: Bool { !effect.isChange }

  /// The entry as a copy of the session has it where it would change the session.
  var refusing: Entry {
    var refusing = self
    refusing.run = { [self] _, _ in throw Diagnostic.busy(self) }
    return refusing
  }
}

extension Diagnostic {
  /// Why an entry cannot run beside a running cell.
  package static func busy(_ entry: Entry) -> Diagnostic {
    Diagnostic(
      .busy, "the session is busy: a cell is running, and `\(entry.name)` \(entry.effect)",
      suggestion: "run it when the cell has ended; what only reads (session, sample, plot loss) can run now")
  }
}
