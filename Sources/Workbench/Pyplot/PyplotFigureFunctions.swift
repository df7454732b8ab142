import Graphics
import Language

/// What is done to a whole figure: under `plt` to the current one, as methods to that before the dot.
struct PyplotFigureFunctions {
  let figure: () throws -> PyplotFigure

  static let names = [
    "suptitle", "tight_layout", "subplots_adjust", "colorbar", "add_subplot", "subplots", "gca", "savefig", "clf",
    "clear", "show", "set_size_inches",
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
      ] + PyplotArguments.idle("fraction pad shrink aspect ticks format"), result: "Colorbar"
    ) { arguments, _ in
      guard arguments["cax"].isNone else {
        throw Diagnostic(
          .value, "a colour bar stands beside a subplot here, and not in one of its own", suggestion: "ax=ax",
          parameter: "cax")
      }
      var artist: PyplotArtist?
      if case .object(let object) = arguments["mappable"] { artist = object as? PyplotArtist }
      let axes: PyplotAxes
      if case .object(let object) = arguments["ax"], let given = object as? PyplotAxes {
        axes = given
      } else {
        axes = try artist?.axes ?? figure().panel()
      }
      guard let mappable = artist?.mappable ?? axes.mappable else {
        throw Diagnostic(
          .value, "colorbar tells what the colours of imshow or scatter mean, and none were drawn here",
          suggestion: "im = plt.imshow(x)\nplt.colorbar(im)")
      }
      axes.chart.colorbar = Chart.Colorbar(
        map: mappable.map, lower: mappable.lower, upper: mappable.upper, label: PyplotArguments.text(arguments, "label")
      )
      return .object(PyplotArtist("Colorbar", axes: axes))
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
        PyplotArguments.named("projection", "\"rectilinear\" is all there is"),
      ] + PyplotArguments.idle("frameon facecolor"), result: "Axes"
    ) { arguments, _ in
      try PyplotMissing.check(projection: arguments["projection"])
      var values = arguments.values("place")
      let figure = try figure()
      if values.count == 1, case .object(let object) = values[0], let place = object as? PyplotPlace {
        if let adjustment = place.grid.adjustment { figure.adjustment = adjustment }
        values = [place.grid.rows, place.grid.columns, place.number + 1].map { .integer($0) }
      }
      if values.count == 1, let number = values[0].wholeNumber, (111...999).contains(number) {
        values = [number / 100, number / 10 % 10, number % 10].map { .integer($0) }
      }
      if values.isEmpty { values = [.integer(1), .integer(1), .integer(1)] }
      let numbers = values.compactMap { value in value.number.flatMap { Int(exactly: $0) } }
      guard values.count == 3, numbers.count == 3 else {
        throw Diagnostic(
          .argument, "\(name) takes rows, columns and a number from 1, all whole",
          suggestion: "plt.subplot(2, 3, 1), or plt.subplot(231)")
      }
      try Self.check(numbers[0], numbers[1])
      guard (1...numbers[0] * numbers[1]).contains(numbers[2]) else {
        throw Diagnostic(
          .value, "the number of a subplot is from 1 to \(numbers[0] * numbers[1]), and this is \(numbers[2])",
          suggestion: numbers[2] == 0 ? "count from 1: i + 1" : nil)
      }
      let axes = try figure.panel(
        rows: numbers[0], columns: numbers[1], row: (numbers[2] - 1) / numbers[1], column: (numbers[2] - 1) % numbers[1]
      )
      if let title = PyplotArguments.text(arguments, "title") { axes.chart.title = title }
      return .object(axes)
    }
  }

  static var gridParameters: [Parameter] {
    [
      Parameter("nrows", .integer(), default: .integer(1), "rows"),
      Parameter("ncols", .integer(), default: .integer(1), "columns"),
      PyplotArguments.named("sharex", "whether all show the same x"), PyplotArguments.named("sharey", "and the same y"),
      Parameter(
        "squeeze", .bool, default: .bool(true), style: .keywordOnly, "whether one row or column is a plain row"),
    ]
  }

  private var subplots: Entry {
    PyplotAxesFunctions.plotting(
      "subplots", "subplots in rows and columns", Self.gridParameters, result: "Axes"
    ) { arguments, _ in try Self.grid(try figure(), arguments) }
  }

  static func checkGrid(_ arguments: Arguments) throws {
    try check(arguments.integer("nrows"), arguments.integer("ncols"))
  }

  static func grid(_ figure: PyplotFigure, _ arguments: Arguments) throws -> Value {
    let (rows, columns) = (arguments.integer("nrows"), arguments.integer("ncols"))
    try check(rows, columns)
    func isShared(_ name: String) -> Bool {
      switch arguments[name] {
      case .bool(let flag): flag
      case .string(let word): word != "none"
      default: false
      }
    }
    (figure.sharesX, figure.sharesY) = (isShared("sharex"), isShared("sharey"))
    var made: [PyplotAxes] = []
    for row in 0..<rows {
      for column in 0..<columns {
        made.append(try figure.panel(rows: rows, columns: columns, row: row, column: column))
      }
    }
    if arguments.bool("squeeze") {
      if made.count == 1 { return .object(made[0]) }
      if rows == 1 || columns == 1 { return .object(PyplotAxesArray(made, columns: nil)) }
    }
    return .object(PyplotAxesArray(made, columns: columns))
  }

  private var savefig: Entry {
    PyplotAxesFunctions.plotting(
      "savefig", "writes the figure as a PNG file",
      [
        Parameter("fname", .string, suggestions: FileNames.completions, "the file"),
        PyplotArguments.named("bbox_inches", "\"tight\" cuts the empty sides off"),
        PyplotArguments.named("format", "\"png\" is all there is"),
      ] + PyplotArguments.idle("dpi transparent facecolor pad_inches")
    ) { arguments, _ in
      try PNGFile.check(format: arguments["format"], "savefig")
      let figure = try figure()
      try PNGFile.write(
        try figure.picture(isCropped: !arguments["bbox_inches"].isNone).png, to: arguments.string("fname"),
        parameter: "fname", for: "savefig", figure.catalog)
      return .none
    }
  }
}
