import Graphics
import Language
import Tensors

/// Words in a subplot: `text` and `legend`.
extension PyplotAxesFunctions {
  var text: Entry {
    Self.plotting(
      "text", "words in the subplot",
      [
        Parameter("x", .any, "where"), Parameter("y", .any, "where"), Parameter("s", .any, "the words"),
        PyplotArguments.named("transform", "ax.transAxes: x and y are parts of the subplot, from 0 to 1"),
      ] + Self.lettering, result: "Text"
    ) { arguments, _ in
      var transform: PyplotTransform?
      if case .object(let object) = arguments["transform"] { transform = object as? PyplotTransform }
      guard arguments["transform"].isNone || transform != nil else {
        throw Diagnostic(
          .value, "text stands at the axes' numbers, or at parts of the subplot", suggestion: "transform=ax.transAxes",
          parameter: "transform")
      }
      return try write(
        arguments["s"], at: [arguments["x"], arguments["y"]], arguments, isOfPanel: transform?.isOfPanel ?? false,
        "text")
    }
  }

  var annotate: Entry {
    Self.plotting(
      "annotate", "words at a point",
      [
        Parameter("text", .any, "the words"), Parameter("xy", .any, "the point"),
        PyplotArguments.optional("xytext", "where the words stand, if elsewhere"),
        PyplotArguments.named("arrowprops", "there are no arrows: None"),
      ] + Self.lettering, result: "Text"
    ) { arguments, _ in
      guard arguments["arrowprops"].isNone else {
        throw Diagnostic(
          .value, "annotate draws no arrows", example: "plt.annotate(\"here\", (1, 2))", parameter: "arrowprops")
      }
      let place = arguments["xytext"].isNone ? arguments["xy"] : arguments["xytext"]
      return try write(arguments["text"], at: place.elements ?? Self.numbers(place) ?? [], arguments, "annotate")
    }
  }

  private func write(
    _ words: Value, at place: [Value], _ arguments: Arguments, isOfPanel: Bool = false, _ entry: String
  ) throws -> Value {
    let numbers = place.compactMap(\.number)
    guard place.count == 2, numbers.count == 2, numbers.allSatisfy({ abs($0) < 1e300 }) else {
      throw Diagnostic(.value, "\(entry): words stand at two finite numbers, x and y")
    }
    var label = ChartItem.Label(x: numbers[0], y: numbers[1], text: PyplotText.plain(words.text))
    label.isOfPanel = isOfPanel
    label.size = arguments["fontsize"].number.map { max(1, min(200, $0)) } ?? 10
    switch PyplotArguments.text(arguments, "ha") ?? "left" {
    case "center": label.horizontal = 0.5
    case "right": label.horizontal = 1
    default: break
    }
    switch PyplotArguments.text(arguments, "va") ?? "baseline" {
    case "center", "center_baseline": label.vertical = 0.5
    case "top": label.vertical = 1
    default: break
    }
    let parsed = try PyplotColor.parse(arguments["color"], entry)
    let axes = try axes()
    let id = axes.add(ChartItem(.text(label), color: parsed?.color ?? .black), requestsX: false, requestsY: false)
    return .object(PyplotArtist("Text", axes: axes, ids: [id]))
  }

  private static var lettering: [Parameter] {
    [
      PyplotArguments.named("color", ["c"], "a colour"), PyplotArguments.named("fontsize", ["size"], "in points"),
      PyplotArguments.named("ha", ["horizontalalignment"], "\"left\", \"center\" or \"right\""),
      PyplotArguments.named("va", ["verticalalignment"], "\"bottom\", \"center\" or \"top\""),
    ] + PyplotArguments.idle("alpha backgroundcolor fontweight weight zorder bbox rotation")
  }

  static var legendParameters: [Parameter] {
    [
      Parameter("values", .any, style: .variadic, "names in the order of what was drawn, or what was drawn and names"),
      PyplotArguments.named("handles", "what was drawn"), PyplotArguments.named("labels", "its names"),
      PyplotArguments.named("loc", "where: \"upper right\", \"best\" …"),
      PyplotArguments.named("bbox_to_anchor", "outside of the subplot, to its right"),
      PyplotArguments.named("title", "a heading"),
    ]
      + PyplotArguments.idle(
        "fontsize ncol ncols frameon framealpha shadow fancybox markerscale prop borderaxespad handlelength "
          + "labelspacing columnspacing title_fontsize facecolor edgecolor")
  }

  var legend: Entry {
    Self.plotting("legend", "the names of what is drawn", Self.legendParameters, result: "Legend") { arguments, _ in
      let axes = try axes()
      axes.chart.legendItems = try Self.legendItems(arguments, axes.chart.items, "legend")
      axes.chart.legendTitle = PyplotArguments.text(arguments, "title")
      let place = arguments["loc"].isNone ? axes.settings["legend.loc"] : arguments["loc"]
      axes.chart.legend = arguments["bbox_to_anchor"].isNone ? try Self.place(place) : .outside
      return .object(PyplotArtist("Legend", axes: axes))
    }
  }

