import Autodiff
import Graphics
import Language
import Tensors

/// `hist`, `bar` and `barh`.
extension PyplotAxesFunctions {
  var hist: Entry {
    Self.plotting(
      "hist", "how many numbers fall where",
      [
        Parameter("x", .any, "the numbers"),
        PyplotArguments.optional("bins", "how many intervals, 10 by default, or their borders"),
        PyplotArguments.named("range", "where the first begins and the last ends"),
        Parameter("density", .bool, default: .bool(false), style: .keywordOnly, "whether the area is 1"),
        PyplotArguments.named("color", ["facecolor"], "a colour"),
        PyplotArguments.named("alpha", "how opaque, from 0 to 1"),
        PyplotArguments.named("label", "a name for the legend"),
        PyplotArguments.named("histtype", "\"bar\", \"step\" or \"stepfilled\""),
      ] + PyplotArguments.idle("edgecolor ec linewidth lw zorder rwidth"), result: "tuple"
    ) { arguments, _ in
      let values = try PyplotArguments.numbers(arguments["x"], "hist", "x").filter { !$0.isNaN }
      let edges = try Self.edges(arguments, values)
      var counts = [Double](repeating: 0, count: edges.count - 1)
      for value in values where value >= edges[0] && value <= edges[edges.count - 1] {
        // The last border that is not above it.
        var (low, high) = (0, edges.count - 1)
        while high - low > 1 {
          let middle = (low + high) / 2
          if edges[middle] <= value { low = middle } else { high = middle }
        }
        counts[low] += 1
      }
      if arguments.bool("density") {
        let total = counts.reduce(0, +)
        for place in counts.indices where total > 0 { counts[place] /= total * (edges[place + 1] - edges[place]) }
      }
      let kind = PyplotArguments.text(arguments, "histtype") ?? "bar"
      guard ["bar", "step", "stepfilled"].contains(kind) else {
        throw Diagnostic(.value, "histtype is \"bar\", \"step\" or \"stepfilled\"", parameter: "histtype")
      }
      let axes = try axes()
      let parsed = try PyplotColor.parse(arguments["color"], "hist")
      let bars = counts.indices.map {
        ChartItem.Bar(left: edges[$0], right: edges[$0 + 1], bottom: 0, top: counts[$0])
      }
      axes.chart.items.append(
        ChartItem(
          .bars(bars, isOutlined: kind == "step"), label: PyplotArguments.label(arguments),
          color: parsed?.color ?? axes.nextColor(),
          opacity: try PyplotArguments.opacity(arguments, "hist") ?? parsed?.opacity ?? 1))
      let patches = Value.object(PyplotArtist("BarContainer", axes: axes))
      return .object(
        PyplotArtist(
          "histogram",
          items: [
            ArrayFunctions.array(Variable(try Tensor(counts.map(Float.init)))),
            ArrayFunctions.array(Variable(try Tensor(edges.map(Float.init)))), patches,
          ], axes: axes))
    }
  }

  private static func edges(_ arguments: Arguments, _ values: [Double]) throws -> [Double] {
    let bins = arguments["bins"]
    var count = 10
    if let number = bins.wholeNumber {
      guard (1...10_000).contains(number) else {
        throw Diagnostic(.value, "hist has 1 to 10000 bins, and not \(number)", parameter: "bins")
      }
      count = number
    } else if case .string(let rule) = bins {
      throw Diagnostic(
        .value, "hist: there is no rule '\(rule)' for bins here", suggestion: "bins=50", parameter: "bins")
    } else if !bins.isNone {
      let edges = try PyplotArguments.numbers(bins, "hist", "bins")
      guard (2...10_001).contains(edges.count), zip(edges, edges.dropFirst()).allSatisfy({ $0 < $1 }) else {
        throw Diagnostic(.value, "hist: the borders of bins ascend, and are two at least", parameter: "bins")
      }
      return edges
    }
    var (low, high) = (values.min() ?? 0, values.max() ?? 1)
    if !arguments["range"].isNone {
      let range = try PyplotArguments.numbers(arguments["range"], "hist", "range")
      guard range.count == 2, range[0] < range[1], range.allSatisfy(\.isFinite) else {
        throw Diagnostic(.value, "hist: range is a pair, the smaller number first", parameter: "range")
      }
      (low, high) = (range[0], range[1])
    }
    guard low.isFinite, high.isFinite else {
      throw Diagnostic(
        .value, "hist: one of the numbers is infinite, and no bin ends there", suggestion: "range=(0, 1)",
        parameter: "x")
    }
    if low == high { (low, high) = (low - 0.5, high + 0.5) }
    // As NumPy computes them for numbers of this precision: what lies on a border counts on the same side. A range that is
    // given is one of Python's numbers, and has another precision until the end.
    func borders<Number: BinaryFloatingPoint>(_ low: Number, _ high: Number) -> [Double] {
      let step = (high - low) / Number(count)
      return (0...count).map { Double(Float($0 == count ? high : Number($0) * step + low)) }
    }
    let edges = arguments["range"].isNone ? borders(Float(low), Float(high)) : borders(low, high)
    guard edges.allSatisfy(\.isFinite), zip(edges, edges.dropFirst()).allSatisfy({ $0 < $1 }) else {
      throw Diagnostic(
        .value, "hist: numbers from \(Float(low)) to \(Float(high)) do not part into \(count) bins",
        suggestion: "fewer bins, or range=(0, 1)", parameter: "bins")
    }
    return edges
  }

