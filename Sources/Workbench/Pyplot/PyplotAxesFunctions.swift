import Graphics
import Language

/// What is drawn in a subplot: under `plt` in the current one, as methods in that of the object before the dot.
struct PyplotAxesFunctions {
  let axes: () throws -> PyplotAxes

  /// Functions that have one name in both places.
  static let names = [
    "imshow", "plot", "scatter", "hist", "bar", "barh", "axhline", "axvline", "fill_between", "text", "annotate",
    "legend", "grid",
    "axis", "semilogy", "semilogx", "loglog", "step", "tick_params",
  ]
  /// Functions of `plt` alone; the methods have `set_` before the name.
  static let settings = ["title", "xlabel", "ylabel", "xlim", "ylim", "xticks", "yticks", "xscale", "yscale"]
  static let methodNames =
    settings.map { "set_" + $0 } + [
      "set", "set_axis_off", "set_axis_on", "set_aspect", "set_xticklabels", "set_yticklabels", "invert_xaxis",
      "invert_yaxis", "get_xaxis", "get_yaxis", "get_xlim", "get_ylim", "cla", "clear", "xaxis", "yaxis",
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

  /// A function by the name that `plt` has for it.
  func function(_ name: String) -> Entry? {
    switch name {
    case "imshow": imshow
    case "plot", "semilogy", "semilogx", "loglog", "step": plot(name)
    case "scatter": scatter
    case "hist": hist
    case "bar", "barh": bar(name)
    case "axhline", "axvline": rule(name)
    case "fill_between": fillBetween
    case "text": text
    case "annotate": annotate
    case "legend": legend
    case "grid": grid
    case "axis": axis
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
    if Self.names.contains(name) { return function(name) }
    if name.hasPrefix("set_"), Self.settings.contains(String(name.dropFirst(4))) {
      return function(String(name.dropFirst(4)))?.named(name)
    }
    switch name {
    case "set": return set
    case "set_axis_off", "set_axis_on": return simple(name) { $0.chart.hasAxes = name == "set_axis_on" }
    case "invert_xaxis": return simple(name) { $0.chart.x.isInverted.toggle() }
    case "invert_yaxis": return simple(name) { $0.chart.y.isInverted.toggle() }
    case "cla", "clear": return simple(name) { $0.clear() }
    case "get_xaxis", "get_yaxis":
      return Self.plotting(name, "the axis", [], result: "axis") { _, _ in
        .object(PyplotAxisValue(try axes(), isX: name == "get_xaxis"))
      }
    case "get_xlim", "get_ylim":
      return Self.plotting(name, "where the axis begins and ends", [], result: "tuple") { _, _ in
        let axes = try axes()
        return Self.pair(
          name == "get_xlim" ? axes.chart.limitsX : axes.chart.limitsY,
          name == "get_xlim" ? axes.chart.x : axes.chart.y)
      }
    case "set_aspect": return setAspect
    case "set_xticklabels", "set_yticklabels":
      return Self.plotting(
        name, "what is written at the ticks",
        [Parameter("labels", .list, "texts")] + PyplotArguments.idle("rotation fontsize ha")
      ) { arguments, _ in
        let names = arguments.values("labels").map { PyplotText.plain($0.text) }
        try change(isX: name == "set_xticklabels") { axis in
          guard names.isEmpty || axis.places?.count == names.count else {
            throw Diagnostic(
              .value, "\(name) takes a text for each tick, and needs to know where those are",
              suggestion: "ax.set_xticks(places, labels)", parameter: "labels")
          }
          if names.isEmpty, axis.places == nil { axis.isShown = false }
          axis.names = names
        }
        return .none
      }
    default: return nil
    }
  }
}
