import Autodiff
import Language
import Tensors

extension MathsEntries {
  /// Products of vectors, matrices, and of any dimensions.
  static var products: [Entry] {
    [
      product("mm", "the product of two matrices", "mat2", 2, 2, "mm(ones(2, 3), ones(3, 4))"),
      product(
        "bmm", "the products of matrices, pair by pair of a batch", "mat2", 3, 3,
        "bmm(ones(5, 2, 3), ones(5, 3, 4)).shape"),
      product("mv", "the product of a matrix and a vector", "vec", 2, 1, "mv(ones(2, 3), arange(3))"),
      product(
        "dot", "the sum of the products of two rows, element by element", "tensor", 1, 1,
        "dot(arange(3), arange(3))"),
      Entry(
        "outer", group: "maths", "the product of each number of a row with each of another",
        parameters: [.x("a row"), Parameter("vec2", .like("tensor"), "another")], result: "tensor", abstract: .unknown,
        isMethod: true, example: "outer(arange(3), arange(2))", otherNames: ["ger"]
      ) { arguments, _ in
        let (a, b) = (try arguments.tensor("x", for: "outer"), try arguments.tensor("vec2", for: "outer"))
        guard a.shape.rank == 1, b.shape.rank == 1 else {
          throw Diagnostic(.shape, "outer takes two rows, and these are \(a.shape) and \(b.shape)")
        }
        let product = try Variable.reshape(a, [a.tensor.count, 1]) * .reshape(b, [1, b.tensor.count])
        return Value(a.tensor.isMask && b.tensor.isMask ? Variable(product.value.as(.truth)) : product)
      },
      Entry(
        "einsum", group: "maths", "sums of products over dimensions that letters name",
        details:
          "`einsum(\"bij,bjk->bik\", a, b)` is a product of matrices for each b. A letter that the result does not name "
          + "is summed over, one that comes twice in a tensor takes its diagonal, and `...` stands for any further "
          + "dimensions. Without `->` the result has the letters that come once, in alphabetical order.",
        parameters: [
          Parameter("equation", .string, "letters for the dimensions of each tensor, and those of the result"),
          Parameter("operands", .any, style: .variadic, "the tensors, or a list of them"),
        ], result: "tensor", abstract: .unknown, example: "einsum(\"ij,jk->ik\", ones(2, 3), ones(3, 4))",
        departure: "dimensions are named by letters, not by lists of numbers."
      ) { arguments, _ in
        var values = arguments.values("operands")
        if values.count == 1, values[0].asTensor == nil, let inner = values[0].elements,
          inner.contains(where: { $0.asTensor != nil })
        {
          values = inner
        }
        guard !values.isEmpty else {
          throw Diagnostic(
            .argument, "einsum takes a tensor for each group of letters", suggestion: "einsum(\"ij,jk->ik\", a, b)")
        }
        return Value(try .einsum(arguments.string("equation"), try values.map { try $0.tensor(for: "einsum") }))
      },
      Entry(
        "cdist", group: "maths", "the distance of each row of a matrix to each row of another",
        parameters: [
          Parameter("x1", .like("tensor"), otherNames: ["input"], "rows, or a batch of them"),
          Parameter("x2", .like("tensor"), "others, as long"),
          Parameter(
            "p", .real(0...Double.infinity), default: .real(2),
            "2 for the length of the difference, 1 for the sum of its magnitudes, float(\"inf\") for the largest"),
        ], result: "tensor", abstract: .unknown, example: "cdist(tensor([[0, 0], [3, 4]]), tensor([[0, 0]]))",
        departure: "distances are always those of the differences, which are exact, so there is no `compute_mode`."
      ) { arguments, _ in
        let (a, b) = (try arguments.tensor("x1", for: "cdist"), try arguments.tensor("x2", for: "cdist"))
        guard a.shape.rank >= 2, b.shape.rank >= 2, a.shape[a.shape.rank - 1] == b.shape[b.shape.rank - 1] else {
          throw Diagnostic(.shape, "cdist takes rows of one length, and these are \(a.shape) and \(b.shape)")
        }
        let batch = try a.shape.dropLast(2).broadcast(with: b.shape.dropLast(2), for: "cdist")
        let flat = try [a, b].map { x in
          let matrix = Shape(Array(x.shape.dimensions.suffix(2)))
          return try Variable.reshape(.expand(x, batch + matrix), [batch.count] + matrix)
        }
        let result = try Variable.distances(flat[0], flat[1], power: Float(arguments.real("p")))
        return Value(try .reshape(result, batch + result.shape.dropFirst()))
      },
    ]
  }

  /// A product as matmul has it, of tensors that have these numbers of dimensions.
  private static func product(
    _ name: String, _ summary: String, _ second: String, _ left: Int, _ right: Int, _ example: String
  ) -> Entry {
    let operands = { (arguments: Arguments) throws -> (Variable, Variable) in
      let (a, b) = (try arguments.tensor("x", for: name), try arguments.tensor(second, for: name))
      let isBatch = left == 3
      guard a.shape.rank == left, b.shape.rank == right, !isBatch || a.shape[0] == b.shape[0] else {
        let words = [1: "a vector", 2: "a matrix", 3: "a batch of matrices"]
        throw Diagnostic(
          .shape,
          "\(name) takes \(words[left] ?? "") and \(words[right] ?? "")\(isBatch ? " of one length" : ""), and these are "
            + "\(a.shape) and \(b.shape)", suggestion: "matmul(a, b), or a @ b, takes all of these")
      }
      return (a, b)
    }
    return Entry(
      name, group: "maths", summary,
      parameters: [.x("the left one"), Parameter(second, .like("tensor"), "the right one")], result: "tensor",
      abstract: .known { _, arguments in
        let (a, b) = try operands(arguments)
        return try .abstractTensor(TensorError.named(name) { try Tensor.productShape(a.shape, b.shape) })
      }, isMethod: true, example: example
    ) { arguments, _ in
      let (a, b) = try operands(arguments)
      return Value(try TensorError.named(name) { try .matmul(a, b) })
    }
  }
}
