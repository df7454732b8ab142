import Graphics
import Language
import Tensors

extension ImageResampling {
  /// The last two dimensions in another size.
  func resized(_ images: Tensor, height: Int, width: Int) throws -> Tensor {
    let shape = images.shape.dimensions
    let lead = Array(shape.dropLast(2))
    let old = (height: shape[shape.count - 2], width: shape[shape.count - 1])
    guard old != (height, width) else { return images }
    let values = resized(images.array, planes: lead.reduce(1, *), from: old, to: (height, width))
    return try Tensor(values).reshaped(Shape(lengths: lead + [height, width], for: "Resize"))
  }
}
