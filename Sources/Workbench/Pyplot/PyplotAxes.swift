import Graphics
import Language

/// One subplot, matplotlib's Axes.
final class PyplotAxes: ObjectValue {
  /// What is drawn, but for what ``x`` and ``y`` say.
  var chart = Chart()
  let place: PyplotPlace
  private(set) var x: PyplotScale
  private(set) var y: PyplotScale
  var isVisible = true
  /// The colours of the cycle that were given out, to curves and to what is filled.
  private var colorCount = (curves: 0, fills: 0)
  private var itemCount = 0
  /// What a colour bar without a further word is of.
  var mappable: PyplotMappable?
  var colorbar: PyplotColorbar?
  private(set) weak var figure: PyplotFigure?
  let settings: PyplotSettings

  init(_ figure: PyplotFigure, _ place: PyplotPlace, x: PyplotScale? = nil, y: PyplotScale? = nil) {
    (self.figure, self.place, settings) = (figure, place, figure.settings)
    self.x = x ?? PyplotScale(isX: true, margin: settings.number("axes.xmargin", 0.05))
    self.y = y ?? PyplotScale(isX: false, margin: settings.number("axes.ymargin", 0.05))
    self.x.join(self)
    self.y.join(self)
    settings.apply(to: &chart)
  }

  func scale(isX: Bool) -> PyplotScale { isX ? x : y }

  /// From here on the other one's numbers and ticks are this one's too.
  func share(_ other: PyplotAxes, isX: Bool) {
    let scale = other.scale(isX: isX)
    scale.join(self)
    if isX { x = scale } else { y = scale }
    scale.request()
  }

  /// In a grid whose subplots share numbers those stand at its sides alone.
  func hideInnerNumbers(x: Bool, y: Bool) {
    if x, place.row + place.rowSpan < place.rows { chart.x.hasNumbers = false }
    if y, place.column > 0 { chart.y.hasNumbers = false }
  }

  func nextColor() -> Color {
    defer { colorCount.curves += 1 }
    return PyplotColor.next(colorCount.curves)
  }

  /// The colour of bars, points and areas, which go through the cycle beside curves.
  func nextFill() -> Color {
    defer { colorCount.fills += 1 }
    return PyplotColor.next(colorCount.fills)
  }

  /// Draws a thing more, and lets the limits follow.
  ///
  /// - Returns: its number, by which it is found again.
  @discardableResult
  func add(_ item: ChartItem, requestsX: Bool = true, requestsY: Bool = true) -> Int {
    itemCount += 1
    var item = item
    item.id = itemCount
    chart.items.append(item)
    if requestsX { x.request() }
    if requestsY { y.request() }
    return itemCount
  }

  func item(_ id: Int) -> ChartItem? { chart.items.first { $0.id == id } }

  func change(_ id: Int, _ body: (inout ChartItem) -> Void) {
    if let place = chart.items.firstIndex(where: { $0.id == id }) { body(&chart.items[place]) }
  }

  func clear() {
    (chart, colorCount, mappable, colorbar) = (Chart(), (0, 0), nil, nil)
    settings.apply(to: &chart)
    x.clear()
    y.clear()
  }

  /// What is drawn, with its limits and ticks.
  var drawn: Chart {
    var chart = chart
    x.apply(to: &chart.x)
    y.apply(to: &chart.y)
    chart.colorbar = colorbar?.drawn
    return chart
  }

  var typeName: String { "Axes" }
  var detail: String? { chart.title }
  func repr() -> String { chart.title.map { "<Axes: title \"\($0)\">" } ?? "<Axes>" }
  var isShownAsResult: Bool { false }
  var attributeNames: [String] {
    PyplotAxesFunctions.names + PyplotAxesFunctions.methodNames
      + ["figure", "xaxis", "yaxis", "spines", "transAxes", "transData", "lines", "images", "patches", "collections"]
  }

  func attribute(_ name: String, _ context: Context) throws -> Value? {
    switch name {
    case "figure": return figure.map { Value.object($0) } ?? Value.none
    case "xaxis": return .object(PyplotAxisValue(self, isX: true))
    case "yaxis": return .object(PyplotAxisValue(self, isX: false))
    case "spines": return .object(PyplotSpines(self, Chart.Side.allCases))
    case "transAxes": return .object(PyplotTransform(isOfPanel: true))
    case "transData": return .object(PyplotTransform(isOfPanel: false))
    case "lines", "images", "patches", "collections":
      return .list(chart.items.filter { Self.kind($0) == name }.map { PyplotArtist.of($0, self) })
    default:
      if let entry = PyplotAxesFunctions(axes: { self }).method(name) { return .builtin(entry) }
      if let error = PyplotMissing.error(name, of: "ax") { throw error }
      return nil
    }
  }

  /// The list of matplotlib's Axes that a thing stands in.
  private static func kind(_ item: ChartItem) -> String {
    switch item.mark {
    case .line, .rule: "lines"
    case .image: "images"
    case .bars, .span: "patches"
    case .points, .area, .mesh, .segments: "collections"
    case .text: "texts"
    }
  }
}

/// `ax.transAxes`: what numbers of a place mean.
final class PyplotTransform: ObjectValue {
  let isOfPanel: Bool
  init(isOfPanel: Bool) { self.isOfPanel = isOfPanel }
  var typeName: String { "transform" }
  func repr() -> String { isOfPanel ? "<transAxes>" : "<transData>" }
}
