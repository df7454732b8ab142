import Autodiff
import Language
import Tensors

/// Methods that make a tensor like this one, and functions of `torch` as methods.
extension TensorMethods {
  /// `x.new_zeros(2, 3)` and its like: of the kind of numbers that x has.
  var making: [Entry] {
    [
      ("new_zeros", "zeros"), ("new_ones", "ones"), ("new_full", "full"), ("new_tensor", "tensor"),
      ("new_empty", "zeros"),
    ].compactMap { name, maker -> Entry? in
      guard let worker = entries[maker]?.creating else { return nil }
      return forwarding(name, "as torch.\(maker)(…)") { arguments, context in
        let made = try context.call(.builtin(worker), Array(arguments.dropFirst()))
        return arguments.contains { $0.name == "dtype" }
          ? made : try Self.converted(made, asKindOf: arguments[0].value)
      }
    }
      + [
        forwarding("new", "a tensor of these lengths, to be filled; or of these numbers") { arguments, context in
          let values = arguments.dropFirst().map(\.value)
          if values.count == 1, case .list = values[0], let worker = entries["tensor"] {
            return try Self.converted(context.call(.builtin(worker), values[0]), asKindOf: arguments[0].value)
          }
          if values.isEmpty { return Value(Variable(try .full([0], 0))) }
          guard let worker = entries["zeros"] else { return .none }
          return try Self.converted(
            context.call(.builtin(worker), Array(arguments.dropFirst())), asKindOf: arguments[0].value)
        },
        forwarding("type_as", "the numbers as those of another tensor: whole ones, truths or real ones") {
          arguments, context in
          guard arguments.count == 2, let x = arguments[0].value.asTensor, let other = arguments[1].value.asTensor
          else {
            throw Diagnostic(.argument, "type_as takes another tensor", suggestion: "x.type_as(y)")
          }
          let (kind, own) = (other.variable.tensor.kind, x.variable.tensor.kind)
          return kind == own
            ? arguments[0].value : Value(try NumberKindValue.converted(x.variable, to: NumberKindValue.Kind(kind)))
        },
        forwarding("where", "its elements where a condition holds, those of another elsewhere") { arguments, context in
          guard arguments.count == 3, let worker = entries["where"] else {
            throw Diagnostic(.argument, "where takes a condition and another tensor", suggestion: "x.where(x > 0, 0)")
          }
          return try context.call(.builtin(worker), arguments[1].value, arguments[0].value, arguments[2].value)
        },
        forwarding("is_floating_point", "whether its numbers are real ones") { arguments, _ in
          .bool((arguments.first?.value.asTensor?.variable.tensor.kind ?? .real) == .real)
        },
        forwarding("clamp_min", "not below a number") { arguments, context in try bounded(arguments, context, "min") },
        forwarding("clamp_max", "not above a number") { arguments, context in try bounded(arguments, context, "max") },
      ]
      + TorchModule.methods.map { name in
        forwarding(name, "as torch.\(name)(x)") { arguments, context in
          guard case .object(let torch)? = context.value(of: "torch"), let worker = try torch.attribute(name, context)
          else { return .none }
          return try context.call(worker, arguments)
        }
      }
  }

  /// A tensor that was made, with the kind of numbers that another one has.
  private static func converted(_ made: Value, asKindOf other: Value) throws -> Value {
    guard let new = made.asTensor?.variable, let kind = other.asTensor?.variable.tensor.kind, new.tensor.kind != kind
    else {
      return made
    }
    return Value(try NumberKindValue.converted(new, to: NumberKindValue.Kind(kind)))
  }

  private func bounded(_ arguments: [CallArgument], _ context: Context, _ name: String) throws -> Value {
    guard arguments.count == 2, let worker = entries["clamp"] else {
      throw Diagnostic(.argument, "clamp_\(name) takes one number", suggestion: "x.clamp_\(name)(0)")
    }
    return try context.call(
      .builtin(worker), [arguments[0], CallArgument(name: name, arguments[1].value)])
  }

  /// A method whose arguments are checked by the function that does the work.
  private func forwarding(
    _ name: String, _ summary: String, _ body: @escaping ([CallArgument], Context) throws -> Value
  ) -> Entry {
    var entry = Entry(
      name, group: "tensors", summary,
      parameters: [
        Parameter("x", .like("tensor"), "the tensor"),
        Parameter("values", .any, style: .variadic, "the function's other arguments"),
        Parameter("options", .any, style: .keywords, "the same by their names"),
      ], result: "tensor", abstract: .unknown, isMethod: true, example: "randn(3, 3).\(name)()"
    ) { arguments, context in
      var all = [CallArgument(arguments["x"])] + arguments.values("values").map { CallArgument($0) }
      if case .dict(let options) = arguments["options"] {
        all += options.entries.map { CallArgument(name: $0.key.text, $0.value) }
      }
      return try body(all, context)
    }
    entry.isBare = false
    return entry
  }
}
