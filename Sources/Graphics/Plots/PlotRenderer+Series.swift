extension PlotRenderer {
  /// All series, the first at the back; filled areas behind all lines.
  func drawSeries() {
    for (index, series) in plot.series.enumerated() {
      let color = plot.color(of: index)
      switch series.mark {
      case .line(let line): if let band = line.band { draw(band, of: line, color: color) }
      case .histogram: drawHistogram(index, color: color)
      case .bars(let bars): draw(bars, index: index, color: color)
      case .scatter, .vertical, .horizontal: break
      }
    }
    for (index, series) in plot.series.enumerated() {
      let color = plot.color(of: index)
      switch series.mark {
      case .line(let line): draw(line, color: color)
      case .scatter(let scatter): draw(scatter, color: color)
      case .vertical(let place):
        rule(from: Point(x: placeX(place), y: frame.top), to: Point(x: placeX(place), y: frame.bottom), color)
      case .horizontal(let place):
        rule(from: Point(x: frame.left, y: placeY(place)), to: Point(x: frame.right, y: placeY(place)), color)
      case .histogram, .bars: break
      }
    }
  }

  /// The runs of neighbouring points that can be drawn.
  func runs(_ line: Series.Line) -> [[Point]] {
    var runs: [[Point]] = [[]]
    for (x, y) in zip(line.x, line.y) {
      let point = point(x, y)
      if point.isFinite {
        runs[runs.count - 1].append(point)
      } else if !(runs.last?.isEmpty ?? true) {
        runs.append([])
      }
    }
    return runs.filter { !$0.isEmpty }
  }

  private func draw(_ line: Series.Line, color: Color) {
    for run in runs(line) {
      let points = Decimation.line(run)
      canvas.polyline(
        points, color: color, width: PlotStyle.lineWidth, dashes: line.isDashed ? PlotStyle.dashes : [])
    }
  }

  /// The dots on lines, those at the frame's edge whole, before all lines.
  func drawMarkers() {
    for (index, series) in plot.series.enumerated() {
      guard case .line(let line) = series.mark else { continue }
      for run in runs(line) where line.hasMarkers || run.count == 1 {
        let points = Decimation.line(run)
        for place in Decimation.scatter(points, in: frame) {
          canvas.disc(at: points[place], radius: PlotStyle.markerRadius, color: plot.color(of: index))
        }
      }
    }
  }

  private func draw(_ band: Series.Band, of line: Series.Line, color: Color) {
    var (lower, upper): ([Point], [Point]) = ([], [])
    func fill() {
      canvas.polygon(
        Decimation.line(upper) + Decimation.line(lower).reversed(), color: color, opacity: 0.22)
      (lower, upper) = ([], [])
    }
    for index in line.x.indices {
      let below = point(line.x[index], band.lower[index])
      let above = point(line.x[index], band.upper[index])
      if below.isFinite, above.isFinite {
        lower.append(below)
        upper.append(above)
      } else {
        fill()
      }
    }
    fill()
  }

  private func draw(_ scatter: Series.Scatter, color: Color) {
    let points = zip(scatter.x, scatter.y).map { point($0, $1) }
    let chosen = Decimation.scatter(points, in: frame)
    // Fewer points are larger, more of them smaller and clearer.
    let radius = chosen.count <= 300 ? 3.0 : chosen.count <= 3_000 ? 2.2 : 1.5
    let opacity = chosen.count <= 300 ? 0.9 : 0.75
    for index in chosen {
      // In the order of the data: class after class, the last would hide the others.
      let color = scatter.classes.map { Palette.color($0[index]) } ?? color
      canvas.disc(at: points[index], radius: radius, color: color, opacity: opacity)
    }
  }

  private func drawHistogram(_ index: Int, color: Color) {
    guard let bins = data.bins, let counts = data.counts[index] else { return }
    let edges = bins.edges
    let opacity = data.counts.count > 1 ? 0.55 : 0.9
    for (bin, count) in counts.enumerated() where count > 0 {
      bar(from: edges[bin], to: edges[bin + 1], height: Double(count), color: color, opacity: opacity)
    }
  }

  private func draw(_ bars: Series.Bars, index: Int, color: Color) {
    for (number, height) in bars.heights.enumerated() {
      let sides = data.sides(ofBar: number, series: index)
      bar(from: sides.lowerBound, to: sides.upperBound, height: height, color: color, opacity: 0.9)
    }
  }

  /// A bar between two places of the x axis, from zero to its height.
  private func bar(from start: Double, to end: Double, height: Double, color: Color, opacity: Double) {
    guard let area = barArea(from: start, to: end, height: height) else { return }
    // Half a pixel stays free, so that neighbours are told apart; bars thinner than that would vanish.
    let gap = area.width > 3 ? 0.5 : 0
    canvas.fill(
      Rectangle(left: area.left + gap / 2, top: area.top, right: area.right - gap / 2, bottom: area.bottom),
      color: color, opacity: opacity)
  }

  /// The rectangle of a bar.
  func barArea(from start: Double, to end: Double, height: Double) -> Rectangle? {
    // On a logarithmic axis bars stand on its beginning.
    let base = placeY(y.isLogarithmic ? y.lower : 0)
    let (left, right, end) = (placeX(start), placeX(end), placeY(height))
    guard left.isFinite, right.isFinite, end.isFinite, base.isFinite else { return nil }
    return Rectangle(left: left, top: min(base, end), right: right, bottom: max(base, end))
  }

  private func rule(from start: Point, to end: Point, _ color: Color) {
    guard start.isFinite, end.isFinite else { return }
    canvas.line(from: start, to: end, color: color, width: 1.25, dashes: [5, 3])
  }
}
