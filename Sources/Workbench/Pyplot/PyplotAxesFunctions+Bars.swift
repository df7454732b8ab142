import Autodiff
import Graphics
import Language
import Tensors

/// `hist`, `bar` and `barh`.
extension PyplotAxesFunctions {
  var hist: Entry {
    Self.plotting(
      "hist", "how many numbers fall where",
      [
        Parameter("x", .any, "the numbers, or several sets of them"),
        PyplotArguments.optional("bins", "how many intervals, 10 by default, their borders, or a rule: \"auto\""),
        PyplotArguments.optional("range", "where the first begins and the last ends"),
        PyplotArguments.optional("density", "whether the area is 1"),
        PyplotArguments.optional("weights", "what each number counts"),
        PyplotArguments.optional("cumulative", "whether each bar counts those before it too"),
        PyplotArguments.optional("bottom", "where the bars begin: 0"),
        PyplotArguments.optional("histtype", "\"bar\", \"barstacked\", \"step\" or \"stepfilled\""),
        PyplotArguments.optional("align", "\"left\", \"mid\" or \"right\""),
        PyplotArguments.optional("orientation", "\"vertical\" or \"horizontal\""),
        PyplotArguments.optional("rwidth", "the part of an interval that a bar takes"),
        PyplotArguments.optional("log", "whether the counts have a logarithmic axis"),
        Parameter(
          "color", .any, default: Value.none, otherNames: ["facecolor", "fc"], "a colour, or one for each set"),
        PyplotArguments.optional("label", "a name for the legend, or one for each set"),
        PyplotArguments.optional("stacked", "whether sets stand on each other"),
        PyplotArguments.named("edgecolor", ["ec"], "the colour around the bars"),
        PyplotArguments.named("linewidth", ["lw"], "of what runs around them, in points"),
        PyplotArguments.named("alpha", "how opaque, from 0 to 1"),
      ] + PyplotArguments.idle("zorder linestyle ls hatch"), result: "tuple"
    ) { arguments, _ in
      let axes = try axes()
      var sets = try PyplotHistogram.sets(arguments["x"], "x")
      if sets.isEmpty { sets = [[]] }
      let kind = PyplotArguments.text(arguments, "histtype") ?? "bar"
      guard ["bar", "barstacked", "step", "stepfilled"].contains(kind) else {
        throw Diagnostic(
          .value, "histtype is \"bar\", \"barstacked\", \"step\" or \"stepfilled\"", parameter: "histtype")
      }
      let isStacked = PyplotArguments.flag(arguments, "stacked") || kind == "barstacked"
      let histogram = try PyplotHistogram(
        sets, arguments, usualBins: axes.settings["hist.bins"], isStacked: isStacked)
      let bars = try Self.bars(histogram, arguments, kind: kind, isStacked: isStacked)
      let isLying = PyplotArguments.text(arguments, "orientation") == "horizontal"
      if PyplotArguments.flag(arguments, "log") { axes.scale(isX: isLying).setLogarithmic(true) }
      let several = sets.count > 1 ? try PyplotColor.several(arguments["color"], "hist") : nil
      if let several, several.count != sets.count {
        throw Diagnostic(
          .value, "hist: color has \(several.count) colours for \(sets.count) sets", parameter: "color")
      }
      let one = several == nil ? try PyplotColor.parse(arguments["color"], "hist") : nil
      let opacity = try PyplotArguments.opacity(arguments, "hist")
      let width = try PyplotArguments.positive(arguments, "linewidth", "hist")
      var ids: [Int] = []
      for (number, bars) in bars.enumerated() {
        let parsed = several?[number] ?? one
        let color = parsed?.color ?? axes.nextColor()
        let alpha = opacity ?? parsed?.opacity ?? 1
        var style = ChartItem.Bars()
        (style.isLying, style.isSticky) = (isLying, number == 0 || kind.hasPrefix("step"))
        style.edge = try PyplotArguments.edge(arguments["edgecolor"], width: width, opacity: opacity, "hist")
        if kind == "step" {
          style.inside = .outline
          if style.edge == nil { style.edge = ChartItem.Edge(color, opacity: alpha, width: width ?? 1) }
        }
        ids.append(
          axes.add(
            ChartItem(
              .bars(bars, style), label: PyplotArguments.label(arguments, number, of: sets.count), color: color,
              opacity: alpha)))
      }
      func row(_ numbers: [Double]) throws -> Value {
        ArrayFunctions.array(Variable(try Tensor(numbers.map(Float.init))))
      }
      let name = kind.hasPrefix("step") ? "list" : "BarContainer"
      let patches = ids.map { Value.object(PyplotArtist.bars(name, axes, [$0])) }
      let counts =
        sets.count == 1
        ? try row(histogram.tops[0])
        : ArrayFunctions.array(
          Variable(
            try Tensor(
              histogram.tops.flatMap { $0.map(Float.init) }, Shape([sets.count, histogram.edges.count - 1]))))
      return Self.quiet([counts, try row(histogram.edges), sets.count == 1 ? patches[0] : .list(patches)])
    }
  }

