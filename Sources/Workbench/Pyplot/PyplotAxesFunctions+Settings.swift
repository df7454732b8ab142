import Graphics
import Language

/// What is said of a subplot around its data.
extension PyplotAxesFunctions {
  func change(isX: Bool, _ body: (inout Chart.Axis) throws -> Void) throws {
    let axes = try axes()
    if isX { try body(&axes.chart.x) } else { try body(&axes.chart.y) }
  }

  func simple(_ name: String, _ body: @escaping (PyplotAxes) -> Void) -> Entry {
    Self.plotting(name, "changes the subplot", []) { _, _ in
      body(try axes())
      return .none
    }
  }

  static func pair(_ limits: (lower: Double, upper: Double), _ axis: Chart.Axis) -> Value {
    let numbers = [limits.lower, limits.upper].map { Value.real($0) }
    return .tuple(axis.isInverted ? numbers.reversed() : numbers)
  }

  func heading(_ name: String) -> Entry {
    Self.plotting(
      name, name == "title" ? "the heading of the subplot" : "what runs along the axis",
      [
        Parameter(name == "title" ? "label" : name, .any, otherNames: name == "title" ? [] : ["label"], "the text")
      ] + PyplotArguments.idle("fontsize size loc pad labelpad color fontweight weight y rotation fontdict")
    ) { arguments, _ in
      let text = PyplotArguments.text(arguments, name == "title" ? "label" : name)
      let axes = try axes()
      switch name {
      case "title": axes.chart.title = text
      case "xlabel": axes.chart.x.label = text
      default: axes.chart.y.label = text
      }
      return .none
    }
  }

  func limits(_ name: String) -> Entry {
    let isX = name == "xlim"
    let (low, high) = isX ? ("left", "right") : ("bottom", "top")
    return Self.plotting(
      name, "where the axis begins and ends",
      [
        PyplotArguments.optional(low, "where it begins, or a pair"), PyplotArguments.optional(high, "where it ends"),
      ], result: "tuple"
    ) { arguments, _ in
      var (first, second) = (arguments[low], arguments[high])
      if second.isNone, let pair = first.elements ?? Self.numbers(first) {
        guard pair.count == 2 else {
          throw Diagnostic(.value, "\(name) takes two numbers, and got \(pair.count)", suggestion: "plt.\(name)(0, 1)")
        }
        (first, second) = (pair[0], pair[1])
      }
      try setLimits(isX: isX, first, second, name)
      let chart = try axes().chart
      return arguments.given.isEmpty ? Self.pair(isX ? chart.limitsX : chart.limitsY, isX ? chart.x : chart.y) : .none
    }
  }

  /// The numbers of a row.
  static func numbers(_ value: Value) -> [Value]? {
    guard let tensor = value.asTensor?.variable.value, tensor.rank == 1 else { return nil }
    return tensor.array.map { .real(Double($0)) }
  }

  private func setLimits(isX: Bool, _ first: Value, _ second: Value, _ name: String) throws {
    func number(_ value: Value) throws -> Double? {
      if value.isNone { return nil }
      guard let number = value.number, number.isFinite, abs(number) < 1e300 else {
        throw Diagnostic(.value, "\(name) takes finite numbers, and this is \(value.repr)")
      }
      return number
    }
    let (begin, end) = (try number(first), try number(second))
    if let begin, let end, begin == end {
      throw Diagnostic(.value, "\(name): the axis begins and ends at \(first.repr), and so shows nothing")
    }
    try change(isX: isX) { axis in
      if axis.isLogarithmic, (begin ?? 1) <= 0 || (end ?? 1) <= 0 {
        throw Diagnostic(.value, "\(name): a logarithmic axis shows positive numbers")
      }
      if let begin, let end {
        (axis.lower, axis.upper, axis.isInverted) = (min(begin, end), max(begin, end), begin > end)
      } else if axis.isInverted {
        (axis.upper, axis.lower) = (begin ?? axis.upper, end ?? axis.lower)
      } else {
        (axis.lower, axis.upper) = (begin ?? axis.lower, end ?? axis.upper)
      }
    }
  }

  func ticks(_ name: String) -> Entry {
    Self.plotting(
      name, "where the ticks stand, and what is written at them",
      [
        PyplotArguments.optional("ticks", "numbers; none take the ticks away"),
        PyplotArguments.optional("labels", "a text for each"),
      ] + PyplotArguments.idle("rotation fontsize ha size")
    ) { arguments, _ in
      try setTicks(isX: name == "xticks", arguments["ticks"], arguments["labels"], name)
      return .none
    }
  }

  private func setTicks(isX: Bool, _ ticks: Value, _ labels: Value, _ name: String) throws {
    if ticks.isNone, labels.isNone { return }
    let places = try ticks.isNone ? nil : PyplotArguments.numbers(ticks, name, "ticks")
    let names: [String]?
    if labels.isNone {
      names = nil
    } else if let items = labels.elements {
      names = items.map { PyplotText.plain($0.text) }
    } else {
      names = try PyplotArguments.numbers(labels, name, "labels").map { Value.real($0).text }
    }
    guard (places?.count ?? 0) <= 1_000 else { throw Diagnostic(.value, "\(name): more than 1000 ticks") }
    try change(isX: isX) { axis in
      if let names, names.count != (places ?? axis.places)?.count, !names.isEmpty {
        throw Diagnostic(
          .value, "\(name) takes a label for each tick: \(names.count) for \((places ?? axis.places)?.count ?? 0)",
          parameter: "labels")
      }
      if let places { axis.places = places }
      axis.names = names
    }
  }

