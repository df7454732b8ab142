/// One thing in a plot, with the name that the legend gives it.
package struct Series: Sendable {
  package enum Mark: Sendable {
    /// Straight lines from point to point; a point that is not finite leaves a gap.
    case line(Line)
    /// A dot at each point.
    case scatter(Scatter)
    /// How many values fall into each of a number of equal intervals.
    case histogram(Histogram)
    /// One bar for each height, at 0, 1, 2, …
    case bars(Bars)
    /// A line across the whole plot at one x.
    case vertical(at: Double)
    /// A line across the whole plot at one y.
    case horizontal(at: Double)
  }

  package struct Line: Sendable {
    /// As many as `y`.
    package var x: [Double]
    package var y: [Double]
    /// A shaded area around the line, such as mean ± standard deviation.
    package var band: Band?
    /// Whether each point has a dot. A point without neighbours always has one.
    package var hasMarkers = false
    package var isDashed = false

    package init(x: [Double], y: [Double], band: Band? = nil, hasMarkers: Bool = false, isDashed: Bool = false) {
      self.x = x
      self.y = y
      self.band = band
      self.hasMarkers = hasMarkers
      self.isDashed = isDashed
    }
  }

  /// The lower and upper border of a shaded area, as many as the line has points.
  package struct Band: Sendable {
    package var lower: [Double]
    package var upper: [Double]

    package init(lower: [Double], upper: [Double]) {
      self.lower = lower
      self.upper = upper
    }

    /// Mean ± deviation. Lists of different length give a band that is too short, which the plot refuses.
    package init(mean: [Double], deviation: [Double]) {
      lower = zip(mean, deviation).map { $0 - $1 }
      upper = zip(mean, deviation).map { $0 + $1 }
    }
  }

  package struct Scatter: Sendable {
    /// As many as `y`.
    package var x: [Double]
    package var y: [Double]
    /// The class of each point, which gives its colour; none where all have the colour of the series.
    package var classes: [Int]?
    /// The names of classes 0, 1, … for the legend; by default their numbers.
    package var classNames: [String]

    package init(x: [Double], y: [Double], classes: [Int]? = nil, classNames: [String] = []) {
      self.x = x
      self.y = y
      self.classes = classes
      self.classNames = classNames
    }
  }

  package struct Histogram: Sendable {
    package var values: [Double]
    /// Intervals; by default chosen from the data.
    package var bins: Int?

    package init(values: [Double], bins: Int? = nil) {
      self.values = values
      self.bins = bins
    }
  }

  package struct Bars: Sendable {
    package var heights: [Double]
    /// Written under the bars, from the first; by default their numbers.
    package var names: [String]

    package init(heights: [Double], names: [String] = []) {
      self.heights = heights
      self.names = names
    }
  }

  package var mark: Mark
  /// Its name in the legend; a series without one has no entry there.
  package var label: String?
  /// By default the next of ``Palette``.
  package var color: Color?

  package init(_ mark: Mark, label: String? = nil, color: Color? = nil) {
    self.mark = mark
    self.label = label
    self.color = color
  }
}
