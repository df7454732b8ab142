import Autodiff
import Language
import Networks
import Tensors
import Threads

/// Methods of PyTorch's tensors that are no functions of the table.
struct TensorMethods {
  /// Entries of the same names that do the work.
  let entries: [String: Entry]

  var all: [Entry] {
    shapes + conversions + moving + gradients + reductions + making + OperatorFunctions.all(isMethod: true)
      + [Self.allclose(isMethod: true), Self.equal(isMethod: true)]
  }

  /// The table's own, with the names that PyTorch takes besides.
  private var reductions: [Entry] {
    "sum mean var std prod max min argmax argmin any all norm logsumexp cumsum cumprod softmax log_softmax sort argsort"
      .split(separator: " ").compactMap { name in
        entries[String(name)].flatMap { $0.isMethod ? $0.takingOtherNames.named($0.name) : nil }
      }
  }

  private var shapes: [Entry] {
    [
      method("size", "the lengths of all dimensions, or of one", [optional("dim", .integer(), "which one")], "tuple") {
        x, arguments in
        let lengths = x.shape.dimensions
        guard let dim = arguments.optionalInteger("dim") else { return TensorValue.lengths(lengths) }
        return .integer(lengths[try x.shape.axis(dim, for: "size")])
      },
      method("dim", "how many dimensions it has", [], "int") { x, _ in .integer(x.shape.rank) },
      method("ndimension", "how many dimensions it has", [], "int") { x, _ in .integer(x.shape.rank) },
      method("is_contiguous", "whether its elements lie in order, and not as those of what it looks into", [], "bool") {
        _, arguments in
        .bool(arguments["x"].asTensor?.isContiguous ?? true)
      },
      method("numel", "how many elements it has", [], "int") { x, _ in .integer(x.tensor.count) },
      method("nelement", "how many elements it has", [], "int") { x, _ in .integer(x.tensor.count) },
      method("t", "the matrix with rows and columns exchanged", [], "tensor") { x, arguments in
        guard x.shape.rank <= 2 else {
          throw Diagnostic(
            .shape, "t takes a matrix, and this is \(x.shape)", suggestion: "transpose(0, 1), or permute")
        }
        guard x.shape.rank == 2 else { return arguments["x"] }
        return arguments["x"].asTensor?.look(try .permute(x, [1, 0])) { $0.permuted([1, 0]) } ?? .none
      },
      method("view_as", "the elements in the shape of another tensor", [other], "tensor") { x, arguments in
        let shape = try arguments.tensor("other", for: "view_as").shape
        guard shape.count == x.tensor.count else {
          throw Diagnostic(.shape, "view_as: \(x.shape) does not fill \(shape)", parameter: "other")
        }
        return arguments["x"].asTensor?.look(try .reshape(x, shape)) { $0.reshaped(shape) } ?? .none
      },
    ]
      + [
        entries["reshape"]?.named("view"), entries["reshape"]?.named("reshape"),
        // Of older programs: `resize` looks at the same elements as well.
        entries["reshape"]?.named("resize"),
        // A method is PyTorch's: from dimension 0 on. The function is the layer, which keeps the batch.
        entries["flatten"]?.applied.named("flatten").defaulting(["start_dim": .integer(0)]),
      ].compactMap { entry in
        entry.map { entry in
          var entry = entry
          entry.isMethod = true
          return entry
        }
      }
  }

  private var conversions: [Entry] {
    [
      kind("float", .real), kind("double", .real, .double), kind("half", .half), kind("bfloat16", .half),
      kind("long", .whole), kind("int", .whole, .int32), kind("short", .whole, .int16), kind("char", .whole, .int8),
      kind("byte", .byte), kind("bool", .truth),
      method(
        "type", "the numbers as another type; without one, the name of the type that they have",
        [
          Parameter("dtype", .any, default: Value.none, otherNames: ["new_type"], "the type"),
          Parameter("non_blocking", .bool, default: .bool(false), "there is no other device to wait for"),
        ], "tensor"
      ) { x, arguments in
        guard !arguments["dtype"].isNone else {
          let type = try arguments["x"].asTensor?.attribute("dtype", Context.quiet) ?? Value.none
          return .string(TensorClass.text(ofType: type.repr))
        }
        let type = TensorClass.type(arguments["dtype"])
        return try Self.converted(arguments["x"], x, to: type, try NumberKindValue.kind(type, for: "type"))
      },
      method("astype", "the numbers as another type", [Parameter("dtype", .any, "the type")], "tensor") {
        x, arguments in
        try Self.converted(
          arguments["x"], x, to: arguments["dtype"], try NumberKindValue.kind(arguments["dtype"], for: "astype"))
      },
      method("tolist", "the numbers as lists within lists", [], "list") { x, _ in
        try x.value.lists()
      },
      method(
        "to", "the tensor itself, or its numbers as another type: everything runs on the processor",
        [
          Parameter("target", .any, default: Value.none, otherNames: ["device"], "a device, a type, or another tensor"),
          Parameter("dtype", .any, default: Value.none, "the type"), Self.nonBlocking,
          Parameter("copy", .bool, default: .bool(false), "whether it is a copy where nothing is to be changed"),
        ], "tensor"
      ) { x, arguments in
        var kind = try NumberKindValue.kind(arguments["dtype"], for: "to")
        var type = arguments["dtype"]
        switch arguments["target"] {
        case .object(let object as NumberKindValue): (kind, type) = (object.kind, arguments["target"])
        case .object(let object as TensorValue):
          (kind, type) = (NumberKindValue.Kind(object.variable.tensor.kind), NumberKindValue.value(of: object))
        case .builtin: kind = try NumberKindValue.kind(arguments["target"], for: "to")
        default: try DeviceValue.check(arguments["target"], for: "to")
        }
        let result = try Self.converted(arguments["x"], x, to: type, kind)
        guard arguments.bool("copy"), result.asTensor === arguments["x"].asTensor else { return result }
        return Value(try .copied(x))
      },
    ]
  }

