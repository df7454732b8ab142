import Kernels

extension ProcessorKernels {
  package static func transpose(
    _ source: UnsafePointer<Float>, sourceStep: Int, rows: Int, columns: Int,
    into destination: UnsafeMutablePointer<Float>, destinationStep: Int
  ) {
    let lanes = Lanes.scalarCount
    guard rows >= lanes && columns >= lanes else {
      for column in 0..<columns {
        for row in 0..<rows { destination[column * destinationStep + row] = source[row * sourceStep + column] }
      }
      return
    }
    forEachTile(of: lanes, covering: rows) { row in
      forEachTile(of: lanes, covering: columns) { column in
        var block = InlineArray<16, Lanes>(repeating: .zero)
        for r in 0..<lanes { block[unchecked: r] = load(source + (row + r) * sourceStep + column) }
        transpose(&block)
        for c in 0..<lanes { store(block[unchecked: c], destination + (column + c) * destinationStep + row) }
      }
    }
  }

  package static func planes(
    fromPixels pixels: UnsafePointer<Float>, count: Int, channels: Int, results: Int,
    into planes: UnsafeMutablePointer<Float>
  ) {
    let lanes = Lanes.scalarCount
    for channel in stride(from: 0, to: channels, by: lanes) {
      let width = min(lanes, channels - channel)
      guard count >= lanes else {
        for c in channel..<channel + width {
          for pixel in 0..<count { planes[c * count + pixel] = pixels[pixel * results + c] }
        }
        continue
      }
      forEachTile(of: lanes, covering: count) { first in
        var block = InlineArray<16, Lanes>(repeating: .zero)
        for row in 0..<lanes { block[unchecked: row] = load(pixels + (first + row) * results + channel) }
        transpose(&block)
        for row in 0..<width { store(block[unchecked: row], planes + (channel + row) * count + first) }
      }
    }
  }

  package static func pixels(
    fromPlanes planes: UnsafePointer<Float>, count: Int, channels: Int, results: Int,
    into pixels: UnsafeMutablePointer<Float>
  ) {
    let lanes = Lanes.scalarCount
    for channel in stride(from: 0, to: results, by: lanes) {
      let width = max(0, min(lanes, channels - channel))
      guard count >= lanes else {
        for pixel in 0..<count {
          for c in channel..<channel + lanes {
            pixels[pixel * results + c] = c < channels ? planes[c * count + pixel] : 0
          }
        }
        continue
      }
      forEachTile(of: lanes, covering: count) { first in
        var block = InlineArray<16, Lanes>(repeating: .zero)
        for row in 0..<width { block[unchecked: row] = load(planes + (channel + row) * count + first) }
        transpose(&block)
        for row in 0..<lanes { store(block[unchecked: row], pixels + (first + row) * results + channel) }
      }
    }
  }

  /// Transposes the square of the first `Lanes.scalarCount` rows: element (r, l) goes to (l, r).
  ///
  /// Taking the even elements of the whole square, row after row, and then the odd ones rotates the bits of an element's
  /// number (r, l) by one place; after as many rounds as l has bits, r and l have changed places.
  @inline(__always)
  private static func transpose(_ block: inout InlineArray<16, Lanes>) {
    let lanes = Lanes.scalarCount
    var round = 1
    while round < lanes {
      var next = InlineArray<16, Lanes>(repeating: .zero)
      for row in 0..<lanes / 2 {
        let both = DoubleLanes(lowHalf: block[unchecked: 2 * row], highHalf: block[unchecked: 2 * row + 1])
        next[unchecked: row] = both.evenHalf
        next[unchecked: row + lanes / 2] = both.oddHalf
      }
      block = next
      round *= 2
    }
  }
}
