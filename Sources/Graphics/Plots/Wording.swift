import Text

/// What a drawing shows, in words with figures: for whoever does not see it.
enum Wording {
  /// Turns that are smaller than this share of all that a curve covers are no turns.
  private static let leastTurn = 0.1

  /// How a curve goes: `falls from 159.4 to 105.3`, `rises from 1 to 9 at 4, and falls to 2`.
  static func course(x: [Double], y: [Double]) -> String {
    let points = zip(x, y).filter { $0.isFinite && $1.isFinite }
    guard let first = points.first, let last = points.last, let low = points.min(by: { $0.1 < $1.1 }),
      let high = points.max(by: { $0.1 < $1.1 })
    else { return "has no finite point" }
    func value(_ point: (Double, Double)) -> String { shortened(point.1) }
    let range = high.1 - low.1
    guard range > 1e-6 * max(low.1.magnitude, high.1.magnitude) else { return "stays at \(value(first))" }
    let turn = leastTurn * range
    let (dips, peaks) = (min(first.1, last.1) - low.1 > turn, high.1 - max(first.1, last.1) > turn)
    switch (dips, peaks) {
    case (true, true): return "goes from \(value(first)) to \(value(last)), between \(value(low)) and \(value(high))"
    case (true, false):
      return "falls from \(value(first)) to \(value(low)) at \(shortened(low.0)), and rises to \(value(last))"
    case (false, true):
      return "rises from \(value(first)) to \(value(high)) at \(shortened(high.0)), and falls to \(value(last))"
    case (false, false):
      let verb = (last.1 - first.1).magnitude <= turn ? "goes" : last.1 < first.1 ? "falls" : "rises"
      return "\(verb) from \(value(first)) to \(value(last))"
    }
  }

  /// A curve, by its name where it has one.
  static func curve(_ label: String?, x: [Double], y: [Double]) -> String {
    "\(label ?? "a curve of \(counted(y.count, "value"))") \(course(x: x, y: y))"
  }

  /// What belongs to a name, where there is one: `codes: 20 points`.
  static func named(_ label: String?, _ words: String) -> String { label.map { "\($0): \(words)" } ?? words }

  /// From where to where values lie: `from -2.1 to 3.5`.
  static func span(_ values: [Double]) -> String {
    let finite = values.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max() else { return "none of them finite" }
    return low == high ? "at \(shortened(low))" : "from \(shortened(low)) to \(shortened(high))"
  }

  /// Points in a plane: `120 points, x from -2 to 2, y from -1.5 to 3`.
  static func cloud(x: [Double], y: [Double], classes: Int = 1) -> String {
    let groups = classes > 1 ? " in \(classes) classes" : ""
    let places = x.isEmpty ? "" : ", x \(span(x)), y \(span(y))"
    return counted(x.count, "point") + groups + places
  }

  /// Bars: `10 bars from 0.1 to 2.4, the highest 3`.
  static func bars(_ heights: [Double], names: [String] = []) -> String {
    let bars = counted(heights.count, "bar")
    guard !heights.isEmpty else { return bars }
    let highest = heights.indices.max { heights[$0] < heights[$1] }.flatMap {
      names.indices.contains($0) ? names[$0] : nil
    }
    return "\(bars) \(span(heights))" + (highest.map { ", the highest \($0)" } ?? "")
  }
}

extension Series {
  /// What it shows, in words; nil for a rule without a name.
  var words: String? {
    switch mark {
    case .line(let line): return Wording.curve(label, x: line.x, y: line.y)
    case .scatter(let scatter):
      return Wording.named(
        label, Wording.cloud(x: scatter.x, y: scatter.y, classes: Set(scatter.classes ?? []).count))
    case .histogram(let histogram):
      let count = "histogram of \(counted(histogram.values.count, "value"))"
      return Wording.named(label, histogram.values.isEmpty ? count : "\(count) \(Wording.span(histogram.values))")
    case .bars(let bars): return Wording.named(label, Wording.bars(bars.heights, names: bars.names))
    case .vertical(let place), .horizontal(let place): return label.map { "\($0) at \(shortened(place))" }
    }
  }
}

extension ChartItem {
  /// What it shows, in words; nil where there is nothing to say of it.
  var words: String? {
    switch mark {
    case .line(let line): Wording.curve(label, x: line.x, y: line.y)
    case .points(let points): Wording.named(label, Wording.cloud(x: points.x, y: points.y))
    case .bars(let bars, let style):
      Wording.named(label, Wording.bars(bars.map { style.isLying ? $0.right - $0.left : $0.top - $0.bottom }))
    case .area, .image, .mesh, .rule, .span, .segments, .text: label
    }
  }
}
