import Autodiff
import Language
import Tensors
import Text

extension MovementEntries {
  /// Elements chosen by indices and masks, put elsewhere, ordered and counted.
  static var choosing: [Entry] { chosen + written + parts + ordered + counted }

  // MARK: Chosen

  private static var chosen: [Entry] {
    [
      Entry(
        "gather", group: "shapes", "the elements that an index names along a dimension, each among its own neighbours",
        parameters: [.x("a tensor"), Parameter("dim", .integer(), "along what"), .index],
        result: "tensor", abstract: .unknown, isMethod: true,
        example: "gather(tensor([[1, 2], [3, 4]]), 1, tensor([[0, 0], [1, 0]]))"
      ) { arguments, _ in
        let (x, index) = try tensors(arguments, for: "gather")
        return Value(try .gather(x, try x.shape.axis(arguments.integer("dim"), for: "gather"), index))
      },
      Entry(
        "take_along_dim", group: "shapes", "as gather, with the index broadcast: what argsort gives puts in order",
        parameters: [
          .x("a tensor"), Parameter("indices", .like("tensor"), otherNames: ["index"], "places from 0"),
          Parameter("dim", .integer(), default: Value.none, defaultText: "all in one row", "along what"),
        ], result: "tensor", abstract: .unknown, isMethod: true,
        example: "x = tensor([[3, 1, 2]])\ntake_along_dim(x, argsort(x, 1), 1)"
      ) { arguments, _ in
        let name = "take_along_dim"
        let (x, index) = (try arguments.tensor("x", for: name), try arguments.tensor("indices", for: name).value)
        guard let dim = arguments.optionalInteger("dim") else {
          return Value(try .gather(.reshape(x, [x.value.count]), 0, index.reshaped([index.count])))
        }
        let dimension = try x.shape.axis(dim, for: name)
        guard index.rank == x.shape.rank else {
          throw Diagnostic(
            .shape, "take_along_dim: the indices are \(index.shape), and have as many dimensions as \(x.shape)",
            parameter: "indices")
        }
        let shape = try TensorError.named(name) {
          try x.shape.replacing(dimension, with: 1).broadcast(
            with: index.shape.replacing(dimension, with: 1), for: name)
        }
        return Value(
          try .gather(
            .expand(x, shape.replacing(dimension, with: x.shape[dimension])), dimension,
            index.expanded(to: shape.replacing(dimension, with: index.shape[dimension]))))
      },
      Entry(
        "index_select", group: "shapes", "the places of a dimension that a row of indices names",
        parameters: [.x("a tensor"), Parameter("dim", .integer(), "along what"), .index],
        result: "tensor", abstract: .unknown, isMethod: true,
        example: "index_select(arange(6).reshape(2, 3), 1, tensor([2, 0]))"
      ) { arguments, _ in
        let (x, index) = try tensors(arguments, for: "index_select")
        let dimension = try x.shape.axis(arguments.integer("dim"), for: "index_select")
        guard index.rank <= 1 else {
          throw Diagnostic(
            .shape, "index_select takes a row of indices, and this is \(index.shape)", parameter: "index")
        }
        try index.checkIndices(below: x.shape[dimension], for: "index_select")
        return Value(try .select(x, dimension, index.array.map { Int($0) }))
      },
      Entry(
        "masked_select", group: "shapes", "the elements where a mask holds, in one row",
        parameters: [.x("a tensor"), Parameter("mask", .like("tensor"), "such as x > 0")],
        result: "tensor", abstract: .unknown, isMethod: true, example: "x = tensor([3, -1, 2])\nmasked_select(x, x > 0)"
      ) { arguments, _ in
        let (x, mask) = try masked(arguments, for: "masked_select")
        let shape = try x.shape.broadcast(with: mask.shape, for: "masked_select")
        return Value(
          try TensorIndexing.subscripted(
            .expand(x, shape), [.value(Value(Variable(try mask.expanded(to: shape).as(.truth))))]))
      },
      Entry(
        "masked_fill", group: "shapes", "another number where a mask holds",
        parameters: [
          .x("a tensor"), Parameter("mask", .like("tensor"), "such as x > 0"),
          Parameter("value", .like("tensor"), "the number"),
        ], result: "tensor", abstract: .broadcast("x", "mask"), isMethod: true,
        example: "x = tensor([3, -1, 2])\nmasked_fill(x, x < 0, 0)"
      ) { arguments, _ in
        let (x, mask) = try masked(arguments, for: "masked_fill")
        let value = try arguments.tensor("value", for: "masked_fill")
        guard value.shape.rank == 0 else {
          throw Diagnostic(
            .shape, "masked_fill takes one number, and this is \(value.shape)",
            suggestion: "where(mask, values, x) takes a number for each element", parameter: "value")
        }
        // What whole numbers cannot hold, as an infinity, makes real ones of them.
        let isWhole = value.value.pointer[0] == value.value.pointer[0].rounded() && value.value.pointer[0].isFinite
        let number = x.value.kind == .truth || isWhole ? try TensorValue.fitted(value, to: x.value.kind) : value
        return Value(try TensorError.named("masked_fill") { try .choose(Variable(mask), number, x) })
      },
      Entry(
        "nonzero", group: "shapes", "where the elements are that are not 0: a row of indices for each",
        parameters: [
          .x("a tensor, or a mask"),
          Parameter(
            "as_tuple", .bool, default: .bool(false), style: .keywordOnly,
            "the indices of each dimension by themselves, as x[…] takes them"),
        ], result: "tensor, or tuple of tensors", abstract: .unknown, isMethod: true,
        example: "nonzero(tensor([0, 5, 0, 7]) > 0)"
      ) { arguments, _ in
        let x = try arguments.tensor("x", for: "nonzero").value
        let count = x.elements.count { $0 != 0 }
        let (shape, strides, rank) = (x.shape, x.shape.strides, x.rank)
        // One row after another, or one column.
        let byColumn = arguments.bool("as_tuple")
        let columns = max(byColumn ? 1 : 0, rank)
        let result = try Tensor(uninitialized: byColumn ? [columns, count] : [count, columns], for: "nonzero")
        var found = 0
        for (place, number) in x.elements.enumerated() where number != 0 {
          for dimension in 0..<columns {
            let index = dimension < rank ? place / strides[dimension] % shape[dimension] : 0
            result.mutablePointer[byColumn ? dimension * count + found : found * columns + dimension] = Float(index)
          }
          found += 1
        }
        guard byColumn else { return Value(result.as(.whole)) }
        return .tuple(try (0..<columns).map { Value(try result.as(.whole).rows($0..<$0 + 1).reshaped([count])) })
      },
    ]
  }

