import Autodiff
import Graphics
import Language
import Tensors

/// What is drawn in a subplot: under `plt` in the current one, as methods in that of the object before the dot.
struct PyplotAxesFunctions {
  let axes: () throws -> PyplotAxes

  /// Functions that have one name in both places.
  static let names = [
    "imshow", "plot", "scatter", "hist", "bar", "barh", "axhline", "axvline", "axhspan", "axvspan", "hlines", "vlines",
    "fill_between", "fill_betweenx", "errorbar", "stem", "boxplot", "pcolormesh", "bar_label", "text", "annotate",
    "legend", "grid", "axis", "margins", "autoscale", "semilogy", "semilogx", "loglog", "step", "tick_params",
  ]
  /// Functions of `plt` alone; the methods have `set_` before the name.
  static let settings = ["title", "xlabel", "ylabel", "xlim", "ylim", "xticks", "yticks", "xscale", "yscale"]
  static let methodNames =
    settings.map { "set_" + $0 } + settings.map { "get_" + $0 } + [
      "set", "set_axis_off", "set_axis_on", "set_aspect", "set_xticklabels", "set_yticklabels", "invert_xaxis",
      "invert_yaxis", "get_xaxis", "get_yaxis", "cla", "clear", "matshow", "get_xticklabels", "get_yticklabels",
      "get_legend", "get_figure", "set_xmargin", "set_ymargin", "set_visible", "set_facecolor", "twinx", "twiny",
      "sharex", "sharey", "remove", "relim", "autoscale_view", "label_outer", "set_box_aspect", "set_axisbelow",
    ]

  static func plotting(
    _ name: String, _ summary: String, _ parameters: [Parameter], result: String = "None",
    _ run: @escaping (Arguments, Context) throws -> Value
  ) -> Entry {
    var entry = Entry(
      name, group: "modules", summary, parameters: parameters, result: result, abstract: .nothing,
      example: "plt.plot([1, 4, 9])", run: run)
    entry.isBare = false
    return entry
  }

  /// A tuple that a cell which ends in it does not show: the picture is what was asked for.
  static func quiet(_ items: [Value]) -> Value { .object(PyplotArtist("tuple", items: items)) }

  static func row(_ numbers: [Double]) throws -> Value {
    ArrayFunctions.array(Variable(try Tensor(numbers.map(Float.init))))
  }

  /// A function by the name that `plt` has for it.
  func function(_ name: String) -> Entry? {
    switch name {
    case "imshow": imshow
    case "matshow": matshow
    case "pcolormesh": pcolormesh
    case "plot", "semilogy", "semilogx", "loglog", "step": plot(name)
    case "scatter": scatter
    case "hist": hist
    case "bar", "barh": bar(name)
    case "bar_label": barLabel
    case "axhline", "axvline": rule(name)
    case "axhspan", "axvspan": span(name)
    case "hlines", "vlines": lines(name)
    case "fill_between", "fill_betweenx": fillBetween(name)
    case "errorbar": errorbar
    case "stem": stem
    case "boxplot": boxplot
    case "text": text
    case "annotate": annotate
    case "legend": legend
    case "grid": grid
    case "axis": axis
    case "margins": margins
    case "autoscale": autoscale
    case "tick_params":
      Self.plotting(name, "how ticks look", tickParameters) { arguments, _ in try tickParams(arguments) }
    case "title", "xlabel", "ylabel": heading(name)
    case "xlim", "ylim": limits(name)
    case "xticks", "yticks": ticks(name)
    case "xscale", "yscale": scale(name)
    default: nil
    }
  }

  /// A method of Axes.
  func method(_ name: String) -> Entry? {
    if Self.names.contains(name) || name == "matshow" { return function(name) }
    if name.hasPrefix("set_"), Self.settings.contains(String(name.dropFirst(4))) {
      return function(String(name.dropFirst(4)))?.named(name)
    }
    return getter(name) ?? change(name)
  }

  private func change(_ name: String) -> Entry? {
    switch name {
    case "set": set
    case "set_axis_off", "set_axis_on": simple(name) { $0.chart.hasAxes = name == "set_axis_on" }
    case "invert_xaxis": simple(name) { $0.x.invert() }
    case "invert_yaxis": simple(name) { $0.y.invert() }
    case "cla", "clear": simple(name) { $0.clear() }
    case "relim": simple(name) { _ in }
    case "label_outer": simple(name) { $0.hideInnerNumbers(x: true, y: true) }
    case "autoscale_view":
      Self.plotting(name, "lets the limits follow the data", PyplotArguments.idle("tight scalex scaley")) { _, _ in
        let axes = try axes()
        axes.x.request()
        axes.y.request()
        return .none
      }
    case "remove":
      simple(name) { axes in axes.figure?.remove(axes) }
    case "set_aspect": setAspect
    case "set_xmargin", "set_ymargin":
      Self.plotting(name, "the part that is left free", [Parameter("m", .real(-0.49...100), "a part")]) {
        arguments, _ in
        try axes().scale(isX: name == "set_xmargin").margin = arguments.real("m")
        return .none
      }
    case "set_visible":
      Self.plotting(name, "whether the subplot is drawn", [Parameter("b", .bool, "whether")]) { arguments, _ in
        try axes().isVisible = arguments.bool("b")
        return .none
      }
    case "set_facecolor", "set_box_aspect", "set_axisbelow":
      Self.plotting(name, "taken for matplotlib's sake; has no effect here", [Parameter("value", .any, "what")]) {
        _, _ in .none
      }
    case "twinx", "twiny": twin(name)
    case "sharex", "sharey":
      Self.plotting(name, "shows the same numbers as another subplot", [Parameter("other", .any, "that")]) {
        arguments, _ in
        guard let other: PyplotAxes = arguments.object("other") else {
          throw Diagnostic(.type, "\(name) takes a subplot, and this is \(arguments["other"].phrase)")
        }
        try axes().share(other, isX: name == "sharex")
        return .none
      }
    case "set_xticklabels", "set_yticklabels": tickLabels(name)
    default: nil
    }
  }

