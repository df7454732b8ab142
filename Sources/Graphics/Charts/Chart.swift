/// One panel of a sheet: what is drawn between two axes, images among it, with matplotlib's meaning of all settings.
///
/// Beside ``Plot``, which chooses for itself what looks well, this draws what it is told: every item has its colour, place
/// and order. Lists that belong together have one length; whoever makes the items sees to that.
package struct Chart: Sendable {
  package struct Axis: Sendable {
    package var label: String?
    /// Where the axis begins and ends, the smaller number first; by default a little outside of the data.
    package var limits: (lower: Double, upper: Double)?
    /// Whether the numbers grow to the left, or downwards.
    package var isInverted = false
    package var isLogarithmic = false
    /// Where the ticks stand; by default at round numbers.
    package var places: [Double]?
    /// What is written at the places, from the first; by default their numbers.
    package var names: [String]?
    /// Whether the axis has ticks at all.
    package var isShown = true
    /// Whether numbers stand at the ticks; not within a grid of panels that share them.
    package var hasNumbers = true
    /// Whether ticks and label stand at the top, or on the right: a second axis beside another one.
    package var isOpposite = false
    /// The part of the data's length that is left free on both sides.
    package var margin = 0.05

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

  package enum Side: String, Sendable, CaseIterable { case left, right, top, bottom }

  package struct Colorbar: Sendable {
    package var map: Colormap
    package var lower: Double
    package var upper: Double
    package var label: String?
    /// Where its ticks stand; by default at round numbers.
    package var places: [Double]?

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
  /// Whether fine lines run from the ticks of x, and of y.
  package var hasGrid = (x: false, y: false)
  /// The sides of the frame that are not drawn.
  package var openSides: Set<Side> = []
  package var legend: LegendPlace?
  package var legendTitle: String?
  /// What the legend lists, where that is not what has a label.
  package var legendItems: [ChartItem]?
  package var aspect = Aspect.filling
  package var colorbar: Colorbar?

  package init() {}

  /// Whether an image gives the axes their pixels: ticks are then whole numbers.
  var hasImage: Bool { items.contains { if case .image = $0.mark { true } else { false } } }
}
