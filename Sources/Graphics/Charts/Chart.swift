/// One panel of a sheet: what is drawn between two axes, images among it, with matplotlib's meaning of all settings.
///
/// Beside ``Plot``, which chooses for itself what looks well, this draws what it is told: every item has its colour, place
/// and order. Lists that belong together have one length; whoever makes the items sees to that.
package struct Chart: Sendable {
  package struct Axis: Sendable {
    package var label: String?
    /// Where the axis begins and ends; by default a little outside of the data.
    package var lower: Double?
    package var upper: Double?
    /// Whether the numbers grow to the left, or downwards.
    package var isInverted = false
    package var isLogarithmic = false
    /// Where the ticks stand; by default at round numbers.
    package var places: [Double]?
    /// What is written at the places, from the first; by default their numbers.
    package var names: [String]?
    /// Whether the axis has ticks at all.
    package var isShown = true
    /// Values that the axis shows besides its own data, where several panels share one.
    package var shared: ClosedRange<Double>?

    package init() {}
  }

  /// Which lengths are kept equal.
  package enum Aspect: Sendable, Equatable {
    /// The data fill the panel.
    case filling
    /// A unit of y is so many times as long as one of x, and the panel is as large as that leaves it.
    case box(Double)
    /// Units are equally long, and the axes show more than the data.
    case limits
  }

  package enum LegendPlace: Sendable, Equatable {
    case best
    /// 0 left or top, 0.5 in the middle, 1 right or bottom.
    case at(x: Double, y: Double)
    case outside
  }

  package struct Colorbar: Sendable {
    package var map: Colormap
    package var lower: Double
    package var upper: Double
    package var label: String?

    package init(map: Colormap, lower: Double, upper: Double, label: String? = nil) {
      (self.map, self.lower, self.upper, self.label) = (map, lower, upper, label)
    }
  }

  package var items: [ChartItem] = []
  package var title: String?
  package var x = Axis()
  package var y = Axis()
  /// Whether frame, ticks and labels are drawn; the title always is.
  package var hasAxes = true
  package var hasGrid = false
  package var legend: LegendPlace?
  package var legendTitle: String?
  package var aspect = Aspect.filling
  package var colorbar: Colorbar?

  package init() {}

  /// Whether an image gives the axes their pixels: ticks are then whole numbers.
  var hasImage: Bool { items.contains { if case .image = $0.mark { true } else { false } } }
}

/// One thing in a chart.
package struct ChartItem: Sendable {
  package enum Mark: Sendable {
    case line(Line)
    case points(Points)
    case bars([Bar], isOutlined: Bool)
    case area(Area)
    case image(Image)
    case rule(Rule)
    case text(Label)
  }

  package enum Stroke: Sendable { case solid, dashed, dotted, dashDotted, none }

  package enum Marker: Sendable { case disc, dot, square, diamond, triangle, triangleDown, cross, plus, star, bar }

  package struct Line: Sendable {
    package var x: [Double]
    package var y: [Double]
    package var stroke = Stroke.solid
    /// In points, of which 72 make an inch, as all widths and sizes.
    package var width = 1.5
    package var marker: Marker?
    package var markerSize = 6.0
    /// Whether the value holds until the next point, rather than going there straight.
    package var isStepped = false

    package init(x: [Double], y: [Double]) { (self.x, self.y) = (x, y) }
  }

  package struct Points: Sendable {
    package var x: [Double]
    package var y: [Double]
    /// The colour of each; none where all have that of the item.
    package var colors: [Color]?
    /// The area of each in points², or one for all.
    package var areas: [Double] = [36]
    package var marker = Marker.disc

    package init(x: [Double], y: [Double]) { (self.x, self.y) = (x, y) }
  }

  package struct Bar: Sendable {
    package var left: Double
    package var right: Double
    package var bottom: Double
    package var top: Double

    package init(left: Double, right: Double, bottom: Double, top: Double) {
      (self.left, self.right, self.bottom, self.top) = (left, right, bottom, top)
    }
  }

  package struct Area: Sendable {
    package var x: [Double]
    package var lower: [Double]
    package var upper: [Double]

    package init(x: [Double], lower: [Double], upper: [Double]) {
      (self.x, self.lower, self.upper) = (x, lower, upper)
    }
  }

  /// A picture whose first pixel lies at (`left`, `top`) and whose last at (`right`, `bottom`), in the axes' numbers.
  package struct Image: Sendable {
    package var raster: Raster
    package var left: Double
    package var right: Double
    package var bottom: Double
    package var top: Double

    package init(raster: Raster, left: Double, right: Double, bottom: Double, top: Double) {
      (self.raster, self.left, self.right, self.bottom, self.top) = (raster, left, right, bottom, top)
    }
  }

  /// A straight line across the whole panel.
  package struct Rule: Sendable {
    package var isVertical: Bool
    package var place: Double
    package var stroke = Stroke.solid
    package var width = 1.5

    package init(isVertical: Bool, place: Double) { (self.isVertical, self.place) = (isVertical, place) }
  }

  package struct Label: Sendable {
    package var x: Double
    package var y: Double
    package var text: String
    package var size = 10.0
    /// 0 where the text begins at the point, 0.5 in its middle, 1 where it ends there.
    package var horizontal = 0.0
    /// 0 where it stands on the point, 0.5 in its middle, 1 where it hangs from it.
    package var vertical = 0.0
    /// Whether the place is a part of the panel, from 0 to 1, rather than numbers of the axes.
    package var isOfPanel = false

    package init(x: Double, y: Double, text: String) { (self.x, self.y, self.text) = (x, y, text) }
  }

  package var mark: Mark
  package var label: String?
  package var color: Color
  package var opacity: Double

  package init(_ mark: Mark, label: String? = nil, color: Color, opacity: Double = 1) {
    (self.mark, self.label, self.color, self.opacity) = (mark, label, color, opacity)
  }
}
