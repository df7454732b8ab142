import Graphics
import Language
import Tensors

/// How the arguments of matplotlib's functions are read.
enum PyplotArguments {
  /// An argument that has a name and may be left out.
  static func named(_ name: String, _ summary: String) -> Parameter { named(name, [], summary) }

  static func named(_ name: String, _ others: [String], _ summary: String) -> Parameter {
    Parameter(name, .any, default: Value.none, style: .keywordOnly, otherNames: others, summary)
  }

  static func optional(_ name: String, _ summary: String) -> Parameter {
    Parameter(name, .any, default: Value.none, summary)
  }

  /// Of numbers that are drawn as colours.
  static var colors: [Parameter] {
    [
      named("cmap", "the name of a colour map; by default viridis"),
      named("vmin", "the number that has the map's first colour"), named("vmax", "the number that has its last"),
    ]
  }

  /// What changes how a picture looks in small ways that are not drawn here: taken, and without effect.
  static func idle(_ names: String) -> [Parameter] {
    names.split(separator: " ").map { named(String($0), "taken for matplotlib's sake; has no effect here") }
  }

  /// A row of numbers, or a single one.
  ///
  /// - Parameter isFlattened: whether numbers in rows and columns are taken one after another; else they are refused.
  static func numbers(
    _ value: Value, _ entry: String, _ name: String, isFlattened: Bool = false
  ) throws -> [Double] {
    // Numbers of a list keep all their digits.
    if let number = value.plainNumber { return [number] }
    if let items = value.elements, items.count <= mostNumbers {
      let numbers = items.compactMap(\.plainNumber)
      if numbers.count == items.count { return numbers }
    }
    let tensor = try value.tensor(for: entry).value
    guard tensor.rank <= 1 || isFlattened else {
      throw Diagnostic(
        .shape, "\(entry) takes numbers in one row for \(name), and this is \(tensor.shape)",
        suggestion: "x.reshape(-1) makes them one row, and x[:, 0] is one column", parameter: name)
    }
    guard tensor.count <= mostNumbers else {
      throw Diagnostic(
        .value, "\(entry): \(tensor.count) numbers are more than can be drawn", suggestion: "every hundredth: x[::100]",
        parameter: name)
    }
    return tensor.array.map(Double.init)
  }

  static let mostNumbers = 20_000_000

  static func number(_ arguments: Arguments, _ name: String, _ entry: String) throws -> Double? {
    let value = arguments[name]
    if value.isNone { return nil }
    guard let number = value.number else {
      throw Diagnostic(.type, "`\(name)` of \(entry) is a number, and this is \(value.phrase)", parameter: name)
    }
    guard number.isFinite, abs(number) < 1e300 else {
      throw Diagnostic(.value, "`\(name)` of \(entry) is a finite number, and this is \(value.repr)", parameter: name)
    }
    return number
  }

  static func positive(
    _ arguments: Arguments, _ name: String, _ entry: String, upTo most: Double = 10_000
  ) throws -> Double? {
    guard let number = try number(arguments, name, entry) else { return nil }
    guard (0...most).contains(number) else {
      throw Diagnostic(
        .value, "`\(name)` of \(entry) is from 0 to \(Int(most)), and this is \(arguments[name].repr)", parameter: name)
    }
    return number
  }

  static func opacity(_ arguments: Arguments, _ entry: String) throws -> Double? {
    try positive(arguments, "alpha", entry, upTo: 1)
  }

  static func text(_ arguments: Arguments, _ name: String) -> String? {
    let value = arguments[name]
    return value.isNone ? nil : PyplotText.plain(value.text)
  }

  /// A series' name in the legend, of a list the one at a place.
  static func label(_ arguments: Arguments, _ place: Int = 0, of count: Int = 1) -> String? {
    if let items = arguments["label"].elements, count > 1 {
      return items.indices.contains(place) ? PyplotText.plain(items[place].text) : nil
    }
    return text(arguments, "label")
  }

  static func colormap(_ value: Value, _ usual: Value, _ entry: String) throws -> Colormap {
    let value = value.isNone ? usual : value
    if case .object(let object) = value, let map = object as? PyplotColormap { return map.map }
    guard case .string(let name) = value else {
      throw Diagnostic(
        .type, "`cmap` of \(entry) is the name of a colour map, and this is \(value.phrase)", parameter: "cmap")
    }
    guard let map = Colormap(named: name) else {
      let names = Colormap.names
      let near = NearestName.find(name, among: names)
      throw Diagnostic(
        .value, "there is no colour map '\(name)' here",
        suggestion: near.map { "cmap=\"\($0)\"" }
          ?? "one of \(names.filter { !$0.hasSuffix("_r") }.joined(separator: ", "))", parameter: "cmap")
    }
    return map
  }