  func bar(_ name: String) -> Entry {
    let isLying = name == "barh"
    return Self.plotting(
      name, "bars",
      [
        Parameter(isLying ? "y" : "x", .any, "where they stand: numbers, or names"),
        Parameter(isLying ? "width" : "height", .any, "how long they are"),
        Parameter(isLying ? "height" : "width", .any, default: .real(0.8), "how thick they are"),
        PyplotArguments.optional(isLying ? "left" : "bottom", "where they begin: 0"),
        PyplotArguments.named("align", "\"center\" or \"edge\""),
        PyplotArguments.named("color", "a colour, or one for each bar"),
        PyplotArguments.named("alpha", "how opaque, from 0 to 1"),
        PyplotArguments.named("label", "a name for the legend"),
      ] + PyplotArguments.idle("edgecolor linewidth lw zorder"), result: "BarContainer"
    ) { arguments, _ in
      let first = arguments[isLying ? "y" : "x"]
      var names: [String]?
      var places: [Double]
      if let items = first.elements, !items.isEmpty, items.allSatisfy({ if case .string = $0 { true } else { false } })
      {
        names = items.map { PyplotText.plain($0.text) }
        places = items.indices.map(Double.init)
      } else {
        places = try PyplotArguments.numbers(first, name, isLying ? "y" : "x")
      }
      func each(_ parameter: String) throws -> [Double] {
        let numbers = try PyplotArguments.numbers(arguments[parameter], name, parameter)
        if numbers.count == 1 { return Array(repeating: numbers[0], count: places.count) }
        guard numbers.count == places.count else {
          throw Diagnostic(
            .shape, "\(name): \(parameter) has \(numbers.count) numbers for \(places.count) bars", parameter: parameter)
        }
        return numbers
      }
      let lengths = try each(isLying ? "width" : "height")
      let widths = try each(isLying ? "height" : "width")
      let begin = isLying ? "left" : "bottom"
      let starts = try arguments[begin].isNone ? places.map { _ in 0 } : each(begin)
      guard places.count <= 20_000 else { throw Diagnostic(.value, "\(name): \(places.count) bars are too many") }
      let align = PyplotArguments.text(arguments, "align") ?? "center"
      guard align == "center" || align == "edge" else {
        throw Diagnostic(.value, "align is \"center\" or \"edge\"", parameter: "align")
      }
      let bars = places.indices.map { number -> ChartItem.Bar in
        let low = align == "edge" ? places[number] : places[number] - widths[number] / 2
        let (start, end) = (starts[number], starts[number] + lengths[number])
        return isLying
          ? ChartItem.Bar(left: start, right: end, bottom: low, top: low + widths[number])
          : ChartItem.Bar(left: low, right: low + widths[number], bottom: start, top: end)
      }
      let axes = try axes()
      let opacity = try PyplotArguments.opacity(arguments, name)
      func add(_ bars: [ChartItem.Bar], _ color: PyplotColor.Parsed?, label: String?) {
        axes.chart.items.append(
          ChartItem(
            .bars(bars, isOutlined: false), label: label, color: color?.color ?? axes.nextColor(),
            opacity: opacity ?? color?.opacity ?? 1))
      }
      let label = PyplotArguments.label(arguments)
      if let colors = try Self.colors(of: arguments["color"], bars.count, name) {
        for (place, (bar, color)) in zip(bars, colors).enumerated() {
          add([bar], color, label: place == 0 ? label : nil)
        }
      } else {
        add(bars, try PyplotColor.parse(arguments["color"], name), label: label)
      }
      if let names {
        try change(isX: !isLying) { ($0.places, $0.names) = (places, names) }
      }
      return .object(PyplotArtist("BarContainer", axes: axes))
    }
  }

  /// A colour for each bar, the list again and again where it is shorter; nil where it is one colour.
  private static func colors(of value: Value, _ count: Int, _ entry: String) throws -> [PyplotColor.Parsed?]? {
    var rows: [Value]?
    if let tensor = value.asTensor?.variable.value, tensor.rank == 2 {
      let numbers = tensor.array.map { Value.real(Double($0)) }
      rows = (0..<tensor.shape[0]).map { .list(Array(numbers[$0 * tensor.shape[1]..<($0 + 1) * tensor.shape[1]])) }
    }
    guard let items = rows ?? value.elements, let first = items.first, first.plainNumber == nil else { return nil }
    let colors = try items.map { try PyplotColor.parse($0, entry) }
    return (0..<count).map { colors[$0 % colors.count] }
  }
}
