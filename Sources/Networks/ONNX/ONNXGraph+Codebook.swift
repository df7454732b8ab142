import Tensors

extension ONNXGraph {
  /// Maps [batch, D, …] to the nearest of these vectors [K, D] at each of their P places: maps again, as rows [batch, D · P], and
  /// which entries they are, [batch, P].
  ///
  /// - Parameters:
  ///   - centre: what distances are counted from [D], which is to be among the vectors.
  ///   - name: the vectors' place in the network.
  package mutating func nearest(_ vectors: Tensor, centre: Tensor, to maps: Edge, named name: String) throws -> (
    code: Edge, entries: Edge
  ) {
    let (depth, places) = (vectors.shape[1], maps.shape.count / vectors.shape[1])
    let turned: [(String, Attribute)] = [("perm", .numbers([0, 2, 1]))]
    let rows = apply("Transpose", reshape(maps, [depth, places]), [], turned, gives: [1, places, depth])
    let (matrix, centred) = (constant(name, vectors), try vectors - centre)
    let squares = constant(name + ".squares", try (centred * centred).sum(1))
    let products = apply(
      "MatMul", apply("Sub", rows.name, constant(name + ".centre", centre)),
      apply("Transpose", constant(name + ".centred", centred)))
    let distances = apply("Sub", squares, apply("Mul", products, constant(2)))
    let chosen = apply("ArgMin", [distances], [("axis", .number(2)), ("keepdims", .number(0))])
    let entries = Edge(name: apply("Gather", matrix, chosen), shape: [1, places, depth])
    let code = apply("Transpose", entries, [], turned, gives: [1, depth, places])
    return (
      reshape(code, [depth * places]),
      apply("Cast", Edge(name: chosen, shape: [1, places]), [], [("to", .number(1))], gives: [1, places])
    )
  }
}
