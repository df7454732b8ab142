import Autodiff
import Language
import Networks
import Tensors

extension Namespaces {
  /// `torch`
  var tensors: [String: Value] {
    same(
      "zeros ones full rand randn arange linspace eye randint randperm zeros_like ones_like full_like rand_like randn_like tensor"
    ) {
      $0.creating
    }
    .merging(same(Self.functions) { $0.result == "tensor" ? $0.takingOtherNames.takingOut : $0.takingOtherNames }) {
      $1
    }
    .merging(same("rand randn randint randperm") { $0.creating.takingGenerator(session.randomNumbers) }) { $1 }
    .merging(same("normal bernoulli multinomial") { $0.takingOtherNames.takingGenerator(session.randomNumbers) }) { $1 }
    .merging(NumberKindValue.all) { $1 }
    .merging(own(OperatorFunctions.all(isMethod: false).map(\.takingOut))) { $1 }
    .merging(own(InPlaceMethods(session: session, entries: entries).functions)) { $1 }
    .merging(files) { $1 }
    .merging(TensorClass.all) { $1 }
    .merging(
      own(
        [manualSeed, generator, presentSeed, drawing, device, isTensor, size, choosing, allclose, equal, sharedShape]
          + recording + filled)
    ) {
      $1
    }
    .merging([
      "flatten": .builtin((entries["flatten"]?.applied ?? manualSeed).defaulting(["start_dim": .integer(0)])),
      "relu": .builtin(entries["relu"]?.applied ?? manualSeed),
      "sigmoid": .builtin(entries["sigmoid"]?.applied ?? manualSeed),
      "tanh": .builtin(entries["tanh"]?.applied ?? manualSeed), "pi": .real(.pi), "inf": .real(.infinity),
      "nan": .real(.nan), "e": .real(2.718281828459045),
      "as_tensor": .builtin(asTensor),
      "from_numpy": .builtin(fromArray),
      "no_grad": .builtin(entries["no_grad"] ?? manualSeed),
      "inference_mode": .builtin(entries["no_grad"] ?? manualSeed),
      "inverse": .builtin((entries["inv"] ?? manualSeed).named("inverse")),
      "linalg": .object(
        NamespaceValue(
          "torch.linalg",
          same("inv det slogdet cholesky solve") { $0.takingOtherNames }.merging(own(decompositions)) { $1 }
            .merging(["LinAlgError": .object(TensorError.matrixErrors)]) { $1 },
          text: LinalgModule.text)),
      "cuda": graphicsProcessor, "onnx": module("torch.onnx", onnx),
      "amp": written("torch.amp", TorchModule.mixedPrecision), "jit": written("torch.jit", TorchModule.compiling),
      "special": written("torch.special", TorchModule.special),
      "accelerator": .object(
        NamespaceValue(
          "torch.accelerator",
          own([isNotThere("is_available"), noneThere("device_count")]).merging([
            "current_accelerator": .builtin(ignored("current_accelerator"))
          ]) { $1 })),
      "backends": .object(
        NamespaceValue(
          "torch.backends",
          [
            "cudnn": .object(
              NamespaceValue(
                "torch.backends.cudnn",
                ["deterministic": .bool(true), "benchmark": .bool(false), "enabled": .bool(false)]
                  .merging(own([isNotThere("is_available"), noneThere("version")])) { $1 }, isSettable: true)),
            "cuda": .object(
              NamespaceValue(
                "torch.backends.cuda",
                ["matmul": .object(NamespaceValue("torch.backends.cuda.matmul", [:], isSettable: true))],
                isSettable: true)),
            "mps": .object(
              NamespaceValue(
                "torch.backends.mps",
                own([
                  entry("is_available", "whether there is Apple's processor", [], result: "bool") { _, _ in .bool(false)
                  }
                ]))),
          ])),
    ]) { $1 }
  }

  /// Functions of `torch` that are entries with the same parameters.
  private static let functions = """
    exp log sqrt abs clamp maximum minimum softmax log_softmax matmul detach sum min max mean var std norm prod argmax \
    argmin logsumexp cumsum normal bernoulli reshape transpose permute cat stack chunk split unsqueeze squeeze sort round any \
    all sin cos tan asin acos atan atan2 sinh cosh log2 log10 log1p expm1 exp2 rsqrt reciprocal square pow erf lgamma floor \
    ceil trunc sign isnan isinf isfinite logaddexp fmod remainder lerp nan_to_num repeat_interleave tile flip roll gather \
    index_select masked_select nonzero unbind diag diagonal tril triu take_along_dim narrow select movedim swapaxes \
    hstack vstack meshgrid broadcast_to argsort topk unique bincount cumprod diff bmm mv dot outer einsum cdist det slogdet \
    inverse multinomial unflatten dropout celu selu silu mm cholesky searchsorted frac masked_fill index_add scatter_add xlogy digamma \
    asinh acosh atanh
    """

