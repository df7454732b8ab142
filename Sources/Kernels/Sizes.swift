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
  /// How many numbers one pixel of the result sums over.
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

  /// Where result channel `o` of the first kernel place lies in kernels laid out for ``ConvolutionKernels/correlate``: blocks of
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
