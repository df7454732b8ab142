import Autodiff
import Language
import Networks
import Tensors

extension LayerEntries {
  /// Networks that go through sequences step by step.
  var recurrent: [Entry] {
    [
      sequence(.gru, "a layer that goes through sequences by gated recurrent units, and gives (output, h)"),
      sequence(.lstm, "a layer that goes through sequences by long short-term memory, and gives (output, (h, c))"),
      cell(.gru, "one step of a gated recurrent unit: cell(x, h) gives the next h"),
      cell(.lstm, "one step of long short-term memory: cell(x, (h, c)) gives the next (h, c)"),
    ]
  }

  private static var sizes: [Parameter] {
    [
      Parameter("input_size", .integer(LinearSettings.features), "numbers that come in at each step"),
      Parameter("hidden_size", .integer(LinearSettings.features), "numbers that go from step to step"),
    ]
  }

  private func sequence(_ rule: RecurrentRule, _ summary: String) -> Entry {
    Entry(
      rule.rawValue, group: "layers", summary,
      details:
        "Of sequences [length, batch, input_size], or [batch, length, input_size] with `batch_first=True`, the output "
        + "has a row of hidden_size for each step; the states have a matrix [batch, hidden_size] for each layer. A second "
        + "argument gives the states to begin with: net(x, \(rule == .gru ? "h" : "(h, c)")).",
      parameters: Self.sizes + [
        Parameter(
          "num_layers", .integer(RecurrentSettings.layerCounts), default: .integer(1), "how many lie on each other"),
        Self.bias, Parameter("batch_first", .bool, default: .bool(false), "whether the batch is the first dimension"),
      ], result: "layer", abstract: .asRun, effect: .drawsNumbers,
      example: rule == .gru
        ? "output, h = gru(3, 8, batch_first=True)(randn(2, 5, 3))\noutput.shape"
        : "output, (h, c) = lstm(3, 8, batch_first=True)(randn(2, 5, 3))\nc.shape",
      departure: "it goes one way and drops nothing: there are no `dropout`, `bidirectional` and `proj_size`."
    ) { [random] arguments, _ in
      try TensorError.named(rule.rawValue) {
        try .network(
          Recurrent(
            rule, arguments.integer("input_size"), arguments.integer("hidden_size"),
            layers: arguments.integer("num_layers"), bias: arguments.bool("bias"),
            batchFirst: arguments.bool("batch_first"), random: &random.source))
      }
    }
  }

  private func cell(_ rule: RecurrentRule, _ summary: String) -> Entry {
    let name = rule.rawValue + "_cell"
    return Entry(
      name, group: "layers", summary, parameters: Self.sizes + [Self.bias], result: "layer", abstract: .asRun,
      effect: .drawsNumbers,
      example: rule == .gru ? "gru_cell(3, 8)(randn(2, 3)).shape" : "h, c = lstm_cell(3, 8)(randn(2, 3))\nc.shape"
    ) { [random] arguments, _ in
      try TensorError.named(name) {
        try .network(
          RecurrentCell(
            rule, arguments.integer("input_size"), arguments.integer("hidden_size"), bias: arguments.bool("bias"),
            random: &random.source))
      }
    }
  }
}