  /// Another subplot on the same place, with its own numbers on the other side.
  private func twin(_ name: String) -> Entry {
    Self.plotting(
      name, "a second axis on the other side, over the same \(name == "twinx" ? "x" : "y")", [], result: "Axes"
    ) { _, _ in
      let axes = try axes()
      guard let figure = axes.figure else { throw Diagnostic(.value, "this subplot's figure is gone") }
      let isOverX = name == "twinx"
      let made = try figure.newPanel(axes.place, x: isOverX ? axes.x : nil, y: isOverX ? nil : axes.y)
      if isOverX {
        (made.chart.y.isOpposite, made.chart.x.isShown) = (true, false)
      } else {
        (made.chart.x.isOpposite, made.chart.y.isShown) = (true, false)
      }
      made.chart.hasGrid = (false, false)
      return .object(made)
    }
  }

  private func tickLabels(_ name: String) -> Entry {
    Self.plotting(
      name, "what is written at the ticks",
      [Parameter("labels", .list, "texts")] + PyplotArguments.idle("rotation fontsize ha")
    ) { arguments, _ in
      let names = arguments.values("labels").map { PyplotText.plain($0.text) }
      let (axes, isX) = (try axes(), name == "set_xticklabels")
      let scale = axes.scale(isX: isX)
      guard names.isEmpty || scale.places?.count == names.count else {
        throw Diagnostic(
          .value, "\(name) takes a text for each tick, and needs to know where those are",
          suggestion: "ax.set_xticks(places, labels)", parameter: "labels")
      }
      if names.isEmpty {
        if isX { axes.chart.x.hasNumbers = false } else { axes.chart.y.hasNumbers = false }
      } else {
        scale.names = names
      }
      return .none
    }
  }

  /// What is asked of a subplot.
  private func getter(_ name: String) -> Entry? {
    func get(_ summary: String, _ result: String, _ body: @escaping (PyplotAxes) throws -> Value) -> Entry {
      Self.plotting(name, summary, [], result: result) { _, _ in try body(try axes()) }
    }
    let isX = name.hasPrefix("get_x")
    switch name {
    case "get_title": return get("the heading", "str") { .string($0.chart.title ?? "") }
    case "get_xlabel": return get("what runs along x", "str") { .string($0.chart.x.label ?? "") }
    case "get_ylabel": return get("what runs along y", "str") { .string($0.chart.y.label ?? "") }
    case "get_xlim", "get_ylim":
      return get("where the axis begins and ends", "tuple") { .tuple(Self.pair($0.scale(isX: isX))) }
    case "get_xticks", "get_yticks":
      return get("where the ticks stand", "array") { try Self.row($0.scale(isX: isX).ticks) }
    case "get_xticklabels", "get_yticklabels":
      return get("what is written at the ticks", "list") { axes in
        let scale = axes.scale(isX: isX)
        let names = scale.names ?? scale.ticks.map { Value.real($0).text }
        return .list(names.map { .object(PyplotTextValue($0)) })
      }
    case "get_xscale", "get_yscale":
      return get("how numbers lie along the axis", "str") {
        .string($0.scale(isX: isX).isLogarithmic ? "log" : "linear")
      }
    case "get_xaxis", "get_yaxis":
      return get("the axis", "axis") { .object(PyplotAxisValue($0, isX: isX)) }
    case "get_figure": return get("its figure", "Figure") { $0.figure.map { .object($0) } ?? .none }
    case "get_legend":
      return get("the legend", "Legend") {
        $0.chart.legend == nil ? .none : .object(PyplotArtist("Legend", axes: $0))
      }
    default: return nil
    }
  }
}

/// A text that is looked at: `label.get_text()`.
final class PyplotTextValue: ObjectValue {
  private let text: String
  init(_ text: String) { self.text = text }
  var typeName: String { "Text" }
  func repr() -> String { "Text('\(text)')" }
  let attributeNames = ["get_text"]
  func attribute(_ name: String, _ context: Context) throws -> Value? {
    name == "get_text" ? .object(NativeFunction(name) { [text] _, _ in .string(text) }) : nil
  }
}
