/// Draws one plot into a rectangle of a canvas: first all places, from the text that needs room, then grid, series,
/// axes and legend, from the back to the front.
struct PlotRenderer {
  let plot: Plot
  let data: PlotData
  let canvas: Canvas
  /// All that the plot may use.
  let room: Rectangle
  /// Where the data go.
  let frame: Rectangle
  let x: AxisScale
  let y: AxisScale
  let ticksX: Ticks
  let ticksY: Ticks
  let legend: Legend

  /// - Throws: ``GraphicsError`` where lists that belong together differ in length, or limits are impossible.
  init(_ plot: Plot, on canvas: Canvas, in room: Rectangle) throws(GraphicsError) {
    try plot.check()
    self.plot = plot
    self.canvas = canvas
    self.room = room
    data = PlotData(plot)
    x = data.scaleX()
    y = data.scaleY(x)
    legend = Legend(plot, on: canvas, width: room.width, height: room.height)

    let tickHeight = canvas.measure("0", size: PlotStyle.tickSize).height
    let labelHeight = canvas.measure("0", size: PlotStyle.labelSize).height + PlotStyle.labelGap
    let outside = PlotStyle.tickLength + PlotStyle.tickGap
    let top = room.top + PlotStyle.padding + (plot.title == nil ? 4 : PlotStyle.titleSize + 10)
    // Whether the axis has a note, and so a line of text, is not known before its ticks: room is kept for a label
    // whenever there could be one.
    let draftX = PlotRenderer.ticks(x, plot.x, most: Int(room.width / 40), areWhole: data.isWholeX)
    let hasLabelX = plot.x.label != nil || draftX.note != nil
    let bottom = room.bottom - PlotStyle.padding - outside - tickHeight - (hasLabelX ? labelHeight : 0)
    ticksY = PlotRenderer.ticks(
      y, plot.y, most: max(2, Int((bottom - top) / 30)), areWhole: data.isWholeY)
    let hasLabelY = plot.y.label != nil || ticksY.note != nil
    let widest = ticksY.ticks.map { canvas.measure($0.label, size: PlotStyle.tickSize).width }.max() ?? 0
    let left = room.left + PlotStyle.padding + (hasLabelY ? labelHeight : 0) + widest + outside
    let most = max(left + 20, room.right - PlotStyle.padding - (legend.isOutside ? legend.width + 8 : 0))
    // Half of the last label may stand over the end of the axis, which then ends earlier.
    let wide = PlotRenderer.fittingTicks(x, plot: plot, data: data, canvas: canvas, width: most - left)
    let over = wide.ticks.last.map { [x] last in
      canvas.measure(last.label, size: PlotStyle.tickSize).width / 2 - (1 - x.unit(last.value)) * (most - left)
    }
    let right = max(left + 20, most - max(0, over ?? 0))
    frame = Rectangle(left: left, top: top, right: right, bottom: max(top + 20, bottom))
    ticksX = PlotRenderer.fittingTicks(x, plot: plot, data: data, canvas: canvas, width: frame.width)
  }

  func draw() {
    drawGrid()
    // The clip is a little wider than the frame, so that lines and dots on its border are whole.
    canvas.clipped(to: frame.grown(by: 2)) { drawSeries() }
    canvas.clipped(to: frame.grown(by: PlotStyle.markerRadius + 1)) { drawMarkers() }
    drawAxes()
    drawLegend()
    if data.isEmpty {
      canvas.draw(
        "no data", x: (frame.left + frame.right) / 2, y: (frame.top + frame.bottom) / 2, size: PlotStyle.labelSize,
        color: Palette.axis, horizontal: .center, vertical: .middle)
    }
  }

  /// The place of a value; not finite where there is none.
  func point(_ x: Double, _ y: Double) -> Point { Point(x: placeX(x), y: placeY(y)) }

  func placeX(_ value: Double) -> Double { frame.left + x.unit(value) * frame.width }

  func placeY(_ value: Double) -> Double { frame.bottom - y.unit(value) * frame.height }

  private static func ticks(_ scale: AxisScale, _ axis: Plot.Axis, most: Int, areWhole: Bool) -> Ticks {
    scale.isLogarithmic
      ? .logarithmic(from: scale.lower, to: scale.upper, most: most)
      : .linear(from: scale.lower, to: scale.upper, most: most, areWhole: areWhole && scale.upper - scale.lower >= 1)
  }

  /// As many ticks as leave room between their labels.
  private static func fittingTicks(
    _ scale: AxisScale, plot: Plot, data: PlotData, canvas: Canvas, width: Double
  ) -> Ticks {
    func place(_ value: Double) -> Double { scale.unit(value) * width }
    func fits(_ ticks: Ticks, room: Double = 15, size: Double = PlotStyle.tickSize) -> Bool {
      zip(ticks.ticks, ticks.ticks.dropFirst()).allSatisfy { left, right in
        let widths = [left, right].map { canvas.measure($0.label, size: size).width }
        return place(right.value) - place(left.value) >= (widths[0] + widths[1]) / 2 + room
      }
    }
    if let names = data.barNames {
      // Every bar has its name, or every second, every third… A name stands in the middle under its bar, and may come
      // nearer to the next than a number on an axis, in smaller letters where that helps.
      let all = names.enumerated().map { Ticks.Tick(value: Double($0), label: $1) }
      let least = max(1, all.count / max(1, Int(width / 16)))
      for stride in least...max(least, all.count) {
        var some = Ticks(ticks: all.filter { Int($0.value).isMultiple(of: stride) })
        if fits(some, room: 2.5) { return some }
        some.areDense = true
        if fits(some, room: 2.5, size: PlotStyle.denseTickSize) { return some }
      }
    }
    var most = max(2, Int(width / 40))
    var ticks = PlotRenderer.ticks(scale, plot.x, most: most, areWhole: data.isWholeX)
    while !fits(ticks), most > 1 {
      most -= 1
      ticks = PlotRenderer.ticks(scale, plot.x, most: most, areWhole: data.isWholeX)
    }
    return ticks
  }
}
