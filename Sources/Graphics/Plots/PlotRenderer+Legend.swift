extension PlotRenderer {
  func drawLegend() {
    guard !legend.entries.isEmpty else { return }
    let box = legendPlace()
    if !legend.isOutside {
      canvas.fill(box, color: .white, opacity: 0.85, border: Color(0xd0d0d0), radius: 3)
    }
    for (row, entry) in legend.entries.enumerated() {
      let left = box.left + Legend.padding
      let middle = box.top + Legend.padding + (Double(row) + 0.5) * Legend.rowHeight - 1
      draw(entry, left: left, middle: middle)
      canvas.draw(
        entry.label, x: left + Legend.symbolWidth + 6, y: middle, size: PlotStyle.legendSize, vertical: .middle)
    }
  }

  private func draw(_ entry: Legend.Entry, left: Double, middle: Double) {
    let center = Point(x: left + Legend.symbolWidth / 2, y: middle)
    switch entry.symbol {
    case .line(let isDashed, let hasMarkers):
      canvas.polyline(
        [Point(x: left, y: middle), Point(x: left + Legend.symbolWidth, y: middle)], color: entry.color,
        width: PlotStyle.lineWidth, dashes: isDashed ? [5, 3] : [])
      if hasMarkers { canvas.disc(at: center, radius: PlotStyle.markerRadius, color: entry.color) }
    case .dot:
      canvas.disc(at: center, radius: 4, color: entry.color)
    case .area:
      let area = Rectangle(left: center.x - 7, top: middle - 5, right: center.x + 7, bottom: middle + 5)
      canvas.fill(area, color: entry.color, opacity: 0.9)
    }
  }

  /// Beside the plot, or in the corner of it where the legend hides the least.
  private func legendPlace() -> Rectangle {
    func box(_ left: Double, _ top: Double) -> Rectangle {
      Rectangle(left: left, top: top, right: left + legend.width, bottom: top + legend.height)
    }
    guard !legend.isOutside else { return box(frame.right + 8, frame.top - 2) }
    let gap = 6.0
    let (left, right) = (frame.left + gap, frame.right - gap - legend.width)
    let (top, bottom) = (frame.top + gap, frame.bottom - gap - legend.height)
    let middle = (top + bottom) / 2
    let places = [
      box(right, top), box(left, top), box(right, bottom), box(left, bottom), box(right, middle),
      box((left + right) / 2, top), box((left + right) / 2, bottom), box(left, middle),
    ]
    let traces = self.traces()
    let hidden = places.map { place in
      let area = place.grown(by: 3)
      return traces.count { area.contains($0) }
    }
    return places[hidden.indices.min { hidden[$0] < hidden[$1] } ?? 0]
  }

  /// Points all along what is drawn, a few pixels apart.
  private func traces() -> [Point] {
    var traces: [Point] = []
    for (index, series) in plot.series.enumerated() {
      switch series.mark {
      case .line(let line):
        for run in runs(line) {
          let points = PlotRenderer.some(run)
          traces += points
          for (start, end) in zip(points, points.dropFirst()) { traces += PlotRenderer.between(start, end) }
        }
      case .scatter(let scatter):
        traces += PlotRenderer.some(zip(scatter.x, scatter.y).map { point($0, $1) })
      case .histogram:
        for (bin, count) in (data.counts[index] ?? []).enumerated() {
          guard let edges = data.bins?.edges else { continue }
          traces += inside(barArea(from: edges[bin], to: edges[bin + 1], height: Double(count)))
        }
      case .bars(let bars):
        for (number, height) in bars.heights.enumerated() {
          let sides = data.sides(ofBar: number, series: index)
          traces += inside(barArea(from: sides.lowerBound, to: sides.upperBound, height: height))
        }
      case .vertical, .horizontal: break
      }
    }
    return traces
  }

  /// At most a thousand of many points, evenly.
  private static func some(_ points: [Point]) -> [Point] {
    let stride = max(1, points.count / 1_000)
    return points.indices.filter { $0.isMultiple(of: stride) }.map { points[$0] }
  }

  private static func between(_ start: Point, _ end: Point) -> [Point] {
    let steps = min(100, Int(max(abs(end.x - start.x), abs(end.y - start.y)) / 6))
    guard steps > 1 else { return [] }
    return (1..<steps).map { step in
      let part = Double(step) / Double(steps)
      return Point(x: start.x + part * (end.x - start.x), y: start.y + part * (end.y - start.y))
    }
  }

  /// The middle line of a bar.
  private func inside(_ area: Rectangle?) -> [Point] {
    guard let area else { return [] }
    let x = (area.left + area.right) / 2
    let (top, bottom) = (max(area.top, frame.top), min(area.bottom, frame.bottom))
    return [Point(x: x, y: top)] + PlotRenderer.between(Point(x: x, y: top), Point(x: x, y: bottom))
  }
}
