/// Plots side by side in one picture.
package struct Figure: Sendable {
  package var panels: [Plot]
  /// Plots in a row; by default all, up to three.
  package var columns: Int?
  /// Above all plots.
  package var title: String?
  /// The size of one plot in CSS pixels; by default smaller the more stand in a row.
  package var panelSize: (width: Int, height: Int)?

  package init(_ panels: [Plot], columns: Int? = nil, title: String? = nil) {
    self.panels = panels
    self.columns = columns
    self.title = title
  }

  /// - Throws: ``GraphicsError`` where there is no plot, one has impossible data, or the size is out of range.
  package func picture(for purpose: PNG.Purpose = .keeping) throws(GraphicsError) -> Picture {
    guard !panels.isEmpty else { throw GraphicsError(.data, "a figure has at least one plot, found none") }
    let columns = min(self.columns ?? 3, panels.count)
    guard columns >= 1 else { throw GraphicsError(.size, "a figure has at least one column, found \(columns)") }
    let size = panelSize ?? [(560, 350), (420, 300)].dropFirst(columns - 1).first ?? (330, 260)
    guard size.width >= 120, size.height >= 100, max(size.width, size.height) <= Raster.maximumSide else {
      throw GraphicsError(.size, "a plot takes at least 120×100 pixels, found \(size.width)×\(size.height)")
    }
    let rows = (panels.count + columns - 1) / columns
    let top = title == nil ? 0 : 28
    let canvas = try Canvas(width: columns * size.width, height: top + rows * size.height, background: .white)
    if let title {
      canvas.draw(
        canvas.fitted(title, size: 15, width: canvas.width - 16), x: canvas.width / 2, y: 8, size: 15,
        horizontal: .center, vertical: .top)
    }
    for (index, plot) in panels.enumerated() {
      let left = Double(index % columns * size.width)
      let upper = Double(top + index / columns * size.height)
      let room = Rectangle(
        left: left, top: upper, right: left + Double(size.width), bottom: upper + Double(size.height))
      try PlotRenderer(plot, on: canvas, in: room).draw()
    }
    let descriptions = ([title] + panels.map(\.description)).compactMap { $0.flatMap { $0.isEmpty ? nil : $0 } }
    let text = descriptions.isEmpty ? "[plot]" : "[plot: \(descriptions.joined(separator: " | "))]"
    return try Picture(canvas.raster(), for: purpose, description: text)
  }
}
