/// The sizes of a pooling window that slides over images [batch, channels, height, width]. Windows that would hang over
/// the edge of the padded image are left out (floor), as PyTorch does: 11 pixels under windows of 2 give 5.
package struct PoolingGeometry: Sendable {
  package let planes, height, width: Int
  package let window, stride, padding: Size2d
  package let outHeight, outWidth: Int
  package let inputShape, resultShape: Shape

  /// - Throws: ``TensorError`` where x has fewer than three dimensions or is smaller than the window, or where a window
  ///   could lie in the padding alone.
  package init(_ x: Shape, window: Size2d, stride: Size2d, padding: Size2d = 0, for operation: String) throws {
    guard window.allSatisfy({ $0 > 0 }), stride.allSatisfy({ $0 > 0 }), padding.allSatisfy({ $0 >= 0 }) else {
      throw TensorError(
        .value, operation,
        "\(operation): the window and the stride are at least 1, and these are \(window) and \(stride)")
    }
    guard 2 * padding.height <= window.height, 2 * padding.width <= window.width else {
      throw TensorError(
        .value, operation, "\(operation): a padding of \(padding) is more than half of the window of \(window)",
        suggestion: "use padding=\(Size2d(window.height / 2, window.width / 2)) or less")
    }
    let smallest = Size2d(
      Swift.max(window.height - 2 * padding.height, 1), Swift.max(window.width - 2 * padding.width, 1))
    guard x.rank >= 3, x[x.rank - 2] >= smallest.height, x[x.rank - 1] >= smallest.width else {
      throw TensorError(
        .shape, operation,
        "\(operation)(\(window)) needs images of at least \(smallest.height)×\(smallest.width), and the input is \(x)")
    }
    (height, width) = (x[x.rank - 2], x[x.rank - 1])
    (self.window, self.stride, self.padding) = (window, stride, padding)
    planes = x.dropLast(2).count
    outHeight = (height + 2 * padding.height - window.height) / stride.height + 1
    outWidth = (width + 2 * padding.width - window.width) / stride.width + 1
    inputShape = x
    resultShape = x.dropLast(2) + [outHeight, outWidth]
    // Places in a plane are kept as 32-bit numbers.
    guard Shape([height, width]).count <= 1 << 30 else {
      throw TensorError(.memory, operation, "\(operation): one image would have more than \(1 << 30) elements")
    }
  }

  /// The rows of the image that the windows of row `y` of the result cover.
  func rows(_ y: Int) -> Range<Int> {
    Self.covered(y, of: height, stride.height, padding.height, window.height)
  }
  func columns(_ x: Int) -> Range<Int> { Self.covered(x, of: width, stride.width, padding.width, window.width) }

  private static func covered(_ place: Int, of length: Int, _ stride: Int, _ padding: Int, _ window: Int) -> Range<Int>
  {
    let start = place * stride - padding
    return Swift.max(start, 0)..<min(start + window, length)
  }

  var planeSize: Int { height * width }
  var outSize: Int { outHeight * outWidth }
}
