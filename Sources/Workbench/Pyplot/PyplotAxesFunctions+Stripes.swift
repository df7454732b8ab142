import Graphics
import Language
import Tensors

/// Lines and stripes across a subplot, and what lies between curves.
extension PyplotAxesFunctions {
  func rule(_ name: String) -> Entry {
    let isVertical = name == "axvline"
    let (low, high) = isVertical ? ("ymin", "ymax") : ("xmin", "xmax")
    return Self.plotting(
      name, "a line across the subplot",
      [
        Parameter(isVertical ? "x" : "y", .any, default: .integer(0), "where"),
        Parameter(low, .any, default: .integer(0), "the part of the subplot where it begins"),
        Parameter(high, .any, default: .integer(1), "and where it ends"),
      ] + Self.lineParameters, result: "Line2D"
    ) { arguments, _ in
      let place = try PyplotArguments.number(arguments, isVertical ? "x" : "y", name) ?? 0
      let axes = try axes()
      var rule = ChartItem.Rule(isVertical: isVertical, place: place)
      rule.width =
        try PyplotArguments.positive(arguments, "linewidth", name) ?? axes.settings.number("lines.linewidth", 1.5)
      rule.stroke = arguments["linestyle"].isNone ? .solid : try PyplotArguments.stroke(arguments["linestyle"], name)
      if !arguments["dashes"].isNone { rule.stroke = try PyplotArguments.pattern(arguments["dashes"], name) }
      rule.parts = try Self.parts(arguments, low, high, name)
      let parsed = try PyplotColor.parse(arguments["color"], name)
      // The limits follow only where the line would not be seen.
      let (begin, end) = axes.scale(isX: isVertical).limits
      let isOutside = place < min(begin, end) || place > max(begin, end)
      let id = axes.add(
        ChartItem(
          .rule(rule), label: PyplotArguments.label(arguments), color: parsed?.color ?? PyplotColor.next(0),
          opacity: try PyplotArguments.opacity(arguments, name) ?? parsed?.opacity ?? 1),
        requestsX: isVertical && isOutside, requestsY: !isVertical && isOutside)
      return .object(PyplotArtist("Line2D", axes: axes, ids: [id], color: arguments["color"]))
    }
  }

  private static func parts(
    _ arguments: Arguments, _ low: String, _ high: String, _ entry: String
  ) throws -> (Double, Double) {
    (
      try PyplotArguments.positive(arguments, low, entry, upTo: 1) ?? 0,
      try PyplotArguments.positive(arguments, high, entry, upTo: 1) ?? 1
    )
  }

  func span(_ name: String) -> Entry {
    let isVertical = name == "axvspan"
    let along = isVertical ? ("xmin", "xmax") : ("ymin", "ymax")
    let across = isVertical ? ("ymin", "ymax") : ("xmin", "xmax")
    return Self.plotting(
      name, "a stripe across the subplot",
      [
        Parameter(along.0, .any, "where it begins"), Parameter(along.1, .any, "where it ends"),
        Parameter(across.0, .any, default: .integer(0), "the part of the subplot where it begins across"),
        Parameter(across.1, .any, default: .integer(1), "and where it ends"),
      ] + Self.fillParameters, result: "Rectangle"
    ) { arguments, _ in
      guard let from = try PyplotArguments.number(arguments, along.0, name),
        let to = try PyplotArguments.number(arguments, along.1, name)
      else { throw Diagnostic(.value, "\(name) takes two numbers") }
      let axes = try axes()
      let fill = try Fill(arguments, name)
      var span = ChartItem.Span(isVertical: isVertical, from: from, to: to)
      span.parts = try Self.parts(arguments, across.0, across.1, name)
      span.edge = fill.edge
      let id = axes.add(
        ChartItem(
          .span(span), label: PyplotArguments.label(arguments), color: fill.color ?? PyplotColor.next(0),
          opacity: fill.opacity), requestsX: isVertical, requestsY: !isVertical)
      return .object(PyplotArtist("Rectangle", axes: axes, ids: [id]))
    }
  }

