import Graphics
import Language

/// What is done to a whole figure: under `plt` to the current one, as methods to that before the dot.
struct PyplotFigureFunctions {
  let figure: () throws -> PyplotFigure

  static let names = [
    "suptitle", "tight_layout", "subplots_adjust", "colorbar", "add_subplot", "subplots", "gca", "savefig", "clf",
    "clear", "show", "set_size_inches", "get_size_inches", "add_axes", "add_gridspec", "legend", "get_axes",
    "set_dpi", "set_tight_layout", "autofmt_xdate", "align_labels",
  ]

  func entry(_ name: String) -> Entry? {
    switch name {
    case "suptitle":
      PyplotAxesFunctions.plotting(
        name, "the heading of the figure",
        [Parameter("t", .any, "the text")] + PyplotArguments.idle("fontsize size y x fontweight weight")
      ) { arguments, _ in
        try figure().title = PyplotArguments.text(arguments, "t")
        return .none
      }
    case "tight_layout":
      PyplotAxesFunctions.plotting(
        name, "makes room for all text, as is done anyway", PyplotArguments.idle("pad w_pad h_pad rect")
      ) { _, _ in
        try figure().adjustment = nil
        return .none
      }
    case "subplots_adjust": adjust
    case "colorbar": colorbar
    case "add_subplot", "subplot": subplot(name)
    case "subplots": subplots
    case "gca":
      PyplotAxesFunctions.plotting(name, "the current subplot", [], result: "Axes") { _, _ in
        .object(try figure().panel())
      }
    case "savefig": savefig
    case "add_axes", "axes": addAxes(name)
    case "add_gridspec":
      PyplotAxesFunctions.plotting(
        name, "places for subplots in rows and columns: fig.add_subplot(grid[0, :])", PyplotGridSpec.parameters,
        result: "GridSpec"
      ) { arguments, _ in
        .object(
          try PyplotGridSpec(
            rows: arguments.integer("nrows"), columns: arguments.integer("ncols"), arguments, figure: try figure(), name
          ))
      }
    case "legend", "figlegend": legend(name)
    case "get_size_inches":
      PyplotAxesFunctions.plotting(name, "width and height in inches", [], result: "array") { _, _ in
        let size = try figure().size
        return try PyplotAxesFunctions.row([size.0, size.1])
      }
    case "get_axes":
      PyplotAxesFunctions.plotting(name, "the subplots", [], result: "list") { _, _ in
        .list(try figure().axes.map { .object($0) })
      }
    case "set_dpi", "set_tight_layout", "autofmt_xdate", "align_labels":
      PyplotAxesFunctions.plotting(
        name, "taken for matplotlib's sake; has no effect here", [PyplotArguments.optional("value", "what")]
      ) { _, _ in .none }
    case "clf", "clear":
      PyplotAxesFunctions.plotting(name, "empties the figure", []) { _, _ in
        try figure().clear()
        return .none
      }
    case "show":
      PyplotAxesFunctions.plotting(name, "shows the figure", []) { _, context in
        let figure = try figure()
        if let display = figure.display() { context.output.display(display, id: nil) }
        return .none
      }
    case "set_size_inches":
      PyplotAxesFunctions.plotting(
        name, "how large it is", [Parameter("w", .any, "inches"), PyplotArguments.optional("h", "inches")]
      ) { arguments, _ in
        let pair = arguments["h"].isNone ? arguments["w"] : .list([arguments["w"], arguments["h"]])
        try figure().size = try PyplotFigure.size(pair, name)
        return .none
      }
    default: nil
    }
  }

  private var adjust: Entry {
    PyplotAxesFunctions.plotting(
      "subplots_adjust", "where the subplots stand, as parts of the figure",
      Self.adjustments.map { PyplotArguments.optional($0, "a part, from 0 to 1") }
    ) { arguments, _ in
      let figure = try figure()
      figure.adjustment = try Self.adjusted(figure.adjustment, arguments, "subplots_adjust")
      return .none
    }
  }

  static let adjustments = ["left", "bottom", "right", "top", "wspace", "hspace"]

  static func adjusted(
    _ before: ChartSheet.Adjustment?, _ arguments: Arguments, _ entry: String
  ) throws -> ChartSheet.Adjustment {
    var adjustment = before ?? ChartSheet.Adjustment()
    func take(_ name: String, _ path: WritableKeyPath<ChartSheet.Adjustment, Double>) throws {
      if let number = try PyplotArguments.positive(arguments, name, entry, upTo: 10) {
        adjustment[keyPath: path] = number
      }
    }
    try take("left", \.left)
    try take("right", \.right)
    try take("bottom", \.bottom)
    try take("top", \.top)
    try take("wspace", \.across)
    try take("hspace", \.down)
    guard adjustment.left < adjustment.right, adjustment.bottom < adjustment.top else {
      throw Diagnostic(.value, "\(entry): left is below right, and bottom below top")
    }
    return adjustment
  }

