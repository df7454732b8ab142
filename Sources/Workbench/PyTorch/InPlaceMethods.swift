import Autodiff
import Language
import Tensors

/// Methods that change their tensor in place and give it back: `x.clamp_(0)`, `p.data.normal_(0, 0.02)`.
struct InPlaceMethods {
  let session: Session
  /// The table's entries by name.
  let entries: [String: Entry]

  var all: [Entry] { computed + arithmetic + filling + random + choosing + resizing + rearranging }

  /// The same elements in another arrangement: `x.unsqueeze_(0)`, `x.t_()`.
  private var rearranging: [Entry] {
    let transposed = TensorMethods(entries: entries).all.first { $0.name == "t" }
    let workers = ["unsqueeze", "squeeze", "transpose", "swapaxes"].map { entries[$0]?.aliasing } + [transposed]
    return workers.compactMap { $0 }.map { worker in
      let name = "\(worker.name)_"
      var entry = worker.named(name)
      (entry.isMethod, entry.isBare, entry.effect, entry.abstract) = (true, false, .changesSession, .unknown)
      entry.summary = "\(worker.summary), in place"
      entry.run = { arguments, context in
        guard let x = arguments["x"].asTensor else { throw Self.notATensor(name, arguments["x"]) }
        guard let look = try worker.run(arguments, context).asTensor else { return arguments["x"] }
        try x.rearrange(as: look, for: name)
        return arguments["x"]
      }
      return entry
    }
  }

  /// Those of PyTorch's that are functions as well: `torch.relu_(x)`.
  var functions: [Entry] {
    let names: Set<Substring> = Set(
      """
      abs_ acos_ asin_ atan_ ceil_ clamp_ cos_ cosh_ erf_ exp_ exp2_ expm1_ floor_ log_ log10_ log1p_ log2_ neg_ \
      reciprocal_ round_ rsqrt_ sigmoid_ sin_ sinh_ sqrt_ square_ tan_ tanh_ trunc_ relu_ nan_to_num_
      """.split(separator: " "))
    return (computed + arithmetic).filter { names.contains($0.name[...]) }.map { method in
      var entry = method
      (entry.isMethod, entry.isBare) = (false, false)
      return entry
    }
  }

  /// `resize_` and `resize_as_`: the same elements in another shape, more of them or fewer.
  private var resizing: [Entry] {
    func resize(_ arguments: Arguments, _ shape: Shape, _ name: String) throws -> Value {
      guard let x = arguments["x"].asTensor else { throw Self.notATensor(name, arguments["x"]) }
      try x.resize(to: shape)
      return arguments["x"]
    }
    var entries = [
      Entry(
        "resize_", group: "tensors", "other lengths, in place; further elements are zeros",
        parameters: [
          Parameter("x", .any, "the tensor"),
          Parameter("sizes", .any, style: .variadic, "the lengths, or a tuple of them"),
        ], result: "tensor", abstract: .unknown, isMethod: true, effect: .changesSession,
        example: "x = zeros(2)\nx.resize_(2, 3)"
      ) { arguments, context in
        var sizes = arguments.values("sizes")
        if sizes.count == 1, let inner = sizes[0].elements { sizes = inner }
        let lengths = sizes.compactMap(\.wholeNumber)
        guard lengths.count == sizes.count else {
          throw Diagnostic(
            .type, "resize_ takes lengths of dimensions", suggestion: "x.resize_(2, 3)", parameter: "sizes")
        }
        return try resize(arguments, Shape(lengths: lengths, for: "resize_"), "resize_")
      },
      Entry(
        "resize_as_", group: "tensors", "the lengths of another tensor, in place; further elements are zeros",
        parameters: [Parameter("x", .any, "the tensor"), Parameter("other", .like("tensor"), "the other tensor")],
        result: "tensor", abstract: .unknown, isMethod: true, effect: .changesSession,
        example: "x = zeros(2)\nx.resize_as_(zeros(2, 3))"
      ) { arguments, _ in
        try resize(arguments, arguments.tensor("other", for: "resize_as_").shape, "resize_as_")
      },
    ]
    for index in entries.indices { entries[index].isBare = false }
    return entries
  }

