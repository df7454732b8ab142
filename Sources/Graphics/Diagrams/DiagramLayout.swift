/// Where the parts of a diagram stand: columns are as wide as their widest part.
struct DiagramLayout {
  private static let titleSize = 13.0
  private static let lineSize = 10.5
  private static let lineHeight = 15.0
  /// From a node's upper side to its first line.
  private static let linesTop = 30.0
  private static let rowHeight = 78.0
  private static let gap = 46.0
  private static let diameter = 46.0
  private static let padding = 14.0
  private static let gradient = Palette.color(2)

  private let diagram: Diagram
  /// Each node's place, from the upper left corner of the diagram.
  private let places: [Rectangle]
  let width: Double
  let height: Double

  init(_ diagram: Diagram, on canvas: Canvas) {
    self.diagram = diagram
    let sizes = diagram.nodes.map { Self.size(of: $0, on: canvas) }
    let columns = (diagram.nodes.map(\.column).max() ?? 0) + 1
    var widths = [Double](repeating: 0, count: columns)
    for (node, size) in zip(diagram.nodes, sizes) { widths[node.column] = max(widths[node.column], size.width) }
    var centers: [Double] = []
    var left = Self.padding
    for width in widths {
      centers.append(left + width / 2)
      left += width + Self.gap
    }
    let heading = diagram.title == nil ? 0.0 : 26
    let above = zip(diagram.nodes, sizes).map { $1.height / 2 - $0.row * Self.rowHeight }.max() ?? 0
    let below = zip(diagram.nodes, sizes).map { $1.height / 2 + $0.row * Self.rowHeight }.max() ?? 0
    let middle = Self.padding + heading + above
    places = zip(diagram.nodes, sizes).map { node, size in
      let (x, y) = (centers[node.column], middle + node.row * Self.rowHeight)
      return Rectangle(
        left: x - size.width / 2, top: y - size.height / 2, right: x + size.width / 2, bottom: y + size.height / 2)
    }
    let titleWidth = diagram.title.map { canvas.measure($0, size: Self.titleSize).width + 2 * Self.padding } ?? 0
    width = max(left - Self.gap + Self.padding, titleWidth)
    height = middle + below + Self.padding
  }

  private static func size(of node: Diagram.Node, on canvas: Canvas) -> (width: Double, height: Double) {
    let title = canvas.measure(node.title, size: titleSize).width
    switch node.form {
    case .circle:
      // A long name makes it longer, and no higher.
      return (max(diameter, title + 24), diameter)
    case .box, .text:
      let left = node.lines.map { canvas.measure($0.0, size: lineSize).width }.max() ?? 0
      let right = node.lines.map { canvas.measure($0.1, size: lineSize).width }.max() ?? 0
      let lines = left + (right > 0 ? right + 16 : 0)
      return (max(title, lines) + 20, linesTop + Double(node.lines.count) * lineHeight + (node.lines.isEmpty ? 0 : 6))
    }
  }

  // MARK: Drawing

  func draw(on canvas: Canvas, top: Double, left: Double) {
    if let title = diagram.title {
      canvas.draw(
        title, x: left + width / 2, y: top + Self.padding, size: Self.titleSize, horizontal: .center, vertical: .top)
    }
    let places = places.map {
      Rectangle(left: $0.left + left, top: $0.top + top, right: $0.right + left, bottom: $0.bottom + top)
    }
    for arrow in diagram.arrows {
      guard diagram.nodes.indices.contains(arrow.from), diagram.nodes.indices.contains(arrow.to) else { continue }
      draw(arrow, places, on: canvas)
    }
    for (node, place) in zip(diagram.nodes, places) { draw(node, place, on: canvas) }
  }

