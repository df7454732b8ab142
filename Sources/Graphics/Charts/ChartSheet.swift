/// Charts in a picture, each at its place in a grid.
package struct ChartSheet: Sendable {
  /// A chart in the cell of a grid over the whole sheet, from the top left, or in a part of the sheet.
  package struct Panel: Sendable {
    package var chart: Chart
    package var rows: Int
    package var columns: Int
    package var row: Int
    package var column: Int
    /// How many rows and columns it takes.
    package var spans = (rows: 1, columns: 1)
    /// How high the rows are for each other, and how wide the columns; alike where empty.
    package var heights: [Double] = []
    package var widths: [Double] = []
    /// Its frame as parts of the sheet, from the bottom left, in place of a cell.
    package var area: (left: Double, bottom: Double, width: Double, height: Double)?

    package init(_ chart: Chart, rows: Int, columns: Int, row: Int, column: Int) {
      (self.chart, self.rows, self.columns, self.row, self.column) = (chart, rows, columns, row, column)
    }
  }

  /// Where the panels' frames stand, as parts of the sheet, and the room between them as parts of a frame.
  package struct Adjustment: Sendable {
    package var left = 0.125
    package var right = 0.9
    package var bottom = 0.11
    package var top = 0.88
    package var across = 0.2
    package var down = 0.2

    package init() {}
  }

  package var panels: [Panel]
  package var title: String?
  /// In CSS pixels.
  package var size: (width: Int, height: Int)
  /// Names of what is drawn, for all panels together.
  package var legend: Chart?
  /// By default the panels take all of the sheet that their text leaves.
  package var adjustment: Adjustment?

  package init(_ panels: [Panel], title: String? = nil, size: (width: Int, height: Int)) {
    (self.panels, self.title, self.size) = (panels, title, size)
  }

  /// CSS pixels to an inch: text of 10 points is then as large as that of the other plots.
  package static let pixelsPerInch = 80.0

  /// - Parameter isCropped: whether the empty sides are cut off.
  /// - Throws: ``GraphicsError`` where the size is out of range.
  package func picture(isCropped: Bool) throws(GraphicsError) -> Picture {
    let canvas = try Canvas(width: size.width, height: size.height, background: .white)
    if let title {
      canvas.draw(
        canvas.fitted(title, size: 13.5, width: canvas.width - 16), x: canvas.width / 2, y: 6, size: 13.5,
        color: .black, horizontal: .center, vertical: .top)
    }
    var drawn: [Rectangle] = []
    for (panel, frame) in zip(panels, frames(on: canvas)) {
      let renderer = ChartRenderer(panel.chart, on: canvas, in: frame)
      renderer.draw()
      if panel.chart.hasAxes || !panel.chart.items.isEmpty { drawn.append(renderer.frame) }
    }
    if let legend {
      ChartRenderer(
        legend, on: canvas, in: Rectangle(left: 0, top: 0, right: canvas.width, bottom: canvas.height)
      ).drawLegend()
    }
    var raster = try canvas.raster()
    if isCropped {
      // White within a panel is an image's, and no empty side.
      let ratio = Double(Picture.pixelRatio)
      let kept = drawn.map {
        Rectangle(left: $0.left * ratio, top: $0.top * ratio, right: $0.right * ratio, bottom: $0.bottom * ratio)
      }
      raster = raster.withoutWhiteSides(margin: 8 * Picture.pixelRatio, keeping: kept)
    }
    return try Picture(raster, description: description)
  }

  /// One line in place of the picture.
  package var description: String {
    let images = panels.filter(\.chart.hasImage).count
    let kind = images == 0 ? "plot" : images == panels.count ? "image" : "plot and image"
    let what = panels.count == 1 ? kind : images == panels.count ? "\(images) images" : "\(panels.count) plots"
    let texts = ([title] + panels.prefix(12).map { $0.chart.description }).compactMap { $0 }.filter { !$0.isEmpty }
    return texts.isEmpty ? "[\(what)]" : "[\(what): \(texts.joined(separator: " | "))]"
  }

  // MARK: Places

  private func frames(on canvas: Canvas) -> [Rectangle] {
    if let adjustment { return panels.map { adjusted($0, adjustment, canvas) } }
    let top = title == nil ? 4.0 : 28
    let area = Rectangle(left: 4, top: top, right: canvas.width - 4, bottom: canvas.height - 4)
    let cells = panels.map { panel in
      let across = Self.parts(panel.columns, panel.widths, panel.column, panel.spans.columns, gap: 0)
      let down = Self.parts(panel.rows, panel.heights, panel.row, panel.spans.rows, gap: 0)
      let cell = Rectangle(
        left: area.left + across.from * area.width, top: area.top + down.from * area.height,
        right: area.left + across.to * area.width, bottom: area.top + down.to * area.height)
      let (width, height) = (area.width / Double(panel.columns), area.height / Double(panel.rows))
      return cell.grown(by: -min(4, 0.04 * min(width, height)))
    }
    // The text decides about the frames, and they about how much text there is: after two rounds little changes.
    let drafts = cells.map { $0.grown(by: -min(25, 0.2 * min($0.width, $0.height))) }
    var frames = aligned(cells, self.margins(around: drafts, on: canvas))
    let margins = self.margins(around: frames, on: canvas)
    frames = aligned(cells, margins)
    return aligned(cells, zip(margins, self.margins(around: frames, on: canvas)).map { $0.union($1) })
  }

  private func margins(around frames: [Rectangle], on canvas: Canvas) -> [ChartRenderer.Margins] {
    zip(panels, frames).map { ChartRenderer.margins($0.chart, on: canvas, around: $1) }
  }

  /// What the margins leave of the cells: frames of one column begin and end alike, and so do those of one row.
  private func aligned(_ cells: [Rectangle], _ margins: [ChartRenderer.Margins]) -> [Rectangle] {
    struct Line: Hashable { let count: Int, number: Int }
    func greatest(
      _ line: (Panel) -> Line, _ value: (ChartRenderer.Margins) -> Double
    ) -> [Line: Double] {
      zip(panels, margins).reduce(into: [:]) { all, item in
        all[line(item.0)] = max(all[line(item.0)] ?? 0, value(item.1))
      }
    }
    func column(_ panel: Panel) -> Line { Line(count: panel.columns, number: panel.column) }
    func row(_ panel: Panel) -> Line { Line(count: panel.rows, number: panel.row) }
    func lastColumn(_ panel: Panel) -> Line {
      Line(count: panel.columns, number: panel.column + panel.spans.columns - 1)
    }
    func lastRow(_ panel: Panel) -> Line { Line(count: panel.rows, number: panel.row + panel.spans.rows - 1) }
    let (lefts, rights) = (greatest(column, \.left), greatest(lastColumn, \.right))
    let (tops, bottoms) = (greatest(row, \.top), greatest(lastRow, \.bottom))
    return zip(panels, cells).map { panel, cell in
      if let free = free(panel) { return free }
      let left = cell.left + (lefts[column(panel)] ?? 0)
      let top = cell.top + (tops[row(panel)] ?? 0)
      // Text that takes all of a cell leaves a line of the frame.
      return Rectangle(
        left: left, top: top, right: max(left + 4, cell.right - (rights[lastColumn(panel)] ?? 0)),
        bottom: max(top + 4, cell.bottom - (bottoms[lastRow(panel)] ?? 0)))
    }
  }

  private func adjusted(_ panel: Panel, _ adjustment: Adjustment, _ canvas: Canvas) -> Rectangle {
    if let free = free(panel) { return free }
    let across = Self.parts(
      panel.columns, panel.widths, panel.column, panel.spans.columns, gap: adjustment.across)
    let down = Self.parts(panel.rows, panel.heights, panel.row, panel.spans.rows, gap: adjustment.down)
    func along(_ part: Double, _ start: Double, _ end: Double) -> Double { start + part * (end - start) }
    return Rectangle(
      left: along(across.from, adjustment.left, adjustment.right) * canvas.width,
      top: along(down.from, 1 - adjustment.top, 1 - adjustment.bottom) * canvas.height,
      right: along(across.to, adjustment.left, adjustment.right) * canvas.width,
      bottom: along(down.to, 1 - adjustment.top, 1 - adjustment.bottom) * canvas.height)
  }

  private func free(_ panel: Panel) -> Rectangle? {
    panel.area.map { area in
      let (width, height) = (Double(size.width), Double(size.height))
      return Rectangle(
        left: area.left * width, top: (1 - area.bottom - area.height) * height, right: (area.left + area.width) * width,
        bottom: (1 - area.bottom) * height)
    }
  }

  /// Where cells of a row begin and end, as parts of all.
  ///
  /// - Parameter gap: the room between two, as a part of a cell's average length.
  private static func parts(
    _ count: Int, _ ratios: [Double], _ number: Int, _ span: Int, gap: Double
  ) -> (from: Double, to: Double) {
    let cell = 1 / (Double(count) + gap * Double(count - 1))
    let sum = ratios.reduce(0, +)
    func lengths(_ range: Range<Int>) -> Double {
      guard ratios.count == count, sum > 0 else { return cell * Double(range.count) }
      return ratios[range].reduce(0, +) / sum * cell * Double(count)
    }
    let from = lengths(0..<number) + Double(number) * gap * cell
    return (from, from + lengths(number..<number + span) + Double(span - 1) * gap * cell)
  }
}

extension Chart {
  /// What it shows, in words.
  var description: String {
    let axes = [y.label, x.label.map { "against \($0)" }].compactMap(\.self).joined(separator: " ")
    let words = items.compactMap(\.words)
    let more = words.count > Plot.spokenOf ? ["and \(words.count - Plot.spokenOf) more"] : []
    return ([title, hasAxes && !axes.isEmpty ? axes : nil].compactMap(\.self) + words.prefix(Plot.spokenOf) + more)
      .filter { !$0.isEmpty }.joined(separator: "; ")
  }
}