  private var moving: [Entry] {
    [
      itself("cpu"), itself("pin_memory"), copy("clone"),
      method("contiguous", "the tensor itself; a copy of what looks into another out of order", [], "tensor") {
        x, arguments in
        arguments["x"].asTensor?.isContiguous == false ? Value(try .copied(x)) : arguments["x"]
      },
      method("numpy", "its numbers as NumPy's array, whose methods are NumPy's", [], "array") { x, arguments in
        guard !x.requiresGradient else {
          throw Diagnostic(
            .gradient, "an array keeps no gradient, and this tensor has one", suggestion: "x.detach().numpy()")
        }
        return arguments["x"].asTensor?.look(.detach(x), isDetached: true, asArray: true) { $0 } ?? .none
      },
      method(
        "cuda", "there is no such device", [Parameter("device", .any, default: Value.none, "whichever")], "tensor"
      ) { _, _ in
        throw Diagnostic(
          .value, "there is no graphics processor here: everything runs on the processor",
          suggestion: "leave out .cuda(), or .to(device) with device = \"cpu\"")
      },
    ]
  }

  private var gradients: [Entry] {
    [
      method(
        "requires_grad_", "keeps its gradient from now on",
        [Parameter("requires_grad", .bool, default: .bool(true), "whether")],
        "tensor"
      ) { x, arguments in
        try arguments["x"].asTensor?.setKeepsGradient(arguments.bool("requires_grad"))
        return arguments["x"]
      },
      method("detach_", "the tensor itself, without the way back to what it was computed from", [], "tensor") {
        _, arguments in
        try arguments["x"].asTensor?.letGoOfGraph()
        return arguments["x"]
      },
      method(
        "retain_grad", "keeps the gradient of what was computed, as `x.grad`", [], "None"
      ) { _, arguments in
        try arguments["x"].asTensor?.keepGradient()
        return .none
      },
      TensorHooks.registration,
    ]
      + [
        entries["backward"].map { entry in
          var entry = entry.named("backward").adding([
            Parameter(
              "gradient", .like("tensor"), default: Value.none,
              "the gradient of what follows with respect to this tensor, where it is not one number"),
            Parameter(
              "retain_graph", .bool, default: .bool(false), style: .keywordOnly, "a graph stays as long as its loss"),
            Parameter("create_graph", .bool, default: .bool(false), style: .keywordOnly, "gradients of gradients"),
          ]) { value, arguments in
            guard !arguments.bool("create_graph") else {
              throw Diagnostic(.gradient, "there are no gradients of gradients here", parameter: "create_graph")
            }
            return value
          }
          let plain = entry.run
          entry.run = { arguments, context in
            guard !arguments["gradient"].isNone else { return try plain(arguments, context) }
            guard !arguments.bool("create_graph") else { return try plain(arguments, context) }
            let gradient = try arguments.tensor("gradient", for: "backward")
            try arguments.tensor("loss", for: "backward").backward(from: gradient.value)
            return .none
          }
          return entry
        },
        entries["zero_grad"].map { forgetting in
          var entry = forgetting.named("zero_grad").adding([
            Parameter("set_to_none", .bool, default: .bool(true), "gradients are forgotten, not zeroed")
          ])
          entry.run = { arguments, context in
            if arguments.bool("set_to_none") { return try forgetting.run(arguments, context) }
            arguments.object("of", as: OptimizerValue.self)?.optimizer.zeroGradients()
            arguments["of"].module?.distinctParameters.forEach { $0.zeroGradient() }
            return .none
          }
          return entry
        },
      ].compactMap { $0 }
  }

  // MARK: Comparing

  /// Whether two tensors agree but for a tolerance, as a function of `torch` or a method.
  static func allclose(isMethod: Bool) -> Entry {
    var entry = ArrayFunctions.entry(
      "allclose", "whether two tensors agree but for a tolerance",
      [Parameter("input", .like("tensor"), "a tensor"), Parameter("other", .like("tensor"), "another")]
        + ArrayFunctions.tolerances, result: "bool"
    ) { arguments, _ in
      let (a, b) = (try arguments.tensor("input", for: "allclose"), try arguments.tensor("other", for: "allclose"))
      return .bool(try ArrayFunctions.areClose(a.value, b.value, arguments, "allclose"))
    }
    entry.isMethod = isMethod
    return entry
  }

