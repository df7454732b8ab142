extension ImageGrid {
  /// So wide is the line around an image, in pixels of the PNG: one CSS pixel of the gutter.
  private static let frameWidth = Picture.pixelRatio
  /// An image that has this share of its edge in the ground's colour does not show where it ends.
  private static let leastShare = 0.25

  /// Whether the images get a line around them, all or none: on a light ground, where the edge of one is as light.
  var needsFrames: Bool {
    gutter > 0 && background.isLight && images.contains { $0.shareOfEdge(like: background) >= Self.leastShare }
  }

  /// Draws the line around the place of an image, within the gutter.
  func frame(_ image: Raster, at origin: (x: Int, y: Int), factor: Int, in result: inout Raster) {
    let line = Self.frameWidth
    result.fill(
      x: origin.x - line..<origin.x + image.width * factor + line,
      y: origin.y - line..<origin.y + image.height * factor + line, with: Palette.frame)
  }
}

extension Raster {
  /// Which part of the outermost pixels can hardly be told from a colour.
  fileprivate func shareOfEdge(like color: Color) -> Double {
    let wanted = color.bytes(channels: channels)
    let edge =
      (0..<width).flatMap { [($0, 0), ($0, height - 1)] } + (0..<height).flatMap { [(0, $0), (width - 1, $0)] }
    let alike = edge.count { x, y in zip(self[x, y], wanted).allSatisfy { abs(Int($0) - Int($1)) < 16 } }
    return Double(alike) / Double(edge.count)
  }

  /// Gives the pixels of a rectangle, or what of it lies within, a colour.
  fileprivate mutating func fill(x columns: Range<Int>, y rows: Range<Int>, with color: Color) {
    let pixel = color.bytes(channels: channels)
    for row in rows.clamped(to: 0..<height) {
      for column in columns.clamped(to: 0..<width) {
        let first = (row * width + column) * channels
        for channel in 0..<channels { pixels[first + channel] = pixel[channel] }
      }
    }
  }
}
