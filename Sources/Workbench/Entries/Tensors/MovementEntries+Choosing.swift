import Autodiff
import Language
import Tensors
import Text

extension MovementEntries {
  /// Elements chosen by indices and masks, put elsewhere, ordered and counted.
  static var choosing: [Entry] { chosen + written + parts + ordered + counts }

  // MARK: Chosen

  private static var chosen: [Entry] {
    [
      Entry(
        "gather", group: "shapes", "the elements that an index names along a dimension, each among its own neighbours",
        parameters: [.x("a tensor"), Parameter("dim", .integer(), "along what"), .index],
        result: "tensor", abstract: .unknown, isMethod: true,
        example: "gather(tensor([[1, 2], [3, 4]]), 1, tensor([[0, 0], [1, 0]]))"
      ) { arguments, _ in
        let (x, index) = (try arguments.tensor("x", for: "gather"), try arguments.tensor("index", for: "gather"))
        return Value(try .gather(x, try x.shape.axis(arguments.integer("dim"), for: "gather"), at: index))
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
        let (x, index) = (try arguments.tensor("x", for: name), try arguments.tensor("indices", for: name))
        guard let dim = arguments.optionalInteger("dim") else {
          let row = try Variable.reshape(index, [index.tensor.count])
          return Value(try .gather(.reshape(x, [x.tensor.count]), 0, at: row))
        }
        let dimension = try x.shape.axis(dim, for: name)
        guard index.shape.rank == x.shape.rank else {
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
            at: .expand(index, shape.replacing(dimension, with: index.shape[dimension]))))
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
        let (x, mask) = (
          try arguments.tensor("x", for: "masked_fill"), try arguments.tensor("mask", for: "masked_fill")
        )
        let value = try arguments.tensor("value", for: "masked_fill")
        guard value.shape.rank == 0 else {
          throw Diagnostic(
            .shape, "masked_fill takes one number, and this is \(value.shape)",
            suggestion: "where(mask, values, x) takes a number for each element", parameter: "value")
        }
        // What whole numbers cannot hold, as an infinity, makes real ones of them.
        try TensorValue.requireWhole(value.value.pointer[0], in: x.tensor.kind, for: "masked_fill")
        let isWhole = value.value.pointer[0] == value.value.pointer[0].rounded() && value.value.pointer[0].isFinite
        let number = x.tensor.kind == .truth || isWhole ? try TensorValue.fitted(value, to: x.tensor.kind) : value
        return Value(try TensorError.named("masked_fill") { try .choose(mask, number, x) })
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
