import Glibc

extension ChartRenderer {
  /// Images at the back, then areas, bars and points, then lines: matplotlib's order, within each that of the program.
  func drawItems() {
    for item in chart.items {
      switch item.mark {
      case .image(let image): draw(image, item)
      case .mesh(let mesh): draw(mesh, item)
      default: break
      }
    }
    for item in chart.items {
      switch item.mark {
      case .area(let area): draw(area, item)
      case .bars(let bars, let style): draw(bars, style, item)
      case .points(let points): draw(points, item)
      case .span(let span): draw(span, item)
      default: break
      }
    }
    for item in chart.items {
      switch item.mark {
      case .line(let line): draw(line, item)
      case .rule(let rule): draw(rule, item)
      case .segments(let segments): draw(segments, item)
      // An outline is a line, whatever it tells.
      case .bars(let bars, let style) where style.inside == .outline: drawOutline(bars, style, item)
      default: break
      }
    }
  }

  func drawTexts() {
    for item in chart.items {
      guard case .text(let label) = item.mark else { continue }
      let point =
        label.isOfPanel
        ? Point(x: frame.left + label.x * frame.width, y: frame.bottom - label.y * frame.height)
        : place(label.x, label.y)
      guard point.isFinite else { continue }
      let size = label.size * Self.point
      canvas.draw(
        label.text, x: point.x, y: point.y - label.lift * Self.point, size: size, color: item.color,
        horizontal: label.horizontal == 0 ? .left : label.horizontal == 1 ? .right : .center,
        vertical: label.vertical == 0 ? .baseline : label.vertical == 1 ? .top : .middle)
    }
  }

  private func draw(_ image: ChartItem.Image, _ item: ChartItem) {
    let (left, right) = (placeX(image.left), placeX(image.right))
    let (top, bottom) = (placeY(image.top), placeY(image.bottom))
    guard left.isFinite, right.isFinite, top.isFinite, bottom.isFinite else { return }
    canvas.image(
      image.raster,
      in: Rectangle(left: min(left, right), top: min(top, bottom), right: max(left, right), bottom: max(top, bottom)),
      opacity: item.opacity, isMirrored: left > right, isFlipped: top > bottom)
  }

  private func draw(_ mesh: ChartItem.Mesh, _ item: ChartItem) {
    // On whole device pixels, so that nothing shows between cells.
    func whole(_ value: Double) -> Double {
      (value * Double(Picture.pixelRatio)).rounded() / Double(Picture.pixelRatio)
    }
    let (across, down) = (mesh.x.map { whole(placeX($0)) }, mesh.y.map { whole(placeY($0)) })
    guard across.count > 1, down.count > 1 else { return }
    for row in 0..<down.count - 1 {
      for column in 0..<across.count - 1 {
        let (left, right) = (across[column], across[column + 1])
        let (bottom, top) = (down[row], down[row + 1])
        guard [left, right, bottom, top].allSatisfy(\.isFinite),
          let color = mesh.colors[row * (across.count - 1) + column]
        else { continue }
        canvas.fill(
          Rectangle(
            left: min(left, right), top: min(top, bottom), right: max(left, right), bottom: max(top, bottom)),
          color: color, opacity: item.opacity)
      }
    }
  }

  private func draw(_ area: ChartItem.Area, _ item: ChartItem) {
    var (lower, upper): ([Point], [Point]) = ([], [])
    func fill() {
      canvas.polygon(
        Decimation.line(upper) + Decimation.line(lower).reversed(), color: item.color, opacity: item.opacity)
      (lower, upper) = ([], [])
    }
    for index in area.x.indices {
      let at = area.x[index]
      let below = area.isLying ? place(area.lower[index], at) : place(at, area.lower[index])
      let above = area.isLying ? place(area.upper[index], at) : place(at, area.upper[index])
      if below.isFinite, above.isFinite {
        Self.join(&lower, below, area.joint, isLying: area.isLying)
        Self.join(&upper, above, area.joint, isLying: area.isLying)
      } else {
        fill()
      }
    }
    fill()
  }

