import Autodiff
import Graphics
import Language
import Tensors

/// What a call of `imshow`, `plot` and their like gives: something of the picture, which is shown by it.
final class PyplotArtist: ObjectValue {
  private let name: String
  /// What it unpacks to; nil where it is one thing.
  let items: [Value]?
  let mappable: PyplotMappable?
  let axes: PyplotAxes?
  /// The numbers of the things in the subplot that it stands for.
  private(set) var ids: [Int]
  /// The bar of its item that it stands for, where it is one of several.
  private var bar: Int?
  /// How far an error bar goes beyond each bar.
  var errors: [Double] = []
  /// Colours as the program wrote them.
  private var color: Value?

  init(
    _ name: String, items: [Value]? = nil, mappable: PyplotMappable? = nil, axes: PyplotAxes? = nil, ids: [Int] = [],
    color: Value? = nil, bar: Int? = nil
  ) {
    (self.name, self.items, self.mappable, self.axes, self.ids) = (name, items, mappable, axes, ids)
    (self.color, self.bar) = (color, bar)
  }

  /// A thing that was drawn before.
  static func of(_ item: ChartItem, _ axes: PyplotAxes) -> Value {
    let name =
      switch item.mark {
      case .line, .rule: "Line2D"
      case .image: "AxesImage"
      case .bars, .span: "Rectangle"
      case .points: "PathCollection"
      case .area: "PolyCollection"
      case .mesh: "QuadMesh"
      case .segments: "LineCollection"
      case .text: "Text"
      }
    return .object(PyplotArtist(name, axes: axes, ids: [item.id]))
  }

  /// The bars of an item, each as a rectangle.
  static func bars(_ name: String, _ axes: PyplotAxes, _ ids: [Int]) -> PyplotArtist {
    let rectangles = ids.flatMap { id -> [Value] in
      guard case .bars(let bars, _)? = axes.item(id)?.mark else { return [] }
      return bars.indices.map { .object(PyplotArtist("Rectangle", axes: axes, ids: [id], bar: $0)) }
    }
    return PyplotArtist(name, items: rectangles, axes: axes, ids: ids)
  }

  var typeName: String { name }
  func repr() -> String {
    guard let items, ["tuple", "list"].contains(name) else { return "<\(name)>" }
    return (name == "tuple" ? Value.tuple(items) : .list(items)).repr
  }
  var isShownAsResult: Bool { false }
  var count: Int? { items?.count }

  func iterate() throws -> IteratorValue? {
    guard let items else { return nil }
    return try Value.list(items).objectIterator(name)
  }

  func subscripted(_ indices: [Index], _ context: Context) throws -> Value {
    guard let items else { throw Diagnostic(.type, "a \(name) cannot be indexed") }
    return try Subscripts.read(.list(items), indices, context)
  }

  /// The first thing that it stands for.
  var item: ChartItem? { ids.first.flatMap { axes?.item($0) } }

  private func change(_ body: (inout ChartItem) throws -> Void) rethrows {
    for id in ids {
      guard let axes, var item = axes.item(id) else { continue }
      try body(&item)
      axes.change(id) { $0 = item }
    }
  }

  /// Makes one bar of several a thing of its own, so that it can look different.
  private func part() {
    guard let number = bar, let axes, let id = ids.first, var item = axes.item(id),
      case .bars(let bars, let style) = item.mark, bars.count > 1, bars.indices.contains(number)
    else { return }
    var rest = bars
    rest[number] = ChartItem.Bar(left: .nan, right: .nan, bottom: .nan, top: .nan)
    axes.change(id) { $0.mark = .bars(rest, style) }
    item.mark = .bars([bars[number]], style)
    item.label = nil
    (ids, bar) = ([axes.add(item, requestsX: false, requestsY: false)], 0)
  }

  private var rectangle: ChartItem.Bar? {
    guard case .bars(let bars, _)? = item?.mark, let bar, bars.indices.contains(bar) else { return nil }
    return bars[bar]
  }

  /// Where a bar ends, and how long it is.
  struct End {
    let start: Double
    let end: Double
    /// Its middle in the other direction.
    let along: Double
    let length: Double
    let isLying: Bool
  }

  func end() throws -> End? {
    guard let bar = rectangle, case .bars(_, let style)? = item?.mark else { return nil }
    return style.isLying
      ? End(
        start: bar.left, end: bar.right, along: (bar.bottom + bar.top) / 2, length: bar.right - bar.left, isLying: true)
      : End(
        start: bar.bottom, end: bar.top, along: (bar.left + bar.right) / 2, length: bar.top - bar.bottom, isLying: false
      )
  }

