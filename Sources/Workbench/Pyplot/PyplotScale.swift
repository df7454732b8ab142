import Graphics
import Language

/// One direction of a subplot: the numbers that it shows and where its ticks stand. Subplots that share it have one.
///
/// As in matplotlib, limits follow the data until a program sets them, each thing drawn asks for that anew, and an image or ticks
/// outside of what is shown change the limits until something more is drawn.
final class PyplotScale {
  let isX: Bool
  private var members: [() -> PyplotAxes?] = []
  private var view: (begin: Double, end: Double) = (0, 1)
  private(set) var isAutomatic = true
  private var isStale = false
  private var hasView = false
  private(set) var isLogarithmic = false
  var margin: Double {
    didSet { request() }
  }
  var places: [Double]?
  var names: [String]?
  /// Names that stand for whole numbers from 0, in the order in which they came.
  private var categories: [String] = []

  init(isX: Bool, margin: Double) { (self.isX, self.margin) = (isX, margin) }

  func join(_ axes: PyplotAxes) { members.append { [weak axes] in axes } }

  // MARK: Limits

  /// Where the axis begins and ends, the larger number first where it is inverted.
  var limits: (begin: Double, end: Double) {
    if isStale { adapt() }
    return view
  }

  var isInverted: Bool { limits.begin > limits.end }

  /// Lets the limits follow the data at the next look.
  func request() { isStale = true }

  func set(_ begin: Double?, _ end: Double?, isAutomatic: Bool = false) {
    let old = limits
    (view, isStale, hasView) = ((begin ?? old.begin, end ?? old.end), false, true)
    self.isAutomatic = isAutomatic
  }

  /// The sides of an image, where nobody has set others.
  func show(_ begin: Double, _ end: Double) {
    if isAutomatic { set(begin, end, isAutomatic: true) }
  }

  /// Shows these places too.
  func widen(_ places: [Double]) {
    guard let low = places.min(), let high = places.max(), low.isFinite, high.isFinite else { return }
    let old = limits
    let (lower, upper) = (min(old.begin, old.end, low), max(old.begin, old.end, high))
    view = old.begin > old.end ? (upper, lower) : (lower, upper)
    hasView = true
  }

  func invert() { set(limits.end, limits.begin, isAutomatic: isAutomatic) }

  func setAutomatic(_ isAutomatic: Bool) {
    if !isAutomatic { _ = limits }
    self.isAutomatic = isAutomatic
    if isAutomatic { request() }
  }

  func setLogarithmic(_ flag: Bool) {
    isLogarithmic = flag
    request()
  }

  func clear() {
    (view, isAutomatic, isStale, hasView, isLogarithmic) = ((0, 1), true, false, false, false)
    (places, names, categories) = (nil, nil, [])
  }

  private func adapt() {
    isStale = false
    guard isAutomatic else { return }
    let extents = members.compactMap { $0()?.chart.extent(isX: isX) }
    if hasView, extents.allSatisfy(\.isEmpty) { return }
    let found = Chart.limits(around: extents, isLogarithmic: isLogarithmic, margin: margin)
    view = view.begin > view.end ? (found.upper, found.lower) : (found.lower, found.upper)
    hasView = true
  }

  // MARK: Names

  /// The numbers of names: a name that was there before has its number again.
  func places(of names: [String]) -> [Double] {
    let numbers = names.map { name -> Double in
      if let place = categories.firstIndex(of: name) { return Double(place) }
      categories.append(name)
      return Double(categories.count - 1)
    }
    (places, self.names) = (categories.indices.map(Double.init), categories)
    return numbers
  }

  // MARK: Drawing

  func apply(to axis: inout Chart.Axis) {
    let (begin, end) = limits
    axis.limits = (min(begin, end), max(begin, end))
    (axis.isInverted, axis.isLogarithmic, axis.margin) = (begin > end, isLogarithmic, margin)
    (axis.places, axis.names) = (places, names)
  }

  /// Where ticks stand: those that were set, or those that are drawn for want of others.
  var ticks: [Double] {
    if let places { return places }
    let (begin, end) = limits
    let (low, high) = (min(begin, end), max(begin, end))
    return
      (isLogarithmic
      ? Ticks.logarithmic(from: max(low, 1e-299), to: high, most: 9)
      : Ticks.linear(from: low, to: high, most: 9)).ticks.map(\.value)
  }
}
