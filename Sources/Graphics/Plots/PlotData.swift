/// The ranges that a plot's series cover, worked out once before anything is drawn.
struct PlotData {
  let plot: Plot
  /// Counts for each series that is a histogram, over shared intervals.
  let bins: HistogramBins?
  let counts: [Int: [Int]]
  /// Which of the plot's bar charts a series is.
  let barIndex: [Int: Int]

  init(_ plot: Plot) {
    self.plot = plot
    var histograms: [Int: Series.Histogram] = [:]
    var barIndex: [Int: Int] = [:]
    for (index, series) in plot.series.enumerated() {
      if case .histogram(let histogram) = series.mark { histograms[index] = histogram }
      if case .bars = series.mark { barIndex[index] = barIndex.count }
    }
    let bins = HistogramBins(Array(histograms.values))
    self.bins = bins
    self.barIndex = barIndex
    counts = bins.map { bins in histograms.mapValues { bins.counts($0.values) } } ?? [:]
  }

  /// Whether there is nothing that can be drawn, apart from rules.
  var isEmpty: Bool {
    func isPoint(_ x: Double, _ y: Double) -> Bool {
      AxisScale.isDrawable(x) && AxisScale.isDrawable(y) && (plot.x.scale == .linear || x > 0)
        && (plot.y.scale == .linear || y > 0)
    }
    return plot.series.allSatisfy { series in
      switch series.mark {
      case .line(let line): !zip(line.x, line.y).contains(where: isPoint)
      case .scatter(let scatter): !zip(scatter.x, scatter.y).contains(where: isPoint)
      case .histogram: bins == nil
      case .bars(let bars): !bars.heights.contains(where: AxisScale.isDrawable)
      case .vertical, .horizontal: true
      }
    }
  }

  var hasBars: Bool { !barIndex.isEmpty || !counts.isEmpty }

  /// The names under the bars; none where there are no bar charts.
  var barNames: [String]? {
    guard !barIndex.isEmpty else { return nil }
    let charts = plot.series.compactMap { series -> Series.Bars? in
      if case .bars(let bars) = series.mark { bars } else { nil }
    }
    let count = charts.map(\.heights.count).max() ?? 0
    let names = charts.first { !$0.names.isEmpty }?.names ?? []
    return (0..<count).map { $0 < names.count ? names[$0] : String($0) }
  }

  /// Where a bar begins and ends on the x axis: charts of one plot stand side by side around each whole number.
  func sides(ofBar number: Int, series index: Int) -> ClosedRange<Double> {
    let width = 0.8 / Double(max(1, barIndex.count))
    let left = Double(number) - 0.4 + Double(barIndex[index] ?? 0) * width
    return left...left + width
  }

  /// Whether every x is a whole number, as epochs are.
  var isWholeX: Bool {
    plot.series.allSatisfy { series in
      switch series.mark {
      case .line(let line): line.x.allSatisfy { !$0.isFinite || $0 == $0.rounded() }
      case .bars, .horizontal: true
      case .vertical(let place): place == place.rounded()
      case .scatter, .histogram: false
      }
    }
  }

  /// Whether every y is a count.
  var isWholeY: Bool { !counts.isEmpty && counts.count == plot.series.count }

  func scaleX() -> AxisScale {
    var extent = Extent(isLogarithmic: plot.x.scale == .logarithmic)
    for series in plot.series {
      switch series.mark {
      case .line(let line): line.x.forEach { extent.include($0) }
      case .scatter(let scatter): scatter.x.forEach { extent.include($0) }
      case .histogram: bins?.edges.forEach { extent.include($0) }
      case .bars(let bars) where !bars.heights.isEmpty:
        extent.include(-0.5)
        extent.include(Double(bars.heights.count) - 0.5)
      case .vertical(let place): extent.include(place)
      case .bars, .horizontal: break
      }
    }
    return AxisScale(
      plot.x, extent: extent.range, margin: hasBars ? 0.02 : 0.03, startsAtZero: false, isWhole: isWholeX)
  }

  /// - Parameter scale: of x: what it leaves out does not count.
  func scaleY(_ scale: AxisScale) -> AxisScale {
    var extent = Extent(isLogarithmic: plot.y.scale == .logarithmic)
    func include(_ x: [Double], _ y: [Double]) {
      for (x, y) in zip(x, y) where x >= scale.lower && x <= scale.upper { extent.include(y) }
    }
    for (index, series) in plot.series.enumerated() {
      switch series.mark {
      case .line(let line):
        include(line.x, line.y)
        if let band = line.band {
          include(line.x, band.lower)
          include(line.x, band.upper)
        }
      case .scatter(let scatter): include(scatter.x, scatter.y)
      case .histogram: counts[index]?.forEach { extent.include(Double($0)) }
      case .bars(let bars): bars.heights.forEach { extent.include($0) }
      case .horizontal(let place): extent.include(place)
      case .vertical: break
      }
    }
    return AxisScale(plot.y, extent: extent.range, margin: 0.05, startsAtZero: hasBars, isWhole: isWholeY)
  }
}

/// The least and the greatest of the values that can be drawn.
private struct Extent {
  let isLogarithmic: Bool
  private var least = Double.infinity
  private var greatest = -Double.infinity

  init(isLogarithmic: Bool) { self.isLogarithmic = isLogarithmic }

  var range: ClosedRange<Double>? { least <= greatest ? least...greatest : nil }

  mutating func include(_ value: Double) {
    guard AxisScale.isDrawable(value), !isLogarithmic || value > 1e-299 else { return }
    (least, greatest) = (min(least, value), max(greatest, value))
  }
}