  /// The same as a function of the table, into its tensor.
  private var computed: [Entry] {
    """
    abs acos asin atan ceil clamp cos cosh erf exp exp2 expm1 floor log log10 log1p log2 reciprocal round rsqrt sigmoid \
    sign sin sinh sqrt square tan tanh trunc relu lerp masked_fill index_add scatter_add nan_to_num tril triu
    """
    .split(separator: " ").compactMap { name in
      guard let worker = entries[String(name)]?.applied else { return nil }
      var entry = worker.named("\(name)_")
      entry.isMethod = true
      entry.effect = .changesSession
      entry.abstract = .unknown
      entry.summary = "\(worker.summary), in place"
      let run = worker.run
      entry.run = { arguments, context in
        guard let x = arguments["x"].asTensor else { throw Self.notATensor("\(name)_", arguments["x"]) }
        try x.change(to: try run(arguments, context).tensor(for: "\(name)_"))
        return arguments["x"]
      }
      return entry
    }
  }

  private var arithmetic: [Entry] {
    let alpha = Parameter("alpha", .real(), default: .integer(1), style: .keywordOnly, "a factor for the other")
    let older = Parameter("tensor", .any, default: Value.none, "of older programs: the tensor, behind its factor")
    let operations: [(String, String, Bool, (Variable, Variable) throws -> Variable)] = [
      ("add_", "the sum with another", true, { try $0 + $1 }),
      ("sub_", "the difference from another", true, { try $0 - $1 }),
      ("mul_", "the product with another", false, { try $0 * $1 }),
      ("div_", "the quotient by another", false, { try $0 / $1 }),
      ("pow_", "the power", false, { try .power($0, $1) }),
      ("remainder_", "the remainder", false, { try .remainder($0, $1) }),
    ]
    return [method("neg_", "every element with the other sign", []) { x, _ in try .negated(x.variable) }]
      + operations.map { name, summary, isScaled, body in
        method(
          name, summary,
          [Parameter("other", .like("tensor"), "a tensor, or a number")] + (isScaled ? [older, alpha] : [])
        ) {
          x, arguments in
          var other = try arguments.tensor("other", for: name)
          if isScaled, !arguments["tensor"].isNone {
            let factor = try Self.factor(other, name)
            return try body(x.variable, arguments.tensor("tensor", for: name) * .constant(factor))
          }
          if isScaled, arguments.isGiven("alpha") { other = try other * .constant(Float(arguments.real("alpha"))) }
          return try body(x.variable, other)
        }
      }
      + ["addcmul_", "addcdiv_"].map { name in
        method(
          name, "a product, or a quotient, of two others added",
          [
            Parameter("tensor1", .like("tensor"), "one"), Parameter("tensor2", .like("tensor"), "the other"),
            older,
            Parameter("value", .real(), default: .integer(1), style: .keywordOnly, "a factor"),
          ]
        ) { x, arguments in
          let (a, b) = (try arguments.tensor("tensor1", for: name), try arguments.tensor("tensor2", for: name))
          if !arguments["tensor"].isNone {
            let (factor, c) = (try Self.factor(a, name), try arguments.tensor("tensor", for: name))
            return try x.variable + .constant(factor) * (name == "addcmul_" ? b * c : b / c)
          }
          return try x.variable + .constant(Float(arguments.real("value"))) * (name == "addcmul_" ? a * b : a / b)
        }
      }
  }

  /// The factor that older programs have first: `x.add_(0.5, y)`.
  private static func factor(_ x: Variable, _ name: String) throws -> Float {
    guard x.shape.rank == 0 else {
      throw Diagnostic(
        .type, "\(name) takes a number before its tensors, as older programs have it, and this is \(x.shape)")
    }
    return try x.value.item()
  }

