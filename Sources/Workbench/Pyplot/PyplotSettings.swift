import Graphics
import Language

/// `plt.rcParams`: what holds where a call says nothing. Those that are not in ``usual`` are kept and have no effect.
final class PyplotSettings: ObjectValue {
  private var values: [String: Value] = usual

  /// Settings that are obeyed, and some that programs read.
  private static var usual: [String: Value] {
    [
      "figure.figsize": .list([.real(6.4), .real(4.8)]), "figure.dpi": .real(100), "font.size": .real(10),
      "image.cmap": .string("viridis"), "image.origin": .string("upper"), "image.aspect": .string("equal"),
      "image.interpolation": .string("auto"), "lines.linewidth": .real(1.5), "lines.linestyle": .string("-"),
      "lines.marker": .string("None"), "lines.markersize": .real(6), "axes.grid": .bool(false),
      "axes.grid.axis": .string("both"), "axes.xmargin": .real(0.05), "axes.ymargin": .real(0.05),
      "axes.spines.left": .bool(true), "axes.spines.right": .bool(true), "axes.spines.top": .bool(true),
      "axes.spines.bottom": .bool(true), "hist.bins": .integer(10), "scatter.marker": .string("o"),
      "errorbar.capsize": .real(0), "legend.loc": .string("best"), "savefig.format": .string("png"),
      "text.usetex": .bool(false),
    ]
  }

  subscript(name: String) -> Value { values[name] ?? Value.none }

  func number(_ name: String, _ usual: Double) -> Double { values[name]?.number ?? usual }

  func text(_ name: String) -> String { self[name].text }

  private func isTrue(_ name: String) -> Bool { if case .bool(true)? = values[name] { true } else { false } }

  func reset() { values = Self.usual }

  /// What a new subplot has.
  func apply(to chart: inout Chart) {
    let axis = text("axes.grid.axis")
    if isTrue("axes.grid") { chart.hasGrid = (axis != "y", axis != "x") }
    chart.openSides = Set(Chart.Side.allCases.filter { !isTrue("axes.spines.\($0.rawValue)") })
  }

  // MARK: Changes

  /// - Throws: ``Diagnostic`` where there is no such setting, or its value is none.
  func set(_ value: Value, for name: String) throws {
    guard Self.names.contains(name) else { throw Self.unknown(name) }
    try check(value, name)
    values[name] = value
  }

  private static func unknown(_ name: String) -> Diagnostic {
    let near = NearestName.find(name, among: names.sorted())
    return Diagnostic(
      .key, "'\(name)' is no setting of matplotlib's", suggestion: near.map { "plt.rcParams[\"\($0)\"]" })
  }

  private func check(_ value: Value, _ name: String) throws {
    func fail(_ wanted: String) -> Diagnostic {
      Diagnostic(.value, "'\(name)' is \(wanted), and this is \(value.repr)")
    }
    switch name {
    case "figure.figsize": _ = try PyplotFigure.size(value, name)
    case "image.cmap": _ = try PyplotArguments.colormap(value, value, "rcParams")
    case "image.origin":
      guard ["upper", "lower"].contains(value.text) else { throw fail("\"upper\" or \"lower\"") }
    case "image.aspect": _ = try PyplotAxesFunctions.aspect(value, "rcParams")
    case "image.interpolation": try PyplotImage.check(interpolation: value, "rcParams")
    case "lines.linestyle": _ = try PyplotArguments.stroke(value, "rcParams")
    case "lines.marker", "scatter.marker": _ = try PyplotArguments.marker(value.text, "rcParams")
    case "axes.grid", "axes.spines.left", "axes.spines.right", "axes.spines.top", "axes.spines.bottom":
      guard case .bool = value else { throw fail("True or False") }
    case "axes.grid.axis":
      guard ["x", "y", "both"].contains(value.text) else { throw fail("\"x\", \"y\" or \"both\"") }
    case "lines.linewidth", "lines.markersize", "errorbar.capsize":
      guard let number = value.number, (0...10_000).contains(number) else { throw fail("a number, 0 or more") }
    case "axes.xmargin", "axes.ymargin":
      guard let number = value.number, number > -0.5, number < 100 else { throw fail("a number above -0.5") }
    case "savefig.format":
      guard value.text.lowercased() == "png" else {
        throw Diagnostic(
          .value, "a figure without an ending in its name is a PNG file here",
          suggestion: "plt.savefig(\"figure.pdf\")")
      }
    case "text.usetex":
      guard case .bool(false) = value else {
        throw Diagnostic(.value, "text is not set by TeX here", suggestion: "plt.rcParams[\"text.usetex\"] = False")
      }
    case "axes.prop_cycle":
      throw Diagnostic(
        .value, "the colours that curves take in turn are matplotlib's usual ones here",
        suggestion: "plt.plot(x, y, color=\"red\")")
    default: break
    }
  }