  // MARK: Written

  private static var written: [Entry] {
    [
      Entry(
        "scatter_add", group: "shapes", "numbers added to the elements that an index names along a dimension",
        parameters: [
          .x("a tensor, which stays as it is"), Parameter("dim", .integer(), "along what"), .index,
          Parameter("src", .like("tensor"), "what to add"),
        ], result: "tensor", abstract: .shape(of: "x"), isMethod: true,
        example: "scatter_add(zeros(3), 0, tensor([0, 2, 0]), tensor([1, 2, 3]))",
        otherNames: ["scatter_add_"]
      ) { arguments, _ in
        let (x, index) = try tensors(arguments, for: "scatter_add")
        let source = try arguments.tensor("src", for: "scatter_add")
        guard source.shape.rank > 0 || x.shape.rank == 0 else {
          throw Diagnostic(
            .shape, "scatter_add takes a number for each index, and this is one number", suggestion: "ones_like(index)",
            parameter: "src")
        }
        return Value(
          try .scatter(x, try x.shape.axis(arguments.integer("dim"), for: "scatter_add"), index, source, adding: true))
      },
      Entry(
        "index_add", group: "shapes", "tensors added to the places of a dimension that a row of indices names",
        parameters: [
          .x("a tensor, which stays as it is"), Parameter("dim", .integer(), "along what"), .index,
          Parameter("source", .like("tensor"), "what to add"),
          Parameter("alpha", .real(), default: .integer(1), style: .keywordOnly, "what it is multiplied by"),
        ], result: "tensor", abstract: .shape(of: "x"), isMethod: true,
        example: "index_add(zeros(3, 2), 0, tensor([0, 2]), ones(2, 2))"
      ) { arguments, _ in
        let (x, row) = try tensors(arguments, for: "index_add")
        var source = try arguments.tensor("source", for: "index_add")
        let dimension = try x.shape.axis(arguments.integer("dim"), for: "index_add")
        let wanted = x.shape.replacing(dimension, with: row.count)
        guard row.rank <= 1, source.shape == wanted else {
          throw Diagnostic(
            .shape,
            "index_add: for a row of \(Text.counted(row.count, "index", "indices")) into \(x.shape) the source is \(wanted), and this is \(source.shape)",
            parameter: "source")
        }
        let alpha = Float(arguments.real("alpha"))
        if alpha != 1 { source = try source * .constant(alpha) }
        var lengths = Array(repeating: 1, count: x.shape.rank)
        lengths[dimension] = row.count
        let index = try row.reshaped(Shape(lengths)).expanded(to: wanted)
        return Value(try TensorError.named("index_add") { try .scatter(x, dimension, index, source, adding: true) })
      },
    ]
  }

