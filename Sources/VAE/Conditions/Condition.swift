import Autodiff
import Datasets
import Glibc
import Networks
import Tensors
import Text

/// What a model is told besides the image: its class y, so that it learns q(z | x, y) and p(x | z, y) (Sohn et al. 2015; the decoder
/// is that of Kingma et al. 2014, M2). The prior of codes is the same for every class, so that a code carries what the class
/// does not say.
///
/// y is a row of one number for each class: 1 for the image's own and 0 for the others; between two classes, shares of both. The
/// decoder takes it behind the code. The encoder takes one channel more behind those of the image, a picture of the class, which
/// is learned: Σ y_k · planes_k.
package final class Condition {
  package let classNames: [String]
  /// [classes, height · width]
  private let planes: LearnedParameter
  private let image: ImageShape

  /// As many classes as labels of images can tell apart.
  package static let classCounts = 1...256

  /// Planes begin as a linear layer's weights of so many inputs do.
  ///
  /// - Throws: ``TensorError`` of code `memory`.
  init(_ classNames: [String], _ image: ImageShape, random: inout RandomSource) throws {
    self.classNames = classNames
    self.image = image
    let shape: Shape = [classNames.count, image.height * image.width]
    let bound = 1 / Double(max(1, classNames.count)).squareRoot()
    let first =
      AbstractTensors.inUse
      ? try Tensor(uninitialized: shape, for: "condition")
      : try random.next(.initialization).uniform(shape).scaled(by: Float(2 * bound), plus: Float(-bound))
    planes = try LearnedParameter(first, name: "planes")
  }

  private init(_ other: Condition, _ copies: NetworkCopies) throws {
    (classNames, image) = (other.classNames, other.image)
    planes = try copies.copy(other.planes)
  }

  func copied(copies: NetworkCopies) throws -> Condition { try Condition(self, copies) }

  /// What is learned, with its place.
  var namedParameters: [(name: String, parameter: LearnedParameter)] { [("planes", planes)] }

  package var count: Int { classNames.count }

  // MARK: Rows of y

  /// y for classes by their numbers: [labels, classes].
  ///
  /// - Throws: ``ModelError`` where there is no such class.
  package func rows(_ labels: [Int]) throws -> Tensor {
    if let unknown = labels.first(where: { !classNames.indices.contains($0) }) {
      throw ModelError(
        "the model knows \(counted(count, "class", "classes")), 0 to \(count - 1), and there is none of number \(unknown)",
        suggestion: "label=0")
    }
    return try Tensor.generate([labels.count, count], for: "labels") { labels[$0 / count] == $0 % count ? 1 : 0 }
  }

  /// Classes drawn at random, each as likely as another: `count` numbers.
  package func draw(_ count: Int, noise: Philox) -> [Int] {
    // From numbers far behind those of the codes.
    (0..<count).map { Int((UInt64(noise.block(UInt64(1) << 49 + UInt64($0))[0]) * UInt64(self.count)) >> 32) }
  }

  // MARK: What the networks take

  /// What an encoder takes for images of a shape.
  static func input(_ image: ImageShape, classes: Int) -> ImageShape {
    ImageShape(channels: image.channels + (classes > 0 ? 1 : 0), height: image.height, width: image.width)
  }

  /// Images x [n, channels, height, width] with the plane of their class behind the channels.
  ///
  /// - Parameter y: [m, classes], m a divisor of n: row i of x is told row i mod m.
  func joined(image x: Variable, _ y: Tensor) throws -> Variable {
    let count = x.shape[0]
    let plane = try Variable.matmul(Variable(try repeated(y, count)), planes)
    return try .concatenate([x, .reshape(plane, [count, 1, image.height, image.width])], 1)
  }

  /// Codes z [n, latent] with y behind them: [n, latent + classes].
  ///
  /// - Parameter y: [m, classes], m a divisor of n: row i of z is told row i mod m.
  func joined(code z: Variable, _ y: Tensor) throws -> Variable {
    try .concatenate([z, Variable(try repeated(y, z.shape[0]))], 1)
  }

  /// The same in an ONNX graph.
  func joined(image x: ONNXGraph.Edge, _ y: ONNXGraph.Edge, in graph: inout ONNXGraph) -> ONNXGraph.Edge {
    let plane = graph.product(y, planes.value, named: "condition.planes")
    return graph.joined(x, graph.reshape(plane, [1, image.height, image.width]))
  }

  /// The same in an ONNX graph.
  func joined(code z: ONNXGraph.Edge, _ y: ONNXGraph.Edge, in graph: inout ONNXGraph) -> ONNXGraph.Edge {
    graph.joined(z, y)
  }

  private func repeated(_ y: Tensor, _ count: Int) throws -> Tensor {
    let rows = y.shape[0]
    guard rows != count else { return y }
    guard rows > 0, count.isMultiple(of: rows) else {
      throw TensorError(
        .shape, "condition", "condition: \(counted(rows, "label")) for \(counted(count, "row")): each needs one")
    }
    return try y.reshaped([1, rows, self.count]).expanded(to: [count / rows, rows, self.count]).reshaped([
      count, self.count,
    ])
  }
}
