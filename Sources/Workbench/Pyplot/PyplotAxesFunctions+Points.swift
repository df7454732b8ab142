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
          "c", .any, default: Value.none, otherNames: ["color", "facecolors", "facecolor"],
          "a colour, or a number or a colour for each point"),
        PyplotArguments.optional("marker", "the mark's form"),
        PyplotArguments.optional("cmap", "the colours of the numbers"),
        PyplotArguments.named("norm", "how numbers become colours: None"),
        PyplotArguments.named("vmin", "the number that has the map's first colour"),
        PyplotArguments.named("vmax", "the number that has its last"),
        PyplotArguments.named("alpha", "how opaque, from 0 to 1"),
        PyplotArguments.named("label", "a name for the legend"),
        PyplotArguments.named("edgecolors", ["edgecolor", "ec"], "the colour around the marks, or one for each"),
        PyplotArguments.named("linewidths", ["linewidth", "lw"], "of what runs around them, in points"),
      ] + PyplotArguments.idle("zorder plotnonfinite rasterized"), result: "PathCollection"
    ) { arguments, _ in
      guard arguments["norm"].isNone else {
        throw Diagnostic(
          .value, "scatter has no norm but the even one, from vmin to vmax", suggestion: "vmin=0, vmax=1",
          parameter: "norm")
      }
      let axes = try axes()
      let x = try Self.places(arguments["x"], axes, isX: true, "scatter", "x", isFlattened: true)
      let y = try Self.places(arguments["y"], axes, isX: false, "scatter", "y", isFlattened: true)
      guard x.count == y.count else {
        throw Diagnostic(
          .shape, "scatter: x and y have as many numbers each, and these have \(x.count) and \(y.count)")
      }
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
        try PyplotArguments.marker(
          PyplotArguments.text(arguments, "marker") ?? axes.settings.text("scatter.marker"), "scatter") ?? .disc
      let opacity = try PyplotArguments.opacity(arguments, "scatter")
      let colors = try Self.colors(arguments, count: x.count, axes.settings["image.cmap"])
      points.colors = colors.each
      if opacity == nil { points.opacities = colors.opacities }
      points.areHollow = PyplotColor.isNone(arguments["c"]) && points.marker.isFilled
      points.edges = try Self.edges(arguments, opacity)
      // What has no number for its colour is not drawn.
      for place in colors.missing { points.x[place] = .nan }
      let color = colors.one?.color ?? (colors.each == nil && !points.areHollow ? axes.nextFill() : .black)
      let id = axes.add(
        ChartItem(
          .points(points), label: PyplotArguments.label(arguments), color: color,
          opacity: opacity ?? colors.one?.opacity ?? 1))
      if let mappable = colors.mappable {
        axes.mappable = mappable
        mappable.redraw = { [weak axes] mappable in
          guard let values = mappable.numbers?.array else { return }
          axes?.change(id) { item in
            guard case .points(var points) = item.mark else { return }
            points.colors = values.map { mappable.color($0) }
            item.mark = .points(points)
          }
        }
      }
      return .object(PyplotArtist("PathCollection", mappable: colors.mappable, axes: axes, ids: [id]))
    }
  }

  private struct Colors {
    var one: PyplotColor.Parsed?
    var each: [Color]?
    /// How opaque each is, where that was said with the colours.
    var opacities: [Double]?
    var mappable: PyplotMappable?
    /// The points whose number is none.
    var missing: [Int] = []
  }

  /// What runs around the marks: nothing but where it is asked for.
  private static func edges(_ arguments: Arguments, _ opacity: Double?) throws -> [ChartItem.Edge] {
    let value = arguments["edgecolors"]
    if value.isNone || PyplotColor.isNone(value) || value.text == "face" { return [] }
    let widths =
      try arguments["linewidths"].isNone
      ? [1] : PyplotArguments.numbers(arguments["linewidths"], "scatter", "linewidths")
    guard !widths.isEmpty, widths.allSatisfy({ (0...1_000).contains($0) }) else {
      throw Diagnostic(.value, "scatter: linewidths are points, from 0 to 1000", parameter: "linewidths")
    }
    let colors = try PyplotColor.several(value, "scatter") ?? [PyplotColor.parse(value, "scatter")].compactMap { $0 }
    guard !colors.isEmpty else { return [] }
    return (0..<max(colors.count, widths.count)).map { number in
      let color = colors[number % colors.count]
      return ChartItem.Edge(
        color.color, opacity: opacity ?? color.opacity ?? 1, width: widths[number % widths.count])
    }
  }

  private static func colors(_ arguments: Arguments, count: Int, _ usual: Value) throws -> Colors {
    let value = arguments["c"]
    if value.isNone { return Colors() }
    if case .string = value { return Colors(one: try PyplotColor.parse(value, "scatter")) }
    func wrong(_ found: Int) -> Diagnostic {
      Diagnostic(
        .value, "scatter: 'c' argument has \(found) elements, which is inconsistent with x and y of \(count)",
        suggestion: "one for each point", parameter: "c")
    }
    // One colour for all, as matplotlib takes three or four numbers where there are not as many points.
    let numbers =
      value.elements?.compactMap(\.number) ?? value.asTensor.map { $0.variable.value.array.map(Double.init) }
    let isRow =
      value.elements.map { $0.allSatisfy { $0.number != nil } } ?? ((value.asTensor?.variable.shape.rank ?? 0) == 1)
    if isRow, let numbers, numbers.count != count {
      guard numbers.count == 3 || numbers.count == 4, numbers.allSatisfy({ (0...1).contains($0) }) else {
        throw wrong(numbers.count)
      }
      return Colors(one: try PyplotColor.parse(value, "scatter"))
    }
    let rank = value.asTensor?.variable.shape.rank
    // A matrix of as many numbers as points is a number for each.
    if !isRow, rank == nil || rank == 2 && value.asTensor?.variable.tensor.count != count,
      let several = try PyplotColor.several(value, "scatter")
    {
      if several.count == 1, count != 1 { return Colors(one: several[0]) }
      guard several.count == count else { throw wrong(several.count) }
      let opacities = several.contains { $0.opacity != nil } ? several.map { $0.opacity ?? 1 } : nil
      return Colors(each: several.map(\.color), opacities: opacities)
    }
    let tensor = try value.tensor(for: "scatter").value
    guard tensor.count == count else { throw wrong(tensor.count) }
    let map = try PyplotArguments.colormap(arguments["cmap"], usual, "scatter")
    let values = tensor.array.map(Double.init)
    let finite = values.filter(\.isFinite)
    let low = try PyplotArguments.number(arguments, "vmin", "scatter") ?? finite.min() ?? 0
    let high = try PyplotArguments.number(arguments, "vmax", "scatter") ?? finite.max() ?? 1
    guard low <= high else { throw Diagnostic(.value, "scatter: vmin is at most vmax", parameter: "vmin") }
    let mappable = PyplotMappable(map: map, lower: low, upper: high)
    mappable.numbers = tensor
    return Colors(
      each: values.map { mappable.color(Float($0)) }, mappable: mappable,
      missing: values.indices.filter { !values[$0].isFinite })
  }
}
