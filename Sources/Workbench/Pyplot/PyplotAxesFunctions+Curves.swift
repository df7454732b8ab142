import Graphics
import Language
import Tensors

/// Curves: `plot` and its like.
extension PyplotAxesFunctions {
  static var lineParameters: [Parameter] {
    [
      PyplotArguments.named("label", "a name for the legend"),
      PyplotArguments.named("color", ["c"], "a colour"), PyplotArguments.named("marker", "what stands at each point"),
      PyplotArguments.named("linestyle", ["ls"], "\"-\", \"--\", \":\" or \"-.\""),
      PyplotArguments.named("linewidth", ["lw"], "in points"),
      PyplotArguments.named("markersize", ["ms"], "in points"),
      PyplotArguments.named("markerfacecolor", ["mfc"], "the colour inside of the markers"),
      PyplotArguments.named("markeredgecolor", ["mec"], "the colour around them"),
      PyplotArguments.named("markeredgewidth", ["mew"], "in points"),
      PyplotArguments.named("fillstyle", "\"full\", or \"none\" for markers without an inside"),
      PyplotArguments.named("drawstyle", ["ds"], "\"default\", \"steps-pre\", \"steps-mid\" or \"steps-post\""),
      PyplotArguments.named("dashes", "lengths of lines and gaps in turn"),
      PyplotArguments.named("alpha", "how opaque, from 0 to 1"),
    ]
      + PyplotArguments.idle(
        "zorder solid_capstyle solid_joinstyle dash_capstyle dash_joinstyle antialiased aa clip_on rasterized markevery"
      )
  }

  func plot(_ name: String) -> Entry {
    var parameters = Self.lineParameters
    if name == "step" {
      parameters.append(
        PyplotArguments.named("where", "where the value changes: \"pre\", at the point before, \"mid\" or \"post\""))
    }
    return Self.plotting(
      name, "curves through points",
      [Parameter("values", .any, style: .variadic, "y, or x and y, and a style such as \"r--\", once or several times")]
        + parameters, result: "list"
    ) { arguments, _ in
      let axes = try axes()
      let curves = try Self.curves(arguments.values("values"), axes, name)
      let style = try LineStyle(arguments, axes.settings, name)
      var ids: [(Int, Value?)] = []
      for (place, curve) in curves.enumerated() {
        var line = ChartItem.Line(x: curve.x, y: curve.y)
        style.apply(to: &line, curve.format)
        if name == "step" { line.joint = try Self.joint(where: arguments["where"]) }
        let parsed = style.color ?? curve.format?.color
        let spelled = style.color == nil ? curve.format?.spelled.map { Value.string($0) } : arguments["color"]
        let id = axes.add(
          ChartItem(
            .line(line), label: PyplotArguments.label(arguments, place, of: curves.count),
            color: parsed?.color ?? axes.nextColor(), opacity: style.opacity ?? parsed?.opacity ?? 1))
        ids.append((id, spelled))
      }
      if name == "semilogy" || name == "loglog" { axes.y.setLogarithmic(true) }
      if name == "semilogx" || name == "loglog" { axes.x.setLogarithmic(true) }
      let lines = ids.map { Value.object(PyplotArtist("Line2D", axes: axes, ids: [$0.0], color: $0.1)) }
      return .object(PyplotArtist("list", items: lines, axes: axes, ids: ids.map(\.0)))
    }
  }

  /// How a curve looks, by what a call says of it.
  struct LineStyle {
    let color: PyplotColor.Parsed?
    let opacity: Double?
    private let width: Double
    private let size: Double
    private let stroke: ChartItem.Stroke?
    private let usualStroke: ChartItem.Stroke
    private let marker: ChartItem.Marker??
    private let usualMarker: ChartItem.Marker?
    private let inside: Color?
    private let isHollow: Bool
    private let edge: ChartItem.Edge?
    private let joint: ChartItem.Joint

    init(_ arguments: Arguments, _ settings: PyplotSettings, _ entry: String) throws {
      color = try PyplotColor.parse(arguments["color"], entry)
      let alpha = try PyplotArguments.opacity(arguments, entry)
      opacity = alpha
      width = try PyplotArguments.positive(arguments, "linewidth", entry) ?? settings.number("lines.linewidth", 1.5)
      size = try PyplotArguments.positive(arguments, "markersize", entry) ?? settings.number("lines.markersize", 6)
      if !arguments["dashes"].isNone {
        stroke = try PyplotArguments.pattern(arguments["dashes"], entry)
      } else {
        stroke = arguments["linestyle"].isNone ? nil : try PyplotArguments.stroke(arguments["linestyle"], entry)
      }
      usualStroke = try PyplotArguments.stroke(settings["lines.linestyle"], entry)
      marker =
        arguments["marker"].isNone ? .none : .some(try PyplotArguments.marker(arguments["marker"].text, entry))
      usualMarker = try PyplotArguments.marker(settings.text("lines.marker"), entry)
      let (face, around) = (arguments["markerfacecolor"], arguments["markeredgecolor"])
      inside = try PyplotColor.parse(face, entry)?.color
      let fill = PyplotArguments.text(arguments, "fillstyle") ?? "full"
      guard fill == "full" || fill == "none" else {
        throw Diagnostic(
          .value, "\(entry): fillstyle is \"full\" or \"none\" here, and this is '\(fill)'", parameter: "fillstyle")
      }
      isHollow = PyplotColor.isNone(face) || fill == "none"
      let edgeWidth = try PyplotArguments.positive(arguments, "markeredgewidth", entry)
      let edgeColor = try PyplotColor.parse(around, entry) ?? (edgeWidth == nil ? nil : color)
      edge = edgeColor.map { ChartItem.Edge($0.color, opacity: alpha ?? $0.opacity ?? 1, width: edgeWidth ?? 1) }
      joint = try PyplotAxesFunctions.joint(drawn: arguments["drawstyle"], entry)
    }

