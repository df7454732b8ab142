import CCairo

extension Canvas {
  /// A picture in a rectangle, its pixels as sharp squares where it is enlarged, averaged where it is made smaller.
  ///
  /// - Parameters:
  ///   - isMirrored: whether its first column stands on the right.
  ///   - isFlipped: whether its first row stands below.
  func image(
    _ raster: Raster, in rectangle: Rectangle, opacity: Double = 1, isMirrored: Bool = false, isFlipped: Bool = false
  ) {
    let (width, height) = (raster.width, raster.height)
    guard rectangle.width > 0, rectangle.height > 0,
      let surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, Int32(width), Int32(height))
    else { return }
    defer { cairo_surface_destroy(surface) }
    guard cairo_surface_status(surface) == CAIRO_STATUS_SUCCESS, let data = cairo_image_surface_get_data(surface) else {
      return
    }
    let stride = Int(cairo_image_surface_get_stride(surface))
    cairo_surface_flush(surface)
    let channels = raster.channels
    raster.pixels.withUnsafeBufferPointer { pixels in
      for row in 0..<height {
        let line = UnsafeMutableRawPointer(data + row * stride)
        for column in 0..<width {
          let first = (row * width + column) * channels
          let alpha = channels == 4 ? UInt32(pixels[first + 3]) : 255
          // Cairo's colours are those that the opacity leaves.
          var word = alpha
          for number in 0..<3 {
            let value = UInt32(pixels[first + (channels == 1 ? 0 : number)])
            word = word << 8 | (value * alpha + 127) / 255
          }
          line.storeBytes(of: word, toByteOffset: column * 4, as: UInt32.self)
        }
      }
    }
    cairo_surface_mark_dirty(surface)
    cairo_save(context)
    defer { cairo_restore(context) }
    cairo_rectangle(context, rectangle.left, rectangle.top, rectangle.width, rectangle.height)
    cairo_clip(context)
    cairo_translate(
      context, isMirrored ? rectangle.right : rectangle.left, isFlipped ? rectangle.bottom : rectangle.top)
    let (across, down) = (rectangle.width / Double(width), rectangle.height / Double(height))
    cairo_scale(context, isMirrored ? -across : across, isFlipped ? -down : down)
    cairo_set_source_surface(context, surface, 0, 0)
    if let pattern = cairo_get_source(context) {
      let isSmaller = min(across, down) * Double(Picture.pixelRatio) < 1
      cairo_pattern_set_filter(pattern, isSmaller ? CAIRO_FILTER_GOOD : CAIRO_FILTER_NEAREST)
      cairo_pattern_set_extend(pattern, CAIRO_EXTEND_PAD)
    }
    cairo_paint_with_alpha(context, opacity)
  }
}