  /// `plt.plot(x, y) + plt.plot(x, z)`
  func binary(
    _ operation: BinaryOperator, _ other: Value, reversed: Bool, _ context: Context
  ) throws -> Value? {
    func list(_ value: Value) -> [Value]? {
      if case .object(let object) = value { return (object as? PyplotArtist)?.items }
      return value.elements
    }
    guard operation == .add, name == "list", let items, let more = list(other) else { return nil }
    return .list(reversed ? more + items : items + more)
  }

  // MARK: Attributes

  var attributeNames: [String] {
    var names = ["get_label", "set_label", "get_alpha", "set_alpha", "set_visible", "remove", "axes"]
    switch name {
    case "Line2D":
      names += [
        "get_xdata", "get_ydata", "get_data", "set_data", "set_xdata", "set_ydata", "get_color", "set_color",
        "get_linestyle", "get_linewidth", "get_marker", "set_linewidth", "set_linestyle", "set_marker",
      ]
    case "Rectangle":
      names += ["get_x", "get_y", "get_width", "get_height", "set_color", "set_facecolor", "set_edgecolor"]
    case "BarContainer", "list": names += ["patches"]
    case "Text": names += ["get_text", "set_text", "set_color"]
    case "Legend": return ["set_title"]
    default: names += ["set_color", "set_facecolor"]
    }
    if mappable != nil {
      names += ["get_clim", "set_clim", "get_cmap", "set_cmap", "get_array", "cmap"]
      if name == "AxesImage" { names.append("set_data") }
    }
    return names
  }

  func attribute(_ name: String, _ context: Context) throws -> Value? {
    guard attributeNames.contains(name) else { return nil }
    if name == "axes" { return axes.map { .object($0) } ?? Value.none }
    if name == "patches" { return .list(items ?? []) }
    if name == "cmap", let mappable { return .object(PyplotColormap(mappable.map)) }
    if name.hasPrefix("get_") {
      return .object(NativeFunction(name) { [self] _, _ in try get(String(name.dropFirst(4))) })
    }
    return .builtin(setter(name))
  }

  private func get(_ what: String) throws -> Value {
    func row(_ numbers: [Double]) throws -> Value {
      ArrayFunctions.array(Variable(try Tensor(numbers.map(Float.init))))
    }
    let (line, bar) = (line, rectangle)
    switch what {
    case "label": return .string(item?.label ?? "_child0")
    case "alpha": return item.map { $0.opacity == 1 ? Value.none : .real($0.opacity) } ?? Value.none
    case "color":
      if let color, !color.isNone { return color }
      // One of the cycle's, as matplotlib has them.
      guard let shade = item?.color else { return .none }
      return .tuple([shade.red, shade.green, shade.blue].map { .real(Double($0) / 255) })
    case "xdata": return try row(line?.x ?? [])
    case "ydata": return try row(line?.y ?? [])
    case "data": return .tuple([try row(line?.x ?? []), try row(line?.y ?? [])])
    case "linewidth": return .real(line?.width ?? 1.5)
    case "linestyle": return .string(line.map { PyplotArguments.text($0.stroke) } ?? "-")
    case "marker": return .string(line?.marker.map { PyplotArguments.text($0) } ?? "None")
    case "text": return .string(label?.text ?? "")
    case "x": return .real(bar?.left ?? 0)
    case "y": return .real(bar?.bottom ?? 0)
    case "width": return .real(bar.map { $0.right - $0.left } ?? 0)
    case "height": return .real(bar.map { $0.top - $0.bottom } ?? 0)
    case "clim": return .tuple([.real(mappable?.lower ?? 0), .real(mappable?.upper ?? 1)])
    case "cmap": return mappable.map { .object(PyplotColormap($0.map)) } ?? Value.none
    case "array": return mappable?.numbers.map { ArrayFunctions.array(Variable($0)) } ?? Value.none
    default: return .none
    }
  }

  private var line: ChartItem.Line? { if case .line(let line)? = item?.mark { line } else { nil } }
  private var label: ChartItem.Label? { if case .text(let label)? = item?.mark { label } else { nil } }