  private var manualSeed: Entry {
    entry(
      "manual_seed", "where random numbers begin", [Parameter("seed", .integer(0...(1 << 53)), "the number")],
      result: "None", abstract: .nothing, effect: .changesSession
    ) { arguments, _ in
      session.random.begin(UInt64(arguments.integer("seed")))
      return .none
    }
  }

  private var presentSeed: Entry {
    entry("_seed", "where random numbers began", [], result: "number") { _, _ in .integer(Int(session.random.seed)) }
  }

  /// A function whose draws are a generator's.
  private var drawing: Entry {
    entry(
      "_drawing", "calls a function that draws from a generator",
      [Parameter("generator", .any, "whose numbers"), Parameter("function", .any, "what draws")], result: "value"
    ) { arguments, context in
      guard let generator = try arguments.generator else { return try context.call(arguments["function"], []) }
      return try session.randomNumbers.drawing(from: generator) { try context.call(arguments["function"], []) }
    }
  }

  private var generator: Entry {
    var entry = entry(
      "Generator", "random numbers of its own", [Parameter("device", .any, default: .string("cpu"), "the processor")],
      result: "generator"
    ) { arguments, _ in
      try DeviceValue.check(arguments["device"], for: "torch.Generator")
      return .object(GeneratorValue())
    }
    entry.recognizes = { if case .object(let object) = $0 { object is GeneratorValue } else { false } }
    return entry
  }

  /// What is to be filled, which begins with zeros here.
  private var filled: [Entry] {
    [("empty", "zeros"), ("empty_like", "zeros_like")].compactMap { name, maker in
      entries[maker]?.creating.adding([
        Parameter("memory_format", .any, default: Value.none, style: .keywordOnly, "taken for PyTorch's sake")
      ]).named(name)
    }
      + [
        fact("numel", "how many elements a tensor has") { .integer($0.tensor.count) },
        fact("is_floating_point", "whether its numbers are real ones") { .bool($0.tensor.kind == .real) },
      ]
  }

  /// A function of one tensor that tells of it.
  private func fact(_ name: String, _ summary: String, _ body: @escaping (Variable) -> Value) -> Entry {
    entry(name, summary, [Parameter("input", .like("tensor"), "a tensor")], result: "value") { arguments, _ in
      body(try arguments.tensor("input", for: "torch.\(name)"))
    }
  }

  private var device: Entry {
    let number = Parameter("index", .any, default: Value.none, "0: there is one processor")
    return entry(
      "device", "the processor", [Parameter("device", .any, otherNames: ["type"], "\"cpu\""), number], result: "device"
    ) {
      arguments, _ in
      try DeviceValue.check(arguments["device"], for: "torch.device")
      guard arguments["index"].isNone || arguments["index"].wholeNumber == 0 else {
        throw Diagnostic(
          .value, "there is one processor, and none of number \(arguments["index"].repr)",
          suggestion: "torch.device(\"cpu\")",
          parameter: "index")
      }
      return .object(DeviceValue())
    }
  }

  /// With a condition alone it says where that holds.
  private var choosing: Entry {
    let tensor = Parameter("condition", .like("tensor"), "a mask")
    return entry(
      "where", "where a condition holds from one tensor, elsewhere from another",
      [
        tensor, Parameter("input", .any, default: Value.none, otherNames: ["a", "self"], "where it holds"),
        Parameter("other", .any, default: Value.none, otherNames: ["b"], "elsewhere"),
      ], result: "tensor"
    ) { arguments, context in
      guard arguments.isGiven("input") || arguments.isGiven("other"), let worker = entries["where"] else {
        return .tuple(try Variable.places(arguments.tensor("condition", for: "torch.where")).map { Value($0) })
      }
      return try context.call(
        .builtin(worker), ["condition", "input", "other"].filter(arguments.isGiven).map { CallArgument(arguments[$0]) })
    }
  }

  private var allclose: Entry { TensorMethods.allclose(isMethod: false) }

  private var equal: Entry { TensorMethods.equal(isMethod: false) }

