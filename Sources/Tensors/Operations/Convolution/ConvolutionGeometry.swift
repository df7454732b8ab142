/// The sizes of a two-dimensional convolution: x [batch, inChannels, height, width],
/// w [outChannels, inChannels, kernelHeight, kernelWidth], result [batch, outChannels, outHeight, outWidth].
package struct ConvolutionGeometry: Sendable {
  package let batch: Int
  package let inChannels, height, width: Int
  package let outChannels, kernelHeight, kernelWidth: Int
  package let stride, padding, dilation: Size2d
  package let outHeight, outWidth: Int

  /// - Throws: ``TensorError`` where x is not an image batch of the right channels, or smaller than the kernel.
  package init(_ x: Shape, _ weight: Shape, stride: Size2d, padding: Size2d, dilation: Size2d = 1) throws {
    guard x.rank == 4, x[1] == weight[1] else {
      throw TensorError(
        .shape, "conv2d",
        "conv2d(\(weight[1]), \(weight[0]), \(weight[2])) needs images of shape batch×\(weight[1])×height×width, "
          + "and the input is \(x)",
        suggestion: x.rank == 3
          ? "add the missing dimension with unsqueeze"
          : x.rank == 4 ? "make it conv2d(\(x[1]), \(weight[0]), \(weight[2]))" : nil)
    }
    try self.init(
      batch: x[0], inChannels: x[1], height: x[2], width: x[3], weight, stride: stride, padding: padding,
      dilation: dilation, "conv2d")
  }

  /// The convolution that a transposed one runs backwards: its image is the transposed one's result, its result the
  /// transposed one's x [batch, in, height, width], and its kernels are the same w [in, out, kernelHeight, kernelWidth].
  ///
  /// Several sizes of image may give the same result when the step is above 1; `outputPadding` chooses among them.
  ///
  /// - Throws: ``TensorError`` where x is not an image batch of the right channels, or nothing would be left of it.
  package init(
    transposing x: Shape, _ weight: Shape, stride: Size2d, padding: Size2d, outputPadding: Size2d, dilation: Size2d = 1
  ) throws {
    let operation = "conv_transpose2d"
    guard x.rank == 4, x[1] == weight[0] else {
      throw TensorError(
        .shape, operation,
        "conv_transpose2d(\(weight[0]), \(weight[1]), \(weight[2])) needs images of shape "
          + "batch×\(weight[0])×height×width, and the input is \(x)",
        suggestion: x.rank == 3
          ? "add the missing dimension with unsqueeze"
          : x.rank == 4 ? "make it conv_transpose2d(\(x[1]), \(weight[1]), \(weight[2]))" : nil)
    }
    guard outputPadding.height < max(stride.height, dilation.height),
      outputPadding.width < max(stride.width, dilation.width)
    else {
      throw TensorError(
        .value, operation,
        "conv_transpose2d: an output_padding of \(outputPadding) is not below the stride of \(stride)",
        suggestion: "leave output_padding out, or take less than the stride")
    }
    guard x.dimensions.allSatisfy({ $0 <= Self.limit }) else { throw Self.refusal(operation) }
    let height =
      (x[2] - 1) * stride.height - 2 * padding.height + dilation.height * (weight[2] - 1) + 1 + outputPadding.height
    let width =
      (x[3] - 1) * stride.width - 2 * padding.width + dilation.width * (weight[3] - 1) + 1 + outputPadding.width
    guard x[2] > 0, x[3] > 0, height > 0, width > 0 else {
      throw TensorError(
        .shape, operation,
        "conv_transpose2d: nothing is left of images of \(x[2])×\(x[3]) with a \(weight[2])×\(weight[3]) kernel and "
          + "padding \(padding)", suggestion: "use less padding or a larger kernel")
    }
    try self.init(
      batch: x[0], inChannels: weight[1], height: height, width: width, weight, stride: stride, padding: padding,
      dilation: dilation, operation)
  }

  private init(
    batch: Int, inChannels: Int, height: Int, width: Int, _ weight: Shape, stride: Size2d, padding: Size2d,
    dilation: Size2d, _ operation: String
  ) throws {
    guard max(height, width) <= Self.limit else { throw Self.refusal(operation) }
    self.batch = batch
    (self.inChannels, self.height, self.width) = (inChannels, height, width)
    (outChannels, kernelHeight, kernelWidth) = (weight[0], weight[2], weight[3])
    (self.stride, self.padding, self.dilation) = (stride, padding, dilation)
    let (paddedHeight, paddedWidth) = (height + 2 * padding.height, width + 2 * padding.width)
    // From the first pixel under a kernel to the last.
    let (spanHeight, spanWidth) = (dilation.height * (kernelHeight - 1) + 1, dilation.width * (kernelWidth - 1) + 1)
    guard paddedHeight >= spanHeight, paddedWidth >= spanWidth else {
      throw TensorError(
        .shape, operation,
        "\(operation): a \(spanHeight)×\(spanWidth) kernel does not fit into images of \(height)×\(width) with "
          + "padding \(padding)", suggestion: "use a smaller kernel or more padding")
    }
    outHeight = (paddedHeight - spanHeight) / stride.height + 1
    outWidth = (paddedWidth - spanWidth) / stride.width + 1
    // Sizes of one image, which is all that loops and BLAS count through, stay well within 32 bits.
    let sizes: [Shape] = [
      [inChannels, paddedHeight, paddedWidth], [outChannels, outHeight, outWidth],
      [inChannels, kernelHeight, kernelWidth],
    ]
    guard sizes.allSatisfy({ $0.count <= Self.limit }) else { throw Self.refusal(operation) }
  }

  private static let limit = 1 << 30

  private static func refusal(_ operation: String) -> TensorError {
    TensorError(.memory, operation, "\(operation): one image would have more than \(limit) elements")
  }

  var imageSize: Int { inChannels * height * width }
  var outSize: Int { outHeight * outWidth }
  /// The output channels filled up to whole vectors.
  func wholeVectors(_ lanes: Int) -> Int { (outChannels + lanes - 1) / lanes * lanes }
  /// The length of one patch: what one output pixel sums over.
  var patch: Int { inChannels * kernelHeight * kernelWidth }
  /// Whether a patch is a pixel, and convolution the product of two matrices as they are.
  var isProduct: Bool { kernelHeight == 1 && kernelWidth == 1 && stride == 1 && padding == 0 }
  package var resultShape: Shape { [batch, outChannels, outHeight, outWidth] }
  package var inputShape: Shape { [batch, inChannels, height, width] }
}
