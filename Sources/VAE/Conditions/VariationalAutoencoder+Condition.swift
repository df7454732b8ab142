import Autodiff
import Datasets
import Networks
import Tensors

// What a conditional model is told, and what its networks take.

extension VariationalAutoencoder {
  /// The images that the encoder takes: with the plane of their class, where the model is conditional.
  package var encoderImage: ImageShape { Condition.input(image, classes: condition?.count ?? 0) }

  /// How many numbers the decoder takes: a code, and one for each class.
  package var decoderInputs: Int { latentDimension + (condition?.count ?? 0) }

  /// What the model is told of images of a set, [indices, classes]; nil where it is told nothing.
  ///
  /// - Throws: ``ModelError`` where the set knows other classes than the model.
  package func told(of images: ImageSet, _ indices: some Collection<Int>) throws -> Tensor? {
    guard let condition else { return nil }
    if let obstacle = obstacle(images) { throw obstacle }
    return try condition.rows(indices.map { Int(images.labels[$0]) })
  }

  /// Why a conditional model cannot be told the classes of a set; nil where it can.
  package func obstacle(_ images: ImageSet) -> ModelError? {
    guard let condition, condition.classNames != images.classNames else { return nil }
    func words(_ names: [String]) -> String {
      names.isEmpty ? "none" : names.prefix(3).joined(separator: ", ") + (names.count > 3 ? ", …" : "")
    }
    return ModelError(
      "the model is told the class of each image, one of \(condition.count) (\(words(condition.classNames))), and these images' "
        + "classes are others (\(words(images.classNames)))",
      suggestion:
        "make a model for this data: model condition=labels; or model latent=\(latentDimension), which is told nothing")
  }

  /// What the encoder takes for images x [n, channels, height, width].
  package func encoderInput(_ x: Variable, _ y: Tensor?) throws -> Variable {
    let input = try condition.map { try $0.joined(image: x, required(y)) } ?? x
    return encoderTakesRows ? try .reshape(input, [x.shape[0], encoderImage.count]) : input
  }

  /// What the decoder takes for codes z [n, latent].
  package func decoderInput(_ z: Variable, _ y: Tensor?) throws -> Variable {
    try condition.map { try $0.joined(code: z, required(y)) } ?? z
  }

  private func required(_ y: Tensor?) throws -> Tensor {
    guard let y else {
      throw ModelError(
        "the model is told the class of each image, and here it is told none", suggestion: "label=0")
    }
    return y
  }
}