  /// A tensor that looks into the array, as there.
  private var fromArray: Entry {
    entry(
      "from_numpy", "the tensor of an array's numbers, which changes with it", [Parameter("ndarray", .any, "an array")],
      result: "tensor"
    ) { arguments, _ in
      // An array without dimensions is a number here.
      if let number = arguments["ndarray"].plainNumber, arguments["ndarray"].asTensor == nil {
        return Value(try .full([], Float(number)))
      }
      guard let array = arguments["ndarray"].asTensor, array.isArray else {
        throw Diagnostic(
          .type, "torch.from_numpy takes an array, and this is \(arguments["ndarray"].phrase)",
          suggestion: "torch.tensor(x)", parameter: "ndarray")
      }
      return array.look(.detach(array.variable), isDetached: true, asArray: false) { $0 }
    }
  }

  /// As there, a tensor is itself and an array is looked into, unless other numbers are asked for.
  private var asTensor: Entry {
    let making = (entries["tensor"] ?? manualSeed).creating
    var entry = making.named("as_tensor")
    entry.run = { arguments, context in
      guard let first = making.parameters.first, let tensor = arguments[first.name].asTensor,
        !arguments.isGiven("requires_grad"), !AbstractTensors.inUse
      else { return try making.run(arguments, context) }
      try DeviceValue.check(arguments["device"], for: "as_tensor")
      if let kind = try NumberKindValue.kind(arguments["dtype"], for: "as_tensor"),
        kind != NumberKindValue.Kind(tensor.variable.tensor.kind)
          || NumberKindValue.isDouble(arguments["dtype"]) != tensor.isDouble
      {
        return try making.run(arguments, context)
      }
      guard tensor.isArray else { return arguments[first.name] }
      return tensor.look(.detach(tensor.variable), isDetached: true, asArray: false) { $0 }
    }
    return entry
  }

  private var isTensor: Entry {
    entry("is_tensor", "whether a value is a tensor", [Parameter("x", .any, "any value")], result: "bool") {
      arguments, _ in
      .bool(arguments["x"].asTensor?.isArray == false)
    }
  }

  private var size: Entry {
    entry("Size", "lengths of dimensions", [Parameter("lengths", .integers, "the lengths")], result: "tuple") {
      arguments, _ in
      TensorValue.lengths(arguments.integers("lengths"))
    }
  }

  private var sharedShape: Entry {
    entry(
      "broadcast_shapes", "the shape that tensors of these shapes have together",
      [Parameter("shapes", .any, style: .variadic, "shapes")], result: "tuple"
    ) { arguments, context in
      var together = Shape([])
      for shape in arguments.values("shapes") {
        let lengths = try Iteration.items(shape, context, verb: "take lengths from").map { length -> Int in
          guard let length = length.wholeNumber else {
            throw Diagnostic(.type, "a shape is a tuple of whole numbers", parameter: "shapes")
          }
          return length
        }
        together = try together.broadcast(
          with: Shape(lengths: lengths, for: "broadcast_shapes"), for: "broadcast_shapes")
      }
      return .tuple(together.dimensions.map { .integer($0) })
    }
  }

  // MARK: Other devices

  /// `torch.cuda`, which is not there: what a program would only use if it were is known, so that the program can be read.
  private var graphicsProcessor: Value {
    let unusable = [
      "FloatTensor", "DoubleTensor", "HalfTensor", "LongTensor", "IntTensor", "ByteTensor", "BoolTensor", "set_device",
      "current_device", "get_device_name", "get_device_properties", "memory_allocated", "max_memory_allocated",
      "Stream",
      "Event",
    ]
    return .object(
      NamespaceValue(
        "torch.cuda",
        own(
          [isNotThere("is_available"), noneThere("device_count")]
            + ["manual_seed", "manual_seed_all", "empty_cache", "synchronize"].map(ignored)
            + unusable.map { name in
              entry(
                name, "nothing: there is no graphics processor",
                [Parameter("values", .any, style: .variadic, "what is taken")], result: "None"
              ) { _, _ in
                throw Diagnostic(
                  .value, "there is no graphics processor for torch.cuda.\(name): everything runs on the processor",
                  suggestion: "if torch.cuda.is_available():")
              }
            }
        ).merging(["amp": written("torch.cuda.amp", TorchModule.mixedPrecision)]) { $1 }))
  }

  private func isNotThere(_ name: String) -> Entry {
    entry(name, "whether there is a graphics processor: there is none", [], result: "bool") { _, _ in .bool(false) }
  }

  private func noneThere(_ name: String) -> Entry {
    entry(name, "how many graphics processors there are", [], result: "int") { _, _ in .integer(0) }
  }

  /// A function that has nothing to do without a second device.
  private func ignored(_ name: String) -> Entry {
    entry(
      name, "nothing: there is no graphics processor", [Parameter("values", .any, style: .variadic, "what is taken")],
      result: "None", abstract: .nothing
    ) { _, _ in .none }
  }
}
