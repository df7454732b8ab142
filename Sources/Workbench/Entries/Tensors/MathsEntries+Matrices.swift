import Autodiff
import Language
import Tensors

extension MathsEntries {
  /// Square matrices, each of a batch by itself.
  static var matrices: [Entry] {
    [
      matrix("det", "the determinant of a square matrix", "det(tensor([[2, 1], [1, 3]]))") {
        Value(try .determinant($0))
      },
      matrix(
        "slogdet", "the sign of a determinant, and the logarithm of its magnitude", "slogdet(tensor([[2, 1], [1, 3]]))",
        result: "pair (sign, logabsdet)"
      ) { x in
        let signs = try x.value.signsAndLogarithmsOfDeterminants().signs
        return .tuple(TupleValue([Value(signs), Value(try Variable.logDeterminant(x))], names: ["sign", "logabsdet"]))
      },
      matrix(
        "inv", "the inverse of a square matrix", "inv(tensor([[2, 1], [1, 3]]))",
        otherNames: ["inverse"]
      ) { Value(try .inverse($0)) },
      Entry(
        "cholesky", group: "maths", "the lower triangle L with L @ L.T equal to a positive definite matrix",
        parameters: [
          .matrix,
          Parameter("upper", .bool, default: .bool(false), style: .keywordOnly, "its transpose, an upper triangle"),
        ], result: "tensor", abstract: .shape(of: "x"), isMethod: true, example: "cholesky(tensor([[4, 2], [2, 3]]))"
      ) { arguments, _ in
        let x = try arguments.tensor("x", for: "cholesky")
        guard arguments.bool("upper") else { return Value(try .cholesky(x)) }
        try x.value.requireSquares(for: "cholesky")
        // From the triangle that it gives, as in PyTorch.
        func turned(_ x: Variable) throws -> Variable {
          var order = Array(0..<x.shape.rank)
          order.swapAt(x.shape.rank - 2, x.shape.rank - 1)
          return try .permute(x, order)
        }
        return Value(try turned(.cholesky(turned(x))))
      },
      Entry(
        "solve", group: "maths", "x with a @ x = b, for a square matrix a",
        parameters: [
          Parameter("x", .like("tensor"), otherNames: ["A", "input"], "the matrix a"),
          Parameter("B", .like("tensor"), otherNames: ["b", "other"], "the right side: a column, or a matrix of them"),
        ], result: "tensor", abstract: .unknown, example: "solve(tensor([[2, 1], [1, 3]]), tensor([3, 5]))",
        departure: "the matrix stands on the left, and there is no `left`."
      ) { arguments, _ in
        let (a, b) = (try arguments.tensor("x", for: "solve"), try arguments.tensor("B", for: "solve"))
        try a.value.requireSquares(for: "solve")
        let n = a.shape[a.shape.rank - 1]
        // As in PyTorch: b is a column for each matrix where it has its dimensions but one.
        let isColumn = b.shape.rank == 1 || b.shape == a.shape.dropLast(1)
        guard b.shape.rank > 0, b.shape[isColumn ? b.shape.rank - 1 : b.shape.rank - 2] == n else {
          throw Diagnostic(
            .shape, "solve: the matrix is \(a.shape), and the right side \(b.shape): it has \(n) rows", parameter: "B")
        }
        let right = isColumn ? try Variable.reshape(b, b.shape + [1]) : b
        let batch = try a.shape.dropLast(2).broadcast(with: right.shape.dropLast(2), for: "solve")
        let x = try Variable.solve(
          .expand(a, batch + [n, n]), .expand(right, batch + [n, right.shape[right.shape.rank - 1]]))
        return Value(isColumn ? try .reshape(x, x.shape.dropLast(1)) : x)
      },
    ]
  }

  private static func matrix(
    _ name: String, _ summary: String, _ example: String, result: String = "tensor",
    otherNames: [String] = [], _ f: @escaping (Variable) throws -> Value
  ) -> Entry {
    Entry(
      name, group: "maths", summary, parameters: [.matrix], result: result, abstract: .unknown, isMethod: true,
      example: example, otherNames: otherNames
    ) { arguments, _ in try f(try arguments.tensor("x", for: name)) }
  }
}

extension Parameter {
  /// A square matrix, `A` in torch.linalg.
  fileprivate static var matrix: Parameter {
    Parameter("x", .like("tensor"), otherNames: ["input", "A"], "a square matrix, or a batch of them")
  }
}
