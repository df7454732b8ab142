import CPNGReading

extension PNG {
  /// The picture in a PNG file: grey, RGB or RGBA with eight bits a channel.
  ///
  /// Samples are those that are stored, as PIL and torchvision take them: what a file states of its gamma or its colour
  /// profile (`gAMA`, `sRGB`, `iCCP`) changes none of them. Palettes are looked up, 16 bits are rounded to 8, fewer are
  /// spread over 0 to 255. Grey with alpha becomes RGBA, or grey alone where all of it is opaque.
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
        try Raster.check(width: width, height: height, channels: channels == 2 ? 4 : channels)
      } catch {
        return .failure(error)
      }
      var pixels = [UInt8](repeating: 0, count: width * height * channels)
      guard png_reading_rows(reading, &pixels) != 0 else {
        return .failure(
          GraphicsError(
            .decoding, "the PNG of \(width)×\(height) is damaged: \(message(of: reading.pointee))"))
      }
      if channels == 2 { return .success(greyWithAlpha(pixels, width: width, height: height)) }
      return .success(Raster(unchecked: pixels, width: width, height: height, channels: channels))
    }
    return try outcome.get()
  }

  private static func greyWithAlpha(_ pixels: [UInt8], width: Int, height: Int) -> Raster {
    let greys = stride(from: 0, to: pixels.count, by: 2)
    guard !greys.allSatisfy({ pixels[$0 + 1] == 255 }) else {
      return Raster(unchecked: greys.map { pixels[$0] }, width: width, height: height, channels: 1)
    }
    let colours = greys.flatMap { [pixels[$0], pixels[$0], pixels[$0], pixels[$0 + 1]] }
    return Raster(unchecked: colours, width: width, height: height, channels: 4)
  }

  /// libpng's own words for the fault.
  private static func message(of reading: png_reading) -> String {
    withUnsafeBytes(of: reading.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