  func scale(_ name: String) -> Entry {
    Self.plotting(
      name, "how numbers lie along the axis", [Parameter("value", .any, "\"linear\" or \"log\"")]
    ) { arguments, _ in
      let kind = arguments["value"].text
      guard kind == "linear" || kind == "log" else {
        throw Diagnostic(.value, "\(name) is \"linear\" or \"log\", and this is '\(kind)'", parameter: "value")
      }
      try change(isX: name == "xscale") { axis in
        axis.isLogarithmic = kind == "log"
        if kind == "log" {
          if (axis.lower ?? 1) <= 0 { axis.lower = nil }
          if (axis.upper ?? 1) <= 0 { axis.upper = nil }
        }
      }
      return .none
    }
  }

  var set: Entry {
    Self.plotting(
      "set", "several settings at once",
      ["title", "xlabel", "ylabel", "xlim", "ylim", "xticks", "yticks", "xscale", "yscale", "aspect"].map {
        PyplotArguments.named($0, "as the method set_\($0)")
      }
    ) { arguments, context in
      for name in Self.settings where !arguments[name].isNone {
        guard let entry = function(name) else { continue }
        _ = try entry.run(try entry.match([CallArgument(arguments[name])]), context)
      }
      if let aspect = try Self.aspect(arguments["aspect"], "set") { try axes().chart.aspect = aspect }
      return .none
    }
  }

  var setAspect: Entry {
    Self.plotting(
      "set_aspect", "how long units are for each other",
      [Parameter("aspect", .any, "\"equal\", \"auto\" or a number")] + PyplotArguments.idle("adjustable anchor")
    ) { arguments, _ in
      try axes().chart.aspect = try Self.aspect(arguments["aspect"], "set_aspect") ?? .filling
      return .none
    }
  }

  var grid: Entry {
    Self.plotting(
      "grid", "fine lines at the ticks",
      [PyplotArguments.optional("visible", "whether: True by default")]
        + PyplotArguments.idle("which axis alpha linestyle ls linewidth lw color c zorder")
    ) { arguments, _ in
      let axes = try axes()
      if case .bool(let flag) = arguments["visible"] {
        axes.chart.hasGrid = flag
      } else {
        axes.chart.hasGrid = arguments.given.isEmpty ? !axes.chart.hasGrid : true
      }
      return .none
    }
  }

  var axis: Entry {
    Self.plotting(
      "axis", "\"off\", \"on\", \"equal\", \"square\", \"tight\", \"auto\", or where the axes begin and end",
      [PyplotArguments.optional("arg", "a word, or left, right, bottom and top")], result: "tuple"
    ) { arguments, _ in
      let (axes, value) = (try axes(), arguments["arg"])
      switch value {
      case .none: break
      case .bool(let flag): axes.chart.hasAxes = flag
      case .string(let word):
        switch word {
        case "off": axes.chart.hasAxes = false
        case "on": axes.chart.hasAxes = true
        case "equal": axes.chart.aspect = .limits
        case "square", "scaled", "image": axes.chart.aspect = .box(1)
        case "auto": axes.chart.aspect = .filling
        case "tight":
          let (x, y) = (axes.chart.dataX, axes.chart.dataY)
          if let x, x.lowerBound < x.upperBound {
            (axes.chart.x.lower, axes.chart.x.upper) = (x.lowerBound, x.upperBound)
          }
          if let y, y.lowerBound < y.upperBound {
            (axes.chart.y.lower, axes.chart.y.upper) = (y.lowerBound, y.upperBound)
          }
        default:
          throw Diagnostic(
            .value, "axis has no word '\(word)'",
            suggestion: "\"off\", \"on\", \"equal\", \"square\", \"tight\" or \"auto\"")
        }
      default:
        let items = value.elements ?? Self.numbers(value) ?? []
        guard items.count == 4 else {
          throw Diagnostic(
            .value, "axis takes left, right, bottom and top, and this is \(value.repr)",
            suggestion: "plt.axis([0, 10, -1, 1])")
        }
        try setLimits(isX: true, items[0], items[1], "axis")
        try setLimits(isX: false, items[2], items[3], "axis")
      }
      return .none
    }
  }

  var tickParameters: [Parameter] {
    ["bottom", "left", "labelbottom", "labelleft"].map { PyplotArguments.named($0, "whether they are there") }
      + PyplotArguments.idle("axis which length labelsize direction top right colors pad rotation width labelrotation")
  }

  func tickParams(_ arguments: Arguments) throws -> Value {
    func isOff(_ name: String) -> Bool { if case .bool(false) = arguments[name] { true } else { false } }
    if isOff("labelbottom") { try change(isX: true) { $0.isShown = false } }
    if isOff("labelleft") { try change(isX: false) { $0.isShown = false } }
    return .none
  }
}