  /// The style of a line: a sign, its name, or lengths as `(0, (5, 2))`.
  static func stroke(_ value: Value, _ entry: String) throws -> ChartItem.Stroke {
    if let pair = value.elements, pair.count == 2, let lengths = pair[1].elements {
      return try pattern(.list(lengths), entry)
    }
    switch value.text {
    case "-", "solid": return .solid
    case "--", "dashed": return .dashed
    case ":", "dotted": return .dotted
    case "-.", "dashdot": return .dashDotted
    case "", " ", "none", "None": return .none
    default:
      throw Diagnostic(
        .value, "\(entry): '\(value.text)' is no style of lines", suggestion: "\"-\", \"--\", \":\" or \"-.\"",
        parameter: "linestyle")
    }
  }

  /// Lengths of lines and gaps in turn.
  static func pattern(_ value: Value, _ entry: String) throws -> ChartItem.Stroke {
    let lengths = try numbers(value, entry, "dashes")
    guard !lengths.isEmpty, lengths.count <= 20, lengths.allSatisfy({ $0 >= 0 && $0 < 1e4 }),
      lengths.contains(where: { $0 > 0 })
    else {
      throw Diagnostic(
        .value, "\(entry): dashes are lengths of lines and gaps in turn, and these are \(value.repr)",
        suggestion: "dashes=(5, 2)", parameter: "dashes")
    }
    return .pattern(lengths)
  }

  static func text(_ stroke: ChartItem.Stroke) -> String {
    switch stroke {
    case .solid: "-"
    case .dashed, .pattern: "--"
    case .dotted: ":"
    case .dashDotted: "-."
    case .none: "None"
    }
  }

  static func marker(_ text: String, _ entry: String) throws -> ChartItem.Marker? {
    if text.isEmpty || text == " " || text.lowercased() == "none" { return nil }
    guard text.count == 1, let found = markers[Character(text)] else {
      throw Diagnostic(
        .value, "\(entry): there is no marker '\(text)' here", suggestion: "one of o . , s ^ v < > D p h * x + 1 | _",
        parameter: "marker")
    }
    return found
  }

  static func text(_ marker: ChartItem.Marker) -> String {
    markers.filter { $0.value == marker }.map { String($0.key) }.min { markerOrder($0) < markerOrder($1) } ?? "o"
  }

  /// Of signs that are drawn alike the usual one.
  private static func markerOrder(_ text: String) -> Int { [",", "d", "X", "P", "H"].contains(text) ? 1 : 0 }

  static let markers: [Character: ChartItem.Marker] = [
    "o": .disc, ".": .dot, ",": .dot, "s": .square, "^": .triangle, "v": .triangleDown, "<": .triangleLeft,
    ">": .triangleRight, "D": .diamond, "d": .diamond, "*": .star, "x": .cross, "X": .cross, "+": .plus, "P": .plus,
    "|": .bar, "_": .dash, "p": .pentagon, "h": .hexagon, "H": .hexagon, "1": .tripod,
  ]

  /// What runs around a shape: a colour, or none where neither colour nor width is given.
  static func edge(
    _ color: Value, width: Double?, opacity: Double?, _ entry: String, usual: Double = 1
  ) throws -> ChartItem.Edge? {
    guard let parsed = try PyplotColor.parse(color, entry), (width ?? usual) > 0 else { return nil }
    return ChartItem.Edge(parsed.color, opacity: opacity ?? parsed.opacity ?? 1, width: width ?? usual)
  }

  /// Texts only, and at least one.
  static func names(_ value: Value) -> [String]? {
    guard let items = value.elements, !items.isEmpty else { return nil }
    let texts = items.compactMap { if case .string(let text) = $0 { PyplotText.plain(text) } else { nil } }
    return texts.count == items.count ? texts : nil
  }

  static func flag(_ arguments: Arguments, _ name: String) -> Bool {
    switch arguments[name] {
    case .bool(let flag): flag
    case .none: false
    default: (arguments[name].number ?? 1) != 0
    }
  }
}