  /// Whether two tensors have one shape and the same elements.
  static func equal(isMethod: Bool) -> Entry {
    var entry = ArrayFunctions.entry(
      "equal", "whether two tensors have one shape and the same elements",
      [Parameter("input", .like("tensor"), "a tensor"), Parameter("other", .like("tensor"), "another")], result: "bool"
    ) { arguments, _ in
      let (a, b) = (
        try arguments.tensor("input", for: "equal").value, try arguments.tensor("other", for: "equal").value
      )
      return .bool(a.shape == b.shape && zip(a.array, b.array).allSatisfy { $0 == $1 })
    }
    entry.isMethod = isMethod
    return entry
  }

  // MARK: How they are made

  private static var nonBlocking: Parameter {
    Parameter(
      "non_blocking", .bool, default: .bool(false), style: .keywordOnly, "there is no other device to wait for")
  }

  private var other: Parameter { Parameter("other", .like("tensor"), "the other tensor") }

  private func optional(_ name: String, _ type: ParameterType, _ summary: String) -> Parameter {
    Parameter(name, type, default: Value.none, summary)
  }

  private func method(
    _ name: String, _ summary: String, _ parameters: [Parameter], _ result: String,
    _ body: @escaping (Variable, Arguments) throws -> Value
  ) -> Entry {
    var entry = Entry(
      name, group: "tensors", summary, parameters: [Parameter("x", .like("tensor"), "the tensor")] + parameters,
      result: result, abstract: .asRun, isMethod: true, example: "randn(2, 3).\(name)()"
    ) { arguments, _ in try body(try arguments.tensor("x", for: name), arguments) }
    entry.isBare = false
    return entry
  }

  private func kind(
    _ name: String, _ kind: NumberKindValue.Kind, _ precision: TensorValue.Precision = .unsaid
  ) -> Entry {
    method(name, "the numbers as another type", [], "tensor") { x, arguments in
      try Self.converted(arguments["x"], x, kind, precision)
    }
  }

  /// A tensor's numbers as another type: itself where it has that, in PyTorch's terms, else a copy.
  private static func converted(
    _ value: Value, _ x: Variable, to type: Value, _ kind: NumberKindValue.Kind?
  ) throws -> Value {
    guard let kind else { return value }
    return try converted(value, x, kind, NumberKindValue.precision(of: type))
  }

  private static func converted(
    _ value: Value, _ x: Variable, _ kind: NumberKindValue.Kind, _ precision: TensorValue.Precision
  ) throws -> Value {
    let isOfKind = kind == NumberKindValue.Kind(x.tensor.kind)
    guard kind == .real || kind == .whole, !AbstractTensors.inUse else {
      return isOfKind ? value : Value(try NumberKindValue.converted(x, to: kind))
    }
    let wanted = kind == .real && precision != .double ? .single : precision
    if isOfKind, let own = value.asTensor {
      let isSame =
        kind == .real
        ? own.isDouble == (wanted == .double)
        : NumberKindValue.rarer(own.precision) == NumberKindValue.rarer(wanted)
      if isSame { return value }
    }
    let new = isOfKind ? try .copied(x) : try NumberKindValue.converted(x, to: kind)
    return .object(TensorValue(new).said(wanted))
  }

  private func itself(_ name: String) -> Entry {
    method(name, "the tensor itself: everything is in the processor's memory", [], "tensor") { _, arguments in
      arguments["x"]
    }
  }

  private func copy(_ name: String) -> Entry {
    method(name, "a copy, through which gradients pass", [], "tensor") { x, _ in Value(try .copied(x)) }
  }
}

extension Tensor {
  /// One of its elements as a plain number.
  func number(_ element: Float) -> Value {
    switch kind {
    case .truth: .bool(element != 0)
    case .byte, .whole: .integer(Int(element))
    case .real: .real(Double(element))
    }
  }

  /// The numbers as lists within lists.
  func lists() throws -> Value {
    try Cancellation.current.requireMemory(count * MemoryLayout<Value>.stride)
    var values = array.map(number)
    if rank == 0 { return values[0] }
    // How many lists of a length there are follows from the dimensions before: of none at all there may be many.
    for (place, length) in shape.dimensions.enumerated().dropFirst().reversed() {
      let lists = try Self.lists(in: shape.dimensions[..<place])
      values = (0..<lists).map { .list(Array(values[$0 * length..<($0 + 1) * length])) }
    }
    return .list(values)
  }

  private static func lists(in dimensions: ArraySlice<Int>) throws -> Int {
    let count = dimensions.reduce(1) { count, length in
      let (product, isTooFar) = count.multipliedReportingOverflow(by: length)
      return isTooFar ? .max : product
    }
    try Limits.checkItems(count)
    return count
  }
}

extension Variable {
  /// A copy in memory of its own, through which gradients pass.
  static func copied(_ x: Variable) throws -> Variable {
    guard x is LearnedParameter || x.requiresGradient else { return try .copy(x) }
    return try Variable.reshape(x, x.shape) + .constant(0)
  }
}
