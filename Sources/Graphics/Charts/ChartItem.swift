/// One thing in a chart.
package struct ChartItem: Sendable {
  package enum Mark: Sendable {
    case line(Line)
    case points(Points)
    case bars([Bar], Bars)
    case area(Area)
    case image(Image)
    case mesh(Mesh)
    case rule(Rule)
    case span(Span)
    case segments(Segments)
    case text(Label)
  }

  package enum Stroke: Sendable, Equatable {
    case solid, dashed, dotted, dashDotted, none
    /// Lengths of lines and gaps in turn, in the line's widths.
    case pattern([Double])
  }

  package enum Marker: Sendable {
    case disc, dot, square, diamond, triangle, triangleDown, triangleLeft, triangleRight, cross, plus, star, bar, dash
    case pentagon, hexagon, tripod

    /// Whether it encloses an area, and is no crossing of lines.
    package var isFilled: Bool {
      switch self {
      case .cross, .plus, .bar, .dash, .tripod: false
      default: true
      }
    }
  }

  /// How points on a line are joined.
  package enum Joint: Sendable {
    case straight
    /// The value holds from the point before, changes halfway, or holds until the next one.
    case before, middle, after
  }

  /// What runs around a mark, a bar or an area.
  package struct Edge: Sendable {
    package var color: Color
    package var opacity: Double
    package var width: Double

    package init(_ color: Color, opacity: Double = 1, width: Double = 1) {
      (self.color, self.opacity, self.width) = (color, opacity, width)
    }
  }

  package struct Line: Sendable {
    package var x: [Double]
    package var y: [Double]
    package var stroke = Stroke.solid
    /// In points, of which 72 make an inch, as all widths and sizes.
    package var width = 1.5
    package var marker: Marker?
    package var markerSize = 6.0
    /// The inside of the markers; nil for the item's colour.
    package var markerColor: Color?
    package var areMarkersHollow = false
    package var markerEdge: Edge?
    package var joint = Joint.straight

    package init(x: [Double], y: [Double]) { (self.x, self.y) = (x, y) }
  }

  package struct Points: Sendable {
    package var x: [Double]
    package var y: [Double]
    /// The colour of each; none where all have that of the item.
    package var colors: [Color]?
    /// How opaque each is, where they differ.
    package var opacities: [Double]?
    /// The area of each in points², or one for all.
    package var areas: [Double] = [36]
    package var marker = Marker.disc
    /// Whether the marks have no inside.
    package var areHollow = false
    /// What runs around each, or around all; empty for nothing.
    package var edges: [Edge] = []

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

  /// What bars of one item have in common.
  package struct Bars: Sendable {
    package enum Inside: Sendable {
      case filled
      case empty
      /// One line along the tops, as a histogram's outline.
      case outline
    }

    package var inside = Inside.filled
    package var isLying = false
    package var edge: Edge?
    /// Whether the axis may end where the bars begin; not for those that stand on others.
    package var isSticky = true

    package init() {}
  }

  package struct Area: Sendable {
    package var x: [Double]
    package var lower: [Double]
    package var upper: [Double]
    /// Whether `x` runs upwards, and the borders from left to right.
    package var isLying = false
    package var joint = Joint.straight

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

  /// Cells of any widths and heights: `colors` by rows, one for each pair of neighbouring borders; nil for nothing.
  package struct Mesh: Sendable {
    package var x: [Double]
    package var y: [Double]
    package var colors: [Color?]

    package init(x: [Double], y: [Double], colors: [Color?]) { (self.x, self.y, self.colors) = (x, y, colors) }
  }

  /// A straight line across the panel, from one part of it to another.
  package struct Rule: Sendable {
    package var isVertical: Bool
    package var place: Double
    package var stroke = Stroke.solid
    package var width = 1.5
    package var parts: (from: Double, to: Double) = (0, 1)

    package init(isVertical: Bool, place: Double) { (self.isVertical, self.place) = (isVertical, place) }
  }

  /// A filled stripe across the panel.
  package struct Span: Sendable {
    package var isVertical: Bool
    package var from: Double
    package var to: Double
    package var parts: (from: Double, to: Double) = (0, 1)
    package var edge: Edge?

    package init(isVertical: Bool, from: Double, to: Double) {
      (self.isVertical, self.from, self.to) = (isVertical, from, to)
    }
  }

  /// Straight lines, each from one place to another.
  package struct Segments: Sendable {
    package struct Segment: Sendable {
      package var x: (Double, Double)
      package var y: (Double, Double)

      package init(x: (Double, Double), y: (Double, Double)) { (self.x, self.y) = (x, y) }
    }

    package var lines: [Segment]
    package var stroke = Stroke.solid
    package var width = 1.5
    /// The length of a short line across both ends, in points: an error bar's cap.
    package var caps = 0.0
    /// A stretch of x that they take, to its ends.
    package var room: (from: Double, to: Double)?

    package init(_ lines: [Segment]) { self.lines = lines }
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
    /// Points by which it is moved up from its place.
    package var lift = 0.0
    /// Whether the place is a part of the panel, from 0 to 1, rather than numbers of the axes.
    package var isOfPanel = false

    package init(x: Double, y: Double, text: String) { (self.x, self.y, self.text) = (x, y, text) }
  }

  package var mark: Mark
  package var label: String?
  package var color: Color
  package var opacity: Double
  /// By which whoever made it finds it again.
  package var id = 0

  package init(_ mark: Mark, label: String? = nil, color: Color, opacity: Double = 1) {
    (self.mark, self.label, self.color, self.opacity) = (mark, label, color, opacity)
  }
}
