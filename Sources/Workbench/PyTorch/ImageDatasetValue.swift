import Autodiff
import Datasets
import Language
import Tensors

/// A published set, or a folder of pictures: images with their classes.
final class ImageDatasetValue: ExampleProvider {
  let images: ImageSet
  private let name: String
  private var transform: Value
  private var targetTransform: Value
  /// What programs have asked for, or put in its place: from then on the examples are those of these, which may be changed in place.
  private var ownData, ownTargets: Value?
  let context: Context

  init(_ images: ImageSet, name: String, transform: Value, targetTransform: Value, _ context: Context) {
    (self.images, self.name, self.transform, self.targetTransform) = (images, name, transform, targetTransform)
    self.context = context
  }

  var typeName: String { "dataset" }
  var exampleCount: Int { ownData?.asTensor?.variable.shape.dimensions.first ?? images.count }
  func repr() -> String {
    "Dataset \(name)\n    Number of datapoints: \(exampleCount)\n    Shape: \(images.shape.description)"
  }

  let attributeNames = ["data", "targets", "classes", "class_to_idx", "transform", "target_transform"]

  // MARK: Attributes

  func attribute(_ attribute: String, _ context: Context) throws -> Value? {
    switch attribute {
    case "targets", "labels", "train_labels", "test_labels": try targets()
    case "data": try data()
    case "classes": .list(images.classNames.map { .string($0) })
    case "class_to_idx":
      .dict(DictValue(images.classNames.enumerated().map { ($1, .integer($0)) }))
    case "transform": transform
    case "target_transform": targetTransform
    default: nil
    }
  }

  /// `train.data = train.data[train.targets == 3]`, and a transform in place of another.
  func assign(_ value: Value, to attribute: String, _ context: Context) throws {
    switch attribute {
    case "transform": transform = value
    case "target_transform": targetTransform = value
    case "data":
      let new = try value.tensor(for: "data").shape
      guard let old = try data().asTensor?.variable.shape, new.rank == old.rank, new.dropFirst() == old.dropFirst()
      else {
        throw Diagnostic(
          .shape,
          "`data` of a data set has images of \(try data().asTensor?.variable.shape.dropFirst() ?? []), and these are \(new)",
          suggestion: "TensorDataset(x, y) for images of another kind")
      }
      ownData = value.asTensor == nil ? Value(try value.tensor(for: "data")) : value
    case "targets":
      guard value.asTensor?.variable.shape.rank == 1 || value.elements != nil else {
        throw Diagnostic(.type, "`targets` of a data set is a number for each image, and this is \(value.phrase)")
      }
      ownTargets = value
    default:
      throw Diagnostic(
        .attribute, "`\(attribute)` of a data set is read, not assigned",
        suggestion: "its data, targets, transform and target_transform are")
    }
  }

  private func data() throws -> Value {
    if let ownData { return ownData }
    let levels = try images.tensor(0..<images.count).scaled(by: 255).rounded().held(as: .byte, "data")
    let shape = images.shape
    // As PyTorch keeps them: bytes without a channel, and of CIFAR-10 an array with the colours last.
    let data: Value =
      if name == "CIFAR10" {
        .object(TensorValue(Variable(try levels.permuted([0, 2, 3, 1])), isArray: true))
      } else if shape.channels == 1 {
        Value(try levels.reshaped([images.count, shape.height, shape.width]))
      } else {
        Value(levels)
      }
    ownData = data
    return data
  }

  private func targets() throws -> Value {
    if let ownTargets { return ownTargets }
    // Of these torchvision keeps a list.
    let targets: Value =
      ["CIFAR10", "ImageFolder"].contains(name)
      ? .list(images.labels.map { .integer(Int($0)) }) : Value(try Tensor(images.labels.map(Float.init)).as(.whole))
    ownTargets = targets
    return targets
  }

  // MARK: Examples

  /// Count×channels×height×width, from 0 to 1.
  private func pixels(_ numbers: [Int]) throws -> Tensor {
    guard let bytes = ownData?.asTensor?.variable.value else { return try images.tensor(numbers) }
    guard bytes.kind == .byte else {
      throw Diagnostic(
        .type, "the images of \(name) are bytes from 0 to 255, and its `data` holds other numbers now",
        suggestion: "TensorDataset(x, y) for images from 0 to 1")
    }
    // Divided, and not multiplied with 1/255, which would differ in the last bit.
    let rows = try bytes.selected(0, numbers).as(.real) / .scalar(255)
    if name == "CIFAR10" { return try rows.permuted([0, 3, 1, 2]) }
    return rows.rank == 3 ? try rows.reshaped([numbers.count, 1] + rows.shape.dropFirst()) : rows
  }

  func example(_ number: Int, _ context: Context) throws -> Value {
    let pixels = try pixels([number])
    let image = Value.object(PillowImage(try pixels.reshaped(pixels.shape.dropFirst())))
    return .tuple([
      transform.isNone ? image : try TransformValue.apply(transform, to: image, context),
      try target(number, context),
    ])
  }

  private func target(_ number: Int, _ context: Context) throws -> Value {
    let label = try label(number)
    return targetTransform.isNone ? label : try context.call(targetTransform, label)
  }

  private func label(_ number: Int) throws -> Value {
    guard let ownTargets else { return .integer(Int(images.labels[number])) }
    return try Builtins.whole(Subscripts.read(ownTargets, [.value(.integer(number))], context))
  }

  func columns(_ numbers: [Int], _ context: Context) throws -> [Value]? {
    guard transform.isNone || TransformValue.known(transform)?.isBatched ?? false, targetTransform.isNone else {
      return nil
    }
    guard !transform.isNone else {
      throw Diagnostic(
        .type, "images become tensors by a transform, and \(name) has none",
        suggestion: "transform=transforms.ToTensor()")
    }
    let batch = Value(try pixels(numbers))
    return [
      try TransformValue.known(transform)?.apply(toPictures: batch, context) ?? batch,
      Value(try Value.list(numbers.map { try label($0) }).tensor(for: "DataLoader").value.as(.whole)),
    ]
  }
}
