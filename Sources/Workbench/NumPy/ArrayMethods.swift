import Autodiff
import Language
import Tensors

/// What stands behind the dot of an array. Nothing that a tensor has is here by itself: the same name often means another
/// thing there, and a name that is missing is an error.
enum ArrayMethods {
  static let names =
    ArrayFunctions.methods.sorted() + [
      "shape", "T", "ndim", "size", "dtype", "item", "tolist", "flatten", "copy", "astype",
    ]

  static func attribute(_ name: String, of array: TensorValue) throws -> Value {
    let x = array.variable
    switch name {
    case "shape": return .tuple(x.shape.dimensions.map { .integer($0) })
    case "T":
      let order = Array((0..<x.shape.rank).reversed())
      return array.look(try .permute(x, order)) { $0.permuted(order) }
    case "ndim": return .integer(x.shape.rank)
    case "size": return .integer(x.tensor.count)
    case "dtype": return NumberKindValue.value(of: array)
    case "flatten", "copy", "item", "tolist", "astype":
      return .object(
        NativeFunction(name) { arguments, context in
          let result = try call(name, x, arguments, context)
          var precision = array.precision(asArray: true)
          if name == "astype", let type = arguments.first?.value {
            precision = NumberKindValue.precision(of: type)
            // An array of which nothing is said would be of double numbers.
            if precision == .unsaid { precision = .single }
          }
          _ = result.asTensor?.said(precision)
          return result
        })
    default:
      guard ArrayFunctions.methods.contains(name), let entry = ArrayFunctions.all[name] else { throw unknown(name) }
      return .object(
        NativeFunction(name) { arguments, context in
          try context.call(.builtin(entry), [CallArgument(.object(array))] + arguments)
        })
    }
  }

  private static func call(
    _ name: String, _ x: Variable, _ arguments: [CallArgument], _ context: Context
  ) throws -> Value {
    if name == "item", !arguments.isEmpty {
      let flat = arguments.count == 1 && x.shape.rank != 1 ? try Variable.reshape(x, [x.tensor.count]) : x
      let chosen = try TensorIndexing.subscripted(flat, arguments.map { .value($0.value) })
      return x.value.number(try chosen.value.item())
    }
    guard name == "astype" else {
      guard arguments.isEmpty else { throw Diagnostic(.argument, "`\(name)` of an array takes no arguments here") }
      return switch name {
      case "flatten": ArrayFunctions.array(try .reshape(x, [x.tensor.count]))
      case "copy": ArrayFunctions.array(Variable(try x.value.copy()))
      case "item": x.value.number(try x.value.item())
      default: try x.value.lists()
      }
    }
    guard arguments.count == 1 else { throw Diagnostic(.argument, "`astype` takes one type, as np.float32") }
    return ArrayFunctions.array(
      try NumberKindValue.converted(x, to: try NumberKindValue.kind(arguments[0].value, for: "astype")))
  }

  /// What NumPy writes for a method of tensors.
  private static let spelled = [
    "float": "x.astype(float)", "double": "x.astype(float)", "long": "x.astype(int)", "int": "x.astype(int)",
    "bool": "x.astype(bool)", "byte": "x.astype(np.uint8)", "to": "x.astype(np.float32)",
    "type": "x.astype(np.float32)",
    "clone": "x.copy()", "numpy": "x is an array already", "cpu": "x is an array already",
    "detach": "x is an array already",
    "dim": "x.ndim", "numel": "x.size", "view": "x.reshape(…)", "permute": "x.transpose(…)", "t": "x.T",
    "unsqueeze": "x[None], or x[:, None]", "abs": "np.abs(x)", "exp": "np.exp(x)", "log": "np.log(x)",
    "sqrt": "np.sqrt(x)",
    "norm": "np.linalg.norm(x)", "clamp": "x.clip(low, high)",
  ]

  private static func unknown(_ name: String) -> Diagnostic {
    if let spelled = spelled[name] {
      return Diagnostic(.attribute, "an array has no `\(name)`, which tensors have", suggestion: spelled)
    }
    let near = NearestName.find(name, among: names)
    return Diagnostic(
      .attribute, "an array has no `\(name)` here" + (near.map { "; did you mean `\($0)`?" } ?? ""),
      suggestion: near == nil ? "torch.tensor(x) makes a tensor of it, which has PyTorch's methods" : nil)
  }
}
