extension Raster {
  /// The picture without the white at its sides, but for a margin of so many pixels.
  ///
  /// - Parameter kept: what stays, white or not, in pixels.
  func withoutWhiteSides(margin: Int, keeping kept: [Rectangle]) -> Raster {
    var (left, right, top, bottom) = (width, -1, height, -1)
    for area in kept {
      (left, right) = (min(left, Int(max(0, area.left))), max(right, Int(min(Double(width), area.right)) - 1))
      (top, bottom) = (min(top, Int(max(0, area.top))), max(bottom, Int(min(Double(height), area.bottom)) - 1))
    }
    pixels.withUnsafeBufferPointer { pixels in
      for row in 0..<height {
        let line = row * width * channels
        guard let first = (0..<width * channels).first(where: { pixels[line + $0] != 255 }),
          let last = (0..<width * channels).last(where: { pixels[line + $0] != 255 })
        else { continue }
        (left, right) = (min(left, first / channels), max(right, last / channels))
        (top, bottom) = (min(top, row), max(bottom, row))
      }
    }
    guard right >= left, bottom >= top else { return self }
    (left, right) = (max(0, left - margin), min(width - 1, right + margin))
    (top, bottom) = (max(0, top - margin), min(height - 1, bottom + margin))
    let (columns, rows) = (right - left + 1, bottom - top + 1)
    var result: [UInt8] = []
    result.reserveCapacity(columns * rows * channels)
    for row in top...bottom {
      let start = (row * width + left) * channels
      result += pixels[start..<start + columns * channels]
    }
    return Raster(unchecked: result, width: columns, height: rows, channels: channels)
  }
}
