import Autodiff
import Tensors

/// A layer that makes one number of each window of an image; windows that would hang over the edge are left out.
package protocol Pool2d: Layer {
  static var name: String { get }
  var window: Int { get }
  var stride: Int { get }
  var padding: Int { get }

  /// - Parameter stride: from one window to the next; the window where nil.
  init(_ window: Int, stride: Int?, padding: Int)

  static func pool(_ x: Variable, window: Int, stride: Int, padding: Int) throws -> Variable
}

extension Pool2d {
  package var description: String {
    var text = "\(Self.name)(\(window)"
    if stride != window { text += ", stride=\(stride)" }
    if padding != 0 { text += ", padding=\(padding)" }
    return text + ")"
  }

  package func apply(_ x: Variable) throws -> [Variable] {
    [try Self.pool(x, window: window, stride: stride, padding: padding)]
  }

  package func resultShapes(_ input: Shape) throws -> [Shape] {
    [try PoolingGeometry(input, window: window, stride: stride, padding: padding, for: Self.name).resultShape]
  }

  package func copied(copies: NetworkCopies) -> any Layer { self }
}

/// The largest value in each window.
package final class MaxPool2d: Pool2d {
  package static let name = "max_pool2d"
  package let window, stride, padding: Int

  package init(_ window: Int, stride: Int? = nil, padding: Int = 0) {
    (self.window, self.stride, self.padding) = (window, stride ?? window, padding)
  }

  package static func pool(_ x: Variable, window: Int, stride: Int, padding: Int) throws -> Variable {
    try .maxPool2d(x, window: window, stride: stride, padding: padding)
  }
}

/// The mean of each window, the zeros of the padding included.
package final class AvgPool2d: Pool2d {
  package static let name = "avg_pool2d"
  package let window, stride, padding: Int

  package init(_ window: Int, stride: Int? = nil, padding: Int = 0) {
    (self.window, self.stride, self.padding) = (window, stride ?? window, padding)
  }

  package static func pool(_ x: Variable, window: Int, stride: Int, padding: Int) throws -> Variable {
    try .avgPool2d(x, window: window, stride: stride, padding: padding)
  }
}
