import Threads

/// A tensor [batch, channels, …] walked through channel by channel: what is done to a channel has the same numbers for all
/// its elements.
///
/// Where a channel's elements lie side by side, a vector holds elements of one channel; where each row has one element of
/// every channel, a vector holds neighbouring channels. The work is cut by planes and channels, and every sum is made in one
/// order, so that results are the same bits on any number of threads.
struct ChannelLayout {
  let batch, channels: Int
  /// Elements of a channel in one example.
  private let inner: Int

  /// - Parameter shape: of at least two dimensions.
  init(_ shape: Shape) {
    (batch, channels) = (shape[0], shape[1])
    inner = shape.dropFirst(2).count
  }

  /// Over how many elements a channel's statistics are taken.
  var elements: Int { batch * inner }

  /// Which channels a vector's lanes belong to.
  struct Place {
    fileprivate let channel: Int
    /// How many channels there are in the vector, one in each lane; 0 for one channel in all lanes.
    fileprivate let lanes: Int

    /// The numbers that belong to them, out of one for each channel.
    @inline(__always)
    func callAsFunction(_ numbers: UnsafePointer<Float>) -> Lanes {
      switch lanes {
      case 0: Lanes(repeating: numbers[channel])
      case Lanes.scalarCount: Loops.load(numbers + channel)
      default: Loops.load(numbers + channel, first: lanes)
      }
    }
  }

  // MARK: Sums

  /// Σ over each channel of what `term` gives for a vector of its elements, divided by `count`: [channels].
  @inline(__always)
  func sums(
    for operation: String, dividedBy count: Int = 1, _ term: (_ index: Int, _ lanes: Int, _ place: Place) -> Lanes
  ) throws -> Tensor {
    try twoSums(for: operation, dividedBy: count) { (term($0, $1, $2), .zero) }.first
  }

  /// The sums of two terms at once.
  @inline(__always)
  func twoSums(
    for operation: String, dividedBy count: Int = 1,
    _ terms: (_ index: Int, _ lanes: Int, _ place: Place) -> (Lanes, Lanes)
  ) throws -> (first: Tensor, second: Tensor) {
    let first = try Tensor(uninitialized: [channels], for: operation)
    let second = try Tensor(uninitialized: [channels], for: operation)
    let (a, b, divisor) = (first.mutablePointer, second.mutablePointer, Double(count))
    if inner == 1 {
      let vectors = (channels + Lanes.scalarCount - 1) / Lanes.scalarCount
      try Partition.even(vectors, slices: slices(vectors)) { range in
        for vector in range {
          let channel = vector * Lanes.scalarCount
          let lanes = min(Lanes.scalarCount, channels - channel)
          let totals = sumsOfColumns(channel, lanes, terms)
          for lane in 0..<lanes {
            (a[channel + lane], b[channel + lane]) = (
              Float(totals.0[lane] / divisor), Float(totals.1[lane] / divisor)
            )
          }
        }
      }
    } else {
      try Partition.even(channels, slices: slices(channels)) { range in
        for channel in range {
          var totals = (0.0, 0.0)
          forEachRun(of: channel) { start, count in
            let (x, y) = sumsOfRun(start, count, Place(channel: channel, lanes: 0), terms)
            totals.0 += Double(x)
            totals.1 += Double(y)
          }
          (a[channel], b[channel]) = (Float(totals.0 / divisor), Float(totals.1 / divisor))
        }
      }
    }
    return (first, second)
  }

  // MARK: Runs

  /// Whether the elements of a channel lie side by side in runs worth a call of a kernel each.
  var hasRuns: Bool { inner >= 32 }

