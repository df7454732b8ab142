/// A description of a plot; ``picture()`` draws it.
package struct Plot: Sendable {
  package struct Axis: Sendable {
    package enum Scale: Sendable { case linear, logarithmic }

    package var label: String?
    /// Where the axis begins and ends; by default a little outside of the data.
    package var lower: Double?
    package var upper: Double?
    /// On a logarithmic axis, what is not positive is not drawn.
    package var scale = Scale.linear

    package init(label: String? = nil, lower: Double? = nil, upper: Double? = nil, scale: Scale = .linear) {
      self.label = label
      self.lower = lower
      self.upper = upper
      self.scale = scale
    }
  }

  package var title: String?
  package var x = Axis()
  package var y = Axis()
  package var series: [Series]
  /// Whether labelled series are listed.
  package var hasLegend = true

  package init(_ series: [Series], title: String? = nil, x: Axis = Axis(), y: Axis = Axis()) {
    self.series = series
    self.title = title
    self.x = x
    self.y = y
  }

  /// The plot alone, 560×350 CSS pixels.
  ///
  /// - Throws: ``GraphicsError`` where lists that belong together differ in length, or limits are impossible.
  package func picture(for purpose: PNG.Purpose = .keeping) throws(GraphicsError) -> Picture {
    try Figure([self]).picture(for: purpose)
  }

  /// The colour of a series: its own, or the next of the palette. Rules across the plot are grey and use none up.
  func color(of index: Int) -> Color {
    func isRule(_ series: Series) -> Bool {
      switch series.mark {
      case .vertical, .horizontal: true
      case .line, .scatter, .histogram, .bars: false
      }
    }
    if let color = series[index].color { return color }
    return isRule(series[index]) ? Palette.rule : Palette.color(series[..<index].count { !isRule($0) })
  }

  /// Things of which a line in place of a picture speaks: it stays a line.
  static let spokenOf = 6

  /// One line in place of the picture: what it shows, with figures.
  var description: String {
    let axes = [y.label, x.label.map { "against \($0)" }].compactMap(\.self).joined(separator: " ")
    let words = series.compactMap(\.words)
    let more = words.count > Self.spokenOf ? ["and \(words.count - Self.spokenOf) more"] : []
    return ([title, axes.isEmpty ? nil : axes].compactMap(\.self) + words.prefix(Self.spokenOf) + more)
      .joined(separator: "; ")
  }

  /// Refuses lists that differ in length and limits that are impossible.
  func check() throws(GraphicsError) {
    for series in series {
      let name = series.label.map { " of \($0)" } ?? ""
      func same(_ count: Int, _ what: String, as other: Int, _ otherWhat: String) throws(GraphicsError) {
        guard count == other else {
          throw GraphicsError(.data, "expected as many \(what)\(name) as \(otherWhat), found \(count) and \(other)")
        }
      }
      switch series.mark {
      case .line(let line):
        try same(line.x.count, "x", as: line.y.count, "y")
        if let band = line.band {
          try same(band.lower.count, "lower borders", as: line.y.count, "y")
          try same(band.upper.count, "upper borders", as: line.y.count, "y")
        }
      case .scatter(let scatter):
        try same(scatter.x.count, "x", as: scatter.y.count, "y")
        if let classes = scatter.classes { try same(classes.count, "classes", as: scatter.y.count, "y") }
      case .histogram(let histogram):
        if let bins = histogram.bins, !(1...10_000).contains(bins) {
          throw GraphicsError(.data, "a histogram has 1 to 10,000 bins, found \(bins)")
        }
      case .bars, .vertical, .horizontal:
        break
      }
    }
    try check(x, name: "x")
    try check(y, name: "y")
  }

  private func check(_ axis: Axis, name: String) throws(GraphicsError) {
    for limit in [axis.lower, axis.upper].compactMap(\.self) {
      guard AxisScale.isDrawable(limit) else {
        throw GraphicsError(.data, "the limits of \(name) are finite numbers, found \(limit)")
      }
      if axis.scale == .logarithmic, limit <= 0 {
        throw GraphicsError(.data, "the limits of a logarithmic \(name) are positive, found \(limit)")
      }
    }
    if let lower = axis.lower, let upper = axis.upper, lower >= upper {
      throw GraphicsError(.data, "the limits of \(name) ascend, found \(lower) and \(upper)")
    }
  }
}
