import Autodiff
import Language
import Networks
import Tensors
import Text

extension LayerEntries {
  /// Images made into rows, and rows into images.
  var rows: [Entry] {
    [
      Entry(
        "flatten", group: "layers", "all dimensions but the first in one row",
        parameters: [
          Self.optionalX,
          Parameter("start_dim", .integer(), default: .integer(1), "the first dimension that goes into the row"),
          Parameter("end_dim", .integer(), default: .integer(-1), "the last"),
        ], result: "layer, or tensor", abstract: .asRun, isMethod: true, example: "flatten(ones(2, 3, 4)).shape",
        lesson: "03-encoder-network",
        departure:
          "as `nn.Flatten` it keeps the first dimension, the batch; `torch.flatten` and the method `x.flatten()` begin at dimension 0. A layer "
          + "always keeps the first dimension and joins the others."
      ) { arguments, _ in try Self.flattened(arguments) },
      Entry(
        "unflatten", group: "layers", "one dimension cut into several: rows made into images",
        details: "`unflatten(1, (1, 28, 28))` makes a layer, `unflatten(x, 1, (1, 28, 28))` applies it at once.",
        parameters: [
          Parameter(
            "x", .any, default: Value.none, otherNames: ["input"],
            "a tensor to apply it to; without one, a layer is made"),
          Parameter("dim", .integers, default: Value.none, "the dimension that is cut; 1 in a layer"),
          Parameter(
            "sizes", .integers, default: Value.none, otherNames: ["unflattened_size"],
            "what it is cut into; of a tensor, one length may be -1 and is then found"),
        ], result: "layer, or tensor", abstract: .asRun, isMethod: true, example: "unflatten(1, (1, 28, 28))",
        departure: "`nn.Unflatten` and `torch.unflatten` in one; a layer cuts dimension 1, the row of an example."
      ) { arguments, _ in try Self.unflattened(arguments) },
    ]
  }

  private static func flattened(_ arguments: Arguments) throws -> Value {
    let (first, last) = (arguments.integer("start_dim"), arguments.integer("end_dim"))
    guard first != 1 || last != -1 else { return try madeOrApplied(Flatten(), arguments, "flatten") }
    guard !arguments["x"].isNone else {
      throw Diagnostic(
        .argument, "a layer flattens all dimensions but the first; others are flattened in a tensor",
        suggestion: "flatten(x, \(first), \(last))", parameter: "start_dim")
    }
    let x = try arguments.tensor("x", for: "flatten")
    guard x.shape.rank > 0 else { return Value(try .reshape(x, [1])) }
    let (start, end) = (try x.shape.axis(first, for: "flatten"), try x.shape.axis(last, for: "flatten"))
    guard start <= end else {
      throw Diagnostic(
        .value, "flatten: dimension \(start) does not come before dimension \(end)", parameter: "start_dim")
    }
    let lengths = x.shape.dimensions
    return Value(
      try .reshape(x, Shape(lengths[..<start] + [lengths[start...end].reduce(1, *)] + lengths[(end + 1)...])))
  }

  private static func unflattened(_ arguments: Arguments) throws -> Value {
    let (x, dim) = (arguments["x"], arguments.optionalIntegers("dim"))
    var sizes = arguments.optionalIntegers("sizes")
    let form = "unflatten(1, (1, 28, 28)) makes a layer, unflatten(x, 1, (1, 28, 28)) applies it"
    if let tensor = x.asTensor?.variable, tensor.shape.rank > 0 {
      guard let dim, dim.count == 1, let sizes else {
        throw Diagnostic(
          .argument, "unflatten of a tensor needs the dimension and what to cut it into", suggestion: form)
      }
      let dimension = try tensor.shape.axis(dim[0], for: "unflatten")
      let old = Shape([tensor.shape[dimension]])
      let parts = try old.reshaped(sizes)
      guard parts.count == old.count else {
        throw Diagnostic(
          .shape,
          "unflatten: \(parts) needs \(counted(parts.count, "element")) in dimension \(dimension), and the input is \(tensor.shape)",
          parameter: "sizes")
      }
      let lengths = tensor.shape.dimensions
      return Value(
        try .reshape(
          tensor,
          Shape(lengths[..<dimension] + parts.dimensions + lengths[(dimension + 1)...]).checked(for: "unflatten")))
    }
    var dimension = dim
    // A layer's first number is its dimension.
    if let first = x.wholeNumber {
      if let dim, let sizes {
        let shape = ([first] + dim + sizes).map(String.init).joined(separator: ", ")
        throw Diagnostic(
          .argument, "the shape of unflatten's images stands in brackets, after the dimension that is cut",
          suggestion: "unflatten(1, (\(shape)))")
      }
      (dimension, sizes) = ([first], sizes ?? dim)
    } else if !x.isNone {
      throw Diagnostic(
        .type, "unflatten takes a tensor, or the dimension that a layer cuts, and this is \(x.phrase)",
        suggestion: form, parameter: "x")
    }
    guard let dimension, let sizes, !sizes.isEmpty else {
      throw Diagnostic(.argument, "unflatten needs the dimension and what to cut it into", suggestion: form)
    }
    guard dimension == [1] else {
      throw Diagnostic(
        .value,
        "a layer unflattens dimension 1, the row of an example, and not \(dimension.map(String.init).joined(separator: ", "))",
        suggestion: "unflatten(1, (1, 28, 28))", parameter: "dim")
    }
    return .network(Unflatten(try Shape(lengths: sizes, for: "unflatten")))
  }
}
