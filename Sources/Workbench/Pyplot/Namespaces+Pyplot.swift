import Graphics
import Language

extension Namespaces {
  /// `matplotlib.pyplot`
  var pyplotModule: Value {
    .object(NamespaceValue("matplotlib.pyplot", pyplotMembers, unknown: { PyplotMissing.error($0, of: "plt") }))
  }

  private var pyplotMembers: [String: Value] {
    let pyplot = session.pyplot
    let onAxes = PyplotAxesFunctions(axes: { try pyplot.figure().panel() })
    let onFigure = PyplotFigureFunctions(figure: { try pyplot.figure() })
    let entries =
      (PyplotAxesFunctions.names + PyplotAxesFunctions.settings).compactMap { onAxes.function($0) }
      + [
        "suptitle", "tight_layout", "subplots_adjust", "colorbar", "subplot", "gca", "savefig", "clf", "axes",
        "figlegend",
      ].compactMap { onFigure.entry($0) }
      + ["twinx", "twiny"].compactMap { onAxes.method($0) } + figures(pyplot) + files(pyplot) + colors(pyplot)
    return own(entries + [gridSpec]).merging(settings(pyplot)) { $1 }
  }

  /// `matplotlib`, and of its modules what programs of pictures take from them.
  func matplotlib(_ module: Value) -> Value {
    let use = PyplotAxesFunctions.plotting(
      "use", "taken for matplotlib's sake: pictures are drawn in one way",
      [Parameter("backend", .any, "its name")] + PyplotArguments.idle("force")
    ) { _, _ in .none }
    return .object(
      NamespaceValue(
        "matplotlib",
        own([use, rc(session.pyplot), rcDefaults(session.pyplot)]).merging(settings(session.pyplot)) { $1 }
          .merging([
            "pyplot": module, "gridspec": .object(NamespaceValue("matplotlib.gridspec", own([gridSpec]))),
            "colors": .object(NamespaceValue("matplotlib.colors", own(PyplotColor.functions))),
          ]) { $1 }))
  }

  private func settings(_ pyplot: Pyplot) -> [String: Value] {
    let maps = Dictionary(
      Colormap.names.compactMap { name in Colormap(named: name).map { (name, Value.object(PyplotColormap($0))) } },
      uniquingKeysWith: { $1 })
    let style = PyplotAxesFunctions.plotting(
      "use", "taken for matplotlib's sake: there is one style", [Parameter("style", .any, "its name")]
    ) { _, _ in .none }
    return [
      "cm": .object(NamespaceValue("matplotlib.cm", maps.merging(own([colormap(pyplot)])) { $1 })),
      "rcParams": .object(pyplot.settings),
      "style": .object(NamespaceValue("matplotlib.style", own([style]))),
    ]
  }

  private var gridSpec: Entry {
    PyplotAxesFunctions.plotting(
      "GridSpec", "places for subplots in rows and columns: plt.subplot(grid[0])", PyplotGridSpec.parameters,
      result: "GridSpec"
    ) { arguments, _ in
      .object(
        try PyplotGridSpec(
          rows: arguments.integer("nrows"), columns: arguments.integer("ncols"), arguments, "GridSpec"))
    }
  }

