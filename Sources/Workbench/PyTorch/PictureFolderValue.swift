import Datasets
import Language
import Tensors
import VAE

/// `ImageFolder` of pictures of different sizes: each is read when it is asked for, and a transform brings it to a size.
final class PictureFolderValue: ExampleProvider {
  private let pictures: PictureCollection
  private let transform: Value
  private let targetTransform: Value
  let context: Context

  init(_ pictures: PictureCollection, transform: Value, targetTransform: Value, _ context: Context) {
    (self.pictures, self.transform, self.targetTransform) = (pictures, transform, targetTransform)
    self.context = context
  }

  var typeName: String { "dataset" }
  var exampleCount: Int { pictures.count }
  func repr() -> String {
    "Dataset ImageFolder\n    Number of datapoints: \(pictures.count)\n    Shape: 3 channels, of different sizes"
  }

  let attributeNames = ["samples", "imgs", "targets", "classes", "class_to_idx", "transform"]

  func attribute(_ name: String, _ context: Context) throws -> Value? {
    switch name {
    case "targets": .list(pictures.labels.map { .integer(Int($0)) })
    case "samples", "imgs":
      .list(zip(pictures.paths, pictures.labels).map { .tuple([.string($0), .integer(Int($1))]) })
    case "classes": .list(pictures.classNames.map { .string($0) })
    case "class_to_idx": .dict(DictValue(pictures.classNames.enumerated().map { ($1, .integer($0)) }))
    case "transform": transform
    default: nil
    }
  }

  func example(_ number: Int, _ context: Context) throws -> Value {
    let picture = try pictures.picture(number)
    let (height, width) = (picture.shape.height, picture.shape.width)
    let image = Value.object(PillowImage(try picture.tensor(0..<1).reshaped([3, height, width])))
    let label = Value.integer(Int(pictures.labels[number]))
    return .tuple([
      transform.isNone ? image : try TransformValue.apply(transform, to: image, context),
      targetTransform.isNone ? label : try context.call(targetTransform, label),
    ])
  }
}
