import Language
import VAE

/// What was moved in a run that another repeats: each move is made after the step after which it was made.
struct RepeatedMoves {
  private var moves: [TrainingMove]

  /// - Parameter value: a history's `moves`: a list of (step, "lr" or "beta", value).
  /// - Throws: ``Diagnostic`` for what is no such list.
  init(_ value: Value, for trainer: Trainer) throws {
    guard let items = value.elements else { throw Self.wrong(value) }
    let all = try items.map { item in
      guard let parts = item.elements, parts.count == 3, let step = parts[0].wholeNumber, step >= 0,
        case .string(let name) = parts[1], let setting = TrainingMove.Setting(rawValue: name),
        let number = parts[2].plainNumber,
        setting.range.contains(number)
      else { throw Self.wrong(item) }
      return TrainingMove(step: step, setting: setting, value: number)
    }
    guard trainer.model.codebook == nil || !all.contains(where: { $0.setting == .beta }) else {
      throw Diagnostic(
        .value,
        "beta weighs the KL, and that of quantized codes is the same for any weights: no move of it does anything",
        suggestion: "moves of lr alone", parameter: "moves")
    }
    // Of two after the same step the later one counts. One after the last step that was taken belongs to the run before.
    moves = all.enumerated().sorted { ($0.element.step, $0.offset) < ($1.element.step, $1.offset) }.map(\.element)
      .filter { $0.step > trainer.state.steps || trainer.state.steps == 0 }
  }

  private static func wrong(_ value: Value) -> Diagnostic {
    Diagnostic(
      .value, "a move is (step, \"lr\" or \"beta\", value), and this is \(value.phrase)",
      suggestion: "moves=h.moves, of the history h of the run that is to be repeated", parameter: "moves")
  }

  /// Before the first step and after each: makes those whose step it is.
  mutating func apply(to trainer: Trainer) {
    while let next = moves.first, next.step <= trainer.state.steps {
      moves.removeFirst()
      trainer.move(next.setting, to: next.value)
    }
  }
}