  private func figures(_ pyplot: Pyplot) -> [Entry] {
    let size = PyplotArguments.named("figsize", "width and height in inches")
    let idle = PyplotArguments.idle(
      "dpi facecolor edgecolor constrained_layout tight_layout layout frameon clear subplot_kw")
    func sized(_ arguments: Arguments) throws -> (Double, Double)? {
      arguments["figsize"].isNone ? nil : try PyplotFigure.size(arguments["figsize"], "figure")
    }
    let nothing = ["ion", "ioff", "draw"].map {
      PyplotAxesFunctions.plotting($0, "nothing: figures are shown at a cell's end", []) { _, _ in .none }
    }
    return nothing + [
      PyplotAxesFunctions.plotting(
        "figure", "a new figure, or the open one of that number",
        [
          PyplotArguments.optional("num", "a number or a name"),
          Parameter("figsize", .any, default: Value.none, "width and height in inches"),
        ] + idle, result: "Figure"
      ) { arguments, _ in
        .object(try pyplot.open(arguments["num"].isNone ? nil : arguments["num"], size: try sized(arguments)))
      },
      PyplotAxesFunctions.plotting(
        "subplots", "a new figure with subplots in rows and columns",
        PyplotFigureFunctions.gridParameters + [size, PyplotArguments.named("num", "a number or a name")]
          + PyplotArguments.idle("dpi facecolor edgecolor constrained_layout tight_layout layout frameon clear"),
        result: "tuple"
      ) { arguments, context in
        try PyplotFigureFunctions.checkGrid(arguments)
        let figure = try pyplot.open(arguments["num"].isNone ? nil : arguments["num"], size: try sized(arguments))
        return PyplotAxesFunctions.quiet(
          [.object(figure), try PyplotFigureFunctions.grid(figure, arguments, nil, context)])
      },
      PyplotAxesFunctions.plotting("gcf", "the current figure", [], result: "Figure") { _, _ in
        .object(try pyplot.figure())
      },
      PyplotAxesFunctions.plotting(
        "sca", "makes a subplot the current one", [Parameter("ax", .any, "the subplot")]
      ) { arguments, _ in
        if let axes: PyplotAxes = arguments.object("ax"), let figure = axes.figure {
          figure.select(axes)
          if pyplot.isOpen(figure) { _ = try pyplot.open(.string(figure.name), size: nil) }
        }
        return .none
      },
      PyplotAxesFunctions.plotting("cla", "empties the current subplot", []) { _, _ in
        try pyplot.figure().panel().clear()
        return .none
      },
      PyplotAxesFunctions.plotting(
        "show", "shows the open figures, and closes them", PyplotArguments.idle("block")
      ) { _, context in
        try pyplot.show(context.output, context.cancellation)
        return .none
      },
      PyplotAxesFunctions.plotting(
        "close", "closes a figure without showing it: the current one, one by its number, or \"all\"",
        [PyplotArguments.optional("fig", "which")]
      ) { arguments, _ in
        switch arguments["fig"] {
        case .none: pyplot.closeLast()
        case .object(let object): if let figure = object as? PyplotFigure { pyplot.close(figure) }
        case .string("all"): pyplot.closeAll()
        default: pyplot.close(named: arguments["fig"].text)
        }
        return .none
      },
      PyplotAxesFunctions.plotting(
        "pause", "shows the open figures, and closes them", [PyplotArguments.optional("interval", "no time is waited")]
      ) { _, context in
        try pyplot.show(context.output, context.cancellation)
        return .none
      },
      PyplotAxesFunctions.plotting(
        "matshow", "a matrix as colours in a new figure",
        [Parameter("A", .any, "height×width numbers")] + PyplotArguments.colors
          + PyplotArguments.idle("fignum interpolation"), result: "AxesImage"
      ) { arguments, context in
        let shape = try arguments["A"].tensor(for: "matshow").value.shape.dimensions
        let ratio = shape.count == 2 && shape[0] > 0 && shape[1] > 0 ? Double(shape[1]) / Double(shape[0]) : 1
        let size = (max(2, min(16, 4.8 * ratio)), 4.8)
        let axes = try pyplot.open(nil, size: size).panel()
        let words = ["cmap", "vmin", "vmax"].filter { !arguments[$0].isNone }.map {
          CallArgument(name: $0, arguments[$0])
        }
        let entry = PyplotAxesFunctions(axes: { axes }).matshow
        return try entry.run(try entry.match([CallArgument(arguments["A"])] + words), context)
      },
      PyplotAxesFunctions.plotting("get_fignums", "the numbers of the open figures", [], result: "list") { _, _ in
        .list(pyplot.figures.compactMap { Int($0.name) }.sorted().map { .integer($0) })
      },
      PyplotAxesFunctions.plotting(
        "fignum_exists", "whether a figure of that number is open", [Parameter("num", .any, "the number")],
        result: "bool"
      ) { arguments, _ in .bool(pyplot.figures.contains { $0.name == arguments["num"].text }) },
    ]
  }
}
