import Datasets
import Language

/// A loaded data set as the language sees it.
final class DataValue: ObjectValue {
  private let dataset: Dataset

  init(_ dataset: Dataset) { self.dataset = dataset }

  var typeName: String { "data" }
  var detail: String? { dataset.title }
  func repr() -> String { ([dataset.summary] + dataset.notes).joined(separator: "\n") }

  var attributeNames: [String] { ["name", "train", "validation", "test", "shape", "classes"] }

  func attribute(_ name: String, _ context: Context) throws -> Value? {
    switch name {
    case "name": .string(dataset.name)
    case "train": .integer(dataset.train.count)
    case "validation": .integer(dataset.validation?.count ?? 0)
    case "test": .integer(dataset.test.count)
    case "shape":
      .tuple(
        [dataset.train.shape.channels, dataset.train.shape.height, dataset.train.shape.width].map { .integer($0) })
    case "classes": .list(ListValue(dataset.train.classNames.map { .string($0) }))
    default: nil
    }
  }
}
