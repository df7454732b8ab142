import Graphics
import Language
import Tensors

/// `errorbar`, `stem` and `boxplot`.
extension PyplotAxesFunctions {
  var errorbar: Entry {
    Self.plotting(
      "errorbar", "points with how far they may be off",
      [
        Parameter("x", .any, "where the points stand"), Parameter("y", .any, "and how high"),
        PyplotArguments.optional("yerr", "how far up and down: a number, one for each, or two rows"),
        PyplotArguments.optional("xerr", "how far to both sides"),
        PyplotArguments.optional("fmt", "a style such as \"o-\"; \"none\" draws the error bars alone"),
        PyplotArguments.named("ecolor", "the error bars' colour"),
        PyplotArguments.named("elinewidth", "their width in points"),
        PyplotArguments.named("capsize", "half the length of their caps, in points"),
      ] + Self.lineParameters + PyplotArguments.idle("capthick barsabove errorevery"), result: "ErrorbarContainer"
    ) { arguments, _ in
      let axes = try axes()
      let x = try Self.places(arguments["x"], axes, isX: true, "errorbar", "x")
      let y = try PyplotArguments.numbers(arguments["y"], "errorbar", "y")
      guard x.count == y.count else {
        throw Diagnostic(
          .shape, "errorbar: x and y have as many numbers each, and these have \(x.count) and \(y.count)")
      }
      let style = try LineStyle(arguments, axes.settings, "errorbar")
      let text = PyplotArguments.text(arguments, "fmt") ?? ""
      let isBare = text.lowercased() == "none"
      let format = text.isEmpty || isBare ? nil : try PyplotFormat(text)
      let parsed = style.color ?? format?.color
      let color = parsed?.color ?? axes.nextColor()
      let opacity = style.opacity ?? parsed?.opacity ?? 1
      var line = ChartItem.Line(x: x, y: y)
      style.apply(to: &line, format)
      if isBare { (line.stroke, line.marker) = (.none, nil) }
      let id = axes.add(
        ChartItem(.line(line), label: PyplotArguments.label(arguments), color: color, opacity: opacity))
      try Self.addErrors(
        to: axes, x: x, y: y, arguments, color: color, usualColor: "ecolor", opacity: opacity, "errorbar")
      let drawn = Value.object(PyplotArtist("Line2D", axes: axes, ids: [id]))
      return .object(PyplotArtist("ErrorbarContainer", items: [drawn, .tuple([]), .tuple([])], axes: axes, ids: [id]))
    }
  }

  /// Draws what `xerr` and `yerr` say about points.
  static func addErrors(
    to axes: PyplotAxes, x: [Double], y: [Double], _ arguments: Arguments, color: Color, usualColor: String,
    opacity: Double, _ entry: String
  ) throws {
    var more: [String: Value] = [:]
    if entry != "errorbar", case .dict(let words) = arguments["error_kw"] {
      for word in words.entries { more[word.key.text] = word.value }
    }
    func given(_ name: String) -> Value {
      if entry != "errorbar", name == "elinewidth" { return more[name] ?? .none }
      return arguments[name].isNone ? more[name] ?? .none : arguments[name]
    }
    let parsed = try PyplotColor.parse(given(usualColor), entry)
    for isX in [true, false] {
      let value = arguments[isX ? "xerr" : "yerr"]
      guard !value.isNone else { continue }
      let (below, above) = try sides(value, x.count, isX ? "xerr" : "yerr", entry)
      var segments = ChartItem.Segments(
        x.indices.map { number in
          let (x, y) = (x[number], y[number])
          return isX
            ? .init(x: (x - below[number], x + above[number]), y: (y, y))
            : .init(x: (x, x), y: (y - below[number], y + above[number]))
        })
      segments.caps = given("capsize").number ?? axes.settings.number("errorbar.capsize", 0)
      segments.width = given("elinewidth").number ?? axes.settings.number("lines.linewidth", 1.5)
      guard (0...1_000).contains(segments.caps), (0...1_000).contains(segments.width) else {
        throw Diagnostic(.value, "\(entry): capsize and elinewidth are from 0 to 1000 points")
      }
      axes.add(ChartItem(.segments(segments), color: parsed?.color ?? color, opacity: parsed?.opacity ?? opacity))
    }
  }