    func apply(to line: inout ChartItem.Line, _ format: PyplotFormat?) {
      (line.width, line.markerSize, line.joint) = (width, size, joint)
      line.stroke = stroke ?? format?.stroke ?? usualStroke
      line.marker = marker ?? format?.marker ?? usualMarker
      (line.markerColor, line.areMarkersHollow, line.markerEdge) = (inside, isHollow, edge)
    }
  }

  static func joint(where value: Value) throws -> ChartItem.Joint {
    switch value.isNone ? "pre" : value.text {
    case "pre": return .before
    case "mid": return .middle
    case "post": return .after
    default:
      throw Diagnostic(
        .value, "step: where is \"pre\", \"mid\" or \"post\", and this is \(value.repr)", parameter: "where")
    }
  }

  private static func joint(drawn value: Value, _ entry: String) throws -> ChartItem.Joint {
    switch value.isNone ? "default" : value.text {
    case "default": return .straight
    case "steps", "steps-pre": return .before
    case "steps-mid": return .middle
    case "steps-post": return .after
    default:
      throw Diagnostic(
        .value, "\(entry): there is no drawstyle \(value.repr)", suggestion: "drawstyle=\"steps-post\"",
        parameter: "drawstyle")
    }
  }

  private struct Curve {
    var x: [Double]
    var y: [Double]
    var format: PyplotFormat?
  }

  /// Where things stand along an axis: numbers, or names, which get whole numbers in their order.
  static func places(
    _ value: Value, _ axes: PyplotAxes, isX: Bool, _ entry: String, _ name: String, isFlattened: Bool = false
  ) throws -> [Double] {
    if let names = PyplotArguments.names(value) { return axes.scale(isX: isX).places(of: names) }
    return try PyplotArguments.numbers(value, entry, name, isFlattened: isFlattened)
  }

  private static func curves(_ values: [Value], _ axes: PyplotAxes, _ entry: String) throws -> [Curve] {
    var curves: [Curve] = []
    var rest = values[...]
    func isText(_ value: Value?) -> Bool { if case .string? = value { true } else { false } }
    while let first = rest.popFirst() {
      guard !isText(first) else {
        throw Diagnostic(.type, "\(entry) takes numbers first, and a style after them: plt.plot(x, y, \"r--\")")
      }
      var (x, y): (Value?, Value) = (nil, first)
      if let second = rest.first, !isText(second) {
        (x, y) = (first, second)
        rest = rest.dropFirst()
      }
      var format: PyplotFormat?
      if case .string(let text)? = rest.first {
        format = try PyplotFormat(text)
        rest = rest.dropFirst()
      }
      let columns = try PyplotArguments.names(y).map { [axes.y.places(of: $0)] } ?? Self.columns(y, entry)
      guard let length = columns.first?.count else { continue }
      let places = try x.map { x in
        try PyplotArguments.names(x).map { [axes.x.places(of: $0)] } ?? Self.columns(x, entry)
      }
      let across = places ?? [(0..<length).map(Double.init)]
      guard across.allSatisfy({ $0.count == length }) else {
        throw Diagnostic(
          .shape,
          "\(entry): x and y have as many numbers each, and these have \(across.first?.count ?? 0) and \(length)")
      }
      // One column of places is for all, and of several each has its own.
      guard across.count == 1 || columns.count == 1 || across.count == columns.count else {
        throw Diagnostic(
          .shape, "\(entry): x has \(across.count) columns and y \(columns.count): as many each, or one for all")
      }
      for place in 0..<max(across.count, columns.count) {
        curves.append(
          Curve(
            x: across[across.count == 1 ? 0 : place], y: columns[columns.count == 1 ? 0 : place], format: format))
      }
      guard curves.count <= 1_000 else { throw Diagnostic(.value, "\(entry): more than 1000 curves") }
    }
    return curves
  }

  /// A row of numbers, or the columns of a matrix.
  private static func columns(_ value: Value, _ entry: String) throws -> [[Double]] {
    if let items = value.elements, items.count <= PyplotArguments.mostNumbers {
      let numbers = items.compactMap(\.plainNumber)
      if numbers.count == items.count { return [numbers] }
    }
    let tensor = try value.tensor(for: entry).value
    guard tensor.rank <= 2, tensor.count <= PyplotArguments.mostNumbers else {
      throw Diagnostic(
        .shape, "\(entry) draws numbers in a row, and this is \(tensor.shape)", suggestion: "an image: plt.imshow(x)")
    }
    let values = tensor.array.map(Double.init)
    guard tensor.rank == 2 else { return [values] }
    let (rows, columns) = (tensor.shape[0], tensor.shape[1])
    guard columns <= 1_000 else {
      throw Diagnostic(
        .shape, "\(entry) draws each column as a curve, and \(tensor.shape) has \(columns)",
        suggestion: "an image: plt.imshow(x)")
    }
    return (0..<columns).map { column in (0..<rows).map { values[$0 * columns + column] } }
  }
}
