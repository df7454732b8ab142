import Autodiff
import Language
import Tensors
import Threads
import Text

extension MovementEntries {
  /// Repeating, turning over, and taking apart.
  static var arranging: [Entry] {
    [
      Entry(
        "repeat", group: "shapes", "copies of a tensor side by side, so many along each dimension",
        parameters: [
          .x("a tensor"),
          Parameter(
            "repeats", .integers, style: .variadic, otherNames: ["sizes"], "how often, for each dimension"),
        ], result: "tensor", abstract: .unknown, isMethod: true, example: "tensor([1, 2]).repeat(2, 3)",
        departure: "a function too: repeat(x, 2, 3)."
      ) { arguments, _ in
        let (x, counts) = (try arguments.tensor("x", for: "repeat"), arguments.integers("repeats"))
        guard counts.count >= x.shape.rank else {
          throw Diagnostic(
            .shape, "repeat takes a number for each dimension, and \(x.shape) has \(x.shape.rank) of them",
            suggestion: "tile(x, …) repeats the last dimensions alone", parameter: "repeats")
        }
        return Value(try tiled(x, counts, for: "repeat"))
      },
      Entry(
        "tile", group: "shapes", "copies of a tensor side by side; fewer numbers are those of the last dimensions",
        parameters: [.x("a tensor"), Parameter("dims", .integers, style: .variadic, "how often, for each dimension")],
        result: "tensor", abstract: .unknown, isMethod: true, example: "tile(tensor([1, 2]), (2, 2))"
      ) { arguments, _ in
        let (x, counts) = (try arguments.tensor("x", for: "tile"), arguments.integers("dims"))
        let missing = max(0, x.shape.rank - counts.count)
        return Value(try tiled(x, Array(repeating: 1, count: missing) + counts, for: "tile"))
      },
      Entry(
        "repeat_interleave", group: "shapes", "each element repeated before the next one comes",
        parameters: [
          .x("a tensor"), Parameter("repeats", .like("tensor"), "how often: a number, or one for each element"),
          Parameter("dim", .integer(), default: Value.none, defaultText: "all in one row", "along what"),
          Parameter(
            "output_size", .integer(0...Int(1 << 40)), default: Value.none, style: .keywordOnly,
            "the length that comes out, which is found by itself"),
        ], result: "tensor", abstract: .unknown, isMethod: true, example: "repeat_interleave(tensor([1, 2]), 2)",
        departure: "it takes a tensor; of `repeats` alone, write repeat_interleave(arange(len(repeats)), repeats)."
      ) { arguments, _ in
        var x = try arguments.tensor("x", for: "repeat_interleave")
        var dimension = 0
        if let dim = arguments.optionalInteger("dim") {
          dimension = try x.shape.axis(dim, for: "repeat_interleave")
        } else {
          x = try .reshape(x, [x.tensor.count])
        }
        let counts = try arguments.tensor("repeats", for: "repeat_interleave").value
        try counts.checkIndices(below: 1 << 40, for: "repeat_interleave")
        let length = x.shape[dimension]
        if counts.count == 1 {
          let count = Int(counts.pointer[0])
          let wide = try Shape(
            lengths: x.shape.inserting(count, at: dimension + 1).dimensions, for: "repeat_interleave")
          let repeated = try Variable.expand(.reshape(x, x.shape.inserting(1, at: dimension + 1)), wide)
          return Value(try .reshape(repeated, x.shape.replacing(dimension, with: length * count)))
        }
        guard counts.rank == 1, counts.count == length else {
          throw Diagnostic(
            .shape,
            "repeat_interleave: repeats is one number, or has one for each of \(length), and is \(counts.shape)",
            parameter: "repeats")
        }
        var places = PlaceList(for: "repeat_interleave")
        try places.reserve(Int(min(counts.array.reduce(0.0) { $0 + Double($1) }, 1e15)))
        for (place, count) in counts.array.enumerated() { places.add(place, times: Int(count)) }
        return Value(try .select(x, dimension, places.items))
      },
      Entry(
        "flip", group: "shapes", "dimensions from the last to the first",
        parameters: [.x("a tensor"), Parameter("dims", .integers, style: .variadic, "which dimensions")],
        result: "tensor", abstract: .shape(of: "x"), isMethod: true, example: "flip(arange(6).reshape(2, 3), 1)"
      ) { arguments, _ in
        let x = try arguments.tensor("x", for: "flip")
        let dimensions = try places(arguments.integers("dims"), of: x, for: "flip")
        return Value(
          try dimensions.reduce(x) { x, dimension in
            let length = x.shape[dimension]
            return try .slice(x, dimension, start: max(0, length - 1), count: length, step: -1)
          })
      },
      Entry(
        "roll", group: "shapes",
        "elements shifted along a dimension; those that fall off the end come back at the start",
        parameters: [
          .x("a tensor"), Parameter("shifts", .integers, "how far; below 0, to the front"),
          Parameter("dims", .integers, default: Value.none, defaultText: "all in one row", "along what"),
        ], result: "tensor", abstract: .shape(of: "x"), isMethod: true, example: "roll(arange(5), 2)"
      ) { arguments, _ in
        let x = try arguments.tensor("x", for: "roll")
        let shifts = arguments.integers("shifts")
        guard let dims = arguments.optionalIntegers("dims") else {
          guard shifts.count == 1 else {
            throw Diagnostic(
              .argument, "roll takes a dimension for each shift", suggestion: "dims=(0, 1)", parameter: "dims")
          }
          return Value(try .reshape(rolled(.reshape(x, [x.tensor.count]), 0, shifts[0]), x.shape))
        }
        guard dims.count == shifts.count else {
          throw Diagnostic(
            .argument,
            "roll takes a dimension for each shift, and got \(counted(shifts.count, "shift")) and \(counted(dims.count, "dimension"))",
            parameter: "dims")
        }
        return Value(
          try zip(dims, shifts).reduce(x) { x, step in
            try rolled(x, try x.shape.axis(step.0, for: "roll"), step.1)
          })
      },
      Entry(
        "unbind", group: "shapes", "the tensors that lie along a dimension, which is dropped",
        parameters: [.x("a tensor"), Parameter("dim", .integer(), default: .integer(0), "along what")],
        result: "tuple of tensors", abstract: .unknown, isMethod: true,
        example: "a, b = unbind(tensor([[1, 2], [3, 4]]))\na"
      ) { arguments, _ in
        let x = try arguments.tensor("x", for: "unbind")
        let dimension = try x.shape.axis(arguments.integer("dim"), for: "unbind")
        return .tuple(try (0..<x.shape[dimension]).cancellableMap { Value(try row(x, dimension, $0)) })
      },
      Entry(
        "select", group: "shapes", "the tensor at one place of a dimension, which is dropped",
        parameters: [
          .x("a tensor"), Parameter("dim", .integer(), "along what"), Parameter("index", .integer(), "at which place"),
        ], result: "tensor", abstract: .unknown, isMethod: true, example: "select(arange(6).reshape(2, 3), 1, -1)"
      ) { arguments, _ in
        let x = try arguments.tensor("x", for: "select")
        let dimension = try x.shape.axis(arguments.integer("dim"), for: "select")
        let (index, length) = (arguments.integer("index"), x.shape[dimension])
        guard (-length..<length).contains(index) else {
          throw Diagnostic(
            .index,
            "select: index \(index) is outside of dimension \(dimension), which has \(counted(length, "element"))",
            parameter: "index")
        }
        return Value(try row(x, dimension, index < 0 ? index + length : index))
      },
      Entry(
        "narrow", group: "shapes", "so many places of a dimension, from one on",
        parameters: [
          .x("a tensor"), Parameter("dim", .integer(), "along what"), Parameter("start", .integer(), "the first"),
          Parameter("length", .integer(0...Int(1 << 53)), "how many"),
        ], result: "tensor", abstract: .unknown, isMethod: true, example: "narrow(arange(5), 0, 1, 3)"
      ) { arguments, _ in
        let x = try arguments.tensor("x", for: "narrow")
        let dimension = try x.shape.axis(arguments.integer("dim"), for: "narrow")
        let (whole, count) = (x.shape[dimension], arguments.integer("length"))
        let start = arguments.integer("start") < 0 ? arguments.integer("start") + whole : arguments.integer("start")
        guard (0...whole).contains(start), count <= whole - start else {
          throw Diagnostic(
            .index,
            "narrow: \(count) places from \(start) on are not within dimension \(dimension), which has \(whole)",
            parameter: "length")
        }
        return Value(try .slice(x, dimension, start: start, count: count, step: 1))
      },
      Entry(
        "movedim", group: "shapes", "dimensions moved to other places, the rest in their order",
        parameters: [
          .x("a tensor"), Parameter("source", .integers, "which dimensions"),
          Parameter("destination", .integers, "their new places"),
        ], result: "tensor", abstract: .unknown, isMethod: true, example: "movedim(ones(2, 3, 4), 0, -1).shape",
        otherNames: ["moveaxis"]
      ) { arguments, _ in
        let x = try arguments.tensor("x", for: "movedim")
        let from = try places(arguments.integers("source"), of: x, for: "movedim")
        let to = try places(arguments.integers("destination"), of: x, for: "movedim")
        guard from.count == to.count else {
          throw Diagnostic(
            .argument, "movedim takes a new place for each dimension, and got \(to.count) for \(from.count)",
            parameter: "destination")
        }
        var order = [Int?](repeating: nil, count: x.shape.rank)
        for (old, new) in zip(from, to) { order[new] = old }
        var rest = (0..<x.shape.rank).filter { !from.contains($0) }[...]
        return Value(try .permute(x, order.map { $0 ?? rest.removeFirst() }))
      },
      Entry(
        "swapaxes", group: "shapes", "two dimensions exchanged, as transpose",
        parameters: [
          .x("a tensor"), Parameter("axis0", .integer(), "one dimension"), Parameter("axis1", .integer(), "the other"),
        ], result: "tensor", abstract: .unknown, isMethod: true, example: "swapaxes(ones(2, 3), 0, 1).shape",
        otherNames: ["swapdims"]
      ) { arguments, _ in
        let x = try arguments.tensor("x", for: "swapaxes")
        var order = Array(0..<x.shape.rank)
        order.swapAt(
          try x.shape.axis(arguments.integer("axis0"), for: "swapaxes"),
          try x.shape.axis(arguments.integer("axis1"), for: "swapaxes"))
        return Value(try .permute(x, order))
      },
      Entry(
        "broadcast_to", group: "shapes", "a tensor repeated to a shape that it broadcasts to",
        parameters: [
          .x("a tensor"), Parameter("size", .integers, style: .variadic, otherNames: ["shape"], "the shape"),
        ], result: "tensor", abstract: .unknown, isMethod: true, example: "broadcast_to(tensor([1, 2]), (3, 2))"
      ) { arguments, _ in
        let x = try arguments.tensor("x", for: "broadcast_to")
        let shape = try Shape(lengths: arguments.integers("size"), for: "broadcast_to")
        return Value(try TensorError.named("broadcast_to") { try .expand(x, shape) })
      },
      like("expand_as", "a tensor repeated to the shape of another") { try .expand($0, $1) },
      like("view_as", "the same elements in the shape of another tensor") { try .reshape($0, $1) },
      joined("hstack", "tensors joined side by side: rows along their only dimension, others along the second") {
        tensors in
        let all = try tensors.map { $0.shape.rank == 0 ? try Variable.reshape($0, [1]) : $0 }
        return try .concatenate(all, all[0].shape.rank == 1 ? 0 : 1)
      },
      joined("vstack", "tensors joined one below another; a row counts as a matrix of one") { tensors in
        try .concatenate(
          try tensors.map {
            $0.shape.rank < 2 ? try Variable.reshape($0, [1, $0.tensor.count]) : $0
          }, 0)
      },
      Entry(
        "meshgrid", group: "shapes",
        "the coordinates of a grid: each row of numbers, repeated along those of the others",
        parameters: [
          Parameter("tensors", .any, style: .variadic, "rows of numbers, or a list of them"),
          Parameter(
            "indexing",
            .word([
              Word("ij", "the first row of numbers goes down"), Word("xy", "the first goes from left to right"),
            ]), default: Value.none, defaultText: "\"ij\"", style: .keywordOnly, "which direction comes first"),
        ], result: "tuple of tensors", abstract: .unknown,
        example: "y, x = meshgrid(arange(2), arange(3), indexing=\"ij\")\nx"
      ) { arguments, _ in
        var values = arguments.values("tensors")
        if values.count == 1, values[0].asTensor == nil, let inner = values[0].elements { values = inner }
        var rows = try values.map { try $0.tensor(for: "meshgrid") }
        if let wrong = rows.first(where: { $0.shape.rank > 1 }) {
          throw Diagnostic(
            .shape, "meshgrid takes rows of numbers, and one of these is \(wrong.shape)", parameter: "tensors")
        }
        guard !rows.isEmpty else {
          throw Diagnostic(.argument, "meshgrid takes rows of numbers", suggestion: "meshgrid(a, b)")
        }
        let swaps = arguments.optionalWord("indexing") == "xy" && rows.count > 1
        if swaps { rows.swapAt(0, 1) }
        let shape = try Shape(lengths: rows.map(\.tensor.count), for: "meshgrid")
        var grids = try rows.enumerated().map { place, row in
          var lengths = Array(repeating: 1, count: rows.count)
          lengths[place] = row.tensor.count
          return try Variable.expand(.reshape(row, Shape(lengths)), shape)
        }
        if swaps { grids.swapAt(0, 1) }
        return .tuple(grids.map { Value($0) })
      },
      Entry(
        "pad", group: "shapes", "more places around a tensor, from its last dimension on",
        details:
          "`pad=(1, 2)` adds one place before and two behind the last dimension, `(1, 2, 3, 4)` also three before and "
          + "four behind the one before it. Numbers below 0 take places away.",
        parameters: [
          .x("a tensor"), Parameter("pad", .integers, "pairs of numbers, for the last dimension first"),
          Parameter(
            "mode",
            .word([
              Word("constant", "one number everywhere"), Word("reflect", "mirrored at the first and last element"),
              Word("replicate", "the first and the last element again"), Word("circular", "from the other side"),
            ]), default: .string("constant"), "what stands there"),
          Parameter("value", .number, default: Value.none, defaultText: "0", "the number of `constant`"),
        ], result: "tensor", abstract: .unknown, example: "pad(ones(2, 2), (1, 1))"
      ) { arguments, _ in Value(try padded(arguments)) },
    ]
  }

