extension Raster {
  /// This picture with at least so many channels: grey spread over red, green and blue, alpha opaque.
  func promoted(to channels: Int) -> Raster {
    guard channels > self.channels else { return self }
    var result = self.pixels
    result.removeAll(keepingCapacity: true)
    result.reserveCapacity(width * height * channels)
    for index in 0..<width * height {
      let first = index * self.channels
      for channel in 0..<3 { result.append(pixels[self.channels == 1 ? first : first + channel]) }
      if channels == 4 { result.append(255) }
    }
    return Raster(unchecked: result, width: width, height: height, channels: channels)
  }

  /// A raster whose sizes are right because they come from another raster's.
  init(unchecked pixels: [UInt8], width: Int, height: Int, channels: Int) {
    self.width = width
    self.height = height
    self.channels = channels
    self.pixels = pixels
  }
}
