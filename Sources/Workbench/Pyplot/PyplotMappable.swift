import Autodiff
import Graphics
import Language
import Tensors

/// Numbers that were drawn as colours, which may be other ones later.
final class PyplotMappable {
  private(set) var map: Colormap
  private(set) var lower: Double
  private(set) var upper: Double
  /// Draws the numbers anew in changed colours.
  var redraw: ((PyplotMappable) throws -> Void)?
  /// The numbers, for whoever asks for them.
  var numbers: Tensor?

  init(map: Colormap, lower: Double, upper: Double) { (self.map, self.lower, self.upper) = (map, lower, upper) }

  /// With matplotlib's roundings: an array of single precision stays one.
  func color(_ value: Float) -> Color {
    guard upper > lower else { return map.color(Float(0)) }
    return map.color(Float(Double(Float(Double(value) - lower)) / (upper - lower)))
  }

  func setLimits(_ lower: Double?, _ upper: Double?, _ entry: String) throws {
    let (low, high) = (lower ?? self.lower, upper ?? self.upper)
    guard low <= high else {
      throw Diagnostic(.value, "\(entry): vmin is at most vmax, and these are \(low) and \(high)")
    }
    (self.lower, self.upper) = (low, high)
    try redraw?(self)
  }

  func set(_ map: Colormap) throws {
    self.map = map
    try redraw?(self)
  }
}

/// What the colours of a subplot mean, as a bar beside it.
final class PyplotColorbar: ObjectValue {
  private let mappable: PyplotMappable
  private let axes: PyplotAxes
  var label: String?
  var places: [Double]?

  init(_ mappable: PyplotMappable, _ axes: PyplotAxes, label: String?) {
    (self.mappable, self.axes, self.label) = (mappable, axes, label)
  }

  var drawn: Chart.Colorbar {
    var bar = Chart.Colorbar(map: mappable.map, lower: mappable.lower, upper: mappable.upper, label: label)
    bar.places = places
    return bar
  }

  var typeName: String { "Colorbar" }
  func repr() -> String { "<Colorbar>" }
  var isShownAsResult: Bool { false }
  let attributeNames = ["set_label", "set_ticks", "remove", "ax"]

  func attribute(_ name: String, _ context: Context) throws -> Value? {
    switch name {
    case "set_label":
      return .builtin(
        PyplotAxesFunctions.plotting(
          name, "what the numbers are",
          [Parameter("label", .any, "the text")] + PyplotArguments.idle("rotation labelpad fontsize size loc")
        ) { [self] arguments, _ in
          label = PyplotArguments.text(arguments, "label")
          return .none
        })
    case "set_ticks":
      return .builtin(
        PyplotAxesFunctions.plotting(name, "where its ticks stand", [Parameter("ticks", .any, "numbers")]) {
          [self] arguments, _ in
          places = try PyplotArguments.numbers(arguments["ticks"], name, "ticks")
          return .none
        })
    case "remove":
      return .object(
        NativeFunction(name) { [axes] _, _ in
          axes.colorbar = nil
          return .none
        })
    case "ax": return .object(PyplotColorbarAxes(self))
    default: return nil
    }
  }
}

/// `cb.ax`: of an Axes it has what programs use to name a bar.
final class PyplotColorbarAxes: ObjectValue {
  private let bar: PyplotColorbar
  init(_ bar: PyplotColorbar) { self.bar = bar }
  var typeName: String { "Axes of a colour bar" }
  func repr() -> String { "<Axes of a colour bar>" }
  let attributeNames = ["set_ylabel", "set_title", "tick_params"]

  func attribute(_ name: String, _ context: Context) throws -> Value? {
    switch name {
    case "set_ylabel", "set_title":
      return .builtin(
        PyplotAxesFunctions.plotting(
          name, "what the numbers are",
          [Parameter("label", .any, "the text")] + PyplotArguments.idle("rotation labelpad fontsize size")
        ) { [bar] arguments, _ in
          bar.label = PyplotArguments.text(arguments, "label")
          return .none
        })
    case "tick_params":
      return .builtin(
        PyplotAxesFunctions.plotting(name, "nothing here", PyplotArguments.idle("labelsize size colors axis")) { _, _ in
          .none
        })
    default: return nil
    }
  }
}
