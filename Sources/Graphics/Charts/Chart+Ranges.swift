import Glibc

extension Chart {
  /// What items cover in one direction, and the places that no margin goes beyond: an image's sides, where bars begin.
  package struct Extent: Sendable {
    private(set) var least = Double.infinity
    private(set) var greatest = -Double.infinity
    private(set) var leastPositive = Double.infinity
    private(set) var sticky: [Double] = []

    package init() {}

    package var isEmpty: Bool { least > greatest }

    mutating func include(_ value: Double) {
      guard AxisScale.isDrawable(value) else { return }
      (least, greatest) = (min(least, value), max(greatest, value))
      if value > 1e-299 { leastPositive = min(leastPositive, value) }
    }

    mutating func stick(_ value: Double) {
      if value.isFinite, sticky.count < 20_000, sticky.last != value { sticky.append(value) }
    }

    mutating func unite(_ other: Extent) {
      (least, greatest) = (min(least, other.least), max(greatest, other.greatest))
      leastPositive = min(leastPositive, other.leastPositive)
      sticky += other.sticky
    }
  }

  /// What is drawn covers of an axis; a point without one of its numbers is not drawn, and so does not count.
  package func extent(isX: Bool) -> Extent {
    var extent = Extent()
    for item in items { Self.include(item, isX, &extent) }
    return extent
  }

  private static func include(_ item: ChartItem, _ isX: Bool, _ extent: inout Extent) {
    func points(_ x: [Double], _ y: [Double]) {
      for (x, y) in zip(x, y) where AxisScale.isDrawable(x) && AxisScale.isDrawable(y) { extent.include(isX ? x : y) }
    }
    switch item.mark {
    case .line(let line): points(line.x, line.y)
    case .points(let shape): points(shape.x, shape.y)
    case .bars(let bars, let style):
      for bar in bars {
        let (first, last) = isX ? (bar.left, bar.right) : (bar.bottom, bar.top)
        if style.isSticky, style.isLying == isX { extent.stick(first) }
        guard [bar.left, bar.right, bar.bottom, bar.top].allSatisfy(AxisScale.isDrawable) else { continue }
        extent.include(first)
        extent.include(last)
      }
    case .area(let area):
      for (place, (lower, upper)) in zip(area.x, zip(area.lower, area.upper))
      where [place, lower, upper].allSatisfy(AxisScale.isDrawable) {
        if area.isLying != isX {
          extent.include(place)
        } else {
          extent.include(lower)
          extent.include(upper)
        }
      }
    case .image(let image):
      for side in isX ? [image.left, image.right] : [image.bottom, image.top] {
        extent.include(side)
        extent.stick(side)
      }
    case .mesh(let mesh):
      for side in [(isX ? mesh.x : mesh.y).min(), (isX ? mesh.x : mesh.y).max()].compactMap({ $0 }) {
        extent.include(side)
        extent.stick(side)
      }
    case .rule(let rule): if rule.isVertical == isX { extent.include(rule.place) }
    case .span(let span):
      guard span.isVertical == isX else { return }
      extent.include(span.from)
      extent.include(span.to)
    case .segments(let segments):
      for line in segments.lines {
        points([line.x.0, line.x.1], [line.y.0, line.y.1])
      }
      if isX, let room = segments.room {
        for end in [room.from, room.to] {
          extent.include(end)
          extent.stick(end)
        }
      }
    case .text: break
    }
  }

  /// Where an axis begins and ends that nobody has set: outside of what is drawn by a margin, as in matplotlib.
  package static func limits(
    around extents: [Extent], isLogarithmic: Bool, margin: Double
  ) -> (lower: Double, upper: Double) {
    let all = extents.reduce(into: Extent()) { $0.unite($1) }
    return isLogarithmic ? logarithmic(all, margin) : linear(all, margin)
  }

  private static func linear(_ all: Extent, _ margin: Double) -> (lower: Double, upper: Double) {
    // Nothing, and nothing but zeros, stand in the middle of a tenth.
    var (low, high) = all.least <= all.greatest ? (all.least, all.greatest) : (-0.05, 0.05)
    let size = max(abs(low), abs(high))
    if size < 1e-287 {
      (low, high) = (-0.05, 0.05)
    } else if high - low <= size * 1e-15 {
      (low, high) = (low - 0.05 * abs(low), high + 0.05 * abs(high))
    }
    let bounds = bounds(all.sticky, low, high, isUsed: margin != 0)
    let free = (high - low) * margin
    return room(max(low - free, bounds.lower), min(high + free, bounds.upper))
  }

