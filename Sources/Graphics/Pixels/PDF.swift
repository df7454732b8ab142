import CCairo

/// PDF files of one page, through Cairo.
package enum PDF {
  /// A page of the picture's size, filled by its pixels.
  ///
  /// - Parameter dotsPerInch: how large it stands on paper: as many pixels are an inch.
  /// - Throws: ``GraphicsError`` where Cairo cannot write it.
  package static func encode(_ raster: Raster, dotsPerInch: Double) throws(GraphicsError) -> [UInt8] {
    let scale = 72 / dotsPerInch
    let file = Bytes()
    let pixels = words(raster)
    let stride = Int32(raster.width * MemoryLayout<UInt32>.stride)
    let hasAlpha = raster.channels == 4
    let status = pixels.withUnsafeBytes { pixels -> cairo_status_t in
      let start = UnsafeMutablePointer(mutating: pixels.bindMemory(to: UInt8.self).baseAddress)
      let image = cairo_image_surface_create_for_data(
        start, hasAlpha ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_RGB24, Int32(raster.width), Int32(raster.height), stride)
      let page = cairo_pdf_surface_create_for_stream(
        { closure, data, count in
          guard let closure, let data else { return CAIRO_STATUS_WRITE_ERROR }
          Unmanaged<Bytes>.fromOpaque(closure).takeUnretainedValue().all += UnsafeBufferPointer(
            start: data, count: Int(count))
          return CAIRO_STATUS_SUCCESS
        }, Unmanaged.passUnretained(file).toOpaque(), Double(raster.width) * scale, Double(raster.height) * scale)
      let context = cairo_create(page)
      defer {
        cairo_destroy(context)
        cairo_surface_destroy(page)
        cairo_surface_destroy(image)
      }
      cairo_scale(context, scale, scale)
      cairo_set_source_surface(context, image, 0, 0)
      // Each pixel stays a square, however large it is printed.
      cairo_pattern_set_filter(cairo_get_source(context), CAIRO_FILTER_NEAREST)
      cairo_paint(context)
      cairo_show_page(context)
      cairo_surface_finish(page)
      let drawn = cairo_status(context)
      return drawn == CAIRO_STATUS_SUCCESS ? cairo_surface_status(page) : drawn
    }
    guard status == CAIRO_STATUS_SUCCESS else {
      throw GraphicsError(
        .encoding, "cannot write the PDF: \(cairo_status_to_string(status).map { String(cString: $0) } ?? "")")
    }
    return file.all
  }

  private final class Bytes {
    var all: [UInt8] = []
  }

  /// A 32-bit word for each pixel, as Cairo takes them: alpha, and the colours multiplied by it.
  private static func words(_ raster: Raster) -> [UInt32] {
    let colors = raster.promoted(to: 3)
    let width = colors.channels
    return (0..<colors.width * colors.height).map { place in
      let pixel = colors.pixels[place * width..<(place + 1) * width]
      let alpha = width == 4 ? UInt32(pixel[pixel.startIndex + 3]) : 255
      return pixel.prefix(3).reduce(alpha) { $0 << 8 | (UInt32($1) * alpha + 127) / 255 }
    }
  }
}
