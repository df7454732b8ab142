import Glibc
import Tensors
import Text

/// Colour images of 32×32 with one shape each, drawn from a seed: nothing to download, any number of them, and every
/// factor of variation known, as in dSprites (Matthey et al. 2017).
///
/// Image i of a split depends on the seed, the split and i alone, so that a longer set begins with the shorter one.
package enum ShapesDataset {
  package static let shape = ImageShape(channels: 3, height: 32, width: 32)
  package static let classNames = Outline.allCases.map(\.name)
  /// How many images there are unless somebody asks for another number.
  package static let defaultCounts = (train: 10_000, test: 2_000)
  package static let mostImages = 500_000

  /// Where the factors lie: uniform, and independent of each other.
  ///
  /// The hue goes once around the colour circle from 0 to 1, the size is the radius of the circle around the shape, the
  /// centre is counted from the top left corner, both in pixels, and the rotation is clockwise, in radians. No shape
  /// reaches the edge of its image.
  package static let factors: [(name: String, range: ClosedRange<Float>)] = [
    ("shape", 0...Float(classNames.count - 1)), ("hue", 0...1), ("size", 5...10), ("x", 11...21), ("y", 11...21),
    ("rotation", 0...2 * .pi),
  ]

  package enum Split: UInt64, Sendable { case train, test }

  /// Draws the first `count` images of a split.
  ///
  /// - Throws: ``DatasetError`` where that is none or too many, ``Cancelled``.
  package static func images(_ count: Int, _ split: Split, seed: UInt64 = 0) throws -> ImageSet {
    guard (1...mostImages).contains(count) else {
      throw DatasetError(
        .range, "shapes draws 1 to \(grouped(mostImages)) images, and \(grouped(count)) were asked for")
    }
    let random = Philox(seed: seed, stream: .shapes, draw: split.rawValue)
    var rows: [[Float]] = []
    rows.reserveCapacity(count)
    var pixels: [UInt8] = []
    pixels.reserveCapacity(count * shape.count)
    let black = [UInt8](repeating: 0, count: min(1000, count) * shape.count)
    // Parts of a thousand images, so that an interrupt waits neither for all of them nor for all of their memory.
    for first in stride(from: 0, to: count, by: 1000) {
      let part = first..<min(count, first + 1000)
      rows += part.map { row(of: random, image: $0) }
      pixels += black.prefix(part.count * shape.count)
      try pixels.withUnsafeMutableBufferPointer { pixels in
        // Each image is written by one slice alone.
        nonisolated(unsafe) let pixels = pixels
        try ThreadPool.shared.forEach(part.count) { index in
          let image = first + index
          draw(
            rows[image],
            into: UnsafeMutableBufferPointer(rebasing: pixels[image * shape.count..<(image + 1) * shape.count]))
        }
      }
    }
    return try ImageSet(
      shape: shape, pixels: pixels, labels: rows.map { UInt8($0[0]) }, classNames: classNames,
      factors: ImageFactors(names: factors.map(\.name), values: rows.flatMap(\.self)))
  }

  /// The factors of one image, in the order of ``factors``.
  private static func row(of random: Philox, image: Int) -> [Float] {
    let words = [random.block(UInt64(image) * 2), random.block(UInt64(image) * 2 + 1)]
    return factors.enumerated().map { index, factor in
      let word = words[index / 4][index % 4]
      if index == 0 { return Float((UInt64(word) * UInt64(classNames.count)) >> 32) }
      let share = Float(word >> 8) * 0x1p-24
      return factor.range.lowerBound + share * (factor.range.upperBound - factor.range.lowerBound)
    }
  }

  /// Draws one image, each pixel by how much of it the shape covers: 16 points of it are looked at.
  private static func draw(_ row: [Float], into image: UnsafeMutableBufferPointer<UInt8>) {
    guard let outline = Outline(rawValue: Int(row[0])) else { return }
    let colour = Self.colour(hue: Double(row[1]))
    let (size, centreX, centreY) = (Double(row[2]), Double(row[3]), Double(row[4]))
    let (sine, cosine) = (sin(Double(row[5])) / size, cos(Double(row[5])) / size)
    let plane = shape.height * shape.width
    for pixelY in Int(centreY - size)...Int(centreY + size) {
      for pixelX in Int(centreX - size)...Int(centreX + size) {
        var covered = 0
        for point in 0..<16 {
          let x = Double(pixelX) + (Double(point & 3) + 0.5) / 4 - centreX
          let y = Double(pixelY) + (Double(point >> 2) + 0.5) / 4 - centreY
          if outline.contains(x * cosine + y * sine, y * cosine - x * sine) { covered += 1 }
        }
        guard covered > 0 else { continue }
        for channel in 0..<3 {
          image[channel * plane + pixelY * shape.width + pixelX] = UInt8(
            (colour[channel] * Double(covered) / 16 * 255).rounded())
        }
      }
    }
  }

  /// A bright colour of three quarters' saturation: HSV with V = 1, S = 0.75.
  private static func colour(hue: Double) -> SIMD3<Double> {
    // Each channel is full for a third of the circle around its own hue, and fades in the sixths beside it.
    func channel(_ own: Double) -> Double {
      let distance = abs(hue - own - (hue - own).rounded())
      return 1 - 0.75 * min(1, max(0, 6 * distance - 1))
    }
    return SIMD3(channel(0), channel(1.0 / 3), channel(2.0 / 3))
  }
}
