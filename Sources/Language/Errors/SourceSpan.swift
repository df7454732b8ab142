/// A run of Unicode scalars of a cell, as offsets from its start: Jupyter counts positions the same way.
package struct SourceSpan: Hashable, Sendable {
  package var start: Int
  package var end: Int

  package init(_ start: Int, _ end: Int) {
    self.start = start
    self.end = end
  }
}
