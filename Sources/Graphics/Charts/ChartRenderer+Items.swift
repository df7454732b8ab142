import Glibc

extension ChartRenderer {
  /// Images at the back, then areas, bars and points, then lines: matplotlib's order, within each that of the program.
  func drawItems() {
    for item in chart.items {
      if case .image(let image) = item.mark { draw(image, item) }
    }
    for item in chart.items {
      switch item.mark {
      case .area(let area): draw(area, item)
      case .bars(let bars, let isOutlined): draw(bars, isOutlined, item)
      case .points(let points): draw(points, item)
      case .image, .line, .rule, .text: break
      }
    }
    for item in chart.items {
      switch item.mark {
      case .line(let line): draw(line, item)
      case .rule(let rule): draw(rule, item)
      case .image, .area, .bars, .points, .text: break
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
        label.text, x: point.x, y: point.y, size: size, color: item.color,
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

  private func draw(_ area: ChartItem.Area, _ item: ChartItem) {
    var (lower, upper): ([Point], [Point]) = ([], [])
    func fill() {
      canvas.polygon(
        Decimation.line(upper) + Decimation.line(lower).reversed(), color: item.color, opacity: item.opacity)
      (lower, upper) = ([], [])
    }
    for index in area.x.indices {
      let (below, above) = (place(area.x[index], area.lower[index]), place(area.x[index], area.upper[index]))
      if below.isFinite, above.isFinite {
        lower.append(below)
        upper.append(above)
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

  private func draw(_ bars: [ChartItem.Bar], _ isOutlined: Bool, _ item: ChartItem) {
    guard isOutlined else {
      for bar in bars where bar.top != bar.bottom && bar.left != bar.right {
        if let area = area(bar) { canvas.fill(area, color: item.color, opacity: item.opacity) }
      }
      return
    }
    let areas = bars.compactMap(area)
    guard let first = areas.first, let last = areas.last else { return }
    let base = placeY(y.scale.isLogarithmic ? y.scale.lower : 0)
    let outline = areas.flatMap { [Point(x: $0.left, y: $0.top), Point(x: $0.right, y: $0.top)] }
    canvas.polyline(
      [Point(x: first.left, y: base)] + outline + [Point(x: last.right, y: base)], color: item.color,
      opacity: item.opacity, width: Self.point)
  }

  private func draw(_ points: ChartItem.Points, _ item: ChartItem) {
    let places = zip(points.x, points.y).map { place($0, $1) }
    for index in Decimation.scatter(places, in: frame) {
      let area = points.areas.count == 1 ? points.areas[0] : points.areas[index]
      mark(
        points.marker, at: places[index], size: area.squareRoot() * Self.point,
        color: points.colors.map { $0[index] } ?? item.color, opacity: item.opacity)
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
    for index in Decimation.scatter(places, in: frame) {
      mark(
        marker, at: places[index], size: line.markerSize * Self.point, color: item.color, opacity: item.opacity)
    }
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
      if line.isStepped, let last = runs[runs.count - 1].last {
        runs[runs.count - 1].append(Point(x: last.x, y: point.y))
      }
      runs[runs.count - 1].append(point)
    }
    return runs.filter { $0.count > 1 }
  }

  private func draw(_ rule: ChartItem.Rule, _ item: ChartItem) {
    let place = rule.isVertical ? placeX(rule.place) : placeY(rule.place)
    guard place.isFinite else { return }
    let width = rule.width * Self.point
    let (start, end) =
      rule.isVertical
      ? (Point(x: place, y: frame.top), Point(x: place, y: frame.bottom))
      : (Point(x: frame.left, y: place), Point(x: frame.right, y: place))
    canvas.polyline(
      [start, end], color: item.color, opacity: item.opacity, width: width, dashes: Self.dashes(rule.stroke, width))
  }

  // MARK: Shapes

  static func dashes(_ stroke: ChartItem.Stroke, _ width: Double) -> [Double] {
    let parts: [Double] =
      switch stroke {
      case .solid, .none: []
      case .dashed: [3.7, 1.6]
      case .dotted: [1, 1.65]
      case .dashDotted: [6.4, 1.6, 1, 1.6]
      }
    return parts.map { $0 * max(width, 0.5) }
  }

  func mark(_ marker: ChartItem.Marker, at center: Point, size: Double, color: Color, opacity: Double) {
    guard center.isFinite, size > 0 else { return }
    let half = size / 2
    func corner(_ x: Double, _ y: Double) -> Point { Point(x: center.x + x * half, y: center.y + y * half) }
    func stroke(_ start: Point, _ end: Point) {
      canvas.polyline([start, end], color: color, opacity: opacity, width: max(1, size / 6))
    }
    switch marker {
    case .disc: canvas.disc(at: center, radius: half, color: color, opacity: opacity)
    case .dot: canvas.disc(at: center, radius: half / 2, color: color, opacity: opacity)
    case .square:
      canvas.polygon(
        [corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1)], color: color, opacity: opacity)
    case .diamond:
      canvas.polygon(
        [corner(0, -1.3), corner(1.3, 0), corner(0, 1.3), corner(-1.3, 0)], color: color, opacity: opacity)
    case .triangle:
      canvas.polygon([corner(0, -1), corner(1, 1), corner(-1, 1)], color: color, opacity: opacity)
    case .triangleDown:
      canvas.polygon([corner(0, 1), corner(1, -1), corner(-1, -1)], color: color, opacity: opacity)
    case .star:
      let points = (0..<10).map { number -> Point in
        let (angle, radius) = (Double(number) * .pi / 5, number.isMultiple(of: 2) ? 1.2 : 0.48)
        return corner(radius * sin(angle), -radius * cos(angle))
      }
      canvas.polygon(points, color: color, opacity: opacity)
    case .cross:
      stroke(corner(-1, -1), corner(1, 1))
      stroke(corner(-1, 1), corner(1, -1))
    case .plus:
      stroke(corner(-1, 0), corner(1, 0))
      stroke(corner(0, -1), corner(0, 1))
    case .bar: stroke(corner(0, -1), corner(0, 1))
    }
  }
}
