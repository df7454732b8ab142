import CPNG

extension PNG {
  /// The raster as a PNG file. The same raster gives the same bytes for the same purpose.
  ///
  /// - Throws: ``GraphicsError`` where libpng fails, which for a valid raster means that memory ran out.
  package static func encode(_ raster: Raster, for purpose: Purpose = .keeping) throws(GraphicsError) -> [UInt8] {
    var image = control()
    image.width = png_uint_32(raster.width)
    image.height = png_uint_32(raster.height)
    image.format = format(channels: raster.channels)
    if purpose == .glimpse { image.flags |= png_uint_32(PNG_IMAGE_FLAG_FAST) }
    defer { png_image_free(&image) }

    // Deflate stores what it cannot compress in blocks of at least 8 KB, five bytes each; every row has a filter byte,
    // and the chunks around the pixels take far less than a thousand bytes. So the first call always has room.
    let raw = raster.pixels.count + raster.height
    let capacity = raw + raw / 1_000 + 4_096
    var written = false
    let file = [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
      var size = png_alloc_size_t(capacity)
      written = png_image_write_to_memory(&image, buffer.baseAddress, &size, 0, raster.pixels, 0, nil) != 0
      count = written ? Int(size) : 0
    }
    guard written else {
      throw GraphicsError(.encoding, "cannot write a PNG of \(raster.width)×\(raster.height): \(message(of: image))")
    }
    return file
  }
}
