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
        PyplotArguments.named("transform", "ax.transAxes is not known here: None"),
      ] + Self.lettering, result: "Text"
    ) { arguments, _ in
      guard arguments["transform"].isNone else {
        throw Diagnostic(
          .value, "text stands at the axes' numbers: there is no other transform", parameter: "transform")
      }
      return try write(arguments["s"], at: [arguments["x"], arguments["y"]], arguments, "text")
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

  private func write(_ words: Value, at place: [Value], _ arguments: Arguments, _ entry: String) throws -> Value {
    let numbers = place.compactMap(\.number)
    guard place.count == 2, numbers.count == 2, numbers.allSatisfy({ abs($0) < 1e300 }) else {
      throw Diagnostic(.value, "\(entry): words stand at two finite numbers, x and y")
    }
    var label = ChartItem.Label(x: numbers[0], y: numbers[1], text: PyplotText.plain(words.text))
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
    axes.chart.items.append(ChartItem(.text(label), color: parsed?.color ?? .black))
    return .object(PyplotArtist("Text", axes: axes))
  }

  private static var lettering: [Parameter] {
    [
      PyplotArguments.named("color", ["c"], "a colour"), PyplotArguments.named("fontsize", ["size"], "in points"),
      PyplotArguments.named("ha", ["horizontalalignment"], "\"left\", \"center\" or \"right\""),
      PyplotArguments.named("va", ["verticalalignment"], "\"bottom\", \"center\" or \"top\""),
    ] + PyplotArguments.idle("alpha fontweight weight zorder bbox rotation")
  }

  var legend: Entry {
    Self.plotting(
      "legend", "the names of what is drawn",
      [
        Parameter("values", .any, style: .variadic, "names in the order of what was drawn"),
        PyplotArguments.named("labels", "the same"), PyplotArguments.named("loc", "where: \"upper right\", \"best\" …"),
        PyplotArguments.named("bbox_to_anchor", "outside of the subplot, to its right"),
        PyplotArguments.named("title", "a heading"),
      ] + PyplotArguments.idle("fontsize ncol ncols frameon framealpha shadow fancybox markerscale prop"),
      result: "Legend"
    ) { arguments, _ in
      let axes = try axes()
      let given = arguments.values("values")
      guard given.count <= 1 else {
        throw Diagnostic(
          .argument, "legend takes names alone: handles are not told apart here",
          suggestion: "label=\"…\" in each call that draws, and plt.legend()")
      }
      if let names = (given.first ?? arguments["labels"]).elements {
        let drawn = axes.chart.items.indices.filter {
          switch axes.chart.items[$0].mark {
          case .image, .text: false
          default: true
          }
        }
        for (item, name) in zip(drawn, names) { axes.chart.items[item].label = PyplotText.plain(name.text) }
      }
      axes.chart.legendTitle = PyplotArguments.text(arguments, "title")
      axes.chart.legend = arguments["bbox_to_anchor"].isNone ? try Self.place(arguments["loc"]) : .outside
      return .object(PyplotArtist("Legend", axes: axes))
    }
  }

  private static func place(_ value: Value) throws -> Chart.LegendPlace {
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
