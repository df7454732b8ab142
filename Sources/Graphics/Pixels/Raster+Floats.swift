extension Raster {
  /// A picture from the numbers of a tensor, channels first: C×H×W values, 0 black and 1 full.
  ///
  /// Values below 0 and above 1 are clamped, infinities with them; the rest are rounded to the nearest of 255 steps,
  /// so that bytes divided by 255 come back as they were. A pixel with NaN in it shows as magenta, because a failed
  /// training should not pass for an image; a grey image that has such a pixel becomes RGB.
  ///
  /// - Throws: ``GraphicsError`` where the sizes are impossible or `values` does not hold C·H·W numbers.
  package init(
    channels: Int, height: Int, width: Int, values: some Collection<Float>
  ) throws(GraphicsError) {
    let numbers = Array(values)
    try self.init(channels: channels, height: height, width: width, values: numbers[...])
  }

  /// A raster over a slice, which is not copied.
  package init(channels: Int, height: Int, width: Int, values: ArraySlice<Float>) throws(GraphicsError) {
    try Raster.check(width: width, height: height, channels: channels)
    let area = width * height
    guard values.count == channels * area else {
      throw GraphicsError(
        .pixels, "an image of \(channels)×\(height)×\(width) takes \(channels * area) values, found \(values.count)")
    }
    var pixels = [UInt8](repeating: 0, count: channels * area)
    var broken: [Int] = []
    for channel in 0..<channels {
      let plane = values.startIndex + channel * area
      for index in 0..<area {
        let value = values[plane + index]
        if value.isNaN { broken.append(index) }
        pixels[index * channels + channel] = Raster.byte(value)
      }
    }
    var raster = try Raster(width: width, height: height, channels: channels, pixels: pixels)
    if !broken.isEmpty {
      raster = raster.promoted(to: max(3, channels))
      let mark = Color.magenta.bytes(channels: raster.channels)
      for index in broken {
        let first = index * raster.channels
        raster.pixels.replaceSubrange(first..<first + raster.channels, with: mark)
      }
    }
    self = raster
  }

  /// The images of a batch, N×C×H×W values.
  ///
  /// - Throws: ``GraphicsError`` as for one image; the batch must hold a whole number of images.
  package static func images(
    channels: Int, height: Int, width: Int, values: [Float]
  ) throws(GraphicsError) -> [Raster] {
    try check(width: width, height: height, channels: channels)
    let size = channels * height * width
    guard values.count.isMultiple(of: size) else {
      throw GraphicsError(
        .pixels,
        "images of \(channels)×\(height)×\(width) take \(size) values each, found \(values.count) values in all")
    }
    var images: [Raster] = []
    for first in stride(from: 0, to: values.count, by: size) {
      images.append(
        try Raster(channels: channels, height: height, width: width, values: values[first..<first + size]))
    }
    return images
  }

  /// The nearest of the 256 levels; NaN gives 0.
  private static func byte(_ value: Float) -> UInt8 {
    // `max` first: it gives 0 for NaN, which compares false with everything.
    UInt8(min(255, value > 0 ? (value * 255).rounded() : 0))
  }
}