  /// The rectangle of a bar; on a logarithmic axis bars stand on its beginning.
  func area(_ bar: ChartItem.Bar) -> Rectangle? {
    func along(_ value: Double, _ place: (Double) -> Double, _ scale: ChartScale) -> Double {
      scale.scale.isLogarithmic && value <= 0 ? place(scale.scale.lower) : place(value)
    }
    let (left, right) = (along(bar.left, placeX, x), along(bar.right, placeX, x))
    let (bottom, top) = (along(bar.bottom, placeY, y), along(bar.top, placeY, y))
    guard left.isFinite, right.isFinite, bottom.isFinite, top.isFinite else { return nil }
    return Rectangle(left: min(left, right), top: min(top, bottom), right: max(left, right), bottom: max(top, bottom))
  }

  private func draw(_ bars: [ChartItem.Bar], _ style: ChartItem.Bars, _ item: ChartItem) {
    guard style.inside != .outline else { return }
    for bar in bars where bar.top != bar.bottom && bar.left != bar.right {
      guard let area = area(bar) else { continue }
      if style.inside == .filled { canvas.fill(area, color: item.color, opacity: item.opacity) }
      if let edge = style.edge { outline(area, edge) }
    }
  }

  private func outline(_ area: Rectangle, _ edge: ChartItem.Edge) {
    canvas.outline(
      [
        Point(x: area.left, y: area.top), Point(x: area.right, y: area.top), Point(x: area.right, y: area.bottom),
        Point(x: area.left, y: area.bottom),
      ], color: edge.color, opacity: edge.opacity, width: edge.width * Self.point)
  }

  /// One line along the bars' ends, from the axis and back to it.
  private func drawOutline(_ bars: [ChartItem.Bar], _ style: ChartItem.Bars, _ item: ChartItem) {
    guard let first = bars.first, let last = bars.last else { return }
    var corners: [Point] = []
    func add(_ along: Double, _ length: Double) {
      let scale = style.isLying ? x.scale : y.scale
      let length = scale.isLogarithmic && length <= 0 ? scale.lower : length
      corners.append(style.isLying ? place(length, along) : place(along, length))
    }
    func sides(_ bar: ChartItem.Bar) -> (Double, Double) {
      style.isLying ? (bar.bottom, bar.top) : (bar.left, bar.right)
    }
    add(sides(first).0, style.isLying ? first.left : first.bottom)
    for bar in bars {
      let end = style.isLying ? bar.right : bar.top
      add(sides(bar).0, end)
      add(sides(bar).1, end)
    }
    add(sides(last).1, style.isLying ? last.left : last.bottom)
    let edge = style.edge ?? ChartItem.Edge(item.color, opacity: item.opacity)
    canvas.polyline(
      corners.filter(\.isFinite), color: edge.color, opacity: edge.opacity, width: edge.width * Self.point)
  }

  private func draw(_ points: ChartItem.Points, _ item: ChartItem) {
    let places = zip(points.x, points.y).map { place($0, $1) }
    for index in Decimation.scatter(places, in: frame) {
      let area = points.areas.count == 1 ? points.areas[0] : points.areas[index]
      let edge = points.edges.isEmpty ? nil : points.edges[index % points.edges.count]
      mark(
        points.marker, at: places[index], size: area.squareRoot() * Self.point,
        color: points.areHollow ? nil : points.colors.map { $0[index] } ?? item.color,
        opacity: points.opacities.map { $0[index] } ?? item.opacity, edge: edge)
    }
  }

  private func draw(_ line: ChartItem.Line, _ item: ChartItem) {
    for run in runs(line) {
      if line.stroke != .none {
        let width = line.width * Self.point
        canvas.polyline(
          Decimation.line(run), color: item.color, opacity: item.opacity, width: width,
          dashes: Self.dashes(line.stroke, width))
      }
    }
    guard let marker = line.marker else { return }
    let places = zip(line.x, line.y).map { place($0, $1) }
    for index in Decimation.scatter(places, in: frame) { mark(line, marker, item, at: places[index]) }
  }