  private func setter(_ name: String) -> Entry {
    let parameters: [Parameter] =
      switch name {
      case "remove": []
      case "set_data" where self.name == "Line2D":
        [Parameter("x", .any, "where the points stand"), PyplotArguments.optional("y", "and how high")]
      case "set_clim":
        [
          PyplotArguments.optional("vmin", "the number that has the first colour"),
          PyplotArguments.optional("vmax", "the last"),
        ]
      default: [Parameter("value", .any, "what it is from here on")]
      }
    let hasValue = parameters.contains { $0.name == "value" }
    return PyplotAxesFunctions.plotting(name, "changes what was drawn", parameters) { [self] arguments, context in
      try set(name, arguments, hasValue ? arguments["value"] : .none, context)
      return .none
    }
  }

  private func set(_ name: String, _ arguments: Arguments, _ value: Value, _ context: Context) throws {
    switch name {
    case "remove":
      for id in ids { axes?.chart.items.removeAll { $0.id == id } }
    case "set_visible":
      if case .bool(false) = value { change { $0.opacity = 0 } } else { change { $0.opacity = max($0.opacity, 1) } }
    case "set_label": change { $0.label = value.isNone ? nil : PyplotText.plain(value.text) }
    case "set_alpha":
      guard let number = value.number, (0...1).contains(number) else {
        throw Diagnostic(.value, "set_alpha takes a number from 0 to 1, and this is \(value.repr)")
      }
      part()
      change { $0.opacity = number }
    case "set_color", "set_facecolor":
      guard let parsed = try PyplotColor.parse(value, name) else {
        throw Diagnostic(.value, "\(name) takes a colour, and this is \(value.repr)", suggestion: "\"red\"")
      }
      color = value
      part()
      change {
        $0.color = parsed.color
        if let opacity = parsed.opacity { $0.opacity = opacity }
      }
    case "set_edgecolor":
      let parsed = try PyplotColor.parse(value, name)
      part()
      change {
        guard case .bars(let bars, var style) = $0.mark else { return }
        style.edge = parsed.map { ChartItem.Edge($0.color, opacity: $0.opacity ?? 1, width: style.edge?.width ?? 1) }
        $0.mark = .bars(bars, style)
      }
    case "set_text":
      change {
        guard case .text(var label) = $0.mark else { return }
        label.text = PyplotText.plain(value.text)
        $0.mark = .text(label)
      }
    case "set_clim":
      let pair = arguments["vmax"].isNone ? arguments["vmin"].elements : nil
      let (low, high) = (pair?.first ?? arguments["vmin"], pair?.last ?? arguments["vmax"])
      try mappable?.setLimits(low.number, high.number, name)
    case "set_cmap": try mappable?.set(try PyplotArguments.colormap(value, value, name))
    case "set_data" where mappable != nil: try setImage(value, context)
    default: try setLine(name, arguments, value)
    }
  }

  private func setLine(_ name: String, _ arguments: Arguments, _ value: Value) throws {
    guard var line else { return }
    switch name {
    case "set_linewidth":
      guard let number = value.number, (0...1_000).contains(number) else {
        throw Diagnostic(.value, "set_linewidth takes points, and this is \(value.repr)")
      }
      line.width = number
    case "set_linestyle": line.stroke = try PyplotArguments.stroke(value, name)
    case "set_marker": line.marker = try PyplotArguments.marker(value.text, name)
    case "set_xdata": line.x = try PyplotArguments.numbers(value, name, "x")
    case "set_ydata": line.y = try PyplotArguments.numbers(value, name, "y")
    case "set_data":
      var (x, y) = (arguments["x"], arguments["y"])
      if y.isNone, let pair = x.elements, pair.count == 2 { (x, y) = (pair[0], pair[1]) }
      (line.x, line.y) = (
        try PyplotArguments.numbers(x, name, "x"), try PyplotArguments.numbers(y, name, "y")
      )
    default: return
    }
    guard line.x.count == line.y.count else {
      throw Diagnostic(
        .shape, "\(name): x and y have as many numbers each, and these have \(line.x.count) and \(line.y.count)",
        suggestion: "line.set_data(x, y)")
    }
    let changed = line
    change { $0.mark = .line(changed) }
  }

  private func setImage(_ value: Value, _ context: Context) throws {
    guard let mappable, let item, case .image(var image) = item.mark else { return }
    let made = try PyplotImage(value, like: mappable, "set_data")
    made.tellNote(context)
    image.raster = made.raster
    if let numbers = made.numbers { mappable.numbers = numbers }
    let changed = image
    change { $0.mark = .image(changed) }
  }
}
