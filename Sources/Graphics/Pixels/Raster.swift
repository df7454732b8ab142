/// A picture as pixels: rows from the top, in a row the pixels from the left, in a pixel its channels.
package struct Raster: Sendable, Equatable {
  package let width: Int
  package let height: Int
  /// 1 (grey), 3 (red, green, blue) or 4 (and alpha, not premultiplied).
  package let channels: Int
  /// height × width × channels bytes, 0 to 255.
  package internal(set) var pixels: [UInt8]

  /// The longest side that a raster may have: Cairo's own limit.
  package static let maximumSide = 32_767
  /// The most pixels that a raster may have; a picture of a notebook is far below.
  package static let maximumPixels = 1 << 26

  /// - Throws: ``GraphicsError`` where a side is below 1 or above the maximum, the number of channels is none of 1, 3
  ///   and 4, or the number of bytes is not height × width × channels.
  package init(width: Int, height: Int, channels: Int, pixels: [UInt8]) throws(GraphicsError) {
    try Raster.check(width: width, height: height, channels: channels)
    guard pixels.count == width * height * channels else {
      throw GraphicsError(
        .pixels,
        "a picture of \(width)×\(height) with \(channels) channels takes \(width * height * channels) bytes, "
          + "found \(pixels.count)")
    }
    self.width = width
    self.height = height
    self.channels = channels
    self.pixels = pixels
  }

  /// A picture of one colour.
  package init(width: Int, height: Int, channels: Int, filledWith color: Color) throws(GraphicsError) {
    try Raster.check(width: width, height: height, channels: channels)
    let pixel = color.bytes(channels: channels)
    self.width = width
    self.height = height
    self.channels = channels
    pixels = [UInt8](unsafeUninitializedCapacity: width * height * channels) { bytes, count in
      for index in 0..<width * height * channels { bytes[index] = pixel[index % channels] }
      count = width * height * channels
    }
  }

  /// The channels of the pixel in column `x` of row `y`, or none outside of the picture.
  package subscript(x: Int, y: Int) -> ArraySlice<UInt8> {
    guard (0..<width).contains(x), (0..<height).contains(y) else { return [] }
    let first = (y * width + x) * channels
    return pixels[first..<first + channels]
  }

  /// Refuses what no raster may be, before any memory is taken.
  static func check(width: Int, height: Int, channels: Int) throws(GraphicsError) {
    guard channels == 1 || channels == 3 || channels == 4 else {
      throw GraphicsError(.size, "a picture has 1 (grey), 3 (RGB) or 4 (RGBA) channels, found \(channels)")
    }
    guard (1...maximumSide).contains(width), (1...maximumSide).contains(height), width * height <= maximumPixels else {
      throw GraphicsError(
        .size,
        "a picture has sides of 1 to \(maximumSide) and at most \(maximumPixels) pixels, found \(width)×\(height)")
    }
  }
}