  private var filling: [Entry] {
    [
      method("zero_", "zeros", []) { x, _ in Variable(try .full(x.variable.shape, 0)) },
      method("fill_", "one number everywhere", [Parameter("value", .like("tensor"), "the number")]) { x, arguments in
        let value = try arguments.tensor("value", for: "fill_")
        guard value.shape.rank == 0 else {
          throw Diagnostic(.shape, "fill_ takes one number, and this is \(value.shape)", suggestion: "x.copy_(y)")
        }
        return try .expand(value, x.variable.shape)
      },
      method(
        "copy_", "the numbers of another tensor",
        [
          Parameter("src", .like("tensor"), otherNames: ["other"], "the other tensor"),
          Parameter("non_blocking", .bool, default: .bool(false), "there is no other device to wait for"),
        ]
      ) { x, arguments in
        let source = try TensorValue.spread(arguments.tensor("src", for: "copy_"), over: x.variable.shape)
        guard x.variable.tensor.kind == .whole, source.tensor.kind == .real else { return source }
        // As in PyTorch: an average of counts, as of batches that were seen, is cut off behind the point.
        return try NumberKindValue.converted(source, to: .whole)
      },
      method("fill_diagonal_", "one number on the diagonal", [Parameter("fill_value", .real(), "the number")]) {
        x, arguments in
        let shape = x.variable.shape
        guard shape.rank == 2 else { throw Diagnostic(.shape, "fill_diagonal_ takes a matrix, and this is \(shape)") }
        let places = (0..<min(shape[0], shape[1])).map { $0 * (shape[1] + 1) }
        return try .replacing(
          x.variable, at: places, with: Variable(.full([places.count], Float(arguments.real("fill_value")))))
      },
    ]
  }

  private var random: [Entry] {
    func real(_ name: String, _ value: Double) -> Parameter { Parameter(name, .real(), default: .real(value), name) }
    let drawing = [
      method("normal_", "normal numbers", [real("mean", 0), real("std", 1)], draws: true) { x, arguments in
        let drawn = Variable(try session.random.next(.cells).normal(x.variable.shape))
        return try drawn * .constant(Float(arguments.real("std"))) + .constant(Float(arguments.real("mean")))
      },
      method("uniform_", "uniform numbers", [real("from", 0), real("to", 1)], draws: true) { x, arguments in
        let (from, to) = (arguments.real("from"), arguments.real("to"))
        guard from <= to else {
          throw Diagnostic(.value, "uniform_ draws from the lower to the upper bound, and \(from) is above \(to)")
        }
        let drawn = Variable(try session.random.next(.cells).uniform(x.variable.shape))
        return try drawn * .constant(Float(to - from)) + .constant(Float(from))
      },
      method(
        "random_", "whole numbers from the first to below the second; of one, from 0 to below it",
        [
          Parameter("from", .integer(), default: .integer(0), "the first, or where there is no other the end"),
          Parameter("to", .any, default: Value.none, "the end, which is not among them"),
        ], draws: true
      ) { x, arguments in
        let first = arguments.integer("from")
        guard arguments.isGiven("from") else {
          throw Diagnostic(
            .value, "random_() draws up to 2^24 in PyTorch, and here it is told where to end",
            suggestion: "x.random_(0, 10)")
        }
        let (from, to) = arguments["to"].isNone ? (0, first) : (first, arguments["to"].wholeNumber ?? first)
        guard from < to, abs(from) <= 1 << 24, abs(to) <= 1 << 24 else {
          throw Diagnostic(.value, "random_ draws whole numbers from \(from) to below \(to), and these are none")
        }
        let drawn = try session.random.next(.cells).uniform(x.variable.shape)
        let count = Float(to - from)
        let numbers = try drawn.mapScalars("random_") { min(($0 * count).rounded(.down), count - 1) + Float(from) }
        return Variable(try numbers.held(as: x.variable.tensor.kind == .real ? .real : .whole, "random_"))
      },
      method(
        "bernoulli_", "ones with a probability, else zeros",
        [Parameter("p", .real(0...1), default: .real(0.5), "the probability")], draws: true
      ) {
        x, arguments in
        let drawn = try session.random.next(.cells).uniform(x.variable.shape)
        return Variable(try Tensor.compare(drawn, .less, .scalar(Float(arguments.real("p")))))
      },
    ]
    return drawing.map { $0.takingGenerator(session.randomNumbers) }
  }

