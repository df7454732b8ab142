import Autodiff
import Language
import Tensors

/// Group `tensors`: making them.
struct CreationEntries {
  let random: RandomNumbers

  var all: [Entry] { made + draws }

  private var made: [Entry] {
    [
      Entry(
        "tensor", group: "tensors", "a tensor from a number or from lists of numbers",
        parameters: [
          Parameter(
            "values", .like("tensor"), otherNames: ["data"], "numbers, or lists of equal length within lists")
        ],
        result: "tensor", abstract: .asRun, example: "tensor([[1, 1], [0, 0]])", lesson: "01-decoder-network",
        otherNames: ["array"],
        departure:
          "whole numbers and truths keep their type, and real ones are float32; a `dtype` is chosen with `torch.tensor`, and what carries "
          + "gradients is made by `parameter`."
      ) { arguments, _ in
        Value(.detach(try arguments.tensor("values", for: "tensor")))
      },
      shaped("zeros", "a tensor of zeros", "zeros(2, 3)") { shape, _ in try .zeros(shape) },
      shaped("ones", "a tensor of ones", "ones(2, 3)") { shape, _ in try .ones(shape) },
      shaped("rand", "random numbers, even over 0 to 1", "rand(2, 3)") { try $1.uniform($0) },
      shaped("randn", "random numbers of the standard normal distribution", "randn(2, 3)", lesson: "01-decoder-network")
      {
        try $1.normal($0)
      },
      Entry(
        "full", group: "tensors", "a tensor of one number repeated",
        parameters: [
          Parameter("shape", .integers, otherNames: ["size"], "the shape"),
          Parameter("value", .number, otherNames: ["fill_value"], "the number"),
        ],
        result: "tensor", abstract: .shape(givenBy: "shape"), example: "full((2, 3), 0.5)"
      ) { arguments, _ in
        let value = try arguments.tensor("value", for: "full").value
        return Value(
          try .full(try Shape(lengths: arguments.integers("shape"), for: "full"), value.item()).as(value.kind))
      },
      Entry(
        "arange", group: "tensors", "numbers from `start` up to, not including, `end`",
        parameters: [
          Parameter("start", .number, "the first number; with one argument, the end, and 0 the first"),
          Parameter("end", .number, default: Value.none, "where to stop"),
          Parameter("step", .number, default: .integer(1), "from one to the next"),
        ], result: "tensor", abstract: .unknown, example: "arange(0, 1, 0.25)"
      ) { arguments, _ in
        let end = arguments.optionalReal("end")
        let (start, stop, step) = (
          end == nil ? 0 : arguments.real("start"), end ?? arguments.real("start"), arguments.real("step")
        )
        let steps = ((stop - start) / step).rounded(.up)
        guard step != 0, steps.isFinite, steps < 1e12, steps > 0 || start == stop else {
          func text(_ number: Double) -> String { Int(exactly: number).map(String.init) ?? Value.real(number).repr }
          throw Diagnostic(
            .value, "arange does not get from \(text(start)) to \(text(stop)) in steps of \(text(step))",
            suggestion: step != 0 && steps <= 0 ? "step=\(text(-step))" : nil, parameter: "step")
        }
        let areWhole = try ["start", "end", "step"].allSatisfy {
          try arguments[$0].isNone || arguments.tensor($0, for: "arange").tensor.kind != .real
        }
        return Value(
          try .generate([max(0, Int(steps))], for: "arange") { Float(start + Double($0) * step) }
            .held(as: areWhole ? .whole : .real, "arange"))
      },
      Entry(
        "linspace", group: "tensors", "evenly spaced numbers, both ends included",
        parameters: [
          Parameter("start", .real(), "the first number"), Parameter("end", .real(), "the last"),
          Parameter("steps", .integer(0...(1 << 40)), "how many"),
        ], result: "tensor", abstract: .unknown, example: "linspace(0, 1, 5)"
      ) { arguments, _ in
        let (start, end, count) = (arguments.real("start"), arguments.real("end"), arguments.integer("steps"))
        return Value(
          try .generate([count], for: "linspace") { index in
            count == 1 ? Float(start) : Float(start + (end - start) * Double(index) / Double(count - 1))
          })
      },
      Entry(
        "eye", group: "tensors", "the identity matrix",
        parameters: [
          Parameter("n", .integer(0...100_000), "rows"),
          Parameter("m", .integer(0...100_000), default: Value.none, defaultText: "n", "columns"),
        ], result: "tensor", abstract: .unknown, example: "eye(3)"
      ) { arguments, _ in
        let (rows, columns) = (arguments.integer("n"), arguments.optionalInteger("m") ?? arguments.integer("n"))
        return Value(try .generate([rows, columns], for: "eye") { $0 / columns == $0 % columns ? 1 : 0 })
      },
      like("zeros_like", "zeros in the shape of a tensor") { shape, _ in try .zeros(shape) },
      like("ones_like", "ones in the shape of a tensor") { shape, _ in try .ones(shape) },
      like("rand_like", "numbers even over 0 to 1 in the shape of a tensor") { try $1.uniform($0) },
      like("randn_like", "standard normal numbers in the shape of a tensor", lesson: "05-gradients-through-samples") {
        try $1.normal($0)
      },
      Entry(
        "full_like", group: "tensors", "one number in the shape of a tensor",
        parameters: [
          Parameter("x", .like("tensor"), otherNames: ["input"], "whose shape to take"),
          Parameter("value", .real(), otherNames: ["fill_value"], "the number"),
        ], result: "tensor", abstract: .shape(of: "x"), example: "full_like(zeros(2, 3), 0.5)"
      ) { arguments, _ in
        let x = try arguments.tensor("x", for: "full_like").value
        let number = Float(arguments.real("value"))
        try TensorValue.requireWhole(number, in: x.kind, for: "full_like")
        let isTruth = number == 0 || number == 1
        let kind: ElementKind =
          switch x.kind {
          case .truth: isTruth ? .truth : .real
          case .byte, .whole: number == number.rounded() ? x.kind : .real
          case .real: .real
          }
        return Value(try Tensor.full(x.shape, number).as(kind))
      },
      Entry(
        "randperm", group: "tensors", "the whole numbers below n in random order",
        parameters: [Parameter("n", .integer(0...50_000_000), "how many")], result: "tensor", abstract: .unknown,
        effect: .drawsNumbers,
        example: "randperm(5)"
      ) { arguments, _ in
        Value(try Tensor(try random.next(.cells).permutation(arguments.integer("n")).map(Float.init)).taken(as: .whole))
      },
      Entry(
        "normal", group: "tensors", "a draw from normal distributions; no gradient passes through it",
        details: "For a draw that gradients do pass through, write `mean + std * randn_like(mean)`.",
        parameters: [
          Parameter("mean", .like("tensor"), "the means"),
          Parameter(
            "std", .like("tensor"), default: .integer(1), "the standard deviations, not the variances"),
          Parameter("size", .integers, default: Value.none, defaultText: "theirs", "the shape, where both are numbers"),
        ], result: "tensor", abstract: .broadcast("mean", "std", unlessGiven: "size"), effect: .drawsNumbers,
        example: "normal(zeros(3), ones(3))", lesson: "01-decoder-network"
      ) { arguments, _ in
        let mean = try arguments.tensor("mean", for: "normal").value,
          std = try arguments.tensor("std", for: "normal").value
        let both = try mean.shape.broadcast(with: std.shape, for: "normal")
        let size = try arguments.optionalIntegers("size").map { try Shape(lengths: $0, for: "normal") }
        if size != nil, both.rank > 0 {
          throw Diagnostic(
            .argument, "normal takes its shape from mean and std, which are \(both) together; size is for two numbers",
            suggestion: "normal(mean, std)", parameter: "size")
        }
        let shape = size ?? both
        if let wrong = std.elements.first(where: { !($0 >= 0) }) {
          throw Diagnostic(
            .value, "normal: a standard deviation is a number from 0 up, and one of these is \(wrong)",
            suggestion: "std=exp(0.5 * logvar) is always positive", parameter: "std")
        }
        return Value(try mean + std * random.next(.cells).normal(shape))
      },
      Entry(
        "bernoulli", group: "tensors", "1 with the given probability, else 0",
        parameters: [Parameter("p", .like("tensor"), otherNames: ["input"], "probabilities")], result: "tensor",
        abstract: .shape(of: "p"),
        effect: .drawsNumbers,
        example: "bernoulli(full((2, 3), 0.5))"
      ) { arguments, _ in
        let p = try arguments.tensor("p", for: "bernoulli").value
        if let wrong = p.elements.first(where: { !($0 >= 0 && $0 <= 1) }) {
          throw Diagnostic(
            .value, "bernoulli: probabilities lie between 0 and 1, and one of these is \(wrong)", parameter: "p")
        }
        return Value(try .compare(random.next(.cells).uniform(p.shape), .less, p))
      },
    ]
  }