  /// Σ over each channel of what `sum` gives for its runs, divided by `count`: [channels].
  func sumsOfRuns(
    for operation: String, dividedBy count: Int, _ sum: (_ start: Int, _ count: Int, _ channel: Int) -> Double
  ) throws -> Tensor {
    let result = try Tensor(uninitialized: [channels], for: operation)
    let (destination, divisor) = (result.mutablePointer, Double(count))
    try Partition.even(channels, slices: slices(channels)) { range in
      for channel in range {
        var total = 0.0
        forEachRun(of: channel) { total += sum($0, $1, channel) }
        destination[channel] = Float(total / divisor)
      }
    }
    return result
  }

  /// Calls `body` with every run, on several threads.
  func forEachRun(_ body: (_ start: Int, _ count: Int, _ channel: Int) -> Void) throws {
    try Partition.runs(batch * channels, of: inner) { run, piece in
      body(run * inner + piece.lowerBound, piece.count, run % channels)
    }
  }

  private func slices(_ parts: Int) -> Int {
    max(1, min(parts, Partition.slices(ofElements: batch * channels * inner)))
  }

  /// Single precision holds for a few thousand elements; their sums are added in double precision.
  private func forEachRun(of channel: Int, _ body: (_ start: Int, _ count: Int) -> Void) {
    let block = 4096
    for image in 0..<batch {
      if Cancellation.current.isCancelled { return }
      let start = (image * channels + channel) * inner
      for offset in stride(from: 0, to: inner, by: block) { body(start + offset, min(block, inner - offset)) }
    }
  }

  @inline(__always)
  private func sumsOfRun(
    _ start: Int, _ count: Int, _ place: Place, _ terms: (Int, Int, Place) -> (Lanes, Lanes)
  ) -> (Float, Float) {
    var (first, second) = (Lanes.zero, Lanes.zero)
    var index = 0
    while index + Lanes.scalarCount <= count {
      let (x, y) = terms(start + index, Lanes.scalarCount, place)
      first += x
      second += y
      index += Lanes.scalarCount
    }
    if index < count {
      var (x, y) = terms(start + index, count - index, place)
      for lane in count - index..<Lanes.scalarCount { (x[lane], y[lane]) = (0, 0) }
      first += x
      second += y
    }
    return (first.sum(), second.sum())
  }

  @inline(__always)
  private func sumsOfColumns(_ channel: Int, _ lanes: Int, _ terms: (Int, Int, Place) -> (Lanes, Lanes))
    -> (SIMD8<Double>, SIMD8<Double>)
  {
    let place = Place(channel: channel, lanes: lanes)
    var totals = (SIMD8<Double>.zero, SIMD8<Double>.zero)
    for row in stride(from: 0, to: batch, by: 64) {
      var (x, y) = (Lanes.zero, Lanes.zero)
      for image in row..<min(row + 64, batch) {
        let (a, b) = terms(image * channels + channel, lanes, place)
        x += a
        y += b
      }
      for lane in 0..<lanes {
        totals.0[lane] += Double(x[lane])
        totals.1[lane] += Double(y[lane])
      }
    }
    return totals
  }

  // MARK: Elements

  /// Writes what `body` gives for each vector of elements.
  @inline(__always)
  func write(
    to destination: UnsafeMutablePointer<Float>, _ body: (_ index: Int, _ lanes: Int, _ place: Place) -> Lanes
  ) throws {
    // Rows of one channel each, or of all channels.
    let (rows, length) = inner == 1 ? (batch, channels) : (batch * channels, inner)
    try Partition.even(rows, slices: slices(rows)) { range in
      for row in range {
        let start = row * length
        var index = 0
        while index + Lanes.scalarCount <= length {
          let place =
            inner == 1 ? Place(channel: index, lanes: Lanes.scalarCount) : Place(channel: row % channels, lanes: 0)
          Loops.store(body(start + index, Lanes.scalarCount, place), destination + start + index)
          index += Lanes.scalarCount
        }
        if index < length {
          let rest = length - index
          let place = inner == 1 ? Place(channel: index, lanes: rest) : Place(channel: row % channels, lanes: 0)
          Loops.store(body(start + index, rest, place), destination + start + index, first: rest)
        }
      }
    }
  }
}
