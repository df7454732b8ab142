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
      + ["suptitle", "tight_layout", "subplots_adjust", "colorbar", "subplot", "gca", "savefig", "clf"].compactMap {
        onFigure.entry($0)
      } + figures(pyplot)
    return own(entries + [gridSpec]).merging(settings(pyplot)) { $1 }
  }

  /// `matplotlib`, and of its modules what programs of pictures take from them.
  func matplotlib(_ pyplot: Value) -> Value {
    let use = PyplotAxesFunctions.plotting(
      "use", "taken for matplotlib's sake: pictures are drawn in one way",
      [Parameter("backend", .any, "its name")] + PyplotArguments.idle("force")
    ) { _, _ in .none }
    return .object(
      NamespaceValue(
        "matplotlib",
        own([use]).merging(settings(session.pyplot)) { $1 }
          .merging([
            "pyplot": pyplot, "gridspec": .object(NamespaceValue("matplotlib.gridspec", own([gridSpec]))),
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
      "rcParams": .dict(pyplot.settings),
      "style": .object(NamespaceValue("matplotlib.style", own([style]))),
    ]
  }

  private var gridSpec: Entry {
    PyplotAxesFunctions.plotting(
      "GridSpec", "places for subplots in rows and columns: plt.subplot(grid[0])",
      [
        Parameter("nrows", .integer(1...200), "rows"), Parameter("ncols", .integer(1...200), "columns"),
      ] + PyplotFigureFunctions.adjustments.map { PyplotArguments.named($0, "a part, as in subplots_adjust") }
        + PyplotArguments.idle("figure"), result: "GridSpec"
    ) { arguments, _ in
      let grid = PyplotGridSpec(rows: arguments.integer("nrows"), columns: arguments.integer("ncols"))
      if PyplotFigureFunctions.adjustments.contains(where: { !arguments[$0].isNone }) { try grid.update(arguments) }
      return .object(grid)
    }
  }

  private func colormap(_ pyplot: Pyplot) -> Entry {
    PyplotAxesFunctions.plotting(
      "get_cmap", "a colour map",
      [PyplotArguments.optional("name", "its name"), PyplotArguments.optional("lut", "in how many steps")],
      result: "colormap"
    ) { arguments, _ in
      let map = try PyplotArguments.colormap(arguments["name"], pyplot.usualMap, "get_cmap")
      guard let steps = arguments["lut"].wholeNumber else { return .object(PyplotColormap(map)) }
      guard (1...256).contains(steps) else {
        throw Diagnostic(.value, "a colour map has 1 to 256 steps", parameter: "lut")
      }
      return .object(PyplotColormap(map.stepped(steps)))
    }
  }

  private func imsave(_ pyplot: Pyplot) -> Entry {
    PyplotAxesFunctions.plotting(
      "imsave", "writes numbers as colours to a PNG file, a pixel for each",
      [
        Parameter("fname", .string, suggestions: FileNames.completions, "the file"),
        Parameter("arr", .any, "height×width numbers, or height×width×3 colours"),
      ] + PyplotArguments.colors
        + [PyplotArguments.named("format", "\"png\" is all there is")] + PyplotArguments.idle("dpi")
    ) { arguments, context in
      try PNGFile.check(format: arguments["format"], "imsave")
      let image = try PyplotImage(arguments["arr"], arguments, pyplot.usualMap, "imsave")
      image.tellNote(context)
      try PNGFile.write(
        try PNG.encode(image.raster), to: arguments.string("fname"), parameter: "fname", for: "imsave", pyplot.catalog)
      return .none
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
        PyplotFigureFunctions.gridParameters + [size, PyplotArguments.named("num", "a number or a name")] + idle,
        result: "tuple"
      ) { arguments, _ in
        if let words = arguments["subplot_kw"].dictionary {
          try PyplotMissing.check(projection: words["projection"] ?? Value.none)
        }
        try PyplotFigureFunctions.checkGrid(arguments)
        let figure = try pyplot.open(arguments["num"].isNone ? nil : arguments["num"], size: try sized(arguments))
        return .object(
          PyplotArtist("subplots", items: [.object(figure), try PyplotFigureFunctions.grid(figure, arguments)]))
      },
      PyplotAxesFunctions.plotting("gcf", "the current figure", [], result: "Figure") { _, _ in
        .object(try pyplot.figure())
      },
      PyplotAxesFunctions.plotting(
        "axes", "the current subplot", [PyplotArguments.named("projection", "\"rectilinear\" is all there is")],
        result: "Axes"
      ) { arguments, _ in
        try PyplotMissing.check(projection: arguments["projection"])
        return .object(try pyplot.figure().panel())
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
      colormap(pyplot), imsave(pyplot),
    ]
  }
}
