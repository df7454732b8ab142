extension Raster {
  /// This picture in another size, by the filter that PIL's `resize(…, BILINEAR)` and torchvision's `Resize` take: it
  /// widens where a picture becomes smaller. The same bytes as PIL's.
  ///
  /// - Throws: ``GraphicsError`` where the size is none that a raster may have.
  package func resized(height: Int, width: Int) throws(GraphicsError) -> Raster {
    try Raster.check(width: width, height: height, channels: channels)
    let resampling = ImageResampling(filter: .bilinear, isOfBytes: true)
    let isDownFirst = resampling.goesDownFirst(from: (self.height, self.width), to: (height, width))
    let first =
      isDownFirst
      ? try resized(to: height, isAcross: false, resampling) : try resized(to: width, isAcross: true, resampling)
    return isDownFirst
      ? try first.resized(to: width, isAcross: true, resampling)
      : try first.resized(to: height, isAcross: false, resampling)
  }

  /// One of the sides in another length.
  private func resized(
    to length: Int, isAcross: Bool, _ resampling: ImageResampling
  ) throws(GraphicsError) -> Raster {
    let old = isAcross ? width : height
    guard old != length else { return self }
    let (newWidth, newHeight) = isAcross ? (length, height) : (width, length)
    try Raster.check(width: newWidth, height: newHeight, channels: channels)
    let rows = (0..<length).map { place in
      let (first, weights) = resampling.weights(place, from: old, to: length)
      return (first: first, weights: weights.map(Int.init))
    }
    // Bytes side by side, of which each is weighted like the others: those of a pixel, or of a row.
    let step = isAcross ? channels : width * channels
    let blocks = isAcross ? height : 1
    let half = 1 << (ImageResampling.binaryPlaces - 1)
    let result = [UInt8](unsafeUninitializedCapacity: newWidth * newHeight * channels) { target, count in
      pixels.withUnsafeBufferPointer { source in
        var next = 0
        for block in 0..<blocks {
          for row in rows {
            let start = (block * old + row.first) * step
            for offset in 0..<step {
              var sum = half
              var place = start + offset
              for weight in row.weights {
                sum &+= Int(source[place]) &* weight
                place &+= step
              }
              target[next] = UInt8(min(255, max(0, sum >> ImageResampling.binaryPlaces)))
              next &+= 1
            }
          }
        }
      }
      count = newWidth * newHeight * channels
    }
    return Raster(unchecked: result, width: newWidth, height: newHeight, channels: channels)
  }

  /// A part of the picture.
  ///
  /// - Throws: ``GraphicsError`` where it does not lie inside.
  package func cropped(left: Int, top: Int, width: Int, height: Int) throws(GraphicsError) -> Raster {
    guard left >= 0, top >= 0, width > 0, height > 0, left <= self.width - width, top <= self.height - height else {
      throw GraphicsError(
        .size,
        "a part of \(width)×\(height) at (\(left), \(top)) is not inside of a picture of \(self.width)×\(self.height)")
    }
    guard (width, height) != (self.width, self.height) else { return self }
    var result: [UInt8] = []
    result.reserveCapacity(width * height * channels)
    for row in top..<top + height {
      let start = (row * self.width + left) * channels
      result += pixels[start..<start + width * channels]
    }
    return Raster(unchecked: result, width: width, height: height, channels: channels)
  }
}
