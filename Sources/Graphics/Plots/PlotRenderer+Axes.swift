extension PlotRenderer {
  /// Fine lines behind the data at the ticks.
  func drawGrid() {
    for tick in ticksY.ticks {
      let y = placeY(tick.value)
      canvas.line(
        from: Point(x: frame.left, y: y), to: Point(x: frame.right, y: y), color: Palette.grid, width: 1)
    }
    // Bars stand in the columns themselves; lines between them would only disturb.
    guard !data.hasBars else { return }
    for tick in ticksX.ticks {
      let x = placeX(tick.value)
      canvas.line(
        from: Point(x: x, y: frame.top), to: Point(x: x, y: frame.bottom), color: Palette.grid, width: 1)
    }
  }

  /// The left and the lower axis with ticks and labels, and the title.
  func drawAxes() {
    let corner = Point(x: frame.left, y: frame.bottom)
    canvas.line(from: Point(x: frame.left, y: frame.top), to: corner, color: Palette.axis, width: 1)
    canvas.line(from: corner, to: Point(x: frame.right, y: frame.bottom), color: Palette.axis, width: 1)
    if data.hasBars, !y.isLogarithmic, y.lower < 0, y.upper > 0 {
      // Bars that hang down and bars that stand up share this.
      let zero = placeY(0)
      canvas.line(
        from: Point(x: frame.left, y: zero), to: Point(x: frame.right, y: zero), color: Palette.axis, width: 1)
    }
    drawTicksX()
    drawTicksY()
    drawTitle()
    if let label = PlotRenderer.label(plot.x.label, note: ticksX.note) {
      canvas.draw(
        canvas.fitted(label, size: PlotStyle.labelSize, width: frame.width), x: (frame.left + frame.right) / 2,
        y: room.bottom - PlotStyle.padding, size: PlotStyle.labelSize, horizontal: .center, vertical: .bottom)
    }
    if let label = PlotRenderer.label(plot.y.label, note: ticksY.note) {
      canvas.draw(
        canvas.fitted(label, size: PlotStyle.labelSize, width: frame.height), x: room.left + PlotStyle.padding,
        y: (frame.top + frame.bottom) / 2, size: PlotStyle.labelSize, horizontal: .center, vertical: .top,
        turned: true)
    }
  }

  /// Above the middle of the frame, as far as a long title lets it.
  private func drawTitle() {
    guard let title = plot.title else { return }
    let (left, right) = (room.left + PlotStyle.padding, room.right - PlotStyle.padding)
    let text = canvas.fitted(title, size: PlotStyle.titleSize, width: right - left)
    let half = canvas.measure(text, size: PlotStyle.titleSize).width / 2
    canvas.draw(
      text, x: max(left + half, min(right - half, (frame.left + frame.right) / 2)), y: frame.top - 8,
      size: PlotStyle.titleSize, horizontal: .center, vertical: .bottom)
  }

  private func drawTicksX() {
    for value in ticksX.minor { markX(value, length: PlotStyle.tickLength / 2) }
    for tick in ticksX.ticks {
      markX(tick.value, length: PlotStyle.tickLength)
      canvas.draw(
        tick.label, x: placeX(tick.value), y: frame.bottom + PlotStyle.tickLength + PlotStyle.tickGap,
        size: ticksX.areDense ? PlotStyle.denseTickSize : PlotStyle.tickSize, horizontal: .center, vertical: .top)
    }
  }

  private func drawTicksY() {
    for value in ticksY.minor { markY(value, length: PlotStyle.tickLength / 2) }
    for tick in ticksY.ticks {
      markY(tick.value, length: PlotStyle.tickLength)
      canvas.draw(
        tick.label, x: frame.left - PlotStyle.tickLength - PlotStyle.tickGap, y: placeY(tick.value),
        size: PlotStyle.tickSize, horizontal: .right, vertical: .middle)
    }
  }

  private func markX(_ value: Double, length: Double) {
    let x = placeX(value)
    canvas.line(
      from: Point(x: x, y: frame.bottom), to: Point(x: x, y: frame.bottom + length), color: Palette.axis, width: 1)
  }

  private func markY(_ value: Double, length: Double) {
    let y = placeY(value)
    canvas.line(
      from: Point(x: frame.left - length, y: y), to: Point(x: frame.left, y: y), color: Palette.axis, width: 1)
  }

  /// The text along an axis: its label, and the factor that its numbers leave out.
  private static func label(_ label: String?, note: String?) -> String? {
    guard let label, let note else { return label ?? note }
    return "\(label) (\(note))"
  }
}