  private var colorbar: Entry {
    PyplotAxesFunctions.plotting(
      "colorbar", "what the colours mean",
      [
        PyplotArguments.optional("mappable", "what imshow or scatter gave; by default the last"),
        PyplotArguments.optional("cax", "a place of its own: None"),
        PyplotArguments.optional("ax", "beside which subplot"), PyplotArguments.named("label", "what the numbers are"),
        PyplotArguments.named("ticks", "where its ticks stand"),
      ] + PyplotArguments.idle("fraction pad shrink aspect format orientation extend"), result: "Colorbar"
    ) { arguments, _ in
      guard arguments["cax"].isNone else {
        throw Diagnostic(
          .value, "a colour bar stands beside a subplot here, and not in one of its own", suggestion: "ax=ax",
          parameter: "cax")
      }
      var artist: PyplotArtist?
      if case .object(let object) = arguments["mappable"] { artist = object as? PyplotArtist }
      let axes: PyplotAxes
      var beside = arguments["ax"]
      // Beside several it stands at the last, which is on the right.
      if let items = beside.elements, let last = items.last { beside = last }
      if case .object(let object) = beside, let several = object as? PyplotAxesArray, let last = several.items.last {
        beside = .object(last)
      }
      if case .object(let object) = beside, let given = object as? PyplotAxes {
        axes = given
      } else {
        axes = try artist?.axes ?? figure().panel()
      }
      guard let mappable = artist?.mappable ?? axes.mappable else {
        throw Diagnostic(
          .value, "colorbar tells what the colours of imshow or scatter mean, and none were drawn here",
          suggestion: "im = plt.imshow(x)\nplt.colorbar(im)")
      }
      let bar = PyplotColorbar(mappable, axes, label: PyplotArguments.text(arguments, "label"))
      if !arguments["ticks"].isNone {
        bar.places = try PyplotArguments.numbers(arguments["ticks"], "colorbar", "ticks")
      }
      axes.colorbar = bar
      return .object(bar)
    }
  }

  private static func check(_ rows: Int, _ columns: Int) throws {
    guard (1...200).contains(rows), (1...200).contains(columns), rows * columns <= PyplotFigure.mostPanels else {
      throw Diagnostic(
        .value,
        "a figure has from 1 to 200 rows and columns, and at most \(PyplotFigure.mostPanels) subplots: "
          + "\(rows)×\(columns) is none")
    }
  }

  private func subplot(_ name: String) -> Entry {
    PyplotAxesFunctions.plotting(
      name, "a place of the figure: rows, columns, and which, from 1",
      [
        Parameter("place", .any, style: .variadic, "rows, columns and number, or the three digits of one number"),
        PyplotArguments.named("title", "its heading"),
        PyplotArguments.named("sharex", "the subplot whose x it shows"),
        PyplotArguments.named("sharey", "the subplot whose y it shows"),
        PyplotArguments.named("xticks", "where ticks stand"), PyplotArguments.named("yticks", "where ticks stand"),
        PyplotArguments.named("xlabel", "what runs along x"), PyplotArguments.named("ylabel", "what runs along y"),
        PyplotArguments.named("projection", "\"rectilinear\" is all there is"),
      ] + PyplotArguments.idle("frameon facecolor label"), result: "Axes"
    ) { arguments, context in
      try PyplotMissing.check(projection: arguments["projection"])
      let figure = try figure()
      let place = try Self.place(arguments.values("place"), figure, name)
      func shared(_ name: String) throws -> PyplotAxes? {
        if arguments[name].isNone { return nil }
        guard let other: PyplotAxes = arguments.object(name) else {
          throw Diagnostic(.type, "\(name) is a subplot, and this is \(arguments[name].phrase)", parameter: name)
        }
        return other
      }
      let axes = try figure.panel(place, x: try shared("sharex")?.x, y: try shared("sharey")?.y)
      let functions = PyplotAxesFunctions(axes: { axes })
      for setting in ["title", "xticks", "yticks", "xlabel", "ylabel"] where !arguments[setting].isNone {
        guard let entry = functions.function(setting) else { continue }
        _ = try entry.run(try entry.match([CallArgument(arguments[setting])]), context)
      }
      return .object(axes)
    }
  }