  func mark(_ line: ChartItem.Line, _ marker: ChartItem.Marker, _ item: ChartItem, at center: Point) {
    let inside = line.areMarkersHollow && marker.isFilled ? nil : line.markerColor ?? item.color
    // A hollow mark is seen by its edge.
    let edge = line.markerEdge ?? (inside == nil ? ChartItem.Edge(item.color, opacity: item.opacity) : nil)
    mark(
      marker, at: center, size: line.markerSize * Self.point, color: inside, opacity: item.opacity, edge: edge)
  }

  /// The runs of neighbouring points that can be drawn.
  func runs(_ line: ChartItem.Line) -> [[Point]] {
    var runs: [[Point]] = [[]]
    for (x, y) in zip(line.x, line.y) {
      let point = place(x, y)
      if !point.isFinite {
        if !(runs.last?.isEmpty ?? true) { runs.append([]) }
        continue
      }
      Self.join(&runs[runs.count - 1], point, line.joint)
    }
    return runs.filter { $0.count > 1 }
  }

  /// Goes on to a point, straight or in a step.
  private static func join(
    _ points: inout [Point], _ point: Point, _ joint: ChartItem.Joint, isLying: Bool = false
  ) {
    if let last = points.last {
      switch joint {
      case .straight: break
      case .before: points.append(isLying ? Point(x: point.x, y: last.y) : Point(x: last.x, y: point.y))
      case .after: points.append(isLying ? Point(x: last.x, y: point.y) : Point(x: point.x, y: last.y))
      case .middle:
        if isLying {
          let middle = (last.y + point.y) / 2
          points += [Point(x: last.x, y: middle), Point(x: point.x, y: middle)]
        } else {
          let middle = (last.x + point.x) / 2
          points += [Point(x: middle, y: last.y), Point(x: middle, y: point.y)]
        }
      }
    }
    points.append(point)
  }

  private func draw(_ rule: ChartItem.Rule, _ item: ChartItem) {
    let place = rule.isVertical ? placeX(rule.place) : placeY(rule.place)
    guard place.isFinite else { return }
    let width = rule.width * Self.point
    func across(_ part: Double) -> Point {
      rule.isVertical
        ? Point(x: place, y: frame.bottom - part * frame.height) : Point(x: frame.left + part * frame.width, y: place)
    }
    canvas.polyline(
      [across(rule.parts.from), across(rule.parts.to)], color: item.color, opacity: item.opacity, width: width,
      dashes: Self.dashes(rule.stroke, width))
  }

  private func draw(_ span: ChartItem.Span, _ item: ChartItem) {
    let (from, to) = span.isVertical ? (placeX(span.from), placeX(span.to)) : (placeY(span.from), placeY(span.to))
    guard from.isFinite, to.isFinite else { return }
    let (low, high) = (min(span.parts.from, span.parts.to), max(span.parts.from, span.parts.to))
    let area =
      span.isVertical
      ? Rectangle(
        left: min(from, to), top: frame.bottom - high * frame.height, right: max(from, to),
        bottom: frame.bottom - low * frame.height)
      : Rectangle(
        left: frame.left + low * frame.width, top: min(from, to), right: frame.left + high * frame.width,
        bottom: max(from, to))
    canvas.fill(area, color: item.color, opacity: item.opacity)
    if let edge = span.edge { outline(area, edge) }
  }

  private func draw(_ segments: ChartItem.Segments, _ item: ChartItem) {
    let width = segments.width * Self.point
    let half = segments.caps * Self.point
    func line(_ start: Point, _ end: Point, _ dashes: [Double] = []) {
      canvas.line(
        from: start, to: end, color: item.color, opacity: item.opacity, width: width, dashes: dashes, isCrisp: false)
    }
    for segment in segments.lines {
      let (start, end) = (place(segment.x.0, segment.y.0), place(segment.x.1, segment.y.1))
      guard start.isFinite, end.isFinite else { continue }
      line(start, end, Self.dashes(segments.stroke, width))
      guard half > 0 else { continue }
      for point in [start, end] {
        if segment.x.0 == segment.x.1 {
          line(Point(x: point.x - half, y: point.y), Point(x: point.x + half, y: point.y))
        } else {
          line(Point(x: point.x, y: point.y - half), Point(x: point.x, y: point.y + half))
        }
      }
    }
  }