  private var choosing: [Entry] {
    [
      method(
        "scatter_", "numbers in place of the elements that an index names along a dimension",
        [
          Parameter("dim", .integer(), "along what"), Parameter("index", .like("tensor"), "which elements"),
          Parameter("src", .like("tensor"), otherNames: ["value"], "a number for each index, or one number"),
        ]
      ) { x, arguments in
        let index = try arguments.tensor("index", for: "scatter_").value
        let dimension = try x.variable.shape.axis(arguments.integer("dim"), for: "scatter_")
        return try .scatter(x.variable, dimension, index, arguments.tensor("src", for: "scatter_"), adding: false)
      },
      method(
        "index_copy_", "the parts of another tensor at places of a dimension",
        [
          Parameter("dim", .integer(), "along what"), Parameter("index", .like("tensor"), "which places"),
          Parameter("source", .like("tensor"), "a part for each place"),
        ]
      ) { x, arguments in
        let places = try Self.places(x, arguments, for: "index_copy_")
        let source = try arguments.tensor("source", for: "index_copy_")
        guard source.shape == places.shape || source.shape.count == places.shape.count && source.shape.rank == 0 else {
          throw Diagnostic(
            .shape, "index_copy_ takes a part for each place, \(places.shape) in all, and this is \(source.shape)",
            parameter: "source")
        }
        return try .replacing(x.variable, at: places.places, with: .reshape(source, places.shape))
      },
      method(
        "index_fill_", "one number at places of a dimension",
        [
          Parameter("dim", .integer(), "along what"), Parameter("index", .like("tensor"), "which places"),
          Parameter("value", .real(), "the number"),
        ]
      ) { x, arguments in
        let places = try Self.places(x, arguments, for: "index_fill_")
        return try .replacing(
          x.variable, at: places.places, with: Variable(.full(places.shape, Float(arguments.real("value")))))
      },
    ]
  }

  /// The places, counted through, that `dim` and `index` name.
  private static func places(
    _ x: TensorValue, _ arguments: Arguments, for name: String
  ) throws -> (places: [Int], shape: Shape) {
    let shape = x.variable.shape
    let dimension = try shape.axis(arguments.integer("dim"), for: name)
    let whole = Index.slice(start: nil, stop: nil, step: nil)
    let index = Index.value(Value(try arguments.tensor("index", for: name)))
    return try TensorIndexing.places(in: shape, Array(repeating: whole, count: dimension) + [index])
  }

  private func method(
    _ name: String, _ summary: String, _ parameters: [Parameter], draws: Bool = false,
    _ body: @escaping (TensorValue, Arguments) throws -> Variable
  ) -> Entry {
    var entry = Entry(
      name, group: "tensors", "\(summary), in place",
      parameters: [Parameter("x", .any, otherNames: ["input"], "the tensor")] + parameters, result: "tensor",
      abstract: .unknown, isMethod: true,
      effect: .changesSession, example: "x = zeros(2)\nx.\(name)()"
    ) { arguments, _ in
      guard let x = arguments["x"].asTensor else { throw Self.notATensor(name, arguments["x"]) }
      try x.change(to: try body(x, arguments))
      return arguments["x"]
    }
    entry.isBare = false
    return entry
  }

  private static func notATensor(_ name: String, _ value: Value) -> Diagnostic {
    Diagnostic(.type, "`\(name)` changes a tensor, and this is \(value.phrase)", parameter: "x")
  }
}
