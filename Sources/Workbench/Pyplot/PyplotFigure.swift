import Datasets
import Graphics
import Language

/// `plt.figure()`
final class PyplotFigure: ObjectValue {
  let name: String
  /// Inches.
  var size: (Double, Double)
  private(set) var axes: [PyplotAxes] = []
  private(set) var current: PyplotAxes?
  var title: String?
  var adjustment: ChartSheet.Adjustment?
  /// Whether all names stand in one legend.
  var legend: Chart?
  /// Counts figures, so that they are shown in the order of their making.
  let order: Int
  private weak var pyplot: Pyplot?
  let settings: PyplotSettings
  let catalog: DatasetCatalog

  init(name: String, size: (Double, Double), _ pyplot: Pyplot) {
    (self.name, self.size, self.pyplot) = (name, size, pyplot)
    order = (pyplot.figures.map(\.order).max() ?? 0) + 1
    settings = pyplot.settings
    catalog = pyplot.catalog
  }

  var isEmpty: Bool { axes.isEmpty && title == nil }

  // MARK: Panels

  /// The panel that is drawn in; a single one where there is none.
  func panel() throws -> PyplotAxes { try current ?? panel(PyplotPlace.whole) }

  /// The panel at a place, made where there is none.
  func panel(_ place: PyplotPlace, x: PyplotScale? = nil, y: PyplotScale? = nil) throws -> PyplotAxes {
    if let found = axes.first(where: { $0.place == place }) {
      current = found
      return found
    }
    return try newPanel(place, x: x, y: y)
  }

  /// A panel at a place where there may be one: it is drawn over that.
  func newPanel(_ place: PyplotPlace, x: PyplotScale? = nil, y: PyplotScale? = nil) throws -> PyplotAxes {
    guard axes.count < Self.mostPanels else {
      throw Diagnostic(.value, "a figure has at most \(Self.mostPanels) subplots")
    }
    let made = PyplotAxes(self, place, x: x, y: y)
    axes.append(made)
    current = made
    return made
  }

  func select(_ panel: PyplotAxes) { if axes.contains(where: { $0 === panel }) { current = panel } }

  func remove(_ panel: PyplotAxes) {
    axes.removeAll { $0 === panel }
    if current === panel { current = axes.last }
  }

  func clear() { (axes, current, title, adjustment, legend) = ([], nil, nil, nil, nil) }

  static let mostPanels = 2_500

  // MARK: Drawing

  static func size(_ value: Value, _ name: String) throws -> (Double, Double) {
    let numbers = try value.tensor(for: name).value.array.map(Double.init)
    guard numbers.count == 2, numbers.allSatisfy({ $0.isFinite && $0 >= 0.2 && $0 <= 100 }) else {
      throw Diagnostic(
        .value, "figsize is a width and a height in inches, from 0.2 to 100, and this is \(value.repr)",
        suggestion: "figsize=(8, 4)", parameter: "figsize")
    }
    let sides = numbers.map { Int($0 * ChartSheet.pixelsPerInch) * Picture.pixelRatio }
    guard sides[0] * sides[1] <= Raster.maximumPixels else {
      throw Diagnostic(
        .value, "figsize: \(value.repr) would be a picture of \(sides[0])×\(sides[1]) pixels, which is too large",
        suggestion: "figsize=(30, 30)", parameter: "figsize")
    }
    return (numbers[0], numbers[1])
  }

  private func sheet() -> ChartSheet {
    let pixels = ChartSheet.pixelsPerInch
    var sheet = ChartSheet(
      axes.filter(\.isVisible).map { $0.place.panel($0.drawn) }, title: title,
      size: (Int((size.0 * pixels).rounded()), Int((size.1 * pixels).rounded())))
    sheet.adjustment = adjustment
    if var legend {
      // What has a label at the time of drawing.
      if legend.legendItems == nil { legend.items = axes.flatMap(\.chart.items) }
      sheet.legend = legend
    }
    return sheet
  }

  func picture(isCropped: Bool) throws -> Picture { try sheet().picture(isCropped: isCropped) }

  func rendered() throws -> Display {
    let picture = try picture(isCropped: true)
    return Display(plain: picture.description, png: picture.png, size: picture.size)
  }

  // MARK: Value

  var typeName: String { "Figure" }
  var detail: String? { axes.count == 1 ? "1 subplot" : "\(axes.count) subplots" }
  func repr() -> String {
    "<Figure size \(Int(size.0 * 100))x\(Int(size.1 * 100)) with \(axes.count) Axes>"
  }

  /// A figure that is a cell's result is shown so, and not a second time at the cell's end.
  func display() -> Display? {
    guard !isEmpty, let display = try? rendered() else { return nil }
    pyplot?.close(self)
    return display
  }

  var attributeNames: [String] { PyplotFigureFunctions.names + ["axes", "number"] }

  func attribute(_ name: String, _ context: Context) throws -> Value? {
    switch name {
    case "axes": .list(axes.map { .object($0) })
    case "number": Int(self.name).map { Value.integer($0) } ?? Value.string(self.name)
    default: PyplotFigureFunctions(figure: { self }).entry(name).map { .builtin($0) }
    }
  }
}
