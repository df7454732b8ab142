/// Boxes and circles in columns, with arrows between them; ``picture()`` draws them from left to right.
package struct Diagram: Sendable {
  /// A part of the diagram.
  package struct Node: Sendable {
    /// A circle is one of a short title, and has round ends with a long one.
    package enum Form: Sendable { case box, circle, text }

    package var form: Form
    package var title: String
    /// Lines under the title, each of what stands at its left and at its right.
    package var lines: [(String, String)] = []
    package var color: Color?
    /// Columns are counted from the left, 0 being the first.
    package var column: Int
    /// How far below the middle it stands, in rows.
    package var row = 0.0

    package init(
      _ form: Form, _ title: String, lines: [(String, String)] = [], color: Color? = nil, column: Int, row: Double = 0
    ) {
      (self.form, self.title, self.lines) = (form, title, lines)
      (self.color, self.column, self.row) = (color, column, row)
    }
  }

  /// An arrow from one node to another, by their numbers.
  package struct Arrow: Sendable {
    package enum Kind: Sendable {
      /// A value on its way.
      case value
      /// A gradient on its way back, which is drawn below the value's arrow.
      case gradient
      /// A gradient that does not get through.
      case blocked
    }

    package var from: Int
    package var to: Int
    package var kind = Kind.value
    /// The line of the node's that it leaves from; nil for the side that looks where it goes.
    package var line: Int?

    package init(_ from: Int, _ to: Int, _ kind: Kind = .value, line: Int? = nil) {
      (self.from, self.to, self.kind, self.line) = (from, to, kind, line)
    }
  }

  package var nodes: [Node]
  package var arrows: [Arrow]
  package var title: String?

  package init(_ nodes: [Node], _ arrows: [Arrow], title: String? = nil) {
    (self.nodes, self.arrows, self.title) = (nodes, arrows, title)
  }

  /// Several diagrams one above the other.
  ///
  /// - Parameter description: what to say where the picture cannot be seen.
  /// - Throws: ``GraphicsError`` where it would be larger than a picture may be.
  package static func picture(_ diagrams: [Diagram], description: String) throws(GraphicsError) -> Picture {
    // Text is measured by a canvas, and the canvas is as large as the text makes it.
    let measuring = try Canvas(width: 1, height: 1, background: .white)
    let layouts = diagrams.map { DiagramLayout($0, on: measuring) }
    let width = layouts.map(\.width).max() ?? 0
    let height = layouts.map(\.height).reduce(0, +)
    let canvas = try Canvas(width: Int(width.rounded(.up)), height: Int(height.rounded(.up)), background: .white)
    var top = 0.0
    for layout in layouts {
      layout.draw(on: canvas, top: top, left: (width - layout.width) / 2)
      top += layout.height
    }
    return try Picture(canvas.raster(), description: description)
  }
}