  /// What a legend lists: what was drawn and is named in the call; nil for all that has a label.
  static func legendItems(_ arguments: Arguments, _ drawn: [ChartItem], _ entry: String) throws -> [ChartItem]? {
    let given = arguments.values("values")
    guard given.count <= 2 else {
      throw Diagnostic(
        .argument, "\(entry) takes what was drawn and its names", suggestion: "plt.legend([\"a\", \"b\"])")
    }
    var (handles, labels) = (arguments["handles"], arguments["labels"])
    if given.count == 2 { (handles, labels) = (given[0], given[1]) }
    if given.count == 1 {
      let areNames = PyplotArguments.names(given[0]) != nil || handles.elements != nil
      if areNames { labels = given[0] } else { handles = given[0] }
    }
    if handles.isNone, labels.isNone { return nil }
    var items: [ChartItem]
    if handles.isNone {
      items = drawn.filter {
        switch $0.mark {
        case .image, .mesh, .text: false
        default: !($0.label ?? "").hasPrefix("_")
        }
      }
    } else {
      items = try (handles.elements ?? [handles]).map { handle in
        guard case .object(let object) = handle, let artist = object as? PyplotArtist,
          let item = artist.item ?? (artist.items?.first).flatMap(Self.item)
        else {
          throw Diagnostic(
            .type, "\(entry): handles are what plot, scatter and their like gave, and among them is \(handle.phrase)",
            suggestion: "line, = plt.plot(x, y)", parameter: "handles")
        }
        return item
      }
    }
    guard !labels.isNone else { return items }
    let names = (labels.elements ?? [labels]).map { PyplotText.plain($0.text) }
    items = Array(items.prefix(names.count))
    for place in items.indices { items[place].label = names[place] }
    return items
  }

  private static func item(_ value: Value) -> ChartItem? {
    if case .object(let object) = value { (object as? PyplotArtist)?.item } else { nil }
  }

  var barLabel: Entry {
    Self.plotting(
      "bar_label", "the length of each bar, at its end",
      [
        Parameter("container", .any, "what bar gave"), PyplotArguments.optional("labels", "other texts"),
        PyplotArguments.named("fmt", "how numbers are written: \"%.1f\" or \"{:.1f}\""),
        PyplotArguments.named("label_type", "\"edge\" or \"center\""),
        PyplotArguments.named("padding", "points between bar and text"),
        PyplotArguments.named("color", ["c"], "a colour"), PyplotArguments.named("fontsize", ["size"], "in points"),
      ] + PyplotArguments.idle("rotation fontweight weight"), result: "list"
    ) { arguments, context in
      guard case .object(let object) = arguments["container"], let container = object as? PyplotArtist,
        let bars = container.items, let axes = container.axes
      else {
        throw Diagnostic(
          .type, "bar_label takes what bar gave, and this is \(arguments["container"].phrase)",
          suggestion: "bars = plt.bar(x, y)\nplt.bar_label(bars)", parameter: "container")
      }
      let kind = PyplotArguments.text(arguments, "label_type") ?? "edge"
      guard kind == "edge" || kind == "center" else {
        throw Diagnostic(.value, "bar_label: label_type is \"edge\" or \"center\"", parameter: "label_type")
      }
      let padding = try PyplotArguments.positive(arguments, "padding", "bar_label") ?? 0
      let parsed = try PyplotColor.parse(arguments["color"], "bar_label")
      let labels = arguments["labels"].elements
      var texts: [Value] = []
      for (number, bar) in bars.enumerated() {
        guard case .object(let object) = bar, let artist = object as? PyplotArtist,
          let place = try artist.end(), place.start.isFinite, place.end.isFinite
        else { continue }
        let text =
          try labels.map { $0.indices.contains(number) ? $0[number].text : "" }
          ?? Self.formatted(place.length, arguments["fmt"], context)
        let error = container.errors.indices.contains(number) ? container.errors[number] : 0
        let outside = place.length < 0 ? -error : error
        let at = kind == "edge" ? place.end + outside : (place.start + place.end) / 2
        var label = ChartItem.Label(
          x: place.isLying ? at : place.along, y: place.isLying ? place.along : at, text: PyplotText.plain(text))
        label.size = arguments["fontsize"].number.map { max(1, min(200, $0)) } ?? 10
        let isUp = place.length >= 0
        if place.isLying {
          (label.horizontal, label.vertical) = (kind == "center" ? 0.5 : isUp ? 0 : 1, 0.5)
        } else {
          (label.horizontal, label.vertical) = (0.5, kind == "center" ? 0.5 : isUp ? 0 : 1)
          label.lift = kind == "center" ? 0 : (isUp ? 1 : -1) * (padding + 2)
        }
        let id = axes.add(ChartItem(.text(label), color: parsed?.color ?? .black), requestsX: false, requestsY: false)
        texts.append(.object(PyplotArtist("Text", axes: axes, ids: [id])))
      }
      return .list(texts)
    }
  }

  private static func formatted(_ number: Double, _ format: Value, _ context: Context) throws -> String {
    let value = Value.real(number)
    var template = "%g"
    if case .string(let text) = format {
      template = text
    } else if !format.isNone {
      return try context.call(format, [CallArgument(value)]).text
    }
    // A template of the newer kind says the same as one of the older.
    if let start = template.firstIndex(of: "{"), let end = template[start...].firstIndex(of: "}") {
      let spec = template[start..<end].drop { $0 != ":" }.dropFirst()
      template = template[..<start] + "%" + (spec.isEmpty ? "s" : spec) + template[template.index(after: end)...]
    }
    return try Operators.binary(.remainder, .string(template), value, context).text
  }

  static func place(_ value: Value) throws -> Chart.LegendPlace {
    let names = [
      "best", "upper right", "upper left", "lower left", "lower right", "right", "center left", "center right",
      "lower center", "upper center", "center",
    ]
    if value.isNone { return .best }
    let name = value.wholeNumber.flatMap { names.indices.contains($0) ? names[$0] : nil } ?? value.text
    guard names.contains(name) else {
      throw Diagnostic(
        .value, "loc of legend is none of its places: \(value.repr)", suggestion: names.joined(separator: ", "),
        parameter: "loc")
    }
    if name == "best" { return .best }
    return .at(
      x: name.hasSuffix("right") ? 1 : name.hasSuffix("left") ? 0 : 0.5,
      y: name.hasPrefix("upper") ? 0 : name.hasPrefix("lower") ? 1 : 0.5)
  }
}
