import Autodiff
import Language
import Tensors
import Threads

/// Group `shapes`: numbers in another arrangement.
enum MovementEntries {
  static var all: [Entry] { basic + arranging + choosing }

  private static var basic: [Entry] {
    [
      Entry(
        "reshape", group: "shapes", "the same elements in another shape; one length may be -1 and is then found",
        parameters: [.x("a tensor"), Parameter("shape", .integers, style: .variadic, "the new lengths")],
        result: "tensor", abstract: .asRun,
        isMethod: true, example: "arange(6).reshape(2, -1)", otherNames: ["view"]
      ) { arguments, _ in
        let x = try arguments.tensor("x", for: "reshape")
        return Value(try .reshape(x, try x.shape.reshaped(arguments.integers("shape"))))
      },
      Entry(
        "transpose", group: "shapes", "two dimensions exchanged",
        parameters: [
          .x("a tensor"), Parameter("dim0", .integer(), "one dimension"), Parameter("dim1", .integer(), "the other"),
        ], result: "tensor", abstract: .unknown, isMethod: true, example: "transpose(ones(2, 3), 0, 1).shape"
      ) { arguments, _ in
        let x = try arguments.tensor("x", for: "transpose")
        var order = Array(0..<x.shape.rank)
        order.swapAt(
          try x.shape.axis(arguments.integer("dim0"), for: "transpose"),
          try x.shape.axis(arguments.integer("dim1"), for: "transpose"))
        return Value(try .permute(x, order))
      },
      Entry(
        "permute", group: "shapes", "the dimensions in another order",
        parameters: [
          .x("a tensor"), Parameter("dims", .integers, style: .variadic, "the old dimensions in their new order"),
        ],
        result: "tensor", abstract: .unknown, isMethod: true, example: "permute(ones(2, 3, 4), 2, 0, 1).shape"
      ) { arguments, _ in
        let x = try arguments.tensor("x", for: "permute")
        let order = try arguments.integers("dims").map { try x.shape.axis($0, for: "permute") }
        guard order.sorted() == Array(0..<x.shape.rank) else {
          throw Diagnostic(
            .value, "permute names every dimension of the tensor once, and this has \(x.shape.rank)")
        }
        return Value(try .permute(x, order))
      },
      Entry(
        "cat", group: "shapes", "tensors joined along a dimension",
        parameters: [
          Parameter("tensors", .list, "what to join"), Parameter("dim", .integer(), default: .integer(0), "along what"),
        ], result: "tensor", abstract: .unknown, example: "cat([zeros(1, 2), ones(1, 2)])",
        otherNames: ["concat", "concatenate"]
      ) { arguments, _ in
        let given = try arguments.values("tensors").map { try $0.tensor(for: "cat") }
        // A row of nothing, as what is collected begins with, goes with tensors of any shape.
        let isOfRows = given.allSatisfy { $0.shape.rank == 1 }
        let tensors = isOfRows ? given : given.filter { $0.shape.dimensions != [0] }
        let dimension = try tensors.first?.shape.axis(arguments.integer("dim"), for: "cat") ?? 0
        let joined = try Variable.concatenate(tensors, dimension)
        guard tensors.count < given.count else { return Value(joined) }
        let isReal = given.contains { $0.tensor.kind == .real }
        return Value(isReal ? try TensorValue.fitted(joined, to: .real) : joined)
      },
      Entry(
        "stack", group: "shapes", "tensors of one shape joined along a new dimension",
        parameters: [
          Parameter("tensors", .list, "what to join"),
          Parameter("dim", .integer(), default: .integer(0), "the new one"),
        ], result: "tensor", abstract: .unknown, example: "stack([zeros(2), ones(2)])"
      ) { arguments, _ in
        let tensors = try arguments.values("tensors").map { try $0.tensor(for: "stack") }
        // The place of a new dimension may be behind all others.
        let dimension = try ((tensors.first?.shape ?? .scalar) + [1]).axis(arguments.integer("dim"), for: "stack")
        if let other = tensors.first(where: { $0.shape != tensors[0].shape }) {
          throw Diagnostic(
            .shape, "stack: all tensors have one shape, and these are \(tensors[0].shape) and \(other.shape)",
            suggestion: "cat joins tensors that differ in one length", parameter: "tensors")
        }
        return Value(try TensorError.named("stack") { try .stack(tensors, dimension) })
      },
      Entry(
        "chunk", group: "shapes", "so many parts of nearly equal length along a dimension, the last may be shorter",
        parameters: [
          .x("a tensor"), Parameter("chunks", .integer(1...100_000), "how many"),
          Parameter("dim", .integer(), default: .integer(0), "along what"),
        ], result: "tuple of tensors", abstract: .unknown, isMethod: true,
        example: "mean, logvar = chunk(randn(64, 60), 2, dim=1)\nmean.shape"
      ) { arguments, _ in
        let x = try arguments.tensor("x", for: "chunk")
        let dimension = try x.shape.axis(arguments.integer("dim"), for: "chunk")
        let (length, chunks) = (x.shape[dimension], arguments.integer("chunks"))
        // PyTorch's rule: all have the length that the first must have, so that there may be fewer than were asked for.
        let size = max(1, length / chunks + (length % chunks > 0 ? 1 : 0))
        if length == 0 { return try Self.parts(x, dimension, Array(repeating: 0, count: chunks)) }
        return try Self.parts(x, dimension, Self.lengths(of: size, in: length))
      },
      Entry(
        "split", group: "shapes", "parts of a length along a dimension, or of several lengths",
        parameters: [
          Parameter("x", .like("tensor"), otherNames: ["input", "tensor"], "a tensor"),
          Parameter(
            "sizes", .integers, otherNames: ["split_size_or_sections", "split_size"],
            "the length of each part, or a list with the length of every one"),
          Parameter("dim", .integer(), default: .integer(0), "along what"),
        ], result: "tuple of tensors", abstract: .unknown, isMethod: true, example: "a, b = split(arange(5), [2, 3])\nb"
      ) { arguments, _ in
        let x = try arguments.tensor("x", for: "split")
        let dimension = try x.shape.axis(arguments.integer("dim"), for: "split")
        let (length, sizes) = (x.shape[dimension], arguments.integers("sizes"))
        guard sizes.allSatisfy({ $0 >= 0 }) else {
          throw Diagnostic(.value, "split: lengths are not negative", parameter: "sizes")
        }
        if arguments["sizes"].plainNumber != nil {
          guard sizes[0] > 0 else {
            throw Diagnostic(.value, "split: a part has a length of at least 1", parameter: "sizes")
          }
          return try Self.parts(x, dimension, Self.lengths(of: sizes[0], in: length))
        }
        guard sizes.allSatisfy({ $0 <= length }), sizes.reduce(0, +) == length else {
          throw Diagnostic(
            .shape,
            "split: the lengths \(arguments["sizes"].repr) do not add up to \(length), that of dimension \(dimension) of a tensor "
              + "\(x.shape)", suggestion: "lengths that add up to \(length)", parameter: "sizes")
        }
        return try Self.parts(x, dimension, sizes)
      },
      Entry(
        "unsqueeze", group: "shapes", "a new dimension of length 1",
        parameters: [.x("a tensor"), Parameter("dim", .integer(), "where")], result: "tensor", abstract: .asRun,
        isMethod: true,
        example: "unsqueeze(ones(3), 0).shape"
      ) { arguments, _ in
        let x = try arguments.tensor("x", for: "unsqueeze")
        let (dim, most) = (arguments.integer("dim"), x.shape.rank)
        guard (-most - 1...most).contains(dim) else {
          throw Diagnostic(
            .index, "unsqueeze: a tensor of shape \(x.shape) has no place \(dim) for a new dimension",
            suggestion: "dim=0 puts it first, dim=\(most) last", parameter: "dim")
        }
        let dimension = dim < 0 ? dim + most + 1 : dim
        return Value(try .reshape(x, x.shape.inserting(1, at: dimension).checked(for: "unsqueeze")))
      },
      Entry(
        "squeeze", group: "shapes", "dimensions of length 1 left out: all, or one",
        parameters: [.x("a tensor"), Parameter("dim", .integers, default: Value.none, defaultText: "all", "which")],
        result: "tensor", abstract: .asRun, isMethod: true, example: "squeeze(ones(1, 3, 1)).shape"
      ) { arguments, _ in
        let x = try arguments.tensor("x", for: "squeeze")
        let chosen = try arguments.optionalIntegers("dim")?.map { try x.shape.axis($0, for: "squeeze") }
        let kept = x.shape.dimensions.enumerated().filter { $1 != 1 || !(chosen?.contains($0) ?? true) }
        return Value(try .reshape(x, Shape(kept.map(\.element))))
      },
      Entry(
        "expand", group: "shapes", "dimensions of length 1 repeated; -1 leaves a length as it is",
        parameters: [.x("a tensor"), Parameter("shape", .integers, style: .variadic, "the new lengths")],
        result: "tensor", abstract: .unknown,
        isMethod: true, example: "expand(ones(3, 1), 3, 4).shape"
      ) { arguments, _ in
        let x = try arguments.tensor("x", for: "expand")
        var lengths = arguments.integers("shape")
        let missing = lengths.count - x.shape.rank
        for position in lengths.indices where lengths[position] == -1 && position >= missing {
          lengths[position] = x.shape[position - missing]
        }
        return Value(try .expand(x, try Shape(lengths: lengths, for: "expand")))
      },
      Entry(
        "sort", group: "shapes", "the elements in order along a dimension, and where each of them stood",
        parameters: [
          .x("a tensor"), Parameter("dim", .integer(), default: .integer(-1), "along what"),
          Parameter("descending", .bool, default: .bool(false), "the largest first"),
        ], result: "pair (values, indices)", abstract: .unknown, isMethod: true,
        example: "values, indices = sort(tensor([3, 1, 2]), descending=True)"
      ) { arguments, _ in
        let x = try arguments.tensor("x", for: "sort")
        guard x.shape.rank > 0 else { return .ordered(x, try .scalar(0).as(.whole)) }
        let dimension = try x.shape.axis(arguments.integer("dim"), for: "sort")
        guard x.requiresGradient || Transcript.current != nil else {
          let (values, indices) = try x.value.sorted(dimension, descending: arguments.bool("descending"))
          return .ordered(Variable(values), indices)
        }
        let indices = try Variable.order(x, dimension, descending: arguments.bool("descending"))
        return .ordered(try .gather(x, dimension, at: indices), indices)
      },
      Entry(
        "one_hot", group: "shapes", "rows that are 1 at the given place and 0 elsewhere",
        parameters: [
          Parameter("classes", .like("tensor"), otherNames: ["tensor"], "whole numbers"),
          Parameter(
            "num_classes", .integer(-1...1_000_000), default: .integer(-1), defaultText: "the largest and 1",
            "the length of a row"),
        ], result: "tensor", abstract: .unknown, example: "one_hot(tensor([0, 2]), 3)"
      ) { arguments, _ in
        let classes = try arguments.tensor("classes", for: "one_hot").value
        let places = try classes.array.map { number in
          guard let place = Int(exactly: number), place >= 0, place < 1_000_000 else {
            throw Diagnostic(
              .value,
              "one_hot: classes are whole numbers from 0, and one of these is \(Value.real(Double(number)).repr)",
              parameter: "classes")
          }
          return place
        }
        let asked = arguments.integer("num_classes")
        let count = asked >= 0 ? asked : (places.max() ?? -1) + 1
        if let wrong = places.first(where: { $0 >= count }) {
          throw Diagnostic(
            .value, "one_hot: rows of \(count) have room for classes 0 to \(count - 1), and one of these is \(wrong)",
            suggestion: "num_classes=\((places.max() ?? 0) + 1)", parameter: "num_classes")
        }
        return Value(
          try .generate((classes.shape + [count]).checked(for: "one_hot"), for: "one_hot") {
            places[$0 / count] == $0 % count ? 1 : 0
          }.as(.whole))
      },
    ]
  }

  /// The lengths of the parts of one length that make up `whole`, the last as long as is left; one part of an empty whole.
  private static func lengths(of size: Int, in whole: Int) -> [Int] {
    whole == 0 ? [0] : stride(from: 0, to: whole, by: size).map { min(size, whole - $0) }
  }

  /// Parts of these lengths, one after another along a dimension.
  private static func parts(_ x: Variable, _ dimension: Int, _ lengths: [Int]) throws -> Value {
    var start = 0
    return .tuple(
      try lengths.cancellableMap { length in
        defer { start += length }
        return Value(try .slice(x, dimension, start: start, count: length, step: 1))
      })
  }
}