  /// `hlines` and `vlines`
  func lines(_ name: String) -> Entry {
    let isVertical = name == "vlines"
    let (place, low, high) = isVertical ? ("x", "ymin", "ymax") : ("y", "xmin", "xmax")
    return Self.plotting(
      name, "straight lines from one number to another",
      [
        Parameter(place, .any, "where: a number, or several"), Parameter(low, .any, "where they begin"),
        Parameter(high, .any, "where they end"),
        Parameter("colors", .any, default: Value.none, otherNames: ["color", "colour"], "a colour, or one for each"),
        Parameter("linestyles", .any, default: Value.none, otherNames: ["linestyle", "ls"], "\"solid\", \"dashed\" …"),
        PyplotArguments.optional("label", "a name for the legend"),
        PyplotArguments.named("linewidth", ["lw", "linewidths"], "in points"),
        PyplotArguments.named("alpha", "how opaque, from 0 to 1"),
      ] + PyplotArguments.idle("zorder"), result: "LineCollection"
    ) { arguments, _ in
      let places = try PyplotArguments.numbers(arguments[place], name, place)
      let begins = try Self.each(arguments[low], places.count, low, name, "lines")
      let ends = try Self.each(arguments[high], places.count, high, name, "lines")
      let axes = try axes()
      let several = try PyplotColor.several(arguments["colors"], name)
      let one = several == nil ? try PyplotColor.parse(arguments["colors"], name) : nil
      let opacity = try PyplotArguments.opacity(arguments, name)
      let stroke =
        arguments["linestyles"].isNone ? .solid : try PyplotArguments.stroke(arguments["linestyles"], name)
      let width =
        try PyplotArguments.positive(arguments, "linewidth", name) ?? axes.settings.number("lines.linewidth", 1.5)
      func add(_ numbers: [Int], _ color: PyplotColor.Parsed?, _ label: String?) -> Int {
        var segments = ChartItem.Segments(
          numbers.map { number in
            let (at, ends) = ((places[number], places[number]), (begins[number], ends[number]))
            return isVertical ? .init(x: at, y: ends) : .init(x: ends, y: at)
          })
        (segments.stroke, segments.width) = (stroke, width)
        return axes.add(
          ChartItem(
            .segments(segments), label: label, color: color?.color ?? PyplotColor.next(0),
            opacity: opacity ?? color?.opacity ?? 1))
      }
      let label = PyplotArguments.text(arguments, "label")
      let ids =
        several.map { colors in
          colors.isEmpty
            ? [] : places.indices.map { add([$0], colors[$0 % colors.count], $0 == 0 ? label : nil) }
        } ?? [add(Array(places.indices), one, label)]
      return .object(PyplotArtist("LineCollection", axes: axes, ids: ids))
    }
  }

  /// A number for each of several, or one for all.
  static func each(
    _ value: Value, _ count: Int, _ name: String, _ entry: String, _ things: String
  ) throws -> [Double] {
    let numbers = try PyplotArguments.numbers(value, entry, name)
    if numbers.count == 1 { return Array(repeating: numbers[0], count: count) }
    guard numbers.count == count else {
      throw Diagnostic(
        .shape, "\(entry): \(name) has \(numbers.count) numbers for \(count) \(things)", parameter: name)
    }
    return numbers
  }

  static var fillParameters: [Parameter] {
    [
      PyplotArguments.named("color", ["c"], "a colour"),
      PyplotArguments.named("facecolor", ["fc", "facecolors"], "the colour inside"),
      PyplotArguments.named("edgecolor", ["ec", "edgecolors"], "the colour around it"),
      PyplotArguments.named("linewidth", ["lw", "linewidths"], "of what runs around it, in points"),
      PyplotArguments.named("alpha", "how opaque, from 0 to 1"),
      PyplotArguments.named("label", "a name for the legend"),
    ] + PyplotArguments.idle("zorder linestyle ls hatch antialiased aa clip_on")
  }

  /// How an area looks, by what a call says of it.
  struct Fill {
    let color: Color?
    let opacity: Double
    let edge: ChartItem.Edge?
    /// Whether it has no inside.
    let isHollow: Bool

    init(_ arguments: Arguments, _ entry: String) throws {
      let face = arguments["facecolor"].isNone ? arguments["color"] : arguments["facecolor"]
      let parsed = try PyplotColor.parse(face, entry)
      let alpha = try PyplotArguments.opacity(arguments, entry)
      color = parsed?.color
      isHollow = PyplotColor.isNone(face)
      opacity = isHollow ? 0 : alpha ?? parsed?.opacity ?? 1
      let width = try PyplotArguments.positive(arguments, "linewidth", entry)
      edge = try PyplotArguments.edge(arguments["edgecolor"], width: width, opacity: alpha, entry)
    }
  }

  func fillBetween(_ name: String) -> Entry {
    let isLying = name == "fill_betweenx"
    let (along, first, second) = isLying ? ("y", "x1", "x2") : ("x", "y1", "y2")
    return Self.plotting(
      name, "the area between two curves",
      [
        Parameter(along, .any, "where the points stand"), Parameter(first, .any, "one border"),
        Parameter(second, .any, default: .integer(0), "the other one"),
        PyplotArguments.optional("where", "True for each point that the area reaches"),
        PyplotArguments.optional("interpolate", "taken for matplotlib's sake: the area ends at the points"),
        PyplotArguments.optional("step", "where the borders change: \"pre\", \"mid\" or \"post\""),
      ] + Self.fillParameters, result: "PolyCollection"
    ) { arguments, _ in
      let x = try PyplotArguments.numbers(arguments[along], name, along)
      var lower = try Self.each(arguments[first], x.count, first, name, "places")
      let upper = try Self.each(arguments[second], x.count, second, name, "places")
      if !arguments["where"].isNone {
        let chosen = try Self.each(arguments["where"], x.count, "where", name, "places")
        for place in x.indices where chosen[place] == 0 { lower[place] = .nan }
      }
      let axes = try axes()
      var area = ChartItem.Area(x: x, lower: lower, upper: upper)
      area.isLying = isLying
      if !arguments["step"].isNone { area.joint = try Self.joint(where: arguments["step"]) }
      let fill = try Fill(arguments, name)
      let id = axes.add(
        ChartItem(
          .area(area), label: PyplotArguments.label(arguments), color: fill.color ?? axes.nextFill(),
          opacity: fill.opacity))
      return .object(PyplotArtist("PolyCollection", axes: axes, ids: [id]))
    }
  }
}
