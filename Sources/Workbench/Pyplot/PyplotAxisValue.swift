import Graphics
import Language

/// `ax.xaxis`
final class PyplotAxisValue: ObjectValue {
  private let axes: PyplotAxes
  private let isX: Bool

  init(_ axes: PyplotAxes, isX: Bool) { (self.axes, self.isX) = (axes, isX) }

  var typeName: String { "axis" }
  func repr() -> String { isX ? "<XAxis>" : "<YAxis>" }
  let attributeNames = ["set_visible", "set_ticks", "set_ticklabels", "grid", "set_label_text", "set_inverted"]

  func attribute(_ name: String, _ context: Context) throws -> Value? {
    let functions = PyplotAxesFunctions(axes: { [axes] in axes })
    switch name {
    case "set_visible":
      return .builtin(
        PyplotAxesFunctions.plotting(
          name, "whether the axis has ticks and a label", [Parameter("visible", .bool, "whether")]
        ) { [axes, isX] arguments, _ in
          if isX {
            axes.chart.x.isShown = arguments.bool("visible")
          } else {
            axes.chart.y.isShown = arguments.bool("visible")
          }
          return .none
        })
    case "set_inverted":
      return .builtin(
        PyplotAxesFunctions.plotting(
          name, "whether the numbers run the other way", [Parameter("inverted", .bool, "whether")]
        ) { [axes, isX] arguments, _ in
          let scale = axes.scale(isX: isX)
          if scale.isInverted != arguments.bool("inverted") { scale.invert() }
          return .none
        })
    case "set_ticks": return functions.method(isX ? "set_xticks" : "set_yticks").map { .builtin($0) }
    case "set_ticklabels": return functions.method(isX ? "set_xticklabels" : "set_yticklabels").map { .builtin($0) }
    case "set_label_text": return functions.method(isX ? "set_xlabel" : "set_ylabel").map { .builtin($0) }
    case "grid": return .builtin(functions.grid(of: isX ? "x" : "y"))
    default: return nil
    }
  }
}

/// `ax.spines["top"]`, `ax.spines[["top", "right"]]`, `ax.spines.top`: sides of the frame.
final class PyplotSpines: ObjectValue {
  private let axes: PyplotAxes
  private let sides: [Chart.Side]

  init(_ axes: PyplotAxes, _ sides: [Chart.Side]) { (self.axes, self.sides) = (axes, sides) }

  var typeName: String { "spines" }
  func repr() -> String { "<spines \(sides.map(\.rawValue).joined(separator: ", "))>" }
  let attributeNames =
    Chart.Side.allCases.map(\.rawValue) + ["set_visible", "values", "set_linewidth", "set_color", "set_position"]
  var count: Int? { sides.count }

  private func side(_ name: String) throws -> Chart.Side {
    guard let side = Chart.Side(rawValue: name) else {
      throw Diagnostic(
        .key, "'\(name)' is no side of a subplot", suggestion: "\"left\", \"right\", \"top\" or \"bottom\"")
    }
    return side
  }

  func subscripted(_ indices: [Index], _ context: Context) throws -> Value {
    guard indices.count == 1, case .value(let value) = indices[0] else {
      return .object(PyplotSpines(axes, Chart.Side.allCases))
    }
    return .object(PyplotSpines(axes, try (value.elements ?? [value]).map { try side($0.text) }))
  }

  func iterate() throws -> IteratorValue? {
    try Value.list(sides.map { .string($0.rawValue) }).objectIterator("spines")
  }

  func attribute(_ name: String, _ context: Context) throws -> Value? {
    switch name {
    case "values":
      return .object(
        NativeFunction(name) { [axes, sides] _, _ in .list(sides.map { .object(PyplotSpines(axes, [$0])) }) })
    case "set_visible":
      return .builtin(
        PyplotAxesFunctions.plotting(
          name, "whether the sides are drawn", [Parameter("b", .bool, otherNames: ["visible"], "whether")]
        ) { [axes, sides] arguments, _ in
          for side in sides {
            if arguments.bool("b") { axes.chart.openSides.remove(side) } else { axes.chart.openSides.insert(side) }
          }
          return .none
        })
    case "set_linewidth", "set_color", "set_position":
      return .builtin(
        PyplotAxesFunctions.plotting(
          name, "taken for matplotlib's sake, but for \"none\", which hides the sides",
          [Parameter("value", .any, "what")]
        ) { [axes, sides] arguments, _ in
          if arguments["value"].text.lowercased() == "none" { axes.chart.openSides.formUnion(sides) }
          return .none
        })
    default: return Chart.Side(rawValue: name).map { .object(PyplotSpines(axes, [$0])) }
    }
  }
}
