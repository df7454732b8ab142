import Autodiff
import Language
import Tensors
import Text

/// What stands in order, and how often it is there.
extension MovementEntries {
  // MARK: Ordered

  static var ordered: [Entry] {
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
        return Value(try .order(x, dimension, descending: arguments.bool("descending")))
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
        let indices = try Variable.order(x, dimension, descending: arguments.bool("largest"), first: k)
        return .ordered(try .gather(x, dimension, at: indices), indices)
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

  static var counts: [Entry] {
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
          x = x.tensor.isMask ? Variable(try Tensor.compare(from.value, .notEqual, to.value).as(.truth)) : try to - from
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
}
