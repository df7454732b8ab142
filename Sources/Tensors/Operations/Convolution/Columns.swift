/// The patches of images written out as columns of a matrix (im2col), and the way back.
///
/// Row (channel, i, j) of the matrix holds, for each pixel of the result, the pixel of the image under kernel place (i, j).
/// An image is first copied with its border of zeros, so that no pixel needs to be asked whether it lies inside. Where
/// the step is above 1, pixels of a row that lie a step apart are brought side by side in that copy: then every line of
/// the matrix is one run of memory.
struct Columns {
  private let g: ConvolutionGeometry
  private let paddedHeight: Int
  /// How many pixels of a padded row lie a step apart.
  private let runLength: Int
  /// The padded row: for each of the first `stride` columns, the run of the pixels that lie whole steps from it.
  private let rowLength: Int

  init(_ geometry: ConvolutionGeometry) {
    g = geometry
    paddedHeight = g.height + 2 * g.padding.height
    runLength = (g.width + 2 * g.padding.width + g.stride.width - 1) / g.stride.width
    rowLength = runLength * g.stride.width
  }

  /// Where the image itself serves as its padded copy.
  private var isPlain: Bool { g.stride.width == 1 && g.padding == 0 }

  private func place(_ column: Int) -> Int { column % g.stride.width * runLength + column / g.stride.width }

  /// Writes some rows of the columns of one image [channels, height, width].
  ///
  /// - Parameters:
  ///   - rows: of those of the whole matrix, (channel, i, j) in order.
  ///   - length: how many columns the whole matrix has, of which these are the next ones.
  func write(
    _ image: UnsafePointer<Float>, rows: Range<Int>, to columns: UnsafeMutablePointer<Float>, length: Int
  ) {
    withPlane { padded in
      if !isPlain { padded.update(repeating: 0, count: paddedHeight * rowLength) }
      var row = columns
      forEachChannel(of: rows) { channel, places in
        var plane = image + channel * g.height * g.width
        if !isPlain {
          spread(plane, into: padded)
          plane = UnsafePointer(padded)
        }
        for place in places {
          let start = self.start(of: place)
          for y in 0..<g.outHeight {
            Self.copyRun(plane + start + y * g.stride.height * rowLength, row + y * g.outWidth, g.outWidth)
          }
          row += length
        }
      }
    }
  }

  /// The reverse: adds every entry of some rows of the columns to the pixel of an image that it came from. The rows of a
  /// channel come in order, the first of them over whatever the image held before.
  ///
  /// - Parameter bias: a number for each channel that is added to its pixels after its last row.
  func add(
    _ columns: UnsafePointer<Float>, rows: Range<Int>, length: Int, bias: UnsafePointer<Float>?,
    into image: UnsafeMutablePointer<Float>
  ) {
    withPlane { padded in
      var row = columns
      forEachChannel(of: rows) { channel, places in
        let plane = image + channel * g.height * g.width
        let target = isPlain ? plane : padded
        let isFirst = places.lowerBound == 0
        if isFirst || !isPlain { target.update(repeating: 0, count: paddedHeight * rowLength) }
        // The sums so far; those of the border belong to no pixel.
        if !isFirst && !isPlain { spread(plane, into: padded) }
        for place in places {
          let start = self.start(of: place)
          for y in 0..<g.outHeight {
            Self.addRun(row + y * g.outWidth, to: target + start + y * g.stride.height * rowLength, g.outWidth)
          }
          row += length
        }
        if !isPlain { gather(padded, into: plane) }
        if let bias, places.upperBound == kernelPlaces {
          Self.addConstant(bias[channel], to: plane, g.height * g.width)
        }
      }
    }
  }

  private var kernelPlaces: Int { g.kernelHeight * g.kernelWidth }

  /// Calls `body` with each channel that the rows belong to, and its kernel places among them.
  @inline(__always)
  private func forEachChannel(of rows: Range<Int>, _ body: (_ channel: Int, _ places: Range<Int>) -> Void) {
    var next = rows.lowerBound
    while next < rows.upperBound {
      let channel = next / kernelPlaces
      let end = min(rows.upperBound, (channel + 1) * kernelPlaces)
      body(channel, next - channel * kernelPlaces..<end - channel * kernelPlaces)
      next = end
    }
  }

  /// Where the pixel under a kernel place of the first patch lies.
  @inline(__always)
  private func start(of kernelPlace: Int) -> Int {
    kernelPlace / g.kernelWidth * g.dilation.height * rowLength + place(kernelPlace % g.kernelWidth * g.dilation.width)
  }

  private func withPlane(_ body: (UnsafeMutablePointer<Float>) -> Void) {
    withUnsafeTemporaryAllocation(of: Float.self, capacity: isPlain ? 1 : paddedHeight * rowLength) { plane in
      if let start = plane.baseAddress { body(start) }
    }
  }

  private func spread(_ plane: UnsafePointer<Float>, into padded: UnsafeMutablePointer<Float>) {
    for y in 0..<g.height {
      let (source, row) = (plane + y * g.width, padded + (y + g.padding.height) * rowLength)
      if g.stride.width == 1 {
        Self.copyRun(source, row + g.padding.width, g.width)
      } else {
        for first in 0..<min(g.stride.width, g.width) {
          var target = row + place(first + g.padding.width)
          for x in stride(from: first, to: g.width, by: g.stride.width) {
            target.pointee = source[x]
            target += 1
          }
        }
      }
    }
  }

  private func gather(_ padded: UnsafePointer<Float>, into plane: UnsafeMutablePointer<Float>) {
    for y in 0..<g.height {
      let (row, target) = (padded + (y + g.padding.height) * rowLength, plane + y * g.width)
      if g.stride.width == 1 {
        Self.copyRun(row + g.padding.width, target, g.width)
      } else {
        for first in 0..<min(g.stride.width, g.width) {
          var source = row + place(first + g.padding.width)
          for x in stride(from: first, to: g.width, by: g.stride.width) {
            target[x] = source.pointee
            source += 1
          }
        }
      }
    }
  }

  // MARK: Runs

  /// Copies a short run: whole vectors, the last of which overlaps the one before. (A library call for each run of a dozen
  /// pixels costs more than the copy.)
  @inline(__always)
  static func copyRun(_ source: UnsafePointer<Float>, _ destination: UnsafeMutablePointer<Float>, _ count: Int) {
    guard count >= Lanes.scalarCount else {
      for index in 0..<count { destination[index] = source[index] }
      return
    }
    var index = 0
    while index + Lanes.scalarCount <= count {
      Loops.store(Loops.load(source + index), destination + index)
      index += Lanes.scalarCount
    }
    if index < count {
      let last = count - Lanes.scalarCount
      Loops.store(Loops.load(source + last), destination + last)
    }
  }

  @inline(__always)
  private static func addRun(_ source: UnsafePointer<Float>, to sums: UnsafeMutablePointer<Float>, _ count: Int) {
    var index = 0
    while index + Lanes.scalarCount <= count {
      Loops.store(Loops.load(sums + index) + Loops.load(source + index), sums + index)
      index += Lanes.scalarCount
    }
    while index < count {
      sums[index] += source[index]
      index += 1
    }
  }

  private static func addConstant(_ constant: Float, to values: UnsafeMutablePointer<Float>, _ count: Int) {
    let lanes = Lanes(repeating: constant)
    var index = 0
    while index + Lanes.scalarCount <= count {
      Loops.store(Loops.load(values + index) + lanes, values + index)
      index += Lanes.scalarCount
    }
    while index < count {
      values[index] += constant
      index += 1
    }
  }
}