  /// How far to the smaller and to the larger numbers.
  static func sides(
    _ value: Value, _ count: Int, _ name: String, _ entry: String
  ) throws -> ([Double], [Double]) {
    let tensor = try value.tensor(for: entry).value
    var (below, above): ([Double], [Double])
    if tensor.rank == 2, tensor.shape[0] == 2, tensor.shape[1] == count {
      let numbers = tensor.array.map(Double.init)
      (below, above) = (Array(numbers[..<count]), Array(numbers[count...]))
    } else {
      below = try each(value, count, name, entry, "points")
      above = below
    }
    guard (below + above).allSatisfy({ !($0 < 0) }) else {
      throw Diagnostic(.value, "\(entry): \(name) must not contain negative values", parameter: name)
    }
    return (below, above)
  }

  var stem: Entry {
    Self.plotting(
      "stem", "lines from an axis up to points",
      [
        Parameter("values", .any, style: .variadic, "y, or x and y"),
        PyplotArguments.named("linefmt", "the lines' style, as \"C1-\""),
        PyplotArguments.named("markerfmt", "the points', as \"o\""),
        PyplotArguments.named("basefmt", "the axis', as \"k-\"; \" \" for none"),
        PyplotArguments.named("bottom", "where the lines begin: 0"),
        PyplotArguments.named("label", "a name for the legend"),
        PyplotArguments.named("orientation", "\"vertical\" is all there is"),
      ], result: "StemContainer"
    ) { arguments, _ in
      let values = arguments.values("values")
      guard (1...2).contains(values.count), (PyplotArguments.text(arguments, "orientation") ?? "vertical") == "vertical"
      else {
        throw Diagnostic(.value, "stem takes y, or x and y, and draws upright lines", suggestion: "plt.stem(x, y)")
      }
      let axes = try axes()
      let y = try PyplotArguments.numbers(values[values.count - 1], "stem", "y")
      let x =
        values.count == 2 ? try Self.places(values[0], axes, isX: true, "stem", "x") : y.indices.map(Double.init)
      guard x.count == y.count else {
        throw Diagnostic(.shape, "stem: x and y have as many numbers each, and these have \(x.count) and \(y.count)")
      }
      let bottom = try PyplotArguments.number(arguments, "bottom", "stem") ?? 0
      func format(_ name: String) throws -> PyplotFormat? {
        guard let text = PyplotArguments.text(arguments, name), !text.isEmpty, text != " " else { return nil }
        return try PyplotFormat(text)
      }
      let (lines, heads, base) = (try format("linefmt"), try format("markerfmt"), try format("basefmt"))
      let color = lines?.color?.color ?? PyplotColor.next(0)
      var segments = ChartItem.Segments(zip(x, y).map { .init(x: ($0, $0), y: (bottom, $1)) })
      if let stroke = lines?.stroke, stroke != .none { segments.stroke = stroke }
      axes.add(ChartItem(.segments(segments), color: color))
      var points = ChartItem.Line(x: x, y: y)
      (points.stroke, points.marker) = (.none, heads?.marker ?? .disc)
      if PyplotArguments.text(arguments, "markerfmt") == " " { points.marker = nil }
      axes.add(
        ChartItem(.line(points), label: PyplotArguments.label(arguments), color: heads?.color?.color ?? color))
      if PyplotArguments.text(arguments, "basefmt") != " ", let low = x.min(), let high = x.max() {
        var axis = ChartItem.Line(x: [low, high], y: [bottom, bottom])
        if let stroke = base?.stroke, stroke != .none { axis.stroke = stroke }
        axes.add(ChartItem(.line(axis), color: base?.color?.color ?? PyplotColor.next(3)))
      }
      return .object(PyplotArtist("StemContainer", axes: axes))
    }
  }

