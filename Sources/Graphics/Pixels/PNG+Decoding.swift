import CPNG

extension PNG {
  /// The picture in a PNG file: grey, RGB or RGBA with eight bits a channel.
  ///
  /// Palettes are looked up, 16 bits become 8, grey with alpha becomes RGBA, and a file that states its own gamma is
  /// converted to sRGB.
  ///
  /// - Throws: ``GraphicsError`` where the bytes are no PNG, are damaged or cut short, or hold more pixels than a
  ///   raster may have (looked at before memory is taken).
  package static func decode(_ file: [UInt8]) throws(GraphicsError) -> Raster {
    var image = control()
    defer { png_image_free(&image) }
    // libpng keeps the pointer between the two calls, so both stand inside of one borrow of the bytes.
    let outcome = file.withUnsafeBytes { bytes -> Result<Raster, GraphicsError> in
      guard let start = bytes.baseAddress, png_image_begin_read_from_memory(&image, start, bytes.count) != 0 else {
        let reason = bytes.isEmpty ? "there are no bytes" : message(of: image)
        return .failure(GraphicsError(.decoding, "not a PNG that can be read: \(reason)"))
      }
      // Without this, 16-bit files would be taken for linear light and come out too bright.
      image.flags |= png_uint_32(PNG_IMAGE_FLAG_16BIT_sRGB)
      let (width, height) = (Int(image.width), Int(image.height))
      let hasAlpha = image.format & PNG_FORMAT_FLAG_ALPHA != 0
      let hasColor = image.format & PNG_FORMAT_FLAG_COLOR != 0
      let channels = hasAlpha ? 4 : hasColor ? 3 : 1
      do throws(GraphicsError) {
        try Raster.check(width: width, height: height, channels: channels)
      } catch {
        return .failure(error)
      }
      image.format = format(channels: channels)
      var pixels = [UInt8](repeating: 0, count: width * height * channels)
      guard png_image_finish_read(&image, nil, &pixels, 0, nil) != 0 else {
        return .failure(
          GraphicsError(.decoding, "the PNG of \(width)×\(height) is damaged: \(message(of: image))"))
      }
      return .success(Raster(unchecked: pixels, width: width, height: height, channels: channels))
    }
    return try outcome.get()
  }
}