  /// Where the bars of each set stand.
  private static func bars(
    _ histogram: PyplotHistogram, _ arguments: Arguments, kind: String, isStacked: Bool
  ) throws -> [[ChartItem.Bar]] {
    let align = PyplotArguments.text(arguments, "align") ?? "mid"
    guard ["left", "mid", "right"].contains(align) else {
      throw Diagnostic(.value, "hist: align is \"left\", \"mid\" or \"right\"", parameter: "align")
    }
    let orientation = PyplotArguments.text(arguments, "orientation") ?? "vertical"
    guard ["vertical", "horizontal"].contains(orientation) else {
      throw Diagnostic(.value, "hist: orientation is \"vertical\" or \"horizontal\"", parameter: "orientation")
    }
    let (edges, count) = (histogram.edges, histogram.tops.count)
    let given = try PyplotArguments.positive(arguments, "rwidth", "hist").map { min(1, $0) }
    let bottoms =
      try arguments["bottom"].isNone
      ? edges.dropLast().map { _ in 0 } : each(arguments["bottom"], edges.count - 1, "bottom", "hist", "bars")
    return histogram.tops.enumerated().map { set, tops in
      tops.indices.map { bin in
        let span = edges[bin + 1] - edges[bin]
        var (low, high) = (edges[bin], edges[bin + 1])
        if !kind.hasPrefix("step") {
          let part = given ?? (count > 1 && !isStacked ? 0.8 : 1)
          let width = part * span / (isStacked ? 1 : Double(count))
          let first = isStacked ? 0 : -0.5 * part * span * (1 - 1 / Double(count)) + Double(set) * width
          let middle = edges[bin] + 0.5 * span + first
          // A single set's bars meet exactly where its borders are.
          if part < 1 || count > 1 && !isStacked { (low, high) = (middle - width / 2, middle + width / 2) }
        }
        let shift =
          align == "mid" ? 0 : (align == "left" ? -0.5 : 0.5) * (kind.hasPrefix("step") ? edges[1] - edges[0] : span)
        (low, high) = (low + shift, high + shift)
        let begin = isStacked && set > 0 ? histogram.tops[set - 1][bin] + bottoms[bin] : bottoms[bin]
        let end = tops[bin] + bottoms[bin]
        return orientation == "horizontal"
          ? ChartItem.Bar(left: begin, right: end, bottom: low, top: high)
          : ChartItem.Bar(left: low, right: high, bottom: begin, top: end)
      }
    }
  }