  /// What the arguments of `subplot` say: rows, columns and a number or two, three digits, or a place of a grid.
  private static func place(_ values: [Value], _ figure: PyplotFigure, _ name: String) throws -> PyplotPlace {
    var values = values
    if values.count == 1, case .object(let object) = values[0], let cell = object as? PyplotCell {
      if let adjustment = cell.grid.adjustment { figure.adjustment = adjustment }
      return cell.place
    }
    if values.count == 1, let number = values[0].wholeNumber, (111...999).contains(number) {
      values = [number / 100, number / 10 % 10, number % 10].map { .integer($0) }
    }
    if values.isEmpty { return .whole }
    guard values.count == 3 else { throw wrong(name) }
    let ends = values[2].elements ?? [values[2]]
    let numbers = (values[..<2] + ends).compactMap { value in value.number.flatMap { Int(exactly: $0) } }
    guard numbers.count == 2 + ends.count, (1...2).contains(ends.count) else { throw wrong(name) }
    let (rows, columns) = (numbers[0], numbers[1])
    try check(rows, columns)
    for number in numbers[2...] where !(1...rows * columns).contains(number) {
      throw Diagnostic(
        .value, "the number of a subplot is from 1 to \(rows * columns), and this is \(number)",
        suggestion: number == 0 ? "count from 1: i + 1" : nil)
    }
    let (first, last) = (numbers[2] - 1, (numbers.count == 4 ? numbers[3] : numbers[2]) - 1)
    guard first <= last else { throw wrong(name) }
    let (left, right) = (min(first % columns, last % columns), max(first % columns, last % columns))
    return PyplotPlace(
      rows: rows, columns: columns, row: first / columns, column: left, rowSpan: last / columns - first / columns + 1,
      columnSpan: right - left + 1)
  }

  private static func wrong(_ name: String) -> Diagnostic {
    Diagnostic(
      .argument, "\(name) takes rows, columns and a number from 1, or two, all whole",
      suggestion: "plt.subplot(2, 3, 1), or plt.subplot(231)")
  }

  private func addAxes(_ name: String) -> Entry {
    PyplotAxesFunctions.plotting(
      name, name == "axes" ? "the current subplot, or a new one at a place" : "a subplot at a place of the figure",
      [
        PyplotArguments.optional("rect", "left, bottom, width and height, as parts of the figure"),
        PyplotArguments.named("title", "its heading"),
        PyplotArguments.named("projection", "\"rectilinear\" is all there is"),
      ] + PyplotArguments.idle("frameon facecolor label"), result: "Axes"
    ) { arguments, _ in
      try PyplotMissing.check(projection: arguments["projection"])
      let figure = try figure()
      if arguments["rect"].isNone, name == "axes" { return .object(try figure.panel()) }
      let area = try PyplotArguments.numbers(arguments["rect"], name, "rect")
      guard area.count == 4, area.allSatisfy({ (-1...2).contains($0) }), area[2] > 0, area[3] > 0 else {
        throw Diagnostic(
          .value, "\(name) takes left, bottom, width and height, as parts of the figure",
          suggestion: "fig.add_axes([0.1, 0.1, 0.8, 0.8])", parameter: "rect")
      }
      let axes = try figure.newPanel(PyplotPlace(area: area))
      if let title = PyplotArguments.text(arguments, "title") { axes.chart.title = title }
      return .object(axes)
    }
  }

  private func legend(_ name: String) -> Entry {
    PyplotAxesFunctions.plotting(
      name, "the names of what is drawn, for all subplots", PyplotAxesFunctions.legendParameters, result: "Legend"
    ) { arguments, _ in
      let figure = try figure()
      var chart = Chart()
      chart.legendItems = try PyplotAxesFunctions.legendItems(arguments, figure.axes.flatMap(\.chart.items), name)
      chart.legendTitle = PyplotArguments.text(arguments, "title")
      let place = try PyplotAxesFunctions.place(arguments["loc"].isNone ? .string("upper right") : arguments["loc"])
      chart.legend = place == .best ? .at(x: 1, y: 0) : place
      figure.legend = chart
      return .object(PyplotArtist("Legend"))
    }
  }

  static var gridParameters: [Parameter] {
    [
      Parameter("nrows", .integer(), default: .integer(1), "rows"),
      Parameter("ncols", .integer(), default: .integer(1), "columns"),
      PyplotArguments.named("sharex", "whether all show the same x: True, \"row\" or \"col\""),
      PyplotArguments.named("sharey", "and the same y"),
      Parameter(
        "squeeze", .bool, default: .bool(true), style: .keywordOnly, "whether one row or column is a plain row"),
      PyplotArguments.named("width_ratios", "how wide the columns are for each other"),
      PyplotArguments.named("height_ratios", "how high the rows are for each other"),
      PyplotArguments.named("gridspec_kw", "more of the grid: a dict"),
      PyplotArguments.named("subplot_kw", "settings of each subplot: a dict"),
    ]
  }

  private var subplots: Entry {
    PyplotAxesFunctions.plotting(
      "subplots", "subplots in rows and columns", Self.gridParameters, result: "Axes"
    ) { arguments, context in try Self.grid(try figure(), arguments, nil, context) }
  }

  static func checkGrid(_ arguments: Arguments) throws {
    try check(arguments.integer("nrows"), arguments.integer("ncols"))
  }

