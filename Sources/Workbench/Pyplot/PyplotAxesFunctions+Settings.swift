import Graphics
import Language

/// What is said of a subplot around its data.
extension PyplotAxesFunctions {
  func simple(_ name: String, _ body: @escaping (PyplotAxes) -> Void) -> Entry {
    Self.plotting(name, "changes the subplot", []) { _, _ in
      body(try axes())
      return .none
    }
  }

  static func pair(_ scale: PyplotScale) -> [Value] { [.real(scale.limits.begin), .real(scale.limits.end)] }

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
        Parameter(
          low, .any, default: Value.none, otherNames: [isX ? "xmin" : "ymin"], "where it begins, or a pair"),
        Parameter(high, .any, default: Value.none, otherNames: [isX ? "xmax" : "ymax"], "where it ends"),
      ] + PyplotArguments.idle("auto emit"), result: "tuple"
    ) { arguments, _ in
      var (first, second) = (arguments[low], arguments[high])
      if second.isNone, let pair = first.elements ?? Self.numbers(first) {
        guard pair.count == 2 else {
          throw Diagnostic(.value, "\(name) takes two numbers, and got \(pair.count)", suggestion: "plt.\(name)(0, 1)")
        }
        (first, second) = (pair[0], pair[1])
      }
      if !arguments.given.isEmpty { try setLimits(isX: isX, first, second, name) }
      let limits = Self.pair(try axes().scale(isX: isX))
      return arguments.given.isEmpty ? .tuple(limits) : Self.quiet(limits)
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
    let scale = try axes().scale(isX: isX)
    if scale.isLogarithmic, (begin ?? 1) <= 0 || (end ?? 1) <= 0 {
      throw Diagnostic(.value, "\(name): a logarithmic axis shows positive numbers")
    }
    let old = scale.limits
    let (low, high) = (begin ?? old.begin, end ?? old.end)
    // One limit that falls on the other makes room around both.
    let room = low == high ? (low == 0 ? 0.05 : abs(low) * 0.05) : 0
    scale.set(low - room, high + room)
  }

  func ticks(_ name: String) -> Entry {
    Self.plotting(
      name, "where the ticks stand, and what is written at them",
      [
        PyplotArguments.optional("ticks", "numbers; none take the ticks away"),
        PyplotArguments.optional("labels", "a text for each"),
      ] + PyplotArguments.idle("minor rotation fontsize ha size color"), result: "tuple"
    ) { arguments, _ in
      try setTicks(isX: name == "xticks", arguments["ticks"], arguments["labels"], name)
      let scale = try axes().scale(isX: name == "xticks")
      let names = scale.names ?? scale.ticks.map { Value.real($0).text }
      return Self.quiet([try Self.row(scale.ticks), .list(names.map { .string($0) })])
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
    let scale = try axes().scale(isX: isX)
    if let names, names.count != (places ?? scale.places)?.count, !names.isEmpty {
      throw Diagnostic(
        .value, "\(name) takes a label for each tick: \(names.count) for \((places ?? scale.places)?.count ?? 0)",
        parameter: "labels")
    }
    if let places {
      scale.places = places
      scale.widen(places)
    }
    scale.names = names
  }

  func scale(_ name: String) -> Entry {
    Self.plotting(
      name, "how numbers lie along the axis",
      [Parameter("value", .any, "\"linear\" or \"log\"")] + PyplotArguments.idle("base nonpositive subs")
    ) { arguments, _ in
      let kind = arguments["value"].text
      guard kind == "linear" || kind == "log" else {
        throw Diagnostic(.value, "\(name) is \"linear\" or \"log\", and this is '\(kind)'", parameter: "value")
      }
      try axes().scale(isX: name == "xscale").setLogarithmic(kind == "log")
      return .none
    }
  }

  var set: Entry {
    Self.plotting(
      "set", "several settings at once",
      ["title", "xlabel", "ylabel", "xlim", "ylim", "xticks", "yticks", "xscale", "yscale", "aspect"].map {
        PyplotArguments.named($0, "as the method set_\($0)")
      } + ["xticklabels", "yticklabels"].map { PyplotArguments.named($0, "as the method set_\($0)") }
    ) { arguments, context in
      for name in Self.settings where !arguments[name].isNone {
        guard let entry = function(name) else { continue }
        _ = try entry.run(try entry.match([CallArgument(arguments[name])]), context)
      }
      for name in ["xticklabels", "yticklabels"] where !arguments[name].isNone {
        guard let entry = method("set_" + name) else { continue }
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

  var grid: Entry { grid(of: nil) }

  /// - Parameter axis: the one it is of; nil for what the call says.
  func grid(of axis: String?) -> Entry {
    Self.plotting(
      "grid", "fine lines at the ticks",
      [
        PyplotArguments.optional("visible", "whether: True by default"),
        PyplotArguments.optional("which", "\"major\": the others are not drawn"),
        PyplotArguments.optional("axis", "\"x\", \"y\" or \"both\""),
      ] + PyplotArguments.idle("alpha linestyle ls linewidth lw color c zorder")
    ) { arguments, _ in
      let axes = try axes()
      let which = axis ?? PyplotArguments.text(arguments, "axis") ?? "both"
      guard ["x", "y", "both"].contains(which) else {
        throw Diagnostic(.value, "axis of grid is \"x\", \"y\" or \"both\", and this is '\(which)'", parameter: "axis")
      }
      // Fine lines between the ticks are not drawn, and asking for them alone changes nothing.
      if arguments["which"].text == "minor" { return .none }
      var wanted: Bool?
      if case .bool(let flag) = arguments["visible"] { wanted = flag }
      let isPlain = arguments.given.isSubset(of: ["which", "axis"])
      func changed(_ old: Bool) -> Bool { wanted ?? (isPlain ? !old : true) }
      if which != "y" { axes.chart.hasGrid.x = changed(axes.chart.hasGrid.x) }
      if which != "x" { axes.chart.hasGrid.y = changed(axes.chart.hasGrid.y) }
      return .none
    }
  }

  var margins: Entry {
    Self.plotting(
      "margins", "the part of the data's length that is left free on both sides",
      [
        Parameter("values", .any, style: .variadic, "one for both axes, or two"),
        PyplotArguments.named("x", "from left to right"), PyplotArguments.named("y", "from bottom to top"),
      ] + PyplotArguments.idle("tight"), result: "tuple"
    ) { arguments, _ in
      let (axes, values) = (try axes(), arguments.values("values"))
      guard values.count <= 2 else { throw Diagnostic(.argument, "margins takes one number, or two") }
      func set(_ scale: PyplotScale, _ value: Value) throws {
        if value.isNone { return }
        guard let number = value.number, number > -0.5, number < 100 else {
          throw Diagnostic(.value, "a margin is a part of the data's length, above -0.5, and this is \(value.repr)")
        }
        scale.margin = number
      }
      try set(axes.x, values.first ?? arguments["x"])
      try set(axes.y, values.last ?? arguments["y"])
      return arguments.given.isEmpty ? .tuple([.real(axes.x.margin), .real(axes.y.margin)]) : .none
    }
  }

  var autoscale: Entry {
    Self.plotting(
      "autoscale", "whether the limits follow the data",
      [
        PyplotArguments.optional("enable", "True by default"),
        PyplotArguments.optional("axis", "\"x\", \"y\" or \"both\""),
        PyplotArguments.optional("tight", "True leaves no margin"),
      ]
    ) { arguments, _ in
      let (axes, which) = (try axes(), PyplotArguments.text(arguments, "axis") ?? "both")
      for scale in [axes.x, axes.y] where which == "both" || which == (scale.isX ? "x" : "y") {
        if PyplotArguments.flag(arguments, "tight") { scale.margin = 0 }
        if case .bool(false) = arguments["enable"] { scale.setAutomatic(false) } else { scale.setAutomatic(true) }
      }
      return .none
    }
  }

  var axis: Entry {
    Self.plotting(
      "axis", "\"off\", \"on\", \"equal\", \"square\", \"tight\", \"auto\", or where the axes begin and end",
      [
        PyplotArguments.optional("arg", "a word, or left, right, bottom and top"),
        PyplotArguments.named("xmin", "where x begins"), PyplotArguments.named("xmax", "where it ends"),
        PyplotArguments.named("ymin", "where y begins"), PyplotArguments.named("ymax", "where it ends"),
      ], result: "tuple"
    ) { arguments, _ in
      let (axes, value) = (try axes(), arguments["arg"])
      switch value {
      case .none:
        for (isX, low, high) in [(true, "xmin", "xmax"), (false, "ymin", "ymax")]
        where !arguments[low].isNone || !arguments[high].isNone {
          try setLimits(isX: isX, arguments[low], arguments[high], "axis")
        }
      case .bool(let flag): axes.chart.hasAxes = flag
      case .string(let word): try Self.set(axes, axis: word)
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
      let limits = Self.pair(axes.x) + Self.pair(axes.y)
      return arguments.given.isEmpty ? .tuple(limits) : Self.quiet(limits)
    }
  }

  private static func set(_ axes: PyplotAxes, axis word: String) throws {
    func follow(_ isAutomatic: Bool) {
      for scale in [axes.x, axes.y] {
        scale.setAutomatic(true)
        if !isAutomatic { scale.setAutomatic(false) }
      }
    }
    switch word {
    case "off": axes.chart.hasAxes = false
    case "on": axes.chart.hasAxes = true
    case "equal":
      follow(true)
      axes.chart.aspect = .limits
    case "auto":
      follow(true)
      axes.chart.aspect = .filling
    case "tight":
      follow(false)
      axes.chart.aspect = .filling
    case "scaled", "image":
      follow(false)
      axes.chart.aspect = .box(1)
    case "square":
      follow(false)
      axes.chart.aspect = .box(1)
      let (x, y) = (axes.x.limits, axes.y.limits)
      let side = max(x.end - x.begin, y.end - y.begin)
      axes.x.set(x.begin, x.begin + side)
      axes.y.set(y.begin, y.begin + side)
    default:
      throw Diagnostic(
        .value, "axis has no word '\(word)'",
        suggestion: "\"off\", \"on\", \"equal\", \"square\", \"tight\" or \"auto\"")
    }
  }

  var tickParameters: [Parameter] {
    ["bottom", "left", "labelbottom", "labelleft"].map { PyplotArguments.named($0, "whether they are there") }
      + PyplotArguments.idle("axis which length labelsize direction top right colors pad rotation width labelrotation")
  }

  func tickParams(_ arguments: Arguments) throws -> Value {
    func isOff(_ name: String) -> Bool { if case .bool(false) = arguments[name] { true } else { false } }
    let axes = try axes()
    if isOff("labelbottom") { axes.chart.x.hasNumbers = false }
    if isOff("labelleft") { axes.chart.y.hasNumbers = false }
    // Without ticks and numbers nothing is left of an axis.
    if isOff("bottom"), isOff("labelbottom") { axes.chart.x.isShown = false }
    if isOff("left"), isOff("labelleft") { axes.chart.y.isShown = false }
    return .none
  }
}
