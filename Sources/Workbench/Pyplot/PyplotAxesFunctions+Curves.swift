import Graphics
import Language
import Tensors

/// Curves, lines across a subplot and what lies between curves.
extension PyplotAxesFunctions {
  static var lineParameters: [Parameter] {

    [
      PyplotArguments.named("label", "a name for the legend"),
      PyplotArguments.named("color", ["c"], "a colour"), PyplotArguments.named("marker", "what stands at each point"),
      PyplotArguments.named("linestyle", ["ls"], "\"-\", \"--\", \":\" or \"-.\""),
      PyplotArguments.named("linewidth", ["lw"], "in points"),
      PyplotArguments.named("markersize", ["ms"], "in points"),
      PyplotArguments.named("alpha", "how opaque, from 0 to 1"),
    ] + PyplotArguments.idle("zorder markeredgecolor markeredgewidth solid_capstyle where")
  }

  func plot(_ name: String) -> Entry {
    Self.plotting(
      name, "curves through points",
      [Parameter("values", .any, style: .variadic, "y, or x and y, and a style such as \"r--\", once or several times")]
        + Self.lineParameters, result: "list"
    ) { arguments, _ in
      let curves = try Self.curves(arguments.values("values"), name)
      let axes = try axes()
      let color = try PyplotColor.parse(arguments["color"], name)
      let opacity = try PyplotArguments.opacity(arguments, name)
      let width = try PyplotArguments.positive(arguments, "linewidth", name)
      let size = try PyplotArguments.positive(arguments, "markersize", name)
      let stroke = try PyplotArguments.text(arguments, "linestyle").map { try PyplotArguments.stroke($0, name) }
      let marker = try PyplotArguments.text(arguments, "marker").map { try PyplotArguments.marker($0, name) }
      for (place, curve) in curves.enumerated() {
        var line = ChartItem.Line(x: curve.x, y: curve.y)
        line.stroke = stroke ?? curve.format?.stroke ?? .solid
        line.width = width ?? 1.5
        line.marker = marker ?? curve.format?.marker
        line.markerSize = size ?? 6
        line.isStepped = name == "step"
        let parsed = color ?? curve.format?.color
        axes.chart.items.append(
          ChartItem(
            .line(line), label: PyplotArguments.label(arguments, place, of: curves.count),
            color: parsed?.color ?? axes.nextColor(), opacity: opacity ?? parsed?.opacity ?? 1))
      }
      if name == "semilogy" || name == "loglog" { axes.chart.y.isLogarithmic = true }
      if name == "semilogx" || name == "loglog" { axes.chart.x.isLogarithmic = true }
      return .object(
        PyplotArtist("Line2D", items: curves.map { _ in .object(PyplotArtist("Line2D", axes: axes)) }, axes: axes))
    }
  }

  private struct Curve {
    var x: [Double]
    var y: [Double]
    var format: PyplotFormat?
  }

  private static func curves(_ values: [Value], _ entry: String) throws -> [Curve] {
    var curves: [Curve] = []
    var rest = values[...]
    func isText(_ value: Value?) -> Bool { if case .string? = value { true } else { false } }
    while let first = rest.popFirst() {
      guard !isText(first) else {
        throw Diagnostic(.type, "\(entry) takes numbers first, and a style after them: plt.plot(x, y, \"r--\")")
      }
      var (x, y): (Value?, Value) = (nil, first)
      if let second = rest.first, !isText(second) {
        (x, y) = (first, second)
        rest = rest.dropFirst()
      }
      var format: PyplotFormat?
      if case .string(let text)? = rest.first {
        format = try PyplotFormat(text)
        rest = rest.dropFirst()
      }
      let columns = try Self.columns(y, entry)
      guard let length = columns.first?.count else { continue }
      let places = try x.map { try PyplotArguments.numbers($0, entry, "x") } ?? (0..<length).map(Double.init)
      guard places.count == length else {
        throw Diagnostic(
          .shape, "\(entry): x and y have as many numbers each, and these have \(places.count) and \(length)")
      }
      curves += columns.map { Curve(x: places, y: $0, format: format) }
      guard curves.count <= 1_000 else { throw Diagnostic(.value, "\(entry): more than 1000 curves") }
    }
    return curves
  }

