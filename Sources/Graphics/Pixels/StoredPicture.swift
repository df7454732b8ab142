/// A picture in a file as its header states it, in one of the formats that are read. The format is told by the first bytes,
/// whatever the file is called.
package struct StoredPicture: Sendable, Equatable {
  package enum Format: String, Sendable {
    case png = "PNG"
    case jpeg = "JPEG"

    /// Nil where the file begins as neither does.
    package init?(_ file: [UInt8]) {
      if file.starts(with: [0x89, 0x50, 0x4e, 0x47]) {
        self = .png
      } else if file.starts(with: [0xff, 0xd8]) {
        self = .jpeg
      } else {
        return nil
      }
    }
  }

  package let format: Format
  package let width, height: Int
  /// 1 (grey) or 3 (colours); alpha does not count.
  package let channels: Int
  /// Whether its samples have 16 bits, of which reading keeps 8.
  package let isDeep: Bool
  /// The most memory that reading it takes, in bytes.
  package let workingBytes: Int

  /// - Throws: ``GraphicsError`` where it is neither PNG nor JPEG, its header is damaged, or it holds more pixels than a
  ///   raster may have.
  package init(_ file: [UInt8]) throws(GraphicsError) {
    switch Format(file) {
    case .png:
      guard file.count >= 26 else { throw GraphicsError(.decoding, "not a PNG that can be read: the file was cut off") }
      // The header's place is fixed: width, height, bits, kind of colours. Decoding checks it.
      let sides = [16, 20].map { start in file[start..<start + 4].reduce(0) { $0 << 8 | Int($1) } }
      (width, height) = (sides[0], sides[1])
      channels = file[25] == 0 || file[25] == 4 ? 1 : 3
      isDeep = file[24] == 16
      format = .png
      do throws(GraphicsError) { try Raster.check(width: width, height: height, channels: 4) } catch {
        // What a header says is to be believed where its checksum is right.
        _ = try PNG.decode(file)
        throw error
      }
      // Four samples, once more where alpha is taken off.
      workingBytes = width * height * 8
    case .jpeg:
      let header = try JPEG.header(file)
      (width, height) = (header.width, header.height)
      channels = header.channels == 1 ? 1 : 3
      isDeep = false
      format = .jpeg
      try Raster.check(width: width, height: height, channels: header.channels)
      workingBytes =
        width * height * (header.channels == 4 ? 7 : header.channels)
        + (header.isHeld ? width * height * 2 * header.channels : 0)
    case nil:
      throw GraphicsError(.decoding, "not a picture that can be read: it is neither PNG nor JPEG")
    }
  }

  /// The picture in a file: grey, RGB or RGBA.
  ///
  /// - Throws: ``GraphicsError`` where it is neither PNG nor JPEG, or is damaged.
  package static func decode(_ file: [UInt8]) throws(GraphicsError) -> Raster {
    switch Format(file) {
    case .png: try PNG.decode(file)
    case .jpeg: try JPEG.decode(file)
    case nil: throw GraphicsError(.decoding, "not a picture that can be read: it is neither PNG nor JPEG")
    }
  }
}
