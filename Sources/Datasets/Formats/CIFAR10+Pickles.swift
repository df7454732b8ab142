import Files
import Text

// CIFAR-10 in its Python version, which torchvision downloads: each batch is a pickle of a dict with the array `data`, a
// row of 3×32×32 bytes for each image, and the list `labels`. See https://www.cs.toronto.edu/~kriz/cifar.html.

extension CIFAR10 {
  /// The batch in a pickle.
  ///
  /// - Throws: ``DatasetError`` where it is damaged, holds something else, or what would run; `Cancelled`.
  static func pickledBatch(_ bytes: [UInt8], path: String) throws -> Batch {
    var machine = PickleMachine(arrays: PickleCursor(PlacedBytes(bytes, path)))
    let value: Pickled
    do { value = try machine.run() } catch let fault as PickleFault {
      throw DatasetError(
        fault.isDamage ? .damaged : .format, path: path,
        fault.isDamage ? "its pickle is damaged: \(fault.message)" : fault.message)
    }
    guard case .dict(let dict) = value, case .array(let data)? = dict["data"],
      case .sequence(let labels)? = dict["labels"]
    else {
      throw DatasetError.wrong(
        .format, path: path,
        expected: "a dict with an array `data` and a list `labels`, as CIFAR-10's Python version has",
        found: "something else")
    }
    guard data.type == "u1", data.dimensions == [labels.items.count, shape.count], !labels.items.isEmpty else {
      throw DatasetError.wrong(
        .format, path: path, expected: "a row of \(grouped(shape.count)) bytes (u1) for each label",
        found: "\(data.dimensions.map { grouped($0) }.joined(separator: "×")) of \(data.type.inMessage), and "
          + counted(labels.items.count, "label"))
    }
    var batch = Batch(pixels: data.bytes)
    batch.labels.reserveCapacity(labels.items.count)
    for (row, label) in labels.items.enumerated() {
      guard case .integer(let number) = label, classNames.indices.contains(number) else {
        throw DatasetError.wrong(
          .format, path: path, expected: "labels from 0 to 9", found: "another one in row \(grouped(row))")
      }
      batch.labels.append(UInt8(number))
    }
    return batch
  }
}

extension PickledDict {
  /// What stands under a key, which Python 2 wrote as bytes.
  fileprivate subscript(key: String) -> Pickled? {
    entries.last { entry in
      switch entry.key {
      case .text(let text): text == key
      case .bytes(let bytes): bytes.elementsEqual(key.utf8)
      default: false
      }
    }?.value
  }
}
