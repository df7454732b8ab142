extension String {
  /// The index of a position that is given in Unicode scalars, as Jupyter gives cursors; held within the text. O(n).
  public func index(atScalar offset: Int) -> Index {
    unicodeScalars.index(startIndex, offsetBy: max(0, offset), limitedBy: endIndex) ?? endIndex
  }

  /// The number of Unicode scalars before an index. O(n).
  public func scalarOffset(of index: Index) -> Int {
    unicodeScalars.distance(from: startIndex, to: index)
  }
}
