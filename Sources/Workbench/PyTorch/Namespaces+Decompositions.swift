import Autodiff
import Language

/// What `torch.linalg` and `numpy.linalg` have of eigenvalues and singular values. Vectors have signs of their own, as everywhere.
extension Namespaces {
  var decompositions: [Entry] {
    let matrix = Parameter("x", .like("tensor"), "a matrix, or several")
    return [
      entry("_eigh", "eigenvalues, the least first, and eigenvectors of a symmetric matrix", [matrix], result: "tuple")
      {
        arguments, _ in
        let (values, vectors) = try Variable.symmetricEigen(arguments.tensor("x", for: "eigh"))
        return .tuple([Value(values), Value(vectors)])
      },
      entry("_svd", "singular values, the greatest first, between their vectors", [matrix], result: "tuple") {
        arguments, _ in
        let (u, values, v) = try Variable.singular(arguments.tensor("x", for: "svd"))
        return .tuple([Value(u), Value(values), Value(v)])
      },
    ]
  }
}
