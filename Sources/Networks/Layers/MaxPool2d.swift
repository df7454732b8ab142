import Autodiff
import Tensors

/// The largest value in each window of an image; windows that would hang over the edge are left out.
package final class MaxPool2d: Layer {
  package let window: Int
  package let stride: Int

  package init(_ window: Int, stride: Int? = nil) {
    self.window = window
    self.stride = stride ?? window
  }

  package var description: String { "max_pool2d(\(window)\(stride == window ? "" : ", stride=\(stride)"))" }

  package func apply(_ x: Variable) throws -> [Variable] { [try .maxPool2d(x, window: window, stride: stride)] }

  package func resultShapes(_ input: Shape) throws -> [Shape] {
    [try PoolingGeometry(input, window: window, stride: stride, for: "max_pool2d").resultShape]
  }

  package func copied(copies: NetworkCopies) -> any Layer { self }
}