  // MARK: What they share

  /// Dimensions, each once and not negative.
  static func places(_ dims: [Int], of x: Variable, for entry: String) throws -> [Int] {
    let places = try dims.map { try x.shape.axis($0, for: entry) }
    guard Set(places).count == places.count else {
      throw Diagnostic(.value, "\(entry): a dimension is named once, and these are \(dims)")
    }
    return places
  }

  /// The tensor at one place of a dimension, which is dropped.
  static func row(_ x: Variable, _ dimension: Int, _ index: Int) throws -> Variable {
    try .reshape(.slice(x, dimension, start: index, count: 1, step: 1), x.shape.removing(dimension))
  }

  /// Copies side by side; there is a number for each dimension, and maybe more in front.
  private static func tiled(_ x: Variable, _ counts: [Int], for entry: String) throws -> Variable {
    guard counts.allSatisfy({ $0 >= 0 }) else {
      throw Diagnostic(.value, "\(entry): a number of copies is not negative")
    }
    let own = Array(repeating: 1, count: counts.count - x.shape.rank) + x.shape.dimensions
    guard zip(own, counts).allSatisfy({ !$0.multipliedReportingOverflow(by: $1).overflow }) else {
      throw Diagnostic(.value, "\(entry): that would be more elements than can be counted")
    }
    let result = try Shape(lengths: zip(own, counts).map { $0 * $1 }, for: entry)
    // A dimension of its own for the copies, before that which is copied.
    let pairs = zip(own, counts).flatMap { $1 == 1 ? [[$0, $0]] : [[1, $1], [$0, $0]] }
    let (narrow, wide) = (Shape(pairs.map { $0[0] }), Shape(pairs.map { $0[1] }))
    return try TensorError.named(entry) {
      try .reshape(.expand(.reshape(x, narrow.checked(for: entry)), wide), result)
    }
  }

