extension Raster {
  /// Whether no pixel lets anything show through.
  package var isOpaque: Bool {
    channels != 4 || stride(from: 3, to: pixels.count, by: 4).allSatisfy { pixels[$0] == 255 }
  }

  /// The picture without alpha, on a ground of one grey level, rounded as PIL's `paste` with a mask; nil: with its colours as
  /// they are stored, as PIL's `convert("RGB")`.
  package func opaque(on ground: UInt8?) -> Raster {
    guard channels == 4 else { return self }
    var colours: [UInt8] = []
    colours.reserveCapacity(width * height * 3)
    for start in stride(from: 0, to: pixels.count, by: 4) {
      guard let ground else {
        colours += pixels[start..<start + 3]
        continue
      }
      let alpha = Int(pixels[start + 3])
      for place in start..<start + 3 {
        let sum = Int(pixels[place]) * alpha + Int(ground) * (255 - alpha) + 128
        colours.append(UInt8(((sum >> 8) + sum) >> 8))
      }
    }
    return Raster(unchecked: colours, width: width, height: height, channels: 3)
  }

  /// Grey levels as PIL's `convert("L")` has them; of a grey picture its own. Alpha is left off.
  package var grey: Raster {
    guard channels != 1 else { return self }
    let levels = stride(from: 0, to: pixels.count, by: channels).map { start -> UInt8 in
      let (red, green, blue) = (Int(pixels[start]), Int(pixels[start + 1]), Int(pixels[start + 2]))
      return UInt8((red * 19_595 + green * 38_470 + blue * 7_471 + 0x8000) >> 16)
    }
    return Raster(unchecked: levels, width: width, height: height, channels: 1)
  }
}
