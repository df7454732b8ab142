import Autodiff
import Language
import Networks
import Tensors

extension LayerEntries {
  var dropout: [Entry] {
    [
      Entry(
        "dropout", group: "layers", "elements silenced at random, in a layer while it trains",
        details: "The others are scaled up, so that the mean stays as it is.",
        parameters: [
          Self.optionalX,
          Parameter("p", .real(DropoutSettings.shares), default: .real(0.5), "the share that is silenced"),
          Parameter("training", .bool, default: .bool(true), "False leaves a tensor as it is"),
        ], result: "layer, or tensor", abstract: .asRun, isMethod: true, effect: .drawsNumbers, example: "dropout(0.2)",
        departure:
          "`nn.Dropout` and `F.dropout` in one: `dropout(0.2)` makes a layer, `dropout(x, 0.2)` silences at once. "
          + "Whether a layer trains is said by `net.train()` and `net.eval()`."
      ) { arguments, _ in
        let (x, share) = try Self.tensorOrNumber(arguments, orElse: "p", for: "dropout")
        guard arguments.bool("training") else {
          guard let x else {
            throw Diagnostic(
              .argument, "dropout: whether a layer trains is said by net.train() and net.eval()",
              suggestion: "leave out training=False", parameter: "training")
          }
          return arguments["x"].asTensor == nil ? Value(x) : arguments["x"]
        }
        let layer = Dropout(share, random: &random.source)
        return try x.map { try layer.result(for: $0) } ?? .network(layer)
      }
    ]
  }

  var activations: [Entry] {
    [
      Self.activation(.relu, "max(x, 0)"),
      Self.activation(.sigmoid, "1 / (1 + e^-x), from 0 to 1", lesson: "01-decoder-network"),
      Self.activation(.tanh, "the hyperbolic tangent, from -1 to 1"),
      Self.activation(.softplus, "log(1 + e^x), always positive"),
      Self.activation(.silu, "x · sigmoid(x)"),
      Self.activation(.selu, "an ELU whose scale keeps mean 0 and variance 1 from layer to layer"),
      Self.activation(.softsign, "x / (1 + |x|), from -1 to 1"),
      Self.activation(.logsigmoid, "the logarithm of sigmoid(x), computed stably"),
      Self.activation(.mish, "x · tanh(softplus(x))"),
      Self.activation(.relu6, "max(x, 0), and at most 6"),
      Entry(
        "gelu", group: "layers", "x times the probability of a standard normal number below x",
        parameters: [
          Self.optionalX,
          Parameter(
            "approximate", .word([Word("none", "by the error function"), Word("tanh", "by a tanh, near to it")]),
            default: .string("none"), style: .keywordOnly, "how the probability is computed"),
        ], result: "layer, or tensor", abstract: .asRun, isMethod: true, example: "gelu(tensor([-1, 0, 1]))"
      ) { arguments, _ in
        try Self.madeOrApplied(GELU(isApproximate: arguments.word("approximate") == "tanh"), arguments, "gelu")
      },
      Entry(
        "elu", group: "layers", "x where positive, alpha · (e^x - 1) elsewhere",
        parameters: [
          Self.optionalX, Parameter("alpha", .real(), default: .real(1), "minus the value far below 0"),
        ], result: "layer, or tensor", abstract: .asRun, isMethod: true, example: "elu(tensor([-1, 0, 1]))",
        departure: "`nn.ELU` and `F.elu` in one: `elu(0.5)` makes a layer, `elu(x, 0.5)` applies it."
      ) { arguments, _ in
        let (x, alpha) = try Self.tensorOrNumber(arguments, orElse: "alpha", for: "elu")
        return try x.map { try ELU(alpha).result(for: $0) } ?? .network(ELU(alpha))
      },
      Entry(
        "hardtanh", group: "layers", "x held between two bounds, which no gradient passes",
        parameters: [
          Self.optionalX, Parameter("min_val", .real(), default: .real(-1), "no value stays below"),
          Parameter("max_val", .real(), default: .real(1), "no value stays above"),
        ], result: "layer, or tensor", abstract: .asRun, isMethod: true, example: "hardtanh(tensor([-2, 0.5, 2]))",
        departure: "`nn.Hardtanh` and `F.hardtanh` in one: `hardtanh(min_val=-2, max_val=2)` makes a layer."
      ) { arguments, _ in
        let (low, high) = (arguments.real("min_val"), arguments.real("max_val"))
        guard low < high else {
          throw Diagnostic(
            .value,
            "hardtanh: min_val is less than max_val, and they are \(Value.real(low).repr) and "
              + "\(Value.real(high).repr)", parameter: "min_val")
        }
        return try Self.madeOrApplied(Hardtanh(low, high), arguments, "hardtanh")
      },
      Entry(
        "leaky_relu", group: "layers", "x where positive, a small part of it elsewhere",
        parameters: [
          Self.optionalX,
          Parameter("negative_slope", .real(), default: .real(0.01), "that part"),
        ], result: "layer, or tensor", abstract: .asRun, isMethod: true, example: "leaky_relu(tensor([-1, 1]))",
        departure:
          "`nn.LeakyReLU` and `F.leaky_relu` in one: `leaky_relu(0.2)` makes a layer, `leaky_relu(x, 0.2)` applies it."
      ) { arguments, _ in
        let (x, slope) = try Self.tensorOrNumber(arguments, orElse: "negative_slope", for: "leaky_relu")
        return try x.map { try LeakyReLU(slope).result(for: $0) } ?? .network(LeakyReLU(slope))
      },
    ]
  }

  private static func activation(_ kind: Activation.Kind, _ summary: String, lesson: String? = nil) -> Entry {
    Entry(
      kind.rawValue, group: "layers", summary, parameters: [Self.optionalX], result: "layer, or tensor",
      abstract: .asRun, isMethod: true,
      example: "\(kind.rawValue)(tensor([-1, 0, 1]))", lesson: lesson,
      departure: kind == .softplus ? "`beta` is 1; softplus(b * x) / b is that of another." : ""
    ) { arguments, _ in try Self.madeOrApplied(Activation(kind), arguments, kind.rawValue) }
  }
}
