/// A picture ready to be shown: a PNG, how large it stands on the page, and what to say where it cannot be seen.
package struct Picture: Sendable {
  /// The PNG file.
  package var png: [UInt8]
  /// Size on the page in CSS pixels: half of the PNG's own, so that it is sharp on HiDPI screens.
  package var size: (width: Int, height: Int)
  /// One line of plain text in place of the picture.
  package var description: String

  /// PNG pixels to one CSS pixel.
  package static let pixelRatio = 2

  /// - Throws: ``GraphicsError`` where the PNG cannot be written.
  package init(_ raster: Raster, for purpose: PNG.Purpose = .keeping, description: String) throws(GraphicsError) {
    png = try PNG.encode(raster, for: purpose)
    // Rounded up: a picture of one pixel still takes one.
    size = ((raster.width + 1) / Picture.pixelRatio, (raster.height + 1) / Picture.pixelRatio)
    self.description = description
  }
}