  var boxplot: Entry {
    Self.plotting(
      "boxplot", "how sets of numbers spread: quartiles, median, and what lies far out",
      [
        Parameter("x", .any, "a set of numbers, or several"),
        PyplotArguments.named("positions", "where the boxes stand: 1, 2, …"),
        PyplotArguments.named("widths", "how wide they are"),
        PyplotArguments.named("tick_labels", ["labels"], "what is written at them"),
        PyplotArguments.named("whis", "how far whiskers reach, in the box's lengths: 1.5"),
        PyplotArguments.named("showfliers", "whether what lies farther is drawn"),
        PyplotArguments.named("showmeans", "whether the mean is marked"),
        PyplotArguments.named("patch_artist", "whether boxes are filled"),
        PyplotArguments.named("vert", "whether boxes stand upright: True is all there is"),
        PyplotArguments.named("orientation", "\"vertical\" is all there is"),
      ], result: "dict"
    ) { arguments, _ in
      let axes = try axes()
      let sets = try PyplotHistogram.sets(arguments["x"], "x").map { $0.filter(\.isFinite) }
      if case .bool(false) = arguments["vert"] {
        throw Diagnostic(.value, "boxplot draws upright boxes alone", parameter: "vert")
      }
      guard (PyplotArguments.text(arguments, "orientation") ?? "vertical") == "vertical" else {
        throw Diagnostic(.value, "boxplot draws upright boxes alone", parameter: "orientation")
      }
      let positions =
        try arguments["positions"].isNone
        ? sets.indices.map { Double($0 + 1) }
        : Self.each(arguments["positions"], sets.count, "positions", "boxplot", "sets")
      let span = (positions.max() ?? 1) - (positions.min() ?? 1)
      let widths =
        try arguments["widths"].isNone
        ? positions.map { _ in max(0.15, min(0.5, 0.15 * span)) }
        : Self.each(arguments["widths"], sets.count, "widths", "boxplot", "sets")
      let reach = try PyplotArguments.positive(arguments, "whis", "boxplot") ?? 1.5
      func isOn(_ name: String, _ usual: Bool) -> Bool {
        arguments[name].isNone ? usual : PyplotArguments.flag(arguments, name)
      }
      for (number, set) in sets.enumerated() where !set.isEmpty {
        let box = PyplotStatistics(set, reach: reach)
        let (at, half) = (positions[number], widths[number] / 2)
        Self.draw(
          box, on: axes, at: at, half: half, isFilled: isOn("patch_artist", false),
          hasOutliers: isOn("showfliers", true), hasMean: isOn("showmeans", false))
      }
      let names = arguments["tick_labels"].elements.map { $0.map { PyplotText.plain($0.text) } }
      if let names, names.count != sets.count {
        throw Diagnostic(
          .value, "boxplot: tick_labels has \(names.count) texts for \(sets.count) sets", parameter: "tick_labels")
      }
      (axes.x.places, axes.x.names) = (positions, names)
      return .dict(DictValue([]))
    }
  }

  private static func draw(
    _ box: PyplotStatistics, on axes: PyplotAxes, at: Double, half: Double, isFilled: Bool, hasOutliers: Bool,
    hasMean: Bool
  ) {
    var style = ChartItem.Bars()
    style.inside = isFilled ? .filled : .empty
    style.edge = ChartItem.Edge(.black)
    style.isSticky = false
    let bar = ChartItem.Bar(
      left: at - half, right: at + half, bottom: box.quartiles.0, top: box.quartiles.1)
    axes.add(ChartItem(.bars([bar], style), color: PyplotColor.next(0)))
    var whiskers = ChartItem.Segments([
      .init(x: (at, at), y: (box.quartiles.0, box.whiskers.0)),
      .init(x: (at, at), y: (box.quartiles.1, box.whiskers.1)),
      .init(x: (at - half / 2, at + half / 2), y: (box.whiskers.0, box.whiskers.0)),
      .init(x: (at - half / 2, at + half / 2), y: (box.whiskers.1, box.whiskers.1)),
    ])
    // A box has room on both sides, and the axis ends there.
    (whiskers.width, whiskers.room) = (1, (at - 0.5, at + 0.5))
    axes.add(ChartItem(.segments(whiskers), color: .black))
    var median = ChartItem.Segments([.init(x: (at - half, at + half), y: (box.median, box.median))])
    median.width = 1
    axes.add(ChartItem(.segments(median), color: PyplotColor.next(1)))
    func points(_ values: [Double], _ marker: ChartItem.Marker, _ color: Color, isHollow: Bool) {
      var line = ChartItem.Line(x: values.map { _ in at }, y: values)
      (line.stroke, line.marker, line.areMarkersHollow) = (.none, marker, isHollow)
      axes.add(ChartItem(.line(line), color: color))
    }
    if hasOutliers, !box.outliers.isEmpty { points(box.outliers, .disc, .black, isHollow: true) }
    if hasMean { points([box.mean], .triangle, PyplotColor.next(2), isHollow: false) }
  }
}
