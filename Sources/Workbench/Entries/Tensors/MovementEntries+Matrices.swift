import Autodiff
import Language
import Tensors
import Text

/// Diagonals, triangles and windows.
extension MovementEntries {
  static var parts: [Entry] {
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
    let side = x.tensor.count + abs(offset)
    let zeros = Variable(try .zeros([abs(offset)]).as(x.tensor.kind))
    // One number for each row, of which a mask leaves one.
    let column = try Variable.concatenate(offset >= 0 ? [x, zeros] : [zeros, x], 0)
    let mask = try Tensor.generate([side, side], for: "diag") { $0 % side - $0 / side == offset ? 1 : 0 }
    return try .choose(
      Variable(mask), .expand(.reshape(column, [side, 1]), [side, side]),
      Variable(.scalar(0).as(x.tensor.kind)))
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
      let zero = Variable(try Tensor.scalar(0).as(x.tensor.kind))
      return Value(try .choose(Variable(mask), x, zero))
    }
  }
}