  // MARK: Shapes

  static func dashes(_ stroke: ChartItem.Stroke, _ width: Double) -> [Double] {
    let parts: [Double] =
      switch stroke {
      case .solid, .none: []
      case .dashed: [3.7, 1.6]
      case .dotted: [1, 1.65]
      case .dashDotted: [6.4, 1.6, 1, 1.6]
      case .pattern(let lengths): lengths
      }
    return parts.map { $0 * max(width, 0.5) }
  }

  /// - Parameter color: of the inside; nil for none.
  func mark(
    _ marker: ChartItem.Marker, at center: Point, size: Double, color: Color?, opacity: Double,
    edge: ChartItem.Edge? = nil
  ) {
    guard center.isFinite, size > 0 else { return }
    let half = size / 2
    func corner(_ x: Double, _ y: Double) -> Point { Point(x: center.x + x * half, y: center.y + y * half) }
    func stroke(_ start: Point, _ end: Point) {
      guard let color = color ?? edge?.color else { return }
      let width = edge.map { $0.width * Self.point } ?? max(1, size / 6)
      canvas.polyline([start, end], color: color, opacity: opacity, width: width)
    }
    func polygon(_ corners: [Point]) {
      if let color { canvas.polygon(corners, color: color, opacity: opacity) }
      if let edge {
        canvas.outline(corners, color: edge.color, opacity: edge.opacity, width: edge.width * Self.point)
      }
    }
    func disc(_ radius: Double) {
      if let color { canvas.disc(at: center, radius: radius, color: color, opacity: opacity) }
      if let edge {
        canvas.ring(
          at: center, radius: radius, color: edge.color, opacity: edge.opacity, width: edge.width * Self.point)
      }
    }
    /// Corners on a circle, the first at the top.
    func circle(_ count: Int, _ radius: (Int) -> Double) -> [Point] {
      (0..<count).map { number in
        let angle = Double(number) * 2 * .pi / Double(count)
        return corner(radius(number) * sin(angle), -radius(number) * cos(angle))
      }
    }
    switch marker {
    case .disc: disc(half)
    case .dot: disc(half / 2)
    case .square: polygon([corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)])
    case .diamond: polygon([corner(0, -1.3), corner(1.3, 0), corner(0, 1.3), corner(-1.3, 0)])
    case .triangle: polygon([corner(0, -1), corner(1, 1), corner(-1, 1)])
    case .triangleDown: polygon([corner(0, 1), corner(1, -1), corner(-1, -1)])
    case .triangleLeft: polygon([corner(-1, 0), corner(1, -1), corner(1, 1)])
    case .triangleRight: polygon([corner(1, 0), corner(-1, -1), corner(-1, 1)])
    case .star: polygon(circle(10) { $0.isMultiple(of: 2) ? 1.2 : 0.48 })
    case .pentagon: polygon(circle(5) { _ in 1.1 })
    case .hexagon: polygon(circle(6) { _ in 1.1 })
    case .cross:
      stroke(corner(-1, -1), corner(1, 1))
      stroke(corner(-1, 1), corner(1, -1))
    case .plus:
      stroke(corner(-1, 0), corner(1, 0))
      stroke(corner(0, -1), corner(0, 1))
    case .bar: stroke(corner(0, -1), corner(0, 1))
    case .dash: stroke(corner(-1, 0), corner(1, 0))
    case .tripod:
      stroke(center, corner(0, 1))
      stroke(center, corner(-0.8, -0.5))
      stroke(center, corner(0.8, -0.5))
    }
  }
}