  /// `plt.rc("lines", linewidth=2)`
  func set(group: Value, _ settings: DictValue) throws {
    let short = ["lw": "linewidth", "ls": "linestyle", "c": "color", "fc": "facecolor", "ec": "edgecolor"]
    for group in group.elements ?? [group] {
      for entry in settings.entries {
        let key = entry.key.text
        try set(entry.value, for: "\(group.text).\(short[key] ?? key)")
      }
    }
  }

  // MARK: Value

  var typeName: String { "RcParams" }
  func repr() -> String { "<settings of matplotlib.pyplot>" }
  var isShownAsResult: Bool { false }
  let attributeNames = ["update", "get", "copy", "keys"]

  func subscripted(_ indices: [Index], _ context: Context) throws -> Value {
    let name = try Self.name(indices)
    if let value = values[name] { return value }
    guard Self.names.contains(name) else { throw Self.unknown(name) }
    throw Diagnostic(
      .key, "'\(name)' has no effect here, and no value until a program gives it one",
      suggestion: "plt.rcParams[\"\(name)\"] = …")
  }

  func assign(_ value: Value, at indices: [Index], _ context: Context) throws {
    try set(value, for: try Self.name(indices))
  }

  private static func name(_ indices: [Index]) throws -> String {
    guard indices.count == 1, case .value(.string(let name)) = indices[0] else {
      throw Diagnostic(.key, "a setting has a name", suggestion: "plt.rcParams[\"figure.figsize\"]")
    }
    return name
  }

  func contains(_ item: Value, _ context: Context) throws -> Bool? { Self.names.contains(item.text) }

  func iterate() throws -> IteratorValue? {
    try Value.list(Self.names.sorted().map { .string($0) }).objectIterator("settings")
  }

  func attribute(_ name: String, _ context: Context) throws -> Value? {
    switch name {
    case "update":
      return .builtin(
        PyplotAxesFunctions.plotting(
          name, "changes several settings",
          [
            PyplotArguments.optional("settings", "a dict of names and values"),
            Parameter("more", .any, style: .keywords, "further ones"),
          ]
        ) { [self] arguments, _ in
          for source in [arguments["settings"], arguments["more"]] {
            guard case .dict(let dict) = source else { continue }
            for entry in dict.entries { try set(entry.value, for: entry.key.text) }
          }
          return .none
        })
    case "get":
      return .builtin(
        PyplotAxesFunctions.plotting(
          name, "a setting", [Parameter("name", .string, "its name"), PyplotArguments.optional("default", "else")],
          result: "any"
        ) { [self] arguments, _ in values[arguments.string("name")] ?? arguments["default"] })
    case "keys": return .object(NativeFunction(name) { _, _ in .list(Self.names.sorted().map { .string($0) }) })
    case "copy":
      return .object(
        NativeFunction(name) { [self] _, _ in
          .dict(DictValue(values.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }))
        })
    default: return nil
    }
  }
}