  func bar(_ name: String) -> Entry {
    let isLying = name == "barh"
    return Self.plotting(
      name, "bars",
      [
        Parameter(isLying ? "y" : "x", .any, "where they stand: numbers, or names"),
        Parameter(isLying ? "width" : "height", .any, "how long they are"),
        Parameter(isLying ? "height" : "width", .any, default: .real(0.8), "how thick they are"),
        PyplotArguments.optional(isLying ? "left" : "bottom", "where they begin: 0"),
        PyplotArguments.named("align", "\"center\" or \"edge\""),
        PyplotArguments.named("color", ["facecolor"], "a colour, or one for each bar"),
        PyplotArguments.named("edgecolor", ["ec"], "the colour around the bars"),
        PyplotArguments.named("linewidth", ["lw"], "of what runs around them, in points"),
        PyplotArguments.named("tick_label", "what is written at the bars"),
        PyplotArguments.named("xerr", "how far an error bar goes to both sides"),
        PyplotArguments.named("yerr", "how far an error bar goes up and down"),
        PyplotArguments.named("ecolor", "the error bars' colour"),
        PyplotArguments.named("capsize", "half the length of their caps, in points"),
        PyplotArguments.named("error_kw", "more of them: a dict"),
        PyplotArguments.named("log", "whether the lengths have a logarithmic axis"),
        PyplotArguments.named("alpha", "how opaque, from 0 to 1"),
        PyplotArguments.named("label", "a name for the legend, or one for each bar"),
      ] + PyplotArguments.idle("zorder hatch linestyle ls"), result: "BarContainer"
    ) { arguments, _ in
      let axes = try axes()
      let places = try Self.places(
        arguments[isLying ? "y" : "x"], axes, isX: !isLying, name, isLying ? "y" : "x")
      let bars = try Self.bars(at: places, arguments, name)
      let opacity = try PyplotArguments.opacity(arguments, name)
      let width = try PyplotArguments.positive(arguments, "linewidth", name)
      let edges = try PyplotColor.several(arguments["edgecolor"], name)
      var style = ChartItem.Bars()
      style.isLying = isLying
      if edges == nil {
        style.edge = try PyplotArguments.edge(arguments["edgecolor"], width: width, opacity: opacity, name)
      }
      if PyplotColor.isNone(arguments["color"]) { style.inside = .empty }
      var ids: [Int] = []
      func add(_ bars: [ChartItem.Bar], _ color: PyplotColor.Parsed?, label: String?, _ style: ChartItem.Bars) {
        ids.append(
          axes.add(
            ChartItem(
              .bars(bars, style), label: label, color: color?.color ?? axes.nextFill(),
              opacity: opacity ?? color?.opacity ?? 1)))
      }
      let colors = try PyplotColor.several(arguments["color"], name)
      let labels = arguments["label"].elements
      if colors?.isEmpty == false || edges?.isEmpty == false || labels != nil {
        let one = colors == nil ? try PyplotColor.parse(arguments["color"], name) : nil
        let usual = colors == nil && one == nil ? PyplotColor.Parsed(color: axes.nextFill()) : one
        for (place, bar) in bars.enumerated() {
          var style = style
          if let edges {
            let edge = edges[place % edges.count]
            style.edge = ChartItem.Edge(edge.color, opacity: opacity ?? edge.opacity ?? 1, width: width ?? 1)
          }
          let label =
            labels.map { $0.indices.contains(place) ? PyplotText.plain($0[place].text) : nil }
            ?? (place == 0 ? PyplotArguments.text(arguments, "label") : nil)
          add([bar], colors.map { $0[place % $0.count] } ?? usual, label: label, style)
        }
      } else {
        add(bars, try PyplotColor.parse(arguments["color"], name), label: PyplotArguments.label(arguments), style)
      }
      if PyplotArguments.flag(arguments, "log") { axes.scale(isX: isLying).setLogarithmic(true) }
      if !arguments["tick_label"].isNone {
        let scale = axes.scale(isX: !isLying)
        let names = arguments["tick_label"].elements ?? places.map { _ in arguments["tick_label"] }
        guard names.count == places.count else {
          throw Diagnostic(
            .value, "\(name): tick_label has \(names.count) texts for \(places.count) bars", parameter: "tick_label")
        }
        (scale.places, scale.names) = (places, names.map { PyplotText.plain($0.text) })
      }
      let (along, ends) = (
        bars.map { isLying ? ($0.bottom + $0.top) / 2 : ($0.left + $0.right) / 2 },
        bars.map { isLying ? $0.right : $0.top }
      )
      try Self.addErrors(
        to: axes, x: isLying ? ends : along, y: isLying ? along : ends, arguments, color: .black, usualColor: "ecolor",
        opacity: opacity ?? 1, name)
      let container = PyplotArtist.bars("BarContainer", axes, ids)
      let error = isLying ? "xerr" : "yerr"
      if !arguments[error].isNone {
        let (below, above) = try Self.sides(arguments[error], bars.count, error, name)
        container.errors = ends.indices.map {
          ends[$0] < (isLying ? bars[$0].left : bars[$0].bottom) ? below[$0] : above[$0]
        }
      }
      return .object(container)
    }
  }

  private static func bars(
    at places: [Double], _ arguments: Arguments, _ name: String
  ) throws -> [ChartItem.Bar] {
    let isLying = name == "barh"
    func each(_ parameter: String) throws -> [Double] {
      try Self.each(arguments[parameter], places.count, parameter, name, "bars")
    }
    var places = places
    let lengths = try PyplotArguments.numbers(
      arguments[isLying ? "width" : "height"], name, isLying ? "width" : "height")
    // One place stands for all lengths, as one length does for all places.
    if places.count == 1, lengths.count > 1 { places = lengths.map { _ in places[0] } }
    let all = try Self.each(
      arguments[isLying ? "width" : "height"], places.count, isLying ? "width" : "height", name, "bars")
    let widths = try Self.each(
      arguments[isLying ? "height" : "width"], places.count, isLying ? "height" : "width", name, "bars")
    let begin = isLying ? "left" : "bottom"
    let starts = try arguments[begin].isNone ? places.map { _ in 0 } : each(begin)
    guard places.count <= 20_000 else { throw Diagnostic(.value, "\(name): \(places.count) bars are too many") }
    let align = PyplotArguments.text(arguments, "align") ?? "center"
    guard align == "center" || align == "edge" else {
      throw Diagnostic(.value, "align is \"center\" or \"edge\"", parameter: "align")
    }
    return places.indices.map { number in
      let low = align == "edge" ? places[number] : places[number] - widths[number] / 2
      let (start, end) = (starts[number], starts[number] + all[number])
      return isLying
        ? ChartItem.Bar(left: start, right: end, bottom: low, top: low + widths[number])
        : ChartItem.Bar(left: low, right: low + widths[number], bottom: start, top: end)
    }
  }
}