  /// `x.scatter(dim, index, src)`: a method alone, since `scatter` draws points.
  static func scatter(_ x: Variable) -> Entry {
    Entry(
      "scatter", group: "shapes", "numbers in place of the elements that an index names along a dimension",
      parameters: [
        Parameter("dim", .integer(), "along what"), .index,
        Parameter("src", .like("tensor"), otherNames: ["value"], "a number for each index, or one number"),
      ], result: "tensor", abstract: .unknown, example: "zeros(2, 3).scatter(1, tensor([[0], [2]]), 1)"
    ) { arguments, _ in
      let index = try arguments.tensor("index", for: "scatter").value
      let dimension = try x.shape.axis(arguments.integer("dim"), for: "scatter")
      return Value(try .scatter(x, dimension, index, try arguments.tensor("src", for: "scatter"), adding: false))
    }
  }

  // MARK: Parts of matrices

  private static var parts: [Entry] {
    [
      triangle("tril", "matrices with 0 above a diagonal") { $1 - $0 },
      triangle("triu", "matrices with 0 below a diagonal") { $1 - $0 },
      Entry(
        "diag", group: "shapes", "the diagonal of a matrix, or a matrix with these numbers on its diagonal",
        parameters: [
          .x("a matrix, or a row"),
          Parameter("diagonal", .integer(), default: .integer(0), "which: above 0, to the right"),
        ], result: "tensor", abstract: .unknown, isMethod: true, example: "diag(tensor([1, 2]))"
      ) { arguments, _ in
        let (x, offset) = (try arguments.tensor("x", for: "diag"), arguments.integer("diagonal"))
        switch x.shape.rank {
        case 1: return Value(try matrix(x, offset))
        case 2: return Value(try diagonal(x, offset, 0, 1, for: "diag"))
        default:
          throw Diagnostic(
            .shape, "diag takes a matrix or a row, and this is \(x.shape)",
            suggestion: "diagonal(x, dim1=-2, dim2=-1) for each matrix of a batch", parameter: "x")
        }
      },
      Entry(
        "diagonal", group: "shapes", "the diagonal of two dimensions, which becomes the last one",
        parameters: [
          .x("a tensor"), Parameter("offset", .integer(), default: .integer(0), "which: above 0, to the right"),
          Parameter("dim1", .integer(), default: .integer(0), "the rows"),
          Parameter("dim2", .integer(), default: .integer(1), "the columns"),
        ], result: "tensor", abstract: .unknown, isMethod: true, example: "diagonal(arange(6).reshape(2, 3), 1)"
      ) { arguments, _ in
        let x = try arguments.tensor("x", for: "diagonal")
        let dims = try places([arguments.integer("dim1"), arguments.integer("dim2")], of: x, for: "diagonal")
        return Value(try diagonal(x, arguments.integer("offset"), dims[0], dims[1], for: "diagonal"))
      },
      Entry(
        "unfold", group: "shapes", "the windows of a dimension, in a new dimension at the end",
        parameters: [
          .x("a tensor"), Parameter("dimension", .integer(), otherNames: ["dim"], "along what"),
          Parameter("size", .integer(0...Int(1 << 40)), "the length of a window"),
          Parameter("step", .integer(1...Int(1 << 40)), "from one to the next"),
        ], result: "tensor", abstract: .unknown, isMethod: true, example: "arange(5).unfold(0, 2, 1)",
        departure: "the tensor's method; the patches of images are what conv2d sums over."
      ) { arguments, _ in
        let x = try arguments.tensor("x", for: "unfold")
        let dimension = try x.shape.axis(arguments.integer("dimension"), for: "unfold")
        let (size, step, length) = (arguments.integer("size"), arguments.integer("step"), x.shape[dimension])
        guard size <= length else {
          throw Diagnostic(
            .shape, "unfold: a window of \(size) does not fit into dimension \(dimension), which has \(length)",
            parameter: "size")
        }
        let count = (length - size) / step + 1
        let strides = x.shape.strides
        var steps = strides + [strides[dimension]]
        steps[dimension] = count > 1 ? strides[dimension] * step : 0
        return Value(
          try .strided(
            x, (x.shape.replacing(dimension, with: count) + [size]).checked(for: "unfold"), steps, start: 0,
            for: "unfold"))
      },
    ]
  }

