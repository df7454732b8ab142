/// Draws one chart around a frame: the data in it, ticks, labels and title beside it.
struct ChartRenderer {
  let chart: Chart
  let canvas: Canvas
  /// Where the data go.
  let frame: Rectangle
  let x: ChartScale
  let y: ChartScale
  let ticksX: Ticks
  let ticksY: Ticks

  /// CSS pixels to a point, a 72nd of an inch.
  static let point = ChartSheet.pixelsPerInch / 72

  /// - Parameter room: what the frame may take; it is smaller where units have their lengths.
  init(_ chart: Chart, on canvas: Canvas, in room: Rectangle) {
    self.chart = chart
    self.canvas = canvas
    var (limitsX, limitsY) = (chart.limitsX, chart.limitsY)
    frame = Self.frame(chart, room, &limitsX, &limitsY)
    x = ChartScale(limitsX, chart.x)
    y = ChartScale(limitsY, chart.y)
    ticksY = y.ticks(chart.y, most: max(1, Int(frame.height / 30)), areWhole: chart.hasImage)
    ticksX = Self.fittingTicks(x, chart, canvas, width: frame.width)
  }

  private static func frame(
    _ chart: Chart, _ room: Rectangle, _ x: inout (lower: Double, upper: Double),
    _ y: inout (lower: Double, upper: Double)
  ) -> Rectangle {
    guard !chart.x.isLogarithmic, !chart.y.isLogarithmic else { return room }
    let (spanX, spanY) = (x.upper - x.lower, y.upper - y.lower)
    switch chart.aspect {
    case .filling: return room
    case .box(let ratio):
      let wanted = ratio * spanY / spanX
      guard wanted.isFinite, wanted > 0 else { return room }
      let width = max(1, min(room.width, room.height / wanted))
      let height = max(1, width * wanted)
      let (middleX, middleY) = ((room.left + room.right) / 2, (room.top + room.bottom) / 2)
      return Rectangle(
        left: middleX - width / 2, top: middleY - height / 2, right: middleX + width / 2,
        bottom: middleY + height / 2)
    case .limits:
      let unit = min(room.width / spanX, room.height / spanY)
      let (moreX, moreY) = (room.width / unit - spanX, room.height / unit - spanY)
      guard moreX.isFinite, moreY.isFinite else { return room }
      x = (x.lower - moreX / 2, x.upper + moreX / 2)
      y = (y.lower - moreY / 2, y.upper + moreY / 2)
      return room
    }
  }

  func draw() {
    if chart.hasAxes { drawGrid() }
    canvas.clipped(to: frame) { drawItems() }
    if chart.hasAxes { drawAxes() }
    drawTexts()
    drawTitle()
    drawColorbar()
    drawLegend()
  }

  func place(_ x: Double, _ y: Double) -> Point { Point(x: placeX(x), y: placeY(y)) }

  func placeX(_ value: Double) -> Double { frame.left + x.unit(value) * frame.width }

  func placeY(_ value: Double) -> Double { frame.bottom - y.unit(value) * frame.height }

  // MARK: Room for text

  /// What stands outside of a frame, in CSS pixels.
  struct Margins {
    var left = 0.0
    var right = 0.0
    var top = 0.0
    var bottom = 0.0

    /// As large as both ask for.
    func union(_ other: Margins) -> Margins {
      Margins(
        left: max(left, other.left), right: max(right, other.right), top: max(top, other.top),
        bottom: max(bottom, other.bottom))
    }
  }

  static let tick = 3.5
  static let gap = 3.0
  static let tickSize = 11.0
  static let labelSize = 11.5
  static let titleSize = 13.0
  static let barWidth = 12.0

  /// The room that a chart's text takes around a frame.
  static func margins(_ chart: Chart, on canvas: Canvas, around frame: Rectangle) -> Margins {
    var margins = Margins()
    if chart.title != nil { margins.top = titleSize + 9 }
    if chart.hasAxes {
      let draft = ChartRenderer(chart, on: canvas, in: frame)
      let widest = draft.ticksY.ticks.map { canvas.measure($0.label, size: tickSize).width }.max() ?? 0
      var (beside, below) = (0.0, 0.0)
      if !draft.ticksY.ticks.isEmpty { beside = tick + gap + widest }
      if !draft.ticksX.ticks.isEmpty { below = tick + gap + (chart.x.hasNumbers ? tickSize : 0) }
      if label(chart.y, draft.ticksY) != nil { beside += labelSize + 6 }
      if label(chart.x, draft.ticksX) != nil { below += labelSize + 6 }
      if chart.y.isOpposite { margins.right = beside } else { margins.left = beside }
      if chart.x.isOpposite { margins.top += below } else { margins.bottom = below }
      // Half of the last label may stand over the end of the axis.
      if let last = draft.ticksX.ticks.last, chart.colorbar == nil {
        let over = canvas.measure(last.label, size: tickSize).width / 2
        margins.right = max(margins.right, over - (1 - draft.x.unit(last.value)) * draft.frame.width)
      }
      if let first = draft.ticksX.ticks.first {
        let over = canvas.measure(first.label, size: tickSize).width / 2
        margins.left = max(margins.left, over - draft.x.unit(first.value) * draft.frame.width)
      }
      if !draft.ticksY.ticks.isEmpty { margins.top = max(margins.top, 5) }
    }
    if let bar = chart.colorbar {
      let widest = barTicks(bar, height: frame.height).ticks.map {
        canvas.measure($0.label, size: tickSize).width
      }.max()
      margins.right +=
        8 + barWidth + tick + gap + (widest ?? 0) + (barLabel(bar, frame.height) == nil ? 0 : labelSize + 6)
    }
    if chart.legend == .outside {
      margins.right += legendSize(chart, canvas).width + 8
    }
    return margins
  }

  /// The text along an axis: its label, and the factor that its numbers leave out.
  static func label(_ axis: Chart.Axis, _ ticks: Ticks) -> String? {
    guard let label = axis.label, !label.isEmpty, let note = ticks.note else {
      return axis.label.flatMap { $0.isEmpty ? nil : $0 } ?? ticks.note
    }
    return "\(label) (\(note))"
  }

  /// As many ticks as leave room between their labels.
  private static func fittingTicks(_ scale: ChartScale, _ chart: Chart, _ canvas: Canvas, width: Double) -> Ticks {
    func fits(_ ticks: Ticks, _ space: Double) -> Bool {
      zip(ticks.ticks, ticks.ticks.dropFirst()).allSatisfy { left, right in
        let widths = [left, right].map { canvas.measure($0.label, size: tickSize).width }
        return abs(scale.unit(right.value) - scale.unit(left.value)) * width >= (widths[0] + widths[1]) / 2 + space
      }
    }
    if chart.x.places != nil {
      // All ticks that were asked for, and labels where there is room.
      var ticks = scale.ticks(chart.x, most: 0, areWhole: false)
      var stride = 1
      while stride < ticks.ticks.count {
        let some = Ticks(ticks: ticks.ticks.enumerated().filter { $0.offset.isMultiple(of: stride) }.map(\.element))
        if fits(some, 3) { break }
        stride += 1
      }
      for number in ticks.ticks.indices where !number.isMultiple(of: stride) { ticks.ticks[number].label = "" }
      return ticks
    }
    var most = max(1, Int(width / 40))
    var ticks = scale.ticks(chart.x, most: most, areWhole: chart.hasImage)
    while !fits(ticks, 12), most > 1 {
      most -= 1
      ticks = scale.ticks(chart.x, most: most, areWhole: chart.hasImage)
    }
    return ticks
  }
}
