import CPNGReading

extension PNG {
  /// The picture in a PNG file: grey, RGB or RGBA with eight bits a channel.
  ///
  /// Samples are those that are stored, as PIL and torchvision take them: what a file states of its gamma or its colour
  /// profile (`gAMA`, `sRGB`, `iCCP`) changes none of them. Palettes are looked up, 16 bits are rounded to 8, fewer are
  /// spread over 0 to 255, and grey with alpha becomes RGBA.
  ///
  /// - Throws: ``GraphicsError`` where the bytes are no PNG, are damaged or cut short, or hold more pixels than a
  ///   raster may have (looked at before memory is taken).
  package static func decode(_ file: [UInt8]) throws(GraphicsError) -> Raster {
    // On the heap, because libpng remembers its address.
    let reading = UnsafeMutablePointer<png_reading>.allocate(capacity: 1)
    reading.initialize(to: png_reading())
    defer {
      png_reading_end(reading)
      reading.deallocate()
    }
    // libpng keeps the pointer to the bytes between the two calls, so both stand inside of one borrow of them.
    let outcome = file.withUnsafeBufferPointer { bytes -> Result<Raster, GraphicsError> in
      guard let start = bytes.baseAddress else {
        return .failure(GraphicsError(.decoding, "not a PNG that can be read: there are no bytes"))
      }
      guard png_reading_begin(reading, start, bytes.count, UInt32(Raster.maximumSide)) != 0 else {
        return .failure(GraphicsError(.decoding, "not a PNG that can be read: \(message(of: reading.pointee))"))
      }
      let (width, height) = (Int(reading.pointee.width), Int(reading.pointee.height))
      let channels = Int(reading.pointee.channels)
      do throws(GraphicsError) {
        try Raster.check(width: width, height: height, channels: channels)
      } catch {
        return .failure(error)
      }
      var pixels = [UInt8](repeating: 0, count: width * height * channels)
      guard png_reading_rows(reading, &pixels) != 0 else {
        return .failure(
          GraphicsError(
            .decoding, "the PNG of \(width)×\(height) is damaged: \(message(of: reading.pointee))"))
      }
      return .success(Raster(unchecked: pixels, width: width, height: height, channels: channels))
    }
    return try outcome.get()
  }

  /// What libpng said went wrong.
  private static func message(of reading: png_reading) -> String {
    withUnsafeBytes(of: reading.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