  private static func rolled(_ x: Variable, _ dimension: Int, _ shift: Int) throws -> Variable {
    let length = x.shape[dimension]
    guard length > 1, shift % length != 0 else { return x }
    let first = length - (shift % length + length) % length
    return try .concatenate(
      [
        .slice(x, dimension, start: first, count: length - first, step: 1),
        .slice(x, dimension, start: 0, count: first, step: 1),
      ], dimension)
  }

  private static func like(
    _ name: String, _ summary: String, _ f: @escaping (Variable, Shape) throws -> Variable
  ) -> Entry {
    Entry(
      name, group: "shapes", summary,
      parameters: [.x("a tensor"), Parameter("other", .like("tensor"), "the other")], result: "tensor",
      abstract: .shape(of: "other"), isMethod: true,
      example: "\(name)(ones(1, 2), zeros(\(name == "view_as" ? 2 : 3), \(name == "view_as" ? 1 : 2))).shape"
    ) { arguments, _ in
      let (x, other) = (try arguments.tensor("x", for: name), try arguments.tensor("other", for: name))
      return Value(try TensorError.named(name) { try f(x, other.shape) })
    }
  }

  private static func joined(_ name: String, _ summary: String, _ f: @escaping ([Variable]) throws -> Variable) -> Entry
  {
    Entry(
      name, group: "shapes", summary, parameters: [Parameter("tensors", .list, "what to join")], result: "tensor",
      abstract: .unknown, example: "\(name)([tensor([1, 2]), tensor([3, 4])])"
    ) { arguments, _ in
      let tensors = try arguments.values("tensors").map { try $0.tensor(for: name) }
      guard !tensors.isEmpty else {
        throw Diagnostic(.value, "\(name): there is nothing to join in an empty list", parameter: "tensors")
      }
      return Value(try TensorError.named(name) { try f(tensors) })
    }
  }

