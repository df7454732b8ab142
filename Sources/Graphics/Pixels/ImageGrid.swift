import Text

/// Images side by side in rows, enlarged without blur, with even gutters between and around them.
///
/// Images of different size share cells of the largest, each in the middle of its own. Where an image is as light as the
/// ground at its edge, a fine line shows where each ends.
package struct ImageGrid: Sendable {
  package var images: [Raster]
  /// Images in a row; by default about as many as rows.
  package var columns: Int?
  /// Between and around the images, in CSS pixels.
  package var gutter = 2
  /// CSS pixels to a pixel of an image; by default so large that one image is about 200 wide and a row at most 600.
  package var scale: Int?
  package var background = Color.white
  /// Written to the left of the rows, from the first.
  package var rowCaptions: [String] = []
  /// Written above the columns, from the first.
  package var columnCaptions: [String] = []
  /// Written before the captions of columns, above those of rows: what the numbers over the columns are.
  package var cornerCaption = ""

  package init(_ images: [Raster], columns: Int? = nil) {
    self.images = images
    self.columns = columns
  }

  /// - Throws: ``GraphicsError`` where there are no images, an option is out of range, or the whole is larger than a
  ///   raster may be.
  package func raster() throws(GraphicsError) -> Raster {
    let layout = try ImageGridLayout(self)
    let needsFrames = needsFrames
    var result = try background(layout)
    for (index, image) in images.enumerated() {
      let origin = layout.origin(of: image, at: index)
      if needsFrames { frame(image, at: origin, factor: layout.factor, in: &result) }
      result.paste(image, x: origin.x, y: origin.y, factor: layout.factor)
    }
    return result
  }

  /// - Throws: ``GraphicsError`` as ``raster()``.
  package func picture(for purpose: PNG.Purpose = .keeping) throws(GraphicsError) -> Picture {
    let layout = try ImageGridLayout(self)
    let size = "\(layout.cell.width)×\(layout.cell.height)"
    let description =
      images.count == 1
      ? "[image of \(size) pixels]"
      : "[\(images.count) images of \(size) pixels, \(counted(layout.rows, "row")) of \(layout.columns)]"
    return try Picture(raster(), for: purpose, description: description)
  }

  /// The ground that the images are laid on, with the captions written.
  private func background(_ layout: ImageGridLayout) throws(GraphicsError) -> Raster {
    let channels = images.reduce(background.isGrey ? 1 : 3) { max($0, $1.channels) }
    guard let captions = layout.captions else {
      return try Raster(width: layout.width, height: layout.height, channels: channels, filledWith: background)
    }
    let ratio = Double(Picture.pixelRatio)
    let canvas = try Canvas(
      width: (layout.width + 1) / Picture.pixelRatio, height: (layout.height + 1) / Picture.pixelRatio,
      background: background)
    let color = background.isLight ? Color.ink : Color.white
    for (column, caption) in columnCaptions.prefix(layout.columns).enumerated() {
      let cell = layout.cellOrigin(column: column, row: 0)
      let room = Double(layout.cell.width * layout.factor) / ratio
      canvas.draw(
        canvas.fitted(caption, size: captions.fontSize, width: room),
        x: Double(cell.x) / ratio + room / 2, y: Double(cell.y) / ratio - captions.gap,
        size: captions.fontSize, color: color, horizontal: .center, vertical: .bottom)
    }
    if !cornerCaption.isEmpty {
      let cell = layout.cellOrigin(column: 0, row: 0)
      canvas.draw(
        canvas.fitted(cornerCaption, size: captions.fontSize, width: captions.widest),
        x: Double(cell.x) / ratio - captions.gap, y: Double(cell.y) / ratio - captions.gap, size: captions.fontSize,
        color: color, horizontal: .right, vertical: .bottom)
    }
    for (row, caption) in rowCaptions.prefix(layout.rows).enumerated() {
      let cell = layout.cellOrigin(column: 0, row: row)
      canvas.draw(
        canvas.fitted(caption, size: captions.fontSize, width: captions.widest),
        x: Double(cell.x) / ratio - captions.gap,
        y: (Double(cell.y) + Double(layout.cell.height * layout.factor) / 2) / ratio,
        size: captions.fontSize, color: color, horizontal: .right, vertical: .middle)
    }
    return try canvas.raster().promoted(to: channels)
  }
}
