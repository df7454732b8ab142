import Glibc

extension Chart {
  /// What the items cover on an axis, and where it may end exactly: at the sides of an image, under bars.
  struct Extent {
    private(set) var least = Double.infinity
    private(set) var greatest = -Double.infinity
    private var fixed: [Double] = []
    let isLogarithmic: Bool

    init(isLogarithmic: Bool) { self.isLogarithmic = isLogarithmic }

    var range: ClosedRange<Double>? { least <= greatest ? least...greatest : nil }
    var isFixedBelow: Bool { fixed.contains(least) }
    var isFixedAbove: Bool { fixed.contains(greatest) }

    mutating func include(_ value: Double, isFixed: Bool = false) {
      guard AxisScale.isDrawable(value), !isLogarithmic || value > 1e-299 else { return }
      (least, greatest) = (min(least, value), max(greatest, value))
      if isFixed, !fixed.contains(value), fixed.count < 100 { fixed.append(value) }
    }
  }

  func extentX() -> Extent {
    var extent = Extent(isLogarithmic: x.isLogarithmic)
    for item in items {
      switch item.mark {
      case .line(let line): line.x.forEach { extent.include($0) }
      case .points(let points): points.x.forEach { extent.include($0) }
      case .bars(let bars, _):
        for bar in bars {
          extent.include(bar.left, isFixed: bar.left == 0)
          extent.include(bar.right)
        }
      case .area(let area): area.x.forEach { extent.include($0) }
      case .image(let image):
        extent.include(image.left, isFixed: true)
        extent.include(image.right, isFixed: true)
      case .rule(let rule): if rule.isVertical { extent.include(rule.place) }
      case .text: break
      }
    }
    return extent
  }

  func extentY() -> Extent {
    var extent = Extent(isLogarithmic: y.isLogarithmic)
    for item in items {
      switch item.mark {
      case .line(let line): line.y.forEach { extent.include($0) }
      case .points(let points): points.y.forEach { extent.include($0) }
      case .bars(let bars, _):
        for bar in bars {
          extent.include(bar.bottom, isFixed: bar.bottom == 0)
          extent.include(bar.top)
        }
      case .area(let area):
        area.lower.forEach { extent.include($0) }
        area.upper.forEach { extent.include($0) }
      case .image(let image):
        extent.include(image.bottom, isFixed: true)
        extent.include(image.top, isFixed: true)
      case .rule(let rule): if !rule.isVertical { extent.include(rule.place) }
      case .text: break
      }
    }
    return extent
  }

  /// What the data cover, for an axis that panels share; nil where there are none.
  package var dataX: ClosedRange<Double>? { extentX().range }
  package var dataY: ClosedRange<Double>? { extentY().range }

  /// Where the axis begins and ends.
  package var limitsX: (lower: Double, upper: Double) { Self.limits(x, extentX()) }
  package var limitsY: (lower: Double, upper: Double) { Self.limits(y, extentY()) }

  private static func limits(_ axis: Axis, _ extent: Extent) -> (lower: Double, upper: Double) {
    var extent = extent
    if let shared = axis.shared {
      extent.include(shared.lowerBound)
      extent.include(shared.upperBound)
    }
    var (low, high) = extent.range.map { ($0.lowerBound, $0.upperBound) } ?? (axis.isLogarithmic ? (1, 10) : (0, 1))
    if axis.isLogarithmic {
      let free = high > low ? pow(high / low, 0.05) : 2
      (low, high) = (max(low / free, 1e-299), min(high * free, 1e299))
    } else if extent.range != nil {
      let span = high - low
      if span <= max(abs(low), abs(high)) * 1e-11 || span < 1e-290 {
        let around = low == 0 ? 0.055 : abs(low) * 0.05
        (low, high) = (low - around, high + around)
      } else {
        (low, high) = (
          extent.isFixedBelow ? low : low - 0.05 * span, extent.isFixedAbove ? high : high + 0.05 * span
        )
      }
    }
    let (lower, upper) = (axis.lower ?? low, axis.upper ?? high)
    guard lower >= upper else { return (lower, upper) }
    // One limit was given, and lies beyond all data.
    let away = axis.isLogarithmic ? 0 : max(1, abs(lower) * 0.1)
    if axis.lower != nil, axis.upper == nil { return (lower, axis.isLogarithmic ? lower * 10 : lower + away) }
    return (axis.isLogarithmic ? upper / 10 : upper - away, upper)
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
