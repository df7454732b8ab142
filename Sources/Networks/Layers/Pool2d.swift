import Autodiff
import Tensors

/// A layer that makes one number of each window of an image; windows that would hang over the edge are left out.
package protocol Pool2d: Layer {
  static var name: String { get }
  var window: Size2d { get }
  var stride: Size2d { get }
  var padding: Size2d { get }

  /// - Parameter stride: from one window to the next; the window where nil.
  init(_ window: Size2d, stride: Size2d?, padding: Size2d)

  static func pool(_ x: Variable, window: Size2d, stride: Size2d, padding: Size2d) throws -> Variable
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
  package let window, stride, padding: Size2d

  package init(_ window: Size2d, stride: Size2d? = nil, padding: Size2d = 0) {
    (self.window, self.stride, self.padding) = (window, stride ?? window, padding)
  }

  package static func pool(_ x: Variable, window: Size2d, stride: Size2d, padding: Size2d) throws -> Variable {
    try .maxPool2d(x, window: window, stride: stride, padding: padding)
  }
}

/// The mean of each window, the zeros of the padding included.
package final class AvgPool2d: Pool2d {
  package static let name = "avg_pool2d"
  package let window, stride, padding: Size2d

  package init(_ window: Size2d, stride: Size2d? = nil, padding: Size2d = 0) {
    (self.window, self.stride, self.padding) = (window, stride ?? window, padding)
  }

  package static func pool(_ x: Variable, window: Size2d, stride: Size2d, padding: Size2d) throws -> Variable {
    try .avgPool2d(x, window: window, stride: stride, padding: padding)
  }
}
