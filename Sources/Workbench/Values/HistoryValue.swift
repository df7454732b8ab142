import Language
import Text
import VAE

/// The record of a run of training: `h = train(epochs=2)`.
final class HistoryValue: ObjectValue {
  let history: TrainingHistory

  init(_ history: TrainingHistory) { self.history = history }

  var typeName: String { "history" }
  var detail: String? { counted(history.epochs.count, "epoch") }
  func repr() -> String {
    history.epochs.isEmpty
      ? "no whole epoch yet, \(counted(history.steps.count, "step"))"
      : history.epochs.map { EpochText.line($0, of: nil) }.joined(separator: "\n")
  }

  /// Nats for one image, epoch by epoch; `steps` batch by batch.
  var attributeNames: [String] {
    [
      "loss", "reconstruction", "kl", "penalty", "validation", "tutorial", "lr", "kl_weight", "steps", "gradients",
      "seconds", "moves",
    ]
  }

  func attribute(_ name: String, _ context: Context) throws -> Value? {
    func list(_ values: some Sequence<Double>) -> Value { .list(ListValue(values.map { .real($0) })) }
    return switch name {
    case "loss": list(history.epochs.map(\.losses.perImage.total))
    case "reconstruction": list(history.epochs.map(\.losses.perImage.reconstruction))
    case "kl": list(history.epochs.map(\.losses.perImage.kl))
    case "penalty": list(history.epochs.map(\.losses.perImage.penalty))
    case "tutorial": list(history.epochs.map(\.tutorialFigure))
    case "validation": list(history.epochs.compactMap { $0.validation?.total })
    case "lr": list(history.epochs.map(\.learningRate))
    case "kl_weight": list(history.epochs.map(\.klWeight))
    case "seconds": list(history.epochs.map(\.seconds))
    case "gradients": list(history.steps.map(\.gradientNorm))
    case "moves":
      .list(
        ListValue(
          history.moves.map { move in
            .tuple(TupleValue([.integer(move.step), .string(move.setting.rawValue), .real(move.value)]))
          }))
    case "steps": list(history.steps.map(\.losses.total))
    default: nil
    }
  }
}