  /// Which subplots share an axis: those of one number.
  private static func sharing(_ value: Value, _ name: String) throws -> (Int, Int) -> Int {
    let word: String =
      switch value {
      case .none, .bool(false): "none"
      case .bool(true): "all"
      default: value.text
      }
    switch word {
    case "none": return { row, column in row * 1_000 + column }
    case "all": return { _, _ in 0 }
    case "row": return { row, _ in row }
    case "col": return { _, column in column }
    default:
      throw Diagnostic(
        .value, "\(name) is True, False, \"row\" or \"col\", and this is \(value.repr)", parameter: name)
    }
  }

  /// - Parameter given: the grid, where there is one already.
  static func grid(
    _ figure: PyplotFigure, _ arguments: Arguments, _ given: PyplotGridSpec? = nil, _ context: Context
  ) throws -> Value {
    let grid: PyplotGridSpec
    if let given {
      grid = given
    } else {
      try checkGrid(arguments)
      grid = try self.grid(of: arguments, figure)
    }
    let (rows, columns) = (grid.rows, grid.columns)
    if let adjustment = grid.adjustment { figure.adjustment = adjustment }
    let (groupX, groupY) = (
      try sharing(arguments["sharex"], "sharex"), try sharing(arguments["sharey"], "sharey")
    )
    var (scalesX, scalesY): ([Int: PyplotScale], [Int: PyplotScale]) = ([:], [:])
    var made: [PyplotAxes] = []
    for row in 0..<rows {
      for column in 0..<columns {
        let (x, y) = (groupX(row, column), groupY(row, column))
        let axes = try figure.newPanel(grid.place(row...row, column...column), x: scalesX[x], y: scalesY[y])
        (scalesX[x], scalesY[y]) = (axes.x, axes.y)
        // Those of one column share what stands below it, and those of one row what stands before it.
        axes.hideInnerNumbers(
          x: rows > 1 && x == groupX(rows - 1, column), y: columns > 1 && y == groupY(row, 0))
        try set(axes, arguments["subplot_kw"], context)
        made.append(axes)
      }
    }
    if arguments.bool("squeeze") {
      if made.count == 1 { return .object(made[0]) }
      if rows == 1 || columns == 1 { return .object(PyplotAxesArray(made, columns: nil)) }
    }
    return .object(PyplotAxesArray(made, columns: columns))
  }

  /// What `subplot_kw` says of each subplot.
  private static func set(_ axes: PyplotAxes, _ words: Value, _ context: Context) throws {
    guard case .dict(let dict) = words else { return }
    try PyplotMissing.check(projection: dict["projection"] ?? Value.none)
    let words = dict.entries.filter { !["projection", "frameon", "facecolor"].contains($0.key.text) }
    guard let entry = PyplotAxesFunctions(axes: { axes }).method("set"), !words.isEmpty else { return }
    _ = try entry.run(try entry.match(words.map { CallArgument(name: $0.key.text, $0.value) }), context)
  }

  private static func grid(of arguments: Arguments, _ figure: PyplotFigure) throws -> PyplotGridSpec {
    var words = [
      CallArgument(name: "nrows", arguments["nrows"]), CallArgument(name: "ncols", arguments["ncols"]),
    ]
    for name in ["width_ratios", "height_ratios"] where !arguments[name].isNone {
      words.append(CallArgument(name: name, arguments[name]))
    }
    if case .dict(let more) = arguments["gridspec_kw"] {
      words += more.entries.map { CallArgument(name: $0.key.text, $0.value) }
    }
    let entry = PyplotAxesFunctions.plotting("gridspec_kw", "a grid", PyplotGridSpec.parameters) { _, _ in .none }
    let matched = try entry.match(words)
    return try PyplotGridSpec(
      rows: matched.integer("nrows"), columns: matched.integer("ncols"), matched, figure: figure, "subplots")
  }

  private var savefig: Entry {
    PyplotAxesFunctions.plotting(
      "savefig", "writes the figure as a PNG, JPEG or PDF file",
      [
        Parameter("fname", .string, suggestions: FileNames.completions, "the file"),
        PyplotArguments.named("bbox_inches", "\"tight\" cuts the empty sides off"),
        PyplotArguments.named("format", PictureFile.formats),
      ] + PyplotArguments.idle("dpi transparent facecolor pad_inches")
    ) { arguments, _ in
      try PictureFile.check(format: arguments["format"], "savefig")
      let figure = try figure()
      try PictureFile.write(
        try PNG.decode(figure.picture(isCropped: !arguments["bbox_inches"].isNone).png),
        dotsPerInch: ChartSheet.pixelsPerInch * Double(Picture.pixelRatio), arguments, parameter: "fname",
        for: "savefig", figure.catalog)
      return .none
    }
  }
}
