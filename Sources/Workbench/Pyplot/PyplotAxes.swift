import Graphics
import Language

/// One subplot, matplotlib's Axes.
final class PyplotAxes: ObjectValue {
  var chart = Chart()
  let rows: Int
  let columns: Int
  let row: Int
  let column: Int
  var isVisible = true
  /// The colours of the cycle that were given out.
  var colorCount = 0
  /// What a colour bar without a further word is of.
  var mappable: PyplotMappable?
  private(set) weak var figure: PyplotFigure?

  init(_ figure: PyplotFigure, rows: Int, columns: Int, row: Int, column: Int) {
    (self.figure, self.rows, self.columns, self.row, self.column) = (figure, rows, columns, row, column)
  }

  func isAt(_ rows: Int, _ columns: Int, _ row: Int, _ column: Int) -> Bool {
    self.rows == rows && self.columns == columns && self.row == row && self.column == column
  }

  func nextColor() -> Color {
    defer { colorCount += 1 }
    return PyplotColor.next(colorCount)
  }

  func clear() { (chart, colorCount, mappable) = (Chart(), 0, nil) }

  var typeName: String { "Axes" }
  var detail: String? { chart.title }
  func repr() -> String { chart.title.map { "<Axes: title \"\($0)\">" } ?? "<Axes>" }
  var isShownAsResult: Bool { false }
  var attributeNames: [String] { PyplotAxesFunctions.names + PyplotAxesFunctions.methodNames + ["figure"] }

  func attribute(_ name: String, _ context: Context) throws -> Value? {
    switch name {
    case "figure": return figure.map { Value.object($0) } ?? Value.none
    case "xaxis": return .object(PyplotAxisValue(self, isX: true))
    case "yaxis": return .object(PyplotAxisValue(self, isX: false))
    default:
      if let entry = PyplotAxesFunctions(axes: { self }).method(name) { return .builtin(entry) }
      if let error = PyplotMissing.error(name, of: "ax") { throw error }
      return nil
    }
  }
}

/// `ax.xaxis`
final class PyplotAxisValue: ObjectValue {
  private let axes: PyplotAxes
  private let isX: Bool

  init(_ axes: PyplotAxes, isX: Bool) { (self.axes, self.isX) = (axes, isX) }

  var typeName: String { "axis" }
  func repr() -> String { isX ? "<XAxis>" : "<YAxis>" }
  let attributeNames = ["set_visible", "set_ticks"]

  func attribute(_ name: String, _ context: Context) throws -> Value? {
    let functions = PyplotAxesFunctions(axes: { [axes] in axes })
    switch name {
    case "set_visible":
      return .builtin(
        PyplotAxesFunctions.plotting(
          name, "whether the axis has ticks", [Parameter("visible", .bool, "whether")]
        ) { [axes, isX] arguments, _ in
          if isX {
            axes.chart.x.isShown = arguments.bool("visible")
          } else {
            axes.chart.y.isShown = arguments.bool("visible")
          }
          return .none
        })
    case "set_ticks": return functions.method(isX ? "set_xticks" : "set_yticks").map { .builtin($0) }
    default: return nil
    }
  }
}
