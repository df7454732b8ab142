extension ChartRenderer {
  private static let rowHeight = 16.0
  private static let symbolWidth = 22.0
  private static let padding = 5.0
  private static let textSize = 11.0
  private static let mostRows = 40

  private static func listed(_ chart: Chart) -> [ChartItem] {
    let items = chart.legendItems ?? chart.items.filter { !($0.label ?? "_").hasPrefix("_") }
    return Array(items.filter { !($0.label ?? "").isEmpty }.prefix(mostRows))
  }

  /// With its frame; nothing where no item has a name.
  static func legendSize(_ chart: Chart, _ canvas: Canvas) -> (width: Double, height: Double) {
    let items = listed(chart)
    guard chart.legend != nil, !items.isEmpty else { return (0, 0) }
    let texts = items.map { canvas.fitted($0.label ?? "", size: textSize, width: 300) }
    let widest = (texts + [chart.legendTitle ?? ""]).map { canvas.measure($0, size: textSize).width }.max() ?? 0
    let rows = items.count + (chart.legendTitle == nil ? 0 : 1)
    return (widest + symbolWidth + 6 + 2 * padding, Double(rows) * rowHeight + 2 * padding - 2)
  }

  func drawLegend() {
    let items = Self.listed(chart)
    let size = Self.legendSize(chart, canvas)
    guard let place = chart.legend, size.width > 0 else { return }
    let box = self.box(place, size)
    canvas.fill(box, color: .white, opacity: 0.8, border: Color(0xcccccc), radius: 3)
    var middle = box.top + Self.padding + Self.rowHeight / 2 - 1
    if let title = chart.legendTitle {
      canvas.draw(
        title, x: (box.left + box.right) / 2, y: middle, size: Self.textSize, color: .black, horizontal: .center,
        vertical: .middle)
      middle += Self.rowHeight
    }
    for item in items {
      let left = box.left + Self.padding
      draw(item, left: left, middle: middle)
      canvas.draw(
        canvas.fitted(item.label ?? "", size: Self.textSize, width: 300), x: left + Self.symbolWidth + 6, y: middle,
        size: Self.textSize, color: .black, vertical: .middle)
      middle += Self.rowHeight
    }
  }

  private func draw(_ item: ChartItem, left: Double, middle: Double) {
    let center = Point(x: left + Self.symbolWidth / 2, y: middle)
    func line(_ stroke: ChartItem.Stroke, _ width: Double) {
      guard stroke != .none else { return }
      let width = width * Self.point
      canvas.polyline(
        [Point(x: left, y: middle), Point(x: left + Self.symbolWidth, y: middle)], color: item.color,
        opacity: item.opacity, width: width, dashes: Self.dashes(stroke, width))
    }
    switch item.mark {
    case .line(let shape):
      line(shape.stroke, shape.width)
      if let marker = shape.marker {
        mark(shape, marker, item, at: center)
      }
    case .rule(let rule): line(rule.stroke, rule.width)
    case .points(let points):
      mark(
        points.marker, at: center, size: 6 * Self.point,
        color: points.areHollow ? nil : points.colors?.first ?? item.color,
        opacity: points.opacities?.first ?? item.opacity, edge: points.edges.first)
    case .segments(let segments): line(segments.stroke, segments.width)
    case .bars(_, let style):
      let area = Rectangle(left: center.x - 9, top: middle - 4, right: center.x + 9, bottom: middle + 4)
      let edge = style.edge?.color ?? (style.inside == .filled ? nil : item.color)
      canvas.fill(
        area, color: style.inside == .filled ? item.color : .white, opacity: item.opacity, border: edge)
    case .area, .image, .mesh, .span, .text:
      canvas.fill(
        Rectangle(left: center.x - 9, top: middle - 4, right: center.x + 9, bottom: middle + 4), color: item.color,
        opacity: item.opacity)
    }
  }

  private func box(_ place: Chart.LegendPlace, _ size: (width: Double, height: Double)) -> Rectangle {
    let gap = 6.0
    func at(_ x: Double, _ y: Double) -> Rectangle {
      let left = frame.left + gap + x * (frame.width - 2 * gap - size.width)
      let top = frame.top + gap + y * (frame.height - 2 * gap - size.height)
      return Rectangle(left: left, top: top, right: left + size.width, bottom: top + size.height)
    }
    switch place {
    case .at(let x, let y): return at(x, y)
    case .outside:
      let left = frame.right + 8
      return Rectangle(left: left, top: frame.top, right: left + size.width, bottom: frame.top + size.height)
    case .best:
      let places = [
        at(1, 0), at(0, 0), at(0, 1), at(1, 1), at(1, 0.5), at(0, 0.5), at(0.5, 1), at(0.5, 0), at(0.5, 0.5),
      ]
      let traces = self.traces()
      let hidden = places.map { place in
        let area = place.grown(by: 2)
        return traces.count { area.contains($0) }
      }
      return places[hidden.indices.min { hidden[$0] < hidden[$1] } ?? 0]
    }
  }

  /// Points all along what is drawn.
  private func traces() -> [Point] {
    func some(_ points: [Point]) -> [Point] {
      let stride = max(1, points.count / 1_000)
      return points.indices.filter { $0.isMultiple(of: stride) }.map { points[$0] }
    }
    func between(_ start: Point, _ end: Point) -> [Point] {
      let steps = min(100, Int(max(abs(end.x - start.x), abs(end.y - start.y)) / 6))
      return (0...max(1, steps)).map { step in
        let part = Double(step) / Double(max(1, steps))
        return Point(x: start.x + part * (end.x - start.x), y: start.y + part * (end.y - start.y))
      }
    }
    return chart.items.flatMap { item -> [Point] in
      switch item.mark {
      case .line(let line):
        return runs(line).flatMap { run -> [Point] in
          let points = some(run)
          return zip(points, points.dropFirst()).flatMap { between($0, $1) }
        }
      case .points(let points): return some(zip(points.x, points.y).map { place($0, $1) }.filter(\.isFinite))
      case .bars(let bars, _):
        return bars.prefix(500).compactMap(area).flatMap { area -> [Point] in
          let x = (area.left + area.right) / 2
          return between(Point(x: x, y: max(area.top, frame.top)), Point(x: x, y: min(area.bottom, frame.bottom)))
        }
      case .area(let area):
        return some(
          zip(area.x, area.upper).map { area.isLying ? place($1, $0) : place($0, $1) }.filter(\.isFinite))
      case .segments(let segments):
        return segments.lines.prefix(500).flatMap { segment -> [Point] in
          let (start, end) = (place(segment.x.0, segment.y.0), place(segment.x.1, segment.y.1))
          return start.isFinite && end.isFinite ? between(start, end) : []
        }
      case .image, .mesh, .rule, .span, .text: return []
      }
    }
  }
}
