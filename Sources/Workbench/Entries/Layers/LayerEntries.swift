import Autodiff
import Language
import Networks
import Tensors

/// Group `layers`: what networks are built of. A layer's name called with a tensor first applies it, without one makes it.
struct LayerEntries {
  /// Where the layers' first weights come from.
  let random: RandomNumbers

  var all: [Entry] {
    linear + convolutions + pooling + images + recurrent + normalizations + rows + dropout + activations + containers
      + [noGrad]
  }

  private var linear: [Entry] {
    [
      Entry(
        "linear", group: "layers", "a fully connected layer: x @ weight.T + bias",
        parameters: [
          Parameter("in_features", .integer(LinearSettings.features), "numbers that come in"),
          Parameter("out_features", .integer(LinearSettings.features), "numbers that go out"), Self.bias,
        ], result: "layer", abstract: .asRun, effect: .drawsNumbers, example: "linear(20, 512)",
        lesson: "01-decoder-network"
      ) { arguments, _ in
        try TensorError.named("linear") {
          try .network(
            Linear(
              arguments.integer("in_features"), arguments.integer("out_features"), bias: arguments.bool("bias"),
              random: &random.source))
        }
      }
    ]
  }

  private var noGrad: Entry {
    Entry(
      "no_grad", group: "layers", "`with no_grad():` computes without keeping what gradients need", result: "None",
      abstract: .asRun,
      example: "x = parameter(2)\nwith no_grad():\n    y = x * x\ny.requires_grad"
    ) { _, _ in .object(RecordingValue(isOn: false)) }
  }

  // MARK: What they share

  static var bias: Parameter {
    Parameter("bias", .bool, default: .bool(true), "whether to add a learned constant")
  }

  static var optionalX: Parameter {
    Parameter(
      "x", .like("tensor"), default: Value.none, otherNames: ["input"],
      "a tensor to apply it to; without one, a layer is made")
  }

  /// The arguments of a function that PyTorch has for tensors and as a layer: `dropout(x, 0.2)`, and `dropout(0.2)`,
  /// whose first argument is a plain number.
  static func tensorOrNumber(
    _ arguments: Arguments, orElse name: String, for entry: String
  ) throws -> (x: Variable?, number: Double) {
    guard let number = arguments["x"].plainNumber, !arguments.isGiven(name) else {
      return (arguments["x"].isNone ? nil : try arguments.tensor("x", for: entry), arguments.real(name))
    }
    guard entry != "dropout" || (0...1).contains(number) else {
      throw Diagnostic(
        .value, "`\(name)` of \(entry) must be between 0 and 1, and is \(arguments["x"].repr)", parameter: "x")
    }
    return (nil, number)
  }

  /// A layer made, or applied where a tensor is given.
  static func madeOrApplied(_ layer: any Layer, _ arguments: Arguments, _ name: String) throws -> Value {
    arguments["x"].isNone ? .network(layer) : try layer.result(for: try arguments.tensor("x", for: name))
  }
}