  /// The diagonal of two dimensions, at the end.
  static func diagonal(_ x: Variable, _ offset: Int, _ rows: Int, _ columns: Int, for entry: String) throws -> Variable
  {
    let (m, n, strides) = (x.shape[rows], x.shape[columns], x.shape.strides)
    let held = min(max(offset, -m), n)
    let length = max(0, held >= 0 ? min(m, n - held) : min(m + held, n))
    let start = length == 0 ? 0 : held >= 0 ? held * strides[columns] : -held * strides[rows]
    let others = (0..<x.shape.rank).filter { $0 != rows && $0 != columns }
    return try .strided(
      x, Shape(others.map { x.shape[$0] } + [length]), others.map { strides[$0] } + [strides[rows] + strides[columns]],
      start: start, for: entry)
  }

  /// A matrix with a row's numbers on a diagonal.
  private static func matrix(_ x: Variable, _ offset: Int) throws -> Variable {
    guard offset.magnitude < 1 << 40 else {
      throw Diagnostic(.value, "diag: there is no diagonal \(offset)", parameter: "diagonal")
    }
    let side = x.value.count + abs(offset)
    let zeros = Variable(try .zeros([abs(offset)]).as(x.value.kind))
    // One number for each row, of which a mask leaves one.
    let column = try Variable.concatenate(offset >= 0 ? [x, zeros] : [zeros, x], 0)
    let mask = try Tensor.generate([side, side], for: "diag") { $0 % side - $0 / side == offset ? 1 : 0 }
    return try .choose(
      Variable(mask), .expand(.reshape(column, [side, 1]), [side, side]),
      Variable(.scalar(0).as(x.value.kind)))
  }

