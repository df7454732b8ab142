/// The loops in which nearly all time is spent, written once and built for several kinds of processor.
///
/// A kernel works on the memory it is given, on the thread that calls it, and asks for nothing. Matrices of `results`
/// columns have rows that are a multiple of ``lanes`` long; what lies beyond the real channels is zero.
package protocol KernelSet: Sendable {
  /// `avx512`, `avx2` or `baseline`.
  static var name: String { get }

  /// How many floats a vector holds.
  static var lanes: Int { get }

  // MARK: Elementwise

  /// destination[i] = function(source[i])
  static func apply(
    _ function: ElementFunction, _ source: UnsafePointer<Float>, into destination: UnsafeMutablePointer<Float>,
    count: Int)

  /// Σ term(a[i], b[i]), added up in single precision: for a few thousand elements at a time.
  static func sum(_ term: PairTerm, _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, count: Int) -> Double

  /// Whether no value is infinite or NaN.
  static func areFinite(_ values: UnsafePointer<Float>, count: Int) -> Bool

  /// One update of weights and moments by Adam.
  static func adam(
    _ weights: UnsafeMutablePointer<Float>, _ gradients: UnsafePointer<Float>, _ first: UnsafeMutablePointer<Float>,
    _ second: UnsafeMutablePointer<Float>, count: Int, _ step: AdamStep)

  // MARK: Convolution

  /// Correlates planes with kernels: pixels[y, x, o] = bias[o] + Σ planes[c, y + i, x + j] · kernels[c, i, j, o].
  ///
  /// - Parameters:
  ///   - planes: [channels, rows + kernelHeight - 1, columns + kernelWidth - 1], the border of zeros included.
  ///   - kernels: as ``Correlation/kernelOffset(_:lanes:)`` lays them out.
  ///   - bias: [results].
  ///   - pixels: [rows, columns, results], written.
  static func correlate(
    _ planes: UnsafePointer<Float>, _ kernels: UnsafePointer<Float>, bias: UnsafePointer<Float>,
    into pixels: UnsafeMutablePointer<Float>, _ sizes: Correlation)

  /// The gradient of ``correlate(_:_:bias:into:_:)`` with respect to the kernels:
  /// sums[c, i, j, o] += Σ planes[c, y + i, x + j] · gradient[y, x, o].
  ///
  /// - Parameters:
  ///   - gradient: [rows, columns, results].
  ///   - sums: [channels, kernelHeight, kernelWidth, results], added to.
  static func addKernelGradient(
    _ planes: UnsafePointer<Float>, _ gradient: UnsafePointer<Float>, to sums: UnsafeMutablePointer<Float>,
    _ sizes: Correlation)

  /// sums[o] += Σ rows[r, o] over `count` rows of `results` columns.
  static func addRows(
    _ rows: UnsafePointer<Float>, count: Int, results: Int, to sums: UnsafeMutablePointer<Float>)

  // MARK: Layout

  /// Turns channels-last pixels [count, results] into planes [channels, count], channels ≤ results.
  static func planes(
    fromPixels pixels: UnsafePointer<Float>, count: Int, channels: Int, results: Int,
    into planes: UnsafeMutablePointer<Float>)

  /// Turns planes [channels, count] into channels-last pixels [count, results], zero beyond the channels.
  static func pixels(
    fromPlanes planes: UnsafePointer<Float>, count: Int, channels: Int, results: Int,
    into pixels: UnsafeMutablePointer<Float>)

  // MARK: Pooling, channels last

  /// The largest of each window and 0, and which of the window's pixels it was, counted row by row: the first of equals,
  /// NaN above all, and -1 where none is above 0.
  static func reluMaxPool(
    _ pixels: UnsafePointer<Float>, into values: UnsafeMutablePointer<Float>, places: UnsafeMutablePointer<Float>,
    _ sizes: Windows)

  /// The gradient of ``reluMaxPool(_:into:places:_:)``: each window's goes to the pixel its value came from.
  static func reluMaxPoolGradient(
    _ gradient: UnsafePointer<Float>, places: UnsafePointer<Float>, into pixels: UnsafeMutablePointer<Float>,
    _ sizes: Windows)
}

/// The sizes of a correlation with step 1 over planes that have their border of zeros with them.
package struct Correlation: Sendable {
  /// Of the planes.
  package let channels: Int
  package let kernelHeight, kernelWidth: Int
  /// Of the result.
  package let rows, columns: Int
  /// Channels of the result, a multiple of the vector's lanes.
  package let results: Int
  /// How many rows of zeros the planes have above and below: kernel rows that lie there are skipped.
  package let border: Int

  package let planeHeight, planeWidth, planeSize: Int
  /// What one pixel of the result sums over.
  package let patch: Int

  package init(
    channels: Int, kernelHeight: Int, kernelWidth: Int, rows: Int, columns: Int, results: Int, border: Int
  ) {
    self.channels = channels
    (self.kernelHeight, self.kernelWidth) = (kernelHeight, kernelWidth)
    (self.rows, self.columns) = (rows, columns)
    self.results = results
    self.border = border
    (planeHeight, planeWidth) = (rows + kernelHeight - 1, columns + kernelWidth - 1)
    planeSize = planeHeight * planeWidth
    patch = channels * kernelHeight * kernelWidth
  }

  /// Where result channel `o` of the first kernel place lies in kernels laid out for ``KernelSet/correlate``: blocks of
  /// two vectors of channels (a last one may have one), in each of which the places (c, i, j) follow one another.
  package func kernelOffset(_ o: Int, lanes: Int) -> Int {
    let block = o / (2 * lanes)
    return block * 2 * lanes * patch + o % (2 * lanes)
  }

  /// How far apart the kernel places are for result channel `o`.
  package func kernelStep(_ o: Int, lanes: Int) -> Int {
    let block = o / (2 * lanes)
    return min(2 * lanes, results - block * 2 * lanes)
  }
}

/// The sizes of windows that slide over channels-last pixels [height, width, results].
package struct Windows: Sendable {
  package let height, width, results: Int
  package let window, stride: Int
  package let rows, columns: Int

  package init(height: Int, width: Int, results: Int, window: Int, stride: Int, rows: Int, columns: Int) {
    (self.height, self.width, self.results) = (height, width, results)
    (self.window, self.stride) = (window, stride)
    (self.rows, self.columns) = (rows, columns)
  }
}
