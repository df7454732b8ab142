import Autodiff
import Language
import Tensors

/// What `torch.autograd.Function` is made of: values whose derivative a program says.
extension Namespaces {
  var customGradient: Entry {
    entry(
      "_with_gradient", "tensors with the values of others, and a derivative that a function says",
      [
        Parameter("outputs", .any, "a tuple of tensors"), Parameter("inputs", .any, "a tuple of tensors"),
        Parameter("backward", .any, "a function of the outputs' gradients, which gives those of the inputs"),
      ], result: "tuple"
    ) { arguments, context in
      func tensors(_ name: String) throws -> [Variable] {
        try Iteration.items(arguments[name], context).map { try $0.tensor(for: "autograd.Function") }
      }
      let (outputs, inputs, backward) = (try tensors("outputs"), try tensors("inputs"), arguments["backward"])
      let shapes = outputs.map(\.shape)
      // One value for all: their gradients are wanted together.
      let flat = try outputs.map { try $0.value.reshaped([$0.tensor.count]) }
      let all = flat.count == 1 ? try flat[0].copy() : try Tensor.concatenated(flat, 0)
      let inputShapes = inputs.map(\.shape)
      let together = Variable.custom(all, inputs) { gradient in
        var start = 0
        let gradients = try shapes.map { shape in
          let range = start..<start + shape.count
          start = range.upperBound
          return Value(Variable(try gradient.rows(range).reshaped(shape).copy()))
        }
        let results = try Recording.off {
          try Iteration.items(context.renewed.call(backward, .tuple(gradients)), context.renewed)
        }
        return try zip(results, inputShapes).enumerated().map { place, pair in
          guard !pair.0.isNone else { return nil }
          let gradient = try pair.0.tensor(for: "backward").value
          guard gradient.shape == pair.1 else {
            throw Diagnostic(
              .shape,
              "backward gave a gradient of shape \(gradient.shape) for tensor \(place + 1), whose shape is \(pair.1)")
          }
          return gradient
        }
      }
      var start = 0
      return .tuple(
        try shapes.map { shape in
          let range = start..<start + shape.count
          start = range.upperBound
          let part =
            shapes.count == 1
            ? together
            : try Variable.strided(together, [shape.count], [1], start: range.lowerBound, for: "autograd.Function")
          return Value(try .reshape(part, shape))
        })
    }
  }
}