  /// A row of numbers, or the columns of a matrix.
  private static func columns(_ value: Value, _ entry: String) throws -> [[Double]] {
    let tensor = try value.tensor(for: entry).value
    guard tensor.rank <= 2, tensor.count <= PyplotArguments.mostNumbers else {
      throw Diagnostic(
        .shape, "\(entry) draws numbers in a row, and this is \(tensor.shape)", suggestion: "an image: plt.imshow(x)")
    }
    let values = tensor.array.map(Double.init)
    guard tensor.rank == 2 else { return [values] }
    let (rows, columns) = (tensor.shape[0], tensor.shape[1])
    guard columns <= 1_000 else {
      throw Diagnostic(
        .shape, "\(entry) draws each column as a curve, and \(tensor.shape) has \(columns)",
        suggestion: "an image: plt.imshow(x)")
    }
    return (0..<columns).map { column in (0..<rows).map { values[$0 * columns + column] } }
  }

  func rule(_ name: String) -> Entry {
    let isVertical = name == "axvline"
    return Self.plotting(
      name, "a line across the subplot",
      [Parameter(isVertical ? "x" : "y", .any, default: .integer(0), "where")]
        + Self.lineParameters, result: "Line2D"
    ) { arguments, _ in
      let place = try PyplotArguments.number(arguments, isVertical ? "x" : "y", name) ?? 0
      let axes = try axes()
      var rule = ChartItem.Rule(isVertical: isVertical, place: place)
      rule.width = try PyplotArguments.positive(arguments, "linewidth", name) ?? 1.5
      rule.stroke =
        try PyplotArguments.text(arguments, "linestyle").map { try PyplotArguments.stroke($0, name) } ?? .solid
      let parsed = try PyplotColor.parse(arguments["color"], name)
      axes.chart.items.append(
        ChartItem(
          .rule(rule), label: PyplotArguments.label(arguments), color: parsed?.color ?? PyplotColor.next(0),
          opacity: try PyplotArguments.opacity(arguments, name) ?? parsed?.opacity ?? 1))
      return .object(PyplotArtist("Line2D", axes: axes))
    }
  }

  var fillBetween: Entry {
    Self.plotting(
      "fill_between", "the area between two curves",
      [
        Parameter("x", .any, "where the points stand"), Parameter("y1", .any, "one border"),
        Parameter("y2", .any, default: .integer(0), "the other one"),
        PyplotArguments.named("color", ["facecolor", "c"], "a colour"),
        PyplotArguments.named("alpha", "how opaque, from 0 to 1"),
        PyplotArguments.named("label", "a name for the legend"),
      ] + PyplotArguments.idle("linewidth lw zorder edgecolor interpolate"), result: "PolyCollection"
    ) { arguments, _ in
      let x = try PyplotArguments.numbers(arguments["x"], "fill_between", "x")
      func border(_ name: String) throws -> [Double] {
        let values = try PyplotArguments.numbers(arguments[name], "fill_between", name)
        if values.count == 1 { return Array(repeating: values[0], count: x.count) }
        guard values.count == x.count else {
          throw Diagnostic(
            .shape, "fill_between: \(name) has \(values.count) numbers for \(x.count) places", parameter: name)
        }
        return values
      }
      let (first, second) = (try border("y1"), try border("y2"))
      let axes = try axes()
      let parsed = try PyplotColor.parse(arguments["color"], "fill_between")
      axes.chart.items.append(
        ChartItem(
          .area(ChartItem.Area(x: x, lower: first, upper: second)), label: PyplotArguments.label(arguments),
          color: parsed?.color ?? axes.nextColor(),
          opacity: try PyplotArguments.opacity(arguments, "fill_between") ?? parsed?.opacity ?? 1))
      return .object(PyplotArtist("PolyCollection", axes: axes))
    }
  }
}
