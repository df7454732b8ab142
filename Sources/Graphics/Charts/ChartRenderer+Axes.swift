import Glibc

extension ChartRenderer {
  private static let line = Color(0x000000)
  private static let grid = Color(0xd9d9d9)

  func drawGrid() {
    for tick in ticksX.ticks where chart.hasGrid.x {
      let x = placeX(tick.value)
      canvas.line(from: Point(x: x, y: frame.top), to: Point(x: x, y: frame.bottom), color: Self.grid, width: 0.8)
    }
    for tick in ticksY.ticks where chart.hasGrid.y {
      let y = placeY(tick.value)
      canvas.line(from: Point(x: frame.left, y: y), to: Point(x: frame.right, y: y), color: Self.grid, width: 0.8)
    }
  }

  func drawAxes() {
    box(frame, without: chart.openSides)
    for value in ticksX.minor where isInside(x.unit(value)) { markX(value, Self.tick / 2) }
    for tick in ticksX.ticks {
      markX(tick.value, Self.tick)
      let away = Self.tick + Self.gap - 1
      canvas.draw(
        tick.label, x: placeX(tick.value), y: chart.x.isOpposite ? frame.top - away : frame.bottom + away,
        size: Self.tickSize, color: Self.line, horizontal: .center, vertical: chart.x.isOpposite ? .bottom : .top)
    }
    for value in ticksY.minor where isInside(y.unit(value)) { markY(value, Self.tick / 2) }
    for tick in ticksY.ticks {
      markY(tick.value, Self.tick)
      let away = Self.tick + Self.gap
      canvas.draw(
        tick.label, x: chart.y.isOpposite ? frame.right + away : frame.left - away, y: placeY(tick.value),
        size: Self.tickSize, color: Self.line, horizontal: chart.y.isOpposite ? .left : .right, vertical: .middle)
    }
    drawLabels()
  }

  private func drawLabels() {
    if let label = Self.label(chart.x, ticksX) {
      let away = 2 + (ticksX.ticks.isEmpty ? 2 : Self.tick + Self.gap + (chart.x.hasNumbers ? Self.tickSize : 0))
      canvas.draw(
        canvas.fitted(label, size: Self.labelSize, width: max(frame.width, 60)), x: (frame.left + frame.right) / 2,
        y: chart.x.isOpposite ? frame.top - away : frame.bottom + away, size: Self.labelSize, color: Self.line,
        horizontal: .center, vertical: chart.x.isOpposite ? .bottom : .top)
    }
    if let label = Self.label(chart.y, ticksY) {
      let widest = ticksY.ticks.map { canvas.measure($0.label, size: Self.tickSize).width }.max()
      let away = 4 + (widest.map { Self.tick + Self.gap + $0 } ?? 2)
      canvas.draw(
        canvas.fitted(label, size: Self.labelSize, width: max(frame.height, 60)),
        x: chart.y.isOpposite ? frame.right + away : frame.left - away, y: (frame.top + frame.bottom) / 2,
        size: Self.labelSize, color: Self.line, horizontal: .center, vertical: chart.y.isOpposite ? .top : .bottom,
        turned: true)
    }
  }

  func drawTitle() {
    guard let title = chart.title, !title.isEmpty else { return }
    // As wide as its panel, and a little more: neighbours have titles too.
    let text = canvas.fitted(title, size: Self.titleSize, width: max(frame.width * 1.15, 40))
    let half = canvas.measure(text, size: Self.titleSize).width / 2
    let above = chart.x.isOpposite && chart.hasAxes ? Self.tick + Self.gap + Self.tickSize : 0
    let middle = max(half + 2, min(canvas.width - half - 2, (frame.left + frame.right) / 2))
    canvas.draw(
      text, x: middle, y: frame.top - 5 - above, size: Self.titleSize, color: Self.line, horizontal: .center,
      vertical: .bottom)
  }

  private func isInside(_ unit: Double) -> Bool { unit >= -1e-9 && unit <= 1 + 1e-9 }

  private func markX(_ value: Double, _ length: Double) {
    let (x, y) = (placeX(value), chart.x.isOpposite ? frame.top : frame.bottom)
    canvas.line(
      from: Point(x: x, y: y), to: Point(x: x, y: chart.x.isOpposite ? y - length : y + length), color: Self.line,
      width: 0.9)
  }

  private func markY(_ value: Double, _ length: Double) {
    let (x, y) = (chart.y.isOpposite ? frame.right : frame.left, placeY(value))
    canvas.line(
      from: Point(x: x, y: y), to: Point(x: chart.y.isOpposite ? x + length : x - length, y: y), color: Self.line,
      width: 0.9)
  }

  private func box(_ area: Rectangle, without open: Set<Chart.Side> = []) {
    let (topLeft, topRight) = (Point(x: area.left, y: area.top), Point(x: area.right, y: area.top))
    let (bottomLeft, bottomRight) = (Point(x: area.left, y: area.bottom), Point(x: area.right, y: area.bottom))
    for (side, start, end) in [
      (Chart.Side.top, topLeft, topRight), (.right, topRight, bottomRight), (.bottom, bottomLeft, bottomRight),
      (.left, topLeft, bottomLeft),
    ] where !open.contains(side) {
      canvas.line(from: start, to: end, color: Self.line, width: 0.9)
    }
  }

  // MARK: Colour bar

  static func barTicks(_ bar: Chart.Colorbar, height: Double) -> Ticks {
    guard bar.lower < bar.upper else { return Ticks(ticks: []) }
    if let places = bar.places {
      return Ticks(
        ticks: places.filter { $0 >= bar.lower && $0 <= bar.upper }.map {
          Ticks.Tick(value: $0, label: ChartScale.text($0))
        })
    }
    return .linear(from: bar.lower, to: bar.upper, most: max(2, Int(height / 30)))
  }

  static func barLabel(_ bar: Chart.Colorbar, _ height: Double) -> String? {
    var axis = Chart.Axis()
    axis.label = bar.label
    return label(axis, barTicks(bar, height: height))
  }

  /// The colours of the numbers, as high as the frame, to its right.
  func drawColorbar() {
    guard let bar = chart.colorbar else { return }
    let area = Rectangle(
      left: frame.right + 8, top: frame.top, right: frame.right + 8 + Self.barWidth, bottom: frame.bottom)
    let steps = bar.map.colors.count
    let pixels = bar.map.colors.reversed().flatMap { [$0.red, $0.green, $0.blue] }
    canvas.image(Raster(unchecked: pixels, width: 1, height: steps, channels: 3), in: area)
    box(area)
    let ticks = Self.barTicks(bar, height: frame.height)
    var widest = 0.0
    for tick in ticks.ticks {
      let y = area.bottom - (tick.value - bar.lower) / (bar.upper - bar.lower) * area.height
      canvas.line(
        from: Point(x: area.right, y: y), to: Point(x: area.right + Self.tick, y: y), color: Self.line, width: 0.9)
      canvas.draw(
        tick.label, x: area.right + Self.tick + Self.gap, y: y, size: Self.tickSize, color: Self.line,
        vertical: .middle)
      widest = max(widest, canvas.measure(tick.label, size: Self.tickSize).width)
    }
    if let label = Self.barLabel(bar, frame.height) {
      canvas.draw(
        canvas.fitted(label, size: Self.labelSize, width: max(60, frame.height)),
        x: area.right + Self.tick + Self.gap + widest + 4, y: (area.top + area.bottom) / 2, size: Self.labelSize,
        color: Self.line, horizontal: .center, vertical: .top, turned: true)
    }
  }
}