  private static func padded(_ arguments: Arguments) throws -> Variable {
    var x = try arguments.tensor("x", for: "pad")
    let (widths, mode) = (arguments.integers("pad"), arguments.word("mode"))
    guard widths.count % 2 == 0, widths.count <= 2 * x.shape.rank else {
      throw Diagnostic(
        .value,
        "pad takes two numbers for each dimension, at most \(2 * x.shape.rank) for \(x.shape), and got \(widths.count)",
        suggestion: "pad=(1, 1) for the last dimension", parameter: "pad")
    }
    guard mode == "constant" || arguments["value"].isNone else {
      throw Diagnostic(.argument, "pad: value is the number of mode=\"constant\"", parameter: "value")
    }
    let number = arguments["value"].isNone ? .integer(0) : arguments["value"]
    let filling = try TensorValue.fitted(number.tensor(for: "pad"), to: x.tensor.kind).value
    let value = filling.pointer[0]
    for pair in 0..<widths.count / 2 {
      let (before, behind, dimension) = (widths[2 * pair], widths[2 * pair + 1], x.shape.rank - 1 - pair)
      let length = x.shape[dimension]
      guard max(before.magnitude, behind.magnitude) < 1 << 53, length + before + behind >= 0,
        length + min(0, before) + min(0, behind) >= 0
      else {
        throw Diagnostic(
          .shape, "pad: \(before) and \(behind) places leave nothing of dimension \(dimension), which has \(length)",
          parameter: "pad")
      }
      if mode == "constant" {
        if before < 0 || behind < 0 {
          x = try .slice(
            x, dimension, start: max(0, -before), count: length + min(0, before) + min(0, behind), step: 1)
        }
        let shape = x.shape
        func block(_ width: Int) throws -> Variable? {
          guard width > 0 else { return nil }
          return try TensorError.named("pad") {
            Variable(try .full(shape.replacing(dimension, with: width), value).as(filling.kind))
          }
        }
        let blocks = [try block(before), try block(behind)]
        let parts = [blocks[0], x, blocks[1]].compactMap(\.self)
        if parts.count > 1 { x = try .concatenate(parts, dimension) }
        continue
      }
      let most = mode == "reflect" ? length - 1 : mode == "circular" ? length : Int.max
      guard max(before, behind) <= most, length > 0 || (before <= 0 && behind <= 0) else {
        throw Diagnostic(
          .shape,
          "pad: mode=\"\(mode)\" adds at most \(counted(max(0, most == .max ? 0 : most), "place")) to dimension \(dimension), which has \(length)",
          suggestion: "pad in several steps", parameter: "pad")
      }
      var places = PlaceList(for: "pad")
      try places.reserve(length + before + behind)
      for index in -before..<length + behind {
        switch mode {
        case "reflect": places.add(index < 0 ? -index : index < length ? index : 2 * (length - 1) - index)
        case "circular": places.add((index % length + length) % length)
        default: places.add(min(max(index, 0), length - 1))
        }
      }
      x = try .select(x, dimension, places.items)
    }
    return x
  }
}

/// Places to choose, whose memory is asked for as a tensor's would be before it is taken.
struct PlaceList {
  private let operation: String
  private(set) var items: [Int] = []
  private var room: Tensor?

  init(for operation: String) { self.operation = operation }

  /// - Throws: ``TensorError`` of code `memory`.
  mutating func reserve(_ count: Int) throws {
    // As many bytes as two floats.
    room = try Tensor(uninitialized: [count, 2], for: operation)
    items.reserveCapacity(count)
  }

  mutating func add(_ place: Int, times: Int = 1) { for _ in 0..<times { items.append(place) } }
}
