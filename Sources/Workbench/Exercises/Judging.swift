import Language

/// What `judge` makes of an answer that is wrong or missing.
package enum Judging: String, Sendable {
  /// It says so, and the cell goes on: for somebody who tries until it is right.
  case lenient
  /// It is an error of the cell: for a program that marks answers, and sees errors only.
  case strict

  /// What `ELBOW_JUDGE` demands of every session; nil where it demands nothing.
  ///
  /// - Throws: ``Diagnostic`` where it is another word: whoever misspelt `strict` would take every answer for right.
  package static func demanded(by environment: [String: String]) throws -> Judging? {
    guard let word = environment["ELBOW_JUDGE"], !word.isEmpty else { return nil }
    guard let judging = Judging(rawValue: word.lowercased()) else {
      throw Diagnostic(
        .value, "ELBOW_JUDGE=\(word) says neither strict nor lenient",
        suggestion: "correct or unset ELBOW_JUDGE where the kernel is started")
    }
    return judging
  }
}

extension Session {
  /// What `judge` makes of a wrong answer: what a cell has chosen, unless `ELBOW_JUDGE` is strict.
  ///
  /// - Throws: ``Diagnostic`` where `ELBOW_JUDGE` is no word that it knows.
  func judging() throws -> Judging {
    let demanded = try Judging.demanded(by: catalog.environment)
    return demanded == .strict ? .strict : chosenJudging ?? demanded ?? .lenient
  }

  /// Chooses what `judge` makes of a wrong answer from now on.
  ///
  /// - Throws: ``Diagnostic`` where `ELBOW_JUDGE` demands strictness: a cell that is marked cannot talk its way out.
  func choose(_ judging: Judging) throws {
    if judging == .lenient, try Judging.demanded(by: catalog.environment) == .strict {
      throw Diagnostic(
        .value, "judge is strict wherever ELBOW_JUDGE=strict is set, as it was where this kernel started",
        suggestion: "leave judge=lenient out", parameter: "judge")
    }
    chosenJudging = judging
  }

  /// The setting in a word, or what is wrong with `ELBOW_JUDGE`.
  var judgingInWords: String {
    do { return try judging().rawValue } catch { return Diagnostic(error).message }
  }
}
