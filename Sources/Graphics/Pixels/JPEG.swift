import CJPEGReading

/// JPEG files to rasters, through libjpeg-turbo behind the C frame of CJPEGReading, to which its errors jump back.
package enum JPEG {
  /// What a file states before its pixels.
  package struct Header: Sendable, Equatable {
    package let width, height: Int
    /// 1 (grey), 3 (red, green, blue) or 4 (cyan, magenta, yellow, black).
    package let channels: Int
    /// Whether all coefficients are held in memory until the last one was read: two bytes for each sample.
    package let isHeld: Bool
  }

  /// - Throws: ``GraphicsError`` where the bytes are no JPEG, or one whose kind is not read, such as 12 bits a sample.
  package static func header(_ file: [UInt8]) throws(GraphicsError) -> Header {
    try reading(file) { reading in .success(header(of: reading.pointee)) }
  }

  /// The picture in a JPEG file: grey or RGB, baseline or progressive.
  ///
  /// Pixels are those that PIL and torchvision give: by the exact transform of whole numbers, colours at half the
  /// resolution smoothly enlarged, and as they lie in the file, whatever EXIF says of how the camera was held. Cyan, magenta,
  /// yellow and black become RGB as `convert("RGB")` has it. What a file states of its colour profile changes nothing.
  ///
  /// - Throws: ``GraphicsError`` where the bytes are no JPEG, are damaged or cut short, or hold more pixels than a raster
  ///   may have (looked at before memory is taken).
  package static func decode(_ file: [UInt8]) throws(GraphicsError) -> Raster {
    try reading(file) { reading in
      let header = header(of: reading.pointee)
      let (width, height) = (header.width, header.height)
      do throws(GraphicsError) {
        try Raster.check(width: width, height: height, channels: header.channels)
      } catch {
        return .failure(error)
      }
      var pixels = [UInt8](repeating: 0, count: width * height * header.channels)
      guard jpeg_reading_rows(reading, &pixels) != 0 else {
        return .failure(
          GraphicsError(.decoding, "the JPEG of \(width)×\(height) is damaged: \(message(of: reading.pointee))"))
      }
      if header.channels == 4 { pixels = withoutInk(pixels) }
      return .success(
        Raster(unchecked: pixels, width: width, height: height, channels: header.channels == 1 ? 1 : 3))
    }
  }

  private static func reading<T>(
    _ file: [UInt8], _ body: (UnsafeMutablePointer<jpeg_reading>) -> Result<T, GraphicsError>
  ) throws(GraphicsError) -> T {
    // On the heap, because the state behind it remembers its address.
    let reading = UnsafeMutablePointer<jpeg_reading>.allocate(capacity: 1)
    reading.initialize(to: jpeg_reading())
    defer {
      jpeg_reading_end(reading)
      reading.deallocate()
    }
    // libjpeg keeps the pointer to the bytes between the calls, so all of them stand inside of one borrow.
    let outcome = file.withUnsafeBufferPointer { bytes -> Result<T, GraphicsError> in
      guard let start = bytes.baseAddress, !bytes.isEmpty else {
        return .failure(GraphicsError(.decoding, "not a JPEG that can be read: there are no bytes"))
      }
      guard jpeg_reading_begin(reading, start, bytes.count) != 0 else {
        return .failure(GraphicsError(.decoding, "not a JPEG that can be read: \(message(of: reading.pointee))"))
      }
      return body(reading)
    }
    return try outcome.get()
  }

  private static func header(of reading: jpeg_reading) -> Header {
    Header(
      width: Int(reading.width), height: Int(reading.height), channels: Int(reading.channels),
      isHeld: reading.is_held != 0)
  }

  /// RGB from samples of cyan, magenta, yellow and black that are 255 where there is no ink, rounded as PIL does.
  private static func withoutInk(_ samples: [UInt8]) -> [UInt8] {
    var colours: [UInt8] = []
    colours.reserveCapacity(samples.count / 4 * 3)
    for start in stride(from: 0, to: samples.count, by: 4) {
      let light = Int(samples[start + 3])
      for channel in 0..<3 {
        let product = (255 - Int(samples[start + channel])) * light + 128
        colours.append(UInt8(light - (((product >> 8) + product) >> 8)))
      }
    }
    return colours
  }

  /// The library's own words for the fault.
  private static func message(of reading: jpeg_reading) -> String {
    withUnsafeBytes(of: reading.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
  }
}
