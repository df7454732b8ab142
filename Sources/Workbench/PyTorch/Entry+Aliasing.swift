import Autodiff
import Language
import Networks
import Tensors
import Threads

/// Functions whose results look into their tensor, as in PyTorch: what is changed in one is changed in the other.
extension Entry {
  /// The layouts of the results, given that of the tensor, the arguments, and the results' shapes; nil for a copy.
  private typealias Rule = (TensorLayout, Arguments, [Shape]) throws -> [TensorLayout?]

  /// The entry whose results are views of its `x`, if it is such a function; else itself.
  var aliasing: Entry {
    guard let rule = Self.rules[name] else { return self }
    var entry = self
    let run = run
    entry.run = { arguments, context in
      let result = try run(arguments, context)
      guard !AbstractTensors.inUse, let x = arguments["x"].asTensor else { return result }
      let parts: [Value] = if case .tuple(let tuple) = result { tuple.items } else { [result] }
      let tensors = parts.compactMap(\.asTensor)
      guard tensors.count == parts.count, !tensors.contains(where: { $0 === x }) else { return result }
      let shapes = tensors.map(\.variable.shape)
      let isDetached = name == "detach"
      // Of all parts at once: a tensor may come apart into millions.
      var known: [TensorLayout?]?
      let views = try tensors.indices.cancellableMap { place in
        try x.look(tensors[place].variable, isDetached: isDetached, asArray: tensors[place].isArray) { layout in
          let layouts = try known ?? rule(layout, arguments, shapes)
          known = layouts
          return layouts.indices.contains(place) ? layouts[place] : nil
        }
      }
      guard case .tuple = result else { return views[0] }
      return .tuple(views)
    }
    return entry
  }

  nonisolated(unsafe) private static let rules: [String: Rule] = [
    "reshape": reshaped, "flatten": reshaped, "unflatten": reshaped, "unsqueeze": reshaped, "squeeze": reshaped,
    "view_as": reshaped, "detach": reshaped,
    "expand": { layout, _, shapes in [layout.expanded(shapes[0])] },
    "broadcast_to": { layout, _, shapes in [layout.expanded(shapes[0])] },
    "expand_as": { layout, _, shapes in [layout.expanded(shapes[0])] },
    "transpose": exchanged("dim0", "dim1"), "swapaxes": exchanged("axis0", "axis1"),
    "permute": { layout, arguments, _ in
      [layout.permuted(try arguments.integers("dims").map { try layout.shape.axis($0, for: "permute") })]
    },
    "movedim": { layout, arguments, _ in
      let from = try arguments.integers("source").map { try layout.shape.axis($0, for: "movedim") }
      let to = try arguments.integers("destination").map { try layout.shape.axis($0, for: "movedim") }
      var order = [Int?](repeating: nil, count: layout.shape.rank)
      for (old, new) in zip(from, to) { order[new] = old }
      var rest = (0..<layout.shape.rank).filter { !from.contains($0) }[...]
      return [layout.permuted(order.map { $0 ?? rest.removeFirst() })]
    },
    "chunk": parts, "split": parts,
    "unbind": { layout, arguments, shapes in
      let dimension = try layout.shape.axis(arguments.integer("dim"), for: "unbind")
      return try shapes.indices.cancellableMap { layout.dropped(dimension, at: $0) }
    },
    "select": { layout, arguments, _ in
      let dimension = try layout.shape.axis(arguments.integer("dim"), for: "select")
      let index = arguments.integer("index")
      return [layout.dropped(dimension, at: index < 0 ? index + layout.shape[dimension] : index)]
    },
    "narrow": { layout, arguments, shapes in
      let dimension = try layout.shape.axis(arguments.integer("dim"), for: "narrow")
      let start = arguments.integer("start")
      return [
        layout.sliced(
          dimension, start: start < 0 ? start + layout.shape[dimension] : start, count: arguments.integer("length"))
      ]
    },
    "diagonal": { layout, arguments, shapes in
      let first = try layout.shape.axis(arguments.integer("dim1"), for: "diagonal")
      let second = try layout.shape.axis(arguments.integer("dim2"), for: "diagonal")
      return [
        layout.diagonal(first, second, offset: arguments.integer("offset"), count: shapes[0].dimensions.last ?? 0)
      ]
    },
  ]

  private static func reshaped(_ layout: TensorLayout, _: Arguments, _ shapes: [Shape]) -> [TensorLayout?] {
    [layout.reshaped(shapes[0])]
  }

  private static func exchanged(_ first: String, _ second: String) -> Rule {
    { layout, arguments, _ in
      var order = Array(0..<layout.shape.rank)
      order.swapAt(
        try layout.shape.axis(arguments.integer(first), for: "transpose"),
        try layout.shape.axis(arguments.integer(second), for: "transpose"))
      return [layout.permuted(order)]
    }
  }

  private static func parts(_ layout: TensorLayout, _ arguments: Arguments, _ shapes: [Shape]) throws -> [TensorLayout?]
  {
    let dimension = try layout.shape.axis(arguments.integer("dim"), for: "split")
    var start = 0
    return try shapes.cancellableMap { shape in
      defer { start += shape[dimension] }
      return layout.sliced(dimension, start: start, count: shape[dimension])
    }
  }
}