  private func draw(_ node: Diagram.Node, _ place: Rectangle, on canvas: Canvas) {
    let center = Point(x: (place.left + place.right) / 2, y: (place.top + place.bottom) / 2)
    let color = node.color ?? Palette.color(0)
    switch node.form {
    case .circle:
      canvas.fill(place, color: .white, radius: Self.diameter / 2)
      canvas.fill(place, color: color, opacity: 0.16, border: color, radius: Self.diameter / 2)
    case .box:
      canvas.fill(place, color: .white, radius: 6)
      canvas.fill(place, color: color, opacity: 0.12, border: color, radius: 6)
    case .text: break
    }
    guard !node.lines.isEmpty else {
      canvas.draw(
        node.title, x: center.x, y: center.y, size: Self.titleSize, horizontal: .center, vertical: .middle)
      return
    }
    canvas.draw(
      node.title, x: center.x, y: place.top + 9, size: Self.titleSize, horizontal: .center, vertical: .top)
    for (number, line) in node.lines.enumerated() {
      let y = place.top + Self.linesTop + Double(number) * Self.lineHeight
      canvas.draw(line.0, x: place.left + 10, y: y, size: Self.lineSize, vertical: .top)
      canvas.draw(
        line.1, x: place.right - 10, y: y, size: Self.lineSize, color: Palette.rule, horizontal: .right, vertical: .top)
    }
  }

  private func draw(_ arrow: Diagram.Arrow, _ places: [Rectangle], on canvas: Canvas) {
    let (from, to) = (places[arrow.from], places[arrow.to])
    var start = edge(of: from, diagram.nodes[arrow.from].form, towards: to)
    if let line = arrow.line, diagram.nodes[arrow.from].lines.indices.contains(line) {
      start = Point(x: from.right, y: from.top + Self.linesTop + (Double(line) + 0.45) * Self.lineHeight)
    }
    var end = edge(of: to, diagram.nodes[arrow.to].form, towards: from)
    let isBack = arrow.kind != .value
    let length = max(1, ((end.x - start.x) * (end.x - start.x) + (end.y - start.y) * (end.y - start.y)).squareRoot())
    let along = Point(x: (end.x - start.x) / length, y: (end.y - start.y) / length)
    // Gradients run beside the values, at their left hand, and leave a little room at both ends.
    let (shift, room) = (isBack ? 7.0 : 0.0, 4.0)
    for (side, way) in [(1.0, room), (-1.0, -room)] {
      let moved = { (point: Point) in
        Point(x: point.x + along.x * way + along.y * shift, y: point.y + along.y * way - along.x * shift)
      }
      if side > 0 { start = moved(start) } else { end = moved(end) }
    }
    let color = isBack ? Self.gradient : Palette.rule
    let tip = arrow.kind == .blocked ? Point(x: (start.x + end.x) / 2, y: (start.y + end.y) / 2) : end
    canvas.line(
      from: start, to: tip, color: color, width: 1.5, dashes: isBack ? PlotStyle.dashes : [], isCrisp: false)
    guard arrow.kind != .blocked else {
      for turn in [1.0, -1.0] {
        canvas.line(
          from: Point(x: tip.x - 5, y: tip.y - 5 * turn), to: Point(x: tip.x + 5, y: tip.y + 5 * turn), color: color,
          width: 2, isCrisp: false)
      }
      return
    }
    let (long, half) = (8.0, 3.5)
    canvas.polygon(
      [
        end,
        Point(x: end.x - along.x * long + along.y * half, y: end.y - along.y * long - along.x * half),
        Point(x: end.x - along.x * long - along.y * half, y: end.y - along.y * long + along.x * half),
      ], color: color, opacity: 1)
  }

  /// Where an arrow leaves a node, or meets it: a circle on the straight way, a box at the side that looks there.
  private func edge(of place: Rectangle, _ form: Diagram.Node.Form, towards other: Rectangle) -> Point {
    let center = Point(x: (place.left + place.right) / 2, y: (place.top + place.bottom) / 2)
    let target = Point(x: (other.left + other.right) / 2, y: (other.top + other.bottom) / 2)
    if form == .circle, place.width == place.height {
      let (dx, dy) = (target.x - center.x, target.y - center.y)
      let distance = max(1, (dx * dx + dy * dy).squareRoot())
      return Point(x: center.x + dx / distance * place.width / 2, y: center.y + dy / distance * place.width / 2)
    }
    if other.left >= place.right || other.right <= place.left {
      let y = min(max(target.y, place.top + 12), place.bottom - 12)
      return Point(x: other.left >= place.right ? place.right : place.left, y: place.height < 24 ? center.y : y)
    }
    return Point(x: center.x, y: target.y > center.y ? place.bottom : place.top)
  }
}
