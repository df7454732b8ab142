import CJPEGWriting

extension JPEG {
  /// A picture, grey or RGB, as a JPEG file, with the settings that PIL writes by.
  ///
  /// - Parameter quality: 1 to 100, libjpeg's scale.
  /// - Throws: ``GraphicsError`` where the picture has an alpha channel, which a JPEG cannot hold, or memory ran out.
  package static func encode(_ raster: Raster, quality: Int = 75) throws(GraphicsError) -> [UInt8] {
    guard raster.channels != 4 else {
      throw GraphicsError(.encoding, "a JPEG has no alpha channel, and this picture has one")
    }
    var written = jpeg_written()
    defer { jpeg_writing_end(&written) }
    let isWritten = jpeg_writing(
      &written, raster.pixels, UInt32(raster.width), UInt32(raster.height), Int32(raster.channels), Int32(quality))
    guard isWritten != 0, let bytes = written.bytes else {
      let words = withUnsafeBytes(of: written.message) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
      throw GraphicsError(.encoding, "cannot write the JPEG of \(raster.width)×\(raster.height): \(words)")
    }
    return [UInt8](UnsafeBufferPointer(start: bytes, count: written.count))
  }
}
