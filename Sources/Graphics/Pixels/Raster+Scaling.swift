extension Raster {
  /// The picture enlarged by a whole number, each pixel a square of `factor`×`factor` (nearest neighbour).
  ///
  /// - Throws: ``GraphicsError`` where the factor is below 1 or the result larger than a raster may be.
  package func scaled(by factor: Int) throws(GraphicsError) -> Raster {
    guard (1...Raster.maximumSide).contains(factor) else {
      throw GraphicsError(.size, "a picture is enlarged by a whole number from 1, found \(factor)")
    }
    var result = try Raster(width: width * factor, height: height * factor, channels: channels, filledWith: .black)
    result.paste(self, x: 0, y: 0, factor: factor)
    return result
  }

  /// Lays a picture over this one, enlarged by `factor`, its top left pixel at (`x`, `y`).
  ///
  /// Parts beyond the edge are cut off. The picture is promoted to this one's channels and never blended.
  mutating func paste(_ picture: Raster, x: Int, y: Int, factor: Int) {
    let source = picture.promoted(to: channels)
    guard source.channels == channels else { return }
    let columns = max(0, x)..<max(0, x, min(width, x + source.width * factor))
    let rows = max(0, y)..<max(0, y, min(height, y + source.height * factor))
    let (channels, width) = (channels, width)
    pixels.withUnsafeMutableBufferPointer { target in
      source.pixels.withUnsafeBufferPointer { source in
        for row in rows {
          let line = (row - y) / factor * picture.width
          for column in columns {
            let from = (line + (column - x) / factor) * channels
            let to = (row * width + column) * channels
            for channel in 0..<channels { target[to + channel] = source[from + channel] }
          }
        }
      }
    }
  }
}
