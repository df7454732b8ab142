/// The sizes of a two-dimensional convolution: x [batch, inChannels, height, width],
/// w [outChannels, inChannels, kernelHeight, kernelWidth], result [batch, outChannels, outHeight, outWidth].
package struct ConvolutionGeometry: Sendable {
  package let batch: Int
  package let inChannels, height, width: Int
  package let outChannels, kernelHeight, kernelWidth: Int
  package let stride, padding: Int
  package let outHeight, outWidth: Int

  /// - Throws: ``TensorError`` where x is not an image batch of the right channels, or smaller than the kernel.
  package init(_ x: Shape, _ weight: Shape, stride: Int, padding: Int) throws {
    guard x.rank == 4, x[1] == weight[1] else {
      throw TensorError(
        .shape, "conv2d",
        "conv2d(\(weight[1]), \(weight[0]), \(weight[2])) needs images of shape batch×\(weight[1])×height×width, "
          + "and the input is \(x)",
        fix: x.rank == 3
          ? "add the missing dimension with unsqueeze"
          : x.rank == 4 ? "make it conv2d(\(x[1]), \(weight[0]), \(weight[2]))" : nil)
    }
    batch = x[0]
    (inChannels, height, width) = (x[1], x[2], x[3])
    (outChannels, kernelHeight, kernelWidth) = (weight[0], weight[2], weight[3])
    (self.stride, self.padding) = (stride, padding)
    guard height + 2 * padding >= kernelHeight, width + 2 * padding >= kernelWidth else {
      throw TensorError(
        .shape, "conv2d",
        "conv2d: a \(kernelHeight)×\(kernelWidth) kernel does not fit into images of \(height)×\(width) with "
          + "padding \(padding)", fix: "use a smaller kernel or more padding")
    }
    outHeight = (height + 2 * padding - kernelHeight) / stride + 1
    outWidth = (width + 2 * padding - kernelWidth) / stride + 1
  }

  var imageSize: Int { inChannels * height * width }
  var outSize: Int { outHeight * outWidth }
  /// The length of one patch: what one output pixel sums over.
  var patch: Int { inChannels * kernelHeight * kernelWidth }
  package var resultShape: Shape { [batch, outChannels, outHeight, outWidth] }
  package var inputShape: Shape { [batch, inChannels, height, width] }
}