  private static func triangle(
    _ name: String, _ summary: String, _ distance: @escaping (_ row: Int, _ column: Int) -> Int
  ) -> Entry {
    let isLower = name == "tril"
    return Entry(
      name, group: "shapes", summary,
      parameters: [
        .x("a matrix, or a batch of them"),
        Parameter("diagonal", .integer(), default: .integer(0), "the last that stays: above 0, to the right"),
      ], result: "tensor", abstract: .shape(of: "x"), isMethod: true, example: "\(name)(ones(3, 3))"
    ) { arguments, _ in
      let (x, offset) = (try arguments.tensor("x", for: name), arguments.integer("diagonal"))
      guard x.shape.rank >= 2 else {
        throw Diagnostic(.shape, "\(name) takes a matrix, and this is \(x.shape)", parameter: "x")
      }
      let (m, n) = (x.shape[x.shape.rank - 2], x.shape[x.shape.rank - 1])
      let mask: Tensor
      // Whole numbers that floats have.
      let most = 1 << 24
      if max(m, n) < most {
        let rows = try Tensor.generate([m, 1], for: name) { Float($0 + min(max(offset, -most), most)) }
        let columns = try Tensor.generate([1, n], for: name) { Float($0) }
        mask = try .compare(columns, isLower ? .lessOrEqual : .greaterOrEqual, rows)
      } else {
        mask = try Tensor.generate([m, n], for: name) { place in
          let far = distance(place / n, place % n)
          return (isLower ? far <= offset : far >= offset) ? 1 : 0
        }
      }
      // 0 where it is taken away, of a mask False.
      let zero = Variable(try Tensor.scalar(0).as(x.value.kind))
      return Value(try .choose(Variable(mask), x, zero))
    }
  }

  // MARK: Ordered

  private static var ordered: [Entry] {
    [
      Entry(
        "argsort", group: "shapes", "where the elements stand that put a dimension in order",
        parameters: [
          .x("a tensor"), Parameter("dim", .integer(), default: .integer(-1), "along what"),
          Parameter("descending", .bool, default: .bool(false), "the largest first"),
        ], result: "tensor", abstract: .shape(of: "x"), isMethod: true, example: "argsort(tensor([3, 1, 2]))"
      ) { arguments, _ in
        let x = try arguments.tensor("x", for: "argsort")
        guard x.shape.rank > 0 else { return Value(try Tensor.scalar(0).as(.whole)) }
        let dimension = try x.shape.axis(arguments.integer("dim"), for: "argsort")
        return Value(try x.value.sorted(dimension, descending: arguments.bool("descending")).indices)
      },
      Entry(
        "topk", group: "shapes", "the k largest elements along a dimension, and where they stand",
        parameters: [
          .x("a tensor"), Parameter("k", .integer(0...Int(1 << 40)), "how many"),
          Parameter("dim", .integer(), default: Value.none, defaultText: "the last", "along what"),
          Parameter("largest", .bool, default: .bool(true), "False takes the smallest"),
          Parameter("sorted", .bool, default: .bool(true), "in order; they are so in any case"),
        ], result: "pair (values, indices)", abstract: .unknown, isMethod: true,
        example: "values, indices = topk(tensor([3, 1, 2]), 2)"
      ) { arguments, _ in
        let (x, k) = (try arguments.tensor("x", for: "topk"), arguments.integer("k"))
        let dimension = try x.shape.axis(arguments.optionalInteger("dim") ?? -1, for: "topk")
        guard k <= x.shape[dimension] else {
          throw Diagnostic(
            .index,
            "topk: dimension \(dimension) has \(Text.counted(x.shape[dimension], "element")), and \(k) are asked for",
            parameter: "k")
        }
        let indices = try x.value.sorted(dimension, descending: arguments.bool("largest"), first: k).indices
        return .ordered(try .gather(x, dimension, indices), indices)
      },
      Entry(
        "unique", group: "shapes", "each number that there is, once and in order",
        parameters: [
          .x("a tensor"), Parameter("sorted", .bool, default: .bool(true), "in order; they are so in any case"),
          Parameter(
            "return_inverse", .bool, default: .bool(false), "besides, the place in the result of each element of x"),
          Parameter("return_counts", .bool, default: .bool(false), "besides, how often each number is there"),
        ], result: "tensor, or tuple of tensors", abstract: .unknown, isMethod: true,
        example: "values, counts = unique(tensor([3, 1, 3]), return_counts=True)\ncounts",
        departure: "of all elements; there is no `dim`."
      ) { arguments, _ in
        let x = try arguments.tensor("x", for: "unique").value
        let (values, order) = try x.reshaped([x.count]).sorted(0, descending: false)
        let inverse = try Tensor(uninitialized: x.shape, for: "unique")
        var (firsts, last) = (PlaceList(for: "unique"), Float.nan)
        try firsts.reserve(x.count)
        for (place, number) in values.elements.enumerated() {
          // NaN is no other number's equal, its own neither.
          if firsts.items.isEmpty || number != last { firsts.add(place) }
          last = number
          inverse.mutablePointer[Int(order.pointer[place])] = Float(firsts.items.count - 1)
        }
        let counts = try Tensor.generate([firsts.items.count], for: "unique") {
          Float(($0 + 1 < firsts.items.count ? firsts.items[$0 + 1] : x.count) - firsts.items[$0])
        }
        let result = Value(try values.selected(0, firsts.items))
        guard arguments.bool("return_inverse") || arguments.bool("return_counts") else { return result }
        return .tuple(
          [result] + (arguments.bool("return_inverse") ? [Value(inverse.as(.whole))] : [])
            + (arguments.bool("return_counts") ? [Value(counts.as(.whole))] : []))
      },
    ]
  }

