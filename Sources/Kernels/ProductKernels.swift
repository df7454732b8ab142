/// Products of matrices as they lie in memory, for those that are small enough for the processor's caches.
package protocol ProductKernels: Sendable {
  /// c[i, j] = Σ_k a[i, k] · b[k, j], summed in the order of k, whichever part of a larger product this is; or that added to
  /// what is there.
  ///
  /// - Parameter sizes: of at least ``KernelSet/lanes`` columns.
  static func multiply(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, into c: UnsafeMutablePointer<Float>, _ sizes: Product)
}

/// The sizes of a product of matrices, and how far apart their numbers lie.
package struct Product: Sendable {
  /// Of the result; `depth` is summed over.
  package var rows, columns, depth: Int
  /// In a, between rows and between the numbers of a row: either may be 1, as a lies there or transposed.
  package let aRow, aDepth: Int
  /// Between the rows of b and of c, whose numbers lie side by side.
  package let bRow, cRow: Int
  package var isAdded: Bool

  package init(
    rows: Int, columns: Int, depth: Int, aRow: Int, aDepth: Int, bRow: Int, cRow: Int, isAdded: Bool = false
  ) {
    (self.rows, self.columns, self.depth) = (rows, columns, depth)
    (self.aRow, self.aDepth, self.bRow, self.cRow) = (aRow, aDepth, bRow, cRow)
    self.isAdded = isAdded
  }
}
