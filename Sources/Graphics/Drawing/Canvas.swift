import CCairo

/// A surface to draw lines and text on, measured in CSS pixels from the top left corner.
///
/// It has ``Picture/pixelRatio`` device pixels to one CSS pixel. Cairo never stops in the middle: after a first error
/// all drawing does nothing, and ``raster()`` reports it. One thread at a time may use a canvas.
final class Canvas {
  let width: Double
  let height: Double
  let context: OpaquePointer
  private let surface: OpaquePointer

  /// - Parameters:
  ///   - width: CSS pixels; `height` likewise.
  /// - Throws: ``GraphicsError`` where the size is none a raster may have, or memory ran out.
  init(width: Int, height: Int, background: Color) throws(GraphicsError) {
    let limit = Raster.maximumSide / Picture.pixelRatio
    guard (1...limit).contains(width), (1...limit).contains(height) else {
      throw GraphicsError(.size, "a drawing has sides of 1 to \(limit) CSS pixels, found \(width)×\(height)")
    }
    let (columns, rows) = (width * Picture.pixelRatio, height * Picture.pixelRatio)
    try Raster.check(width: columns, height: rows, channels: 3)
    guard let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, Int32(columns), Int32(rows)),
      let context = cairo_create(surface)
    else {
      throw GraphicsError(.drawing, "cannot make a drawing of \(width)×\(height)")
    }
    self.width = Double(width)
    self.height = Double(height)
    self.surface = surface
    self.context = context
    cairo_scale(context, Double(Picture.pixelRatio), Double(Picture.pixelRatio))
    setColor(background)
    cairo_paint(context)
    prepareFont()
  }

  deinit {
    cairo_destroy(context)
    cairo_surface_destroy(surface)
  }

  /// The drawing so far, as RGB.
  ///
  /// - Throws: ``GraphicsError`` with Cairo's own words where anything drawn so far failed.
  func raster() throws(GraphicsError) -> Raster {
    cairo_surface_flush(surface)
    let status = cairo_status(context)
    guard status == CAIRO_STATUS_SUCCESS, let data = cairo_image_surface_get_data(surface) else {
      throw GraphicsError(.drawing, "cannot draw: \(cairo_status_to_string(status).map { String(cString: $0) } ?? "")")
    }
    let (columns, rows) = (Int(cairo_image_surface_get_width(surface)), Int(cairo_image_surface_get_height(surface)))
    let stride = Int(cairo_image_surface_get_stride(surface))
    let pixels = [UInt8](unsafeUninitializedCapacity: columns * rows * 3) { bytes, count in
      for row in 0..<rows {
        // A pixel is a 32-bit word in the machine's own byte order: unused, red, green, blue.
        let line = UnsafeRawPointer(data + row * stride)
        for column in 0..<columns {
          let word = line.load(fromByteOffset: column * 4, as: UInt32.self)
          let first = (row * columns + column) * 3
          bytes[first] = UInt8(truncatingIfNeeded: word >> 16)
          bytes[first + 1] = UInt8(truncatingIfNeeded: word >> 8)
          bytes[first + 2] = UInt8(truncatingIfNeeded: word)
        }
      }
      count = columns * rows * 3
    }
    return Raster(unchecked: pixels, width: columns, height: rows, channels: 3)
  }

  /// The colour of all that is drawn from here on.
  func setColor(_ color: Color, opacity: Double = 1) {
    cairo_set_source_rgba(
      context, Double(color.red) / 255, Double(color.green) / 255, Double(color.blue) / 255, opacity)
  }
}
