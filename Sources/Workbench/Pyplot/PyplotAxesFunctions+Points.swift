import Graphics
import Language
import Tensors

/// `scatter`.
extension PyplotAxesFunctions {
  var scatter: Entry {
    Self.plotting(
      "scatter", "a mark at each point",
      [
        Parameter("x", .any, "where the points stand from left to right"),
        Parameter("y", .any, "and from bottom to top"),
        PyplotArguments.optional("s", "the area of a mark in points², or of each"),
        Parameter(
          "c", .any, default: Value.none, otherNames: ["color"], "a colour, or a number or a colour for each point"),
        PyplotArguments.named("marker", "the mark's form"),
        PyplotArguments.named("cmap", "the colours of the numbers"),
        PyplotArguments.named("vmin", "the number that has the map's first colour"),
        PyplotArguments.named("vmax", "the number that has its last"),
        PyplotArguments.named("alpha", "how opaque, from 0 to 1"),
        PyplotArguments.named("label", "a name for the legend"),
      ] + PyplotArguments.idle("zorder edgecolors edgecolor linewidths linewidth lw"), result: "PathCollection"
    ) { arguments, _ in
      let x = try PyplotArguments.numbers(arguments["x"], "scatter", "x", isFlattened: true)
      let y = try PyplotArguments.numbers(arguments["y"], "scatter", "y", isFlattened: true)
      guard x.count == y.count else {
        throw Diagnostic(
          .shape, "scatter: x and y have as many numbers each, and these have \(x.count) and \(y.count)")
      }
      let axes = try axes()
      var points = ChartItem.Points(x: x, y: y)
      if !arguments["s"].isNone {
        points.areas = try PyplotArguments.numbers(arguments["s"], "scatter", "s", isFlattened: true)
        guard points.areas.count == 1 || points.areas.count == x.count,
          points.areas.allSatisfy({ (0...1_000_000).contains($0) })
        else {
          throw Diagnostic(.value, "scatter: s is an area in points², or one for each point", parameter: "s")
        }
      }
      points.marker =
        try PyplotArguments.text(arguments, "marker").flatMap { try PyplotArguments.marker($0, "scatter") } ?? .disc
      let colors = try Self.colors(arguments, count: x.count, axes.figure?.usualMap ?? .string("viridis"))
      points.colors = colors.each
      // What has no number for its colour is not drawn.
      for place in colors.missing { points.x[place] = .nan }
      let color = colors.one?.color ?? (colors.each == nil ? axes.nextColor() : .black)
      axes.chart.items.append(
        ChartItem(
          .points(points), label: PyplotArguments.label(arguments), color: color,
          opacity: try PyplotArguments.opacity(arguments, "scatter") ?? colors.one?.opacity ?? 1))
      if let mappable = colors.mappable { axes.mappable = mappable }
      return .object(PyplotArtist("PathCollection", mappable: colors.mappable, axes: axes))
    }
  }

  private struct Colors {
    var one: PyplotColor.Parsed?
    var each: [Color]?
    var mappable: PyplotMappable?
    /// The points whose number is none.
    var missing: [Int] = []
  }

  private static func colors(_ arguments: Arguments, count: Int, _ usual: Value) throws -> Colors {
    let value = arguments["c"]
    if value.isNone { return Colors() }
    if case .string = value { return Colors(one: try PyplotColor.parse(value, "scatter")) }
    if let items = value.elements, let first = items.first, isColor(first) {
      guard items.count == count else {
        throw Diagnostic(
          .shape, "scatter: c has \(items.count) colours for \(count) points", suggestion: "one for each",
          parameter: "c")
      }
      return Colors(each: try items.map { try PyplotColor.parse($0, "scatter")?.color ?? .white })
    }
    let tensor = try value.tensor(for: "scatter").value
    if tensor.rank == 1, tensor.count != count, tensor.count == 3 || tensor.count == 4 {
      return Colors(one: try PyplotColor.parse(value, "scatter"))
    }
    if tensor.rank == 2, tensor.shape[0] == count || tensor.shape[0] == 1, tensor.shape[1] == 3 || tensor.shape[1] == 4
    {
      let values = tensor.array.map { UInt8(max(0, min(255, ($0.isNaN ? 0 : $0 * 255).rounded()))) }
      let each = (0..<tensor.shape[0]).map { row in
        let first = row * tensor.shape[1]
        return Color(red: values[first], green: values[first + 1], blue: values[first + 2])
      }
      return each.count == count ? Colors(each: each) : Colors(one: .init(color: each[0]))
    }
    let numbers = tensor.array.map(Double.init)
    guard numbers.count == count else {
      throw Diagnostic(
        .shape, "scatter: c has \(numbers.count) numbers for \(count) points", suggestion: "one for each",
        parameter: "c")
    }
    let map = try PyplotArguments.colormap(arguments["cmap"], usual, "scatter")
    let finite = numbers.filter(\.isFinite)
    let low = try PyplotArguments.number(arguments, "vmin", "scatter") ?? finite.min() ?? 0
    let high = try PyplotArguments.number(arguments, "vmax", "scatter") ?? finite.max() ?? 1
    guard low <= high else { throw Diagnostic(.value, "scatter: vmin is at most vmax", parameter: "vmin") }
    let mappable = PyplotMappable(map: map, lower: low, upper: high)
    return Colors(
      each: numbers.map { mappable.color(Float($0)) }, mappable: mappable,
      missing: numbers.indices.filter { !numbers[$0].isFinite })
  }

  private static func isColor(_ value: Value) -> Bool {
    if case .string = value { return true }
    return (value.elements?.count ?? 0) >= 3
  }
}