  // MARK: Counted

  private static var counted: [Entry] {
    [
      Entry(
        "bincount", group: "shapes", "how often each whole number is there, from 0 on",
        parameters: [
          .x("whole numbers"), Parameter("weights", .like("tensor"), default: Value.none, "what each counts for"),
          Parameter("minlength", .integer(0...Int(1 << 40)), default: .integer(0), "the least length of the result"),
        ], result: "tensor", abstract: .unknown, isMethod: true, example: "bincount(tensor([1, 0, 1]))"
      ) { arguments, _ in
        let x = try arguments.tensor("x", for: "bincount").value
        let weights = try arguments["weights"].isNone ? nil : arguments.tensor("weights", for: "bincount").value
        guard x.rank == 1 else {
          throw Diagnostic(.shape, "bincount takes a row of numbers, and this is \(x.shape)", parameter: "x")
        }
        if let weights, weights.shape != x.shape {
          throw Diagnostic(
            .shape, "bincount: there is a weight for each number, and these are \(weights.shape) for \(x.shape)",
            parameter: "weights")
        }
        try x.checkIndices(below: 1 << 40, for: "bincount")
        let length = max(arguments.integer("minlength"), x.elements.max().map { Int($0) + 1 } ?? 0)
        // In double precision: a float stops counting at 16,777,216. As many bytes are asked for first.
        let room = try Tensor.zeros([length, 2])
        return try withExtendedLifetime(room) {
          var sums = [Double](repeating: 0, count: length)
          for (place, number) in x.elements.enumerated() {
            sums[Int(number)] += weights.map { Double($0.pointer[place]) } ?? 1
          }
          return Value(
            try .generate([length], for: "bincount") { Float(sums[$0]) }.as(weights == nil ? .whole : .real))
        }
      },
      Entry(
        "diff", group: "shapes", "from each element to the next along a dimension",
        parameters: [
          .x("a tensor"), Parameter("n", .integer(0...1000), default: .integer(1), "how many times"),
          Parameter("dim", .integer(), default: .integer(-1), "along what"),
          Parameter("prepend", .like("tensor"), default: Value.none, "what stands before it"),
          Parameter("append", .like("tensor"), default: Value.none, "what stands behind it"),
        ], result: "tensor", abstract: .unknown, isMethod: true, example: "diff(tensor([1, 4, 9]))"
      ) { arguments, _ in
        var x = try arguments.tensor("x", for: "diff")
        let ends = try ["prepend", "append"].map {
          arguments[$0].isNone ? nil : try arguments.tensor($0, for: "diff")
        }
        let dimension = try x.shape.axis(arguments.integer("dim"), for: "diff")
        let parts = [ends[0], x, ends[1]].compactMap(\.self)
        if parts.count > 1 { x = try TensorError.named("diff") { try .concatenate(parts, dimension) } }
        for _ in 0..<arguments.integer("n") {
          let count = max(0, x.shape[dimension] - 1)
          let (from, to) = (
            try Variable.slice(x, dimension, start: 0, count: count, step: 1),
            try Variable.slice(x, dimension, start: min(1, x.shape[dimension]), count: count, step: 1)
          )
          // Of masks: where the answer changes.
          x = x.value.isMask ? Variable(try Tensor.compare(from.value, .notEqual, to.value).as(.truth)) : try to - from
        }
        return Value(x)
      },
      Entry(
        "searchsorted", group: "shapes", "where numbers would stand in a row that is in order",
        parameters: [
          Parameter("sorted_sequence", .like("tensor"), "the row, or one for each row of numbers"),
          Parameter("x", .like("tensor"), otherNames: ["input", "values"], "numbers"),
          Parameter("right", .bool, default: .bool(false), style: .keywordOnly, "behind those that are equal"),
          Parameter(
            "side", .word([Word("left", "before those that are equal"), Word("right", "behind them")]),
            default: Value.none, style: .keywordOnly, "the same in a word"),
        ], result: "tensor", abstract: .shape(of: "x"), example: "searchsorted(tensor([1, 3, 5]), tensor([0, 3, 9]))",
        departure:
          "places are numbers like all others, so there is no `out_int32`; the row is in order, so there is no `sorter`."
      ) { arguments, _ in
        let rows = try arguments.tensor("sorted_sequence", for: "searchsorted").value
        let x = try arguments.tensor("x", for: "searchsorted").value
        guard rows.rank == 1 || rows.rank > 0 && x.rank == rows.rank && x.shape.dropLast() == rows.shape.dropLast()
        else {
          throw Diagnostic(
            .shape,
            "searchsorted: the row is \(rows.shape), and the numbers \(x.shape): there is one row, or one for each row of numbers",
            parameter: "sorted_sequence")
        }
        let isRight = arguments.bool("right") || arguments.optionalWord("side") == "right"
        let (length, perRow) = (
          rows.shape[rows.rank - 1], rows.rank == 1 ? max(1, x.count) : max(1, x.shape[x.rank - 1])
        )
        return Value(
          try .generate(x.shape, for: "searchsorted") { place in
            let (row, number) = (rows.pointer + place / perRow * length, x.pointer[place])
            var (low, high) = (0, length)
            while low < high {
              let middle = (low + high) / 2
              // NaN counts as larger than all, as where they are put in order.
              let isBefore =
                isRight
                ? !(row[middle] > number) || number.isNaN : row[middle] < number || number.isNaN && !row[middle].isNaN
              if isBefore { low = middle + 1 } else { high = middle }
            }
            return Float(low)
          }.as(.whole))
      },
    ]
  }

  // MARK: What they share

  /// The tensor and the indices of an entry that has both.
  private static func tensors(_ arguments: Arguments, for entry: String) throws -> (x: Variable, index: Tensor) {
    (try arguments.tensor("x", for: entry), try arguments.tensor("index", for: entry).value)
  }

  private static func masked(_ arguments: Arguments, for entry: String) throws -> (x: Variable, mask: Tensor) {
    (try arguments.tensor("x", for: entry), try arguments.tensor("mask", for: entry).value)
  }
}

extension Parameter {
  /// Whole numbers that name places.
  fileprivate static var index: Parameter { Parameter("index", .like("tensor"), "places, whole numbers from 0") }
}
