/// A number for each direction of an image: the sides of a kernel, its steps, the border around an image.
package struct Size2d: Hashable, Sendable, ExpressibleByIntegerLiteral {
  package let height, width: Int

  package init(_ height: Int, _ width: Int) { (self.height, self.width) = (height, width) }

  /// The same in both directions.
  package init(_ both: Int) { (height, width) = (both, both) }

  package init(integerLiteral both: Int) { (height, width) = (both, both) }

  package var isSquare: Bool { height == width }
  package var count: Int { height * width }

  package func allSatisfy(_ test: (Int) -> Bool) -> Bool { test(height) && test(width) }
}

extension Size2d: CustomStringConvertible {
  /// As the language writes it: `3`, or `(3, 5)`.
  package var description: String { isSquare ? "\(height)" : "(\(height), \(width))" }
}