  /// An entry that makes a tensor of the shape its arguments give: `zeros(2, 3)` or `zeros((2, 3))`.
  private func shaped(
    _ name: String, _ summary: String, _ example: String, lesson: String? = nil,
    _ make: @escaping (Shape, Philox) throws -> Tensor
  ) -> Entry {
    let isRandom = name.hasPrefix("rand")
    return Entry(
      name, group: "tensors", summary,
      parameters: [Parameter("shape", .integers, style: .variadic, "the lengths of the dimensions")],
      result: "tensor", abstract: .shape(givenBy: "shape"), effect: isRandom ? .drawsNumbers : .reads, example: example,
      lesson: lesson
    ) { arguments, _ in
      let shape = try Shape(lengths: arguments.integers("shape"), for: name)
      let philox = isRandom ? random.next(.cells) : Philox(seed: 0, stream: .cells, draw: 0)
      return try TensorError.named(name) { Value(try make(shape, philox)) }
    }
  }

  /// An entry that makes a tensor of another one's shape.
  private func like(
    _ name: String, _ summary: String, lesson: String? = nil, _ make: @escaping (Shape, Philox) throws -> Tensor
  ) -> Entry {
    let isRandom = name.hasPrefix("rand")
    return Entry(
      name, group: "tensors", summary,
      parameters: [Parameter("x", .like("tensor"), otherNames: ["input"], "whose shape to take")], result: "tensor",
      abstract: .shape(of: "x"),
      effect: isRandom ? .drawsNumbers : .reads, example: "x = zeros(2, 3)\n\(name)(x)", lesson: lesson
    ) { arguments, _ in
      let x = try arguments.tensor("x", for: name).tensor
      let philox = isRandom ? random.next(.cells) : Philox(seed: 0, stream: .cells, draw: 0)
      // As in PyTorch, what is like a mask is one: all False, or all True.
      return try TensorError.named(name) {
        let made = try make(x.shape, philox).as(isRandom ? .real : x.kind)
        guard name == "randn_like", let like = arguments["x"].asTensor else { return Value(made) }
        return Value(Variable.normal(made, like: like.variable))
      }
    }
  }
}