  private static func logarithmic(_ all: Extent, _ margin: Double) -> (lower: Double, upper: Double) {
    var (low, high) = (all.least > 1e-299 ? all.least : all.leastPositive, all.greatest)
    if !(low <= high) { (low, high) = (1, 10) }
    if low == high {
      // The powers of ten around it, and not itself.
      (low, high) = (pow(10, ceil(log10(low)) - 1), pow(10, floor(log10(high)) + 1))
    }
    let bounds = bounds(all.sticky.filter { $0 > 0 }, low, high, isUsed: margin != 0)
    let free = pow(high / low, margin)
    return room(max(low / free, bounds.lower, 1e-299), min(high * free, bounds.upper, 1e299))
  }

  /// The nearest sticky places at or outside of the data, which the margin does not cross.
  private static func bounds(
    _ sticky: [Double], _ low: Double, _ high: Double, isUsed: Bool
  ) -> (lower: Double, upper: Double) {
    guard isUsed else { return (-.infinity, .infinity) }
    let slack = 1e-5 * (high - low)
    return (
      sticky.filter { $0 < low + slack }.max() ?? -.infinity, sticky.filter { $0 >= high - slack }.min() ?? .infinity
    )
  }

  private static func room(_ lower: Double, _ upper: Double) -> (lower: Double, upper: Double) {
    upper > lower ? (lower, upper) : (lower - 0.5, lower + 0.5)
  }

  var limitsX: (lower: Double, upper: Double) { limits(x, isX: true) }
  var limitsY: (lower: Double, upper: Double) { limits(y, isX: false) }

  private func limits(_ axis: Axis, isX: Bool) -> (lower: Double, upper: Double) {
    guard let given = axis.limits, given.lower < given.upper else {
      return Self.limits(around: [extent(isX: isX)], isLogarithmic: axis.isLogarithmic, margin: axis.margin)
    }
    guard axis.isLogarithmic, given.lower <= 0 else { return given }
    // A logarithmic axis begins at the smallest number that it can show.
    guard given.upper > 0 else { return (1, 10) }
    let least = extent(isX: isX).leastPositive
    return (least < given.upper ? least : given.upper / 1_000, given.upper)
  }
}

/// An axis of a chart with its direction.
struct ChartScale {
  var scale: AxisScale
  let isInverted: Bool

  init(_ limits: (lower: Double, upper: Double), _ axis: Chart.Axis) {
    scale = AxisScale(lower: limits.lower, upper: limits.upper, isLogarithmic: axis.isLogarithmic)
    isInverted = axis.isInverted
  }

  /// 0 at the left or the bottom, 1 at the right or the top.
  func unit(_ value: Double) -> Double { isInverted ? 1 - scale.unit(value) : scale.unit(value) }

  func ticks(_ axis: Chart.Axis, most: Int, areWhole: Bool) -> Ticks {
    guard axis.isShown else { return Ticks(ticks: []) }
    var ticks = places(axis, most: most, areWhole: areWhole)
    if !axis.hasNumbers {
      for place in ticks.ticks.indices { ticks.ticks[place].label = "" }
      ticks.note = nil
    }
    return ticks
  }

  private func places(_ axis: Chart.Axis, most: Int, areWhole: Bool) -> Ticks {
    guard let places = axis.places else {
      return axis.isLogarithmic
        ? .logarithmic(from: scale.lower, to: scale.upper, most: most)
        : .linear(
          from: scale.lower, to: scale.upper, most: most, areWhole: areWhole && scale.upper - scale.lower >= 1)
    }
    return Ticks(
      ticks: places.enumerated().compactMap { number, place in
        let slack = (scale.upper - scale.lower) * 1e-9
        guard place >= scale.lower - slack, place <= scale.upper + slack else { return nil }
        let name = axis.names.map { $0.indices.contains(number) ? $0[number] : "" }
        return Ticks.Tick(value: place, label: name ?? Self.text(place))
      })
  }

  /// A number as short as tells it: 0.1, 3, 2.5e-05.
  static func text(_ number: Double) -> String {
    if number == number.rounded(), abs(number) < 1e6 { return String(Int(number)).replacingMinus }
    var best = "\(number)"
    // Sums like 0.1 + 0.2 are meant to read 0.3.
    let power = pow(10, 6 - floor(log10(max(abs(number), 1e-290))))
    if power.isFinite, power > 0 {
      let rounded = (number * power).rounded() / power
      let text = "\(rounded)"
      if text.utf8.count < best.utf8.count { best = text }
    }
    return best.replacingMinus
  }
}

extension String {
  /// With the sign that numbers have in print.
  fileprivate var replacingMinus: String { first == "-" ? "−" + dropFirst() : self }
}
