import Tensors

/// The classes of images, as an array has them: a number for each image, or a row of which one is 1.
struct LabelArray {
  private let array: StoredArray
  /// How many images there are, and what they are called.
  private let count: Int
  private let images: String

  private var owner: String { images.isEmpty ? "" : " of \(images)" }

  init(_ array: StoredArray, of count: Int, in images: String) {
    (self.array, self.count, self.images) = (array, count, images)
  }

  /// - Throws: ``DatasetError`` where they are no labels of these images.
  func read(_ path: String) throws -> [UInt8] {
    let isOneHot = array.shape.rank == 2 && array.shape[0] == count && array.shape[1] > 1
    guard array.shape.count == count || isOneHot else {
      throw DatasetError(
        .mismatch, path: path,
        "expected \(counted(count, "label")), one for each image\(owner), found \(array.name) of \(array.shape)")
    }
    let numbers = try array.tensor().array
    return isOneHot ? try hot(numbers, path) : try whole(numbers, path)
  }

  private func whole(_ numbers: [Float], _ path: String) throws(DatasetError) -> [UInt8] {
    let most = numbers.max() ?? 0
    guard !(most > 255) || most == .infinity else {
      throw DatasetError(
        .range, path: path, "labels are whole numbers from 0 to 255, and \(array.name) goes up to \(most)")
    }
    var labels: [UInt8] = []
    labels.reserveCapacity(numbers.count)
    for (place, number) in numbers.enumerated() {
      guard let label = UInt8(exactly: number) else {
        throw DatasetError(
          .range, path: path, "labels are whole numbers from 0 to 255, and \(array.name)[\(place)] is \(number)")
      }
      labels.append(label)
    }
    return labels
  }

  /// The place of the 1 in each row.
  private func hot(_ numbers: [Float], _ path: String) throws(DatasetError) -> [UInt8] {
    let width = array.shape[1]
    guard width <= 256 else {
      throw DatasetError(
        .range, path: path, "there are at most 256 classes, and \(array.name) has \(grouped(width)) columns")
    }
    var labels: [UInt8] = []
    labels.reserveCapacity(count)
    for row in 0..<count {
      let values = numbers[row * width..<(row + 1) * width]
      guard let place = values.firstIndex(of: 1), values.count(where: { $0 == 0 }) == width - 1 else {
        throw DatasetError(
          .mismatch, path: path,
          "expected \(counted(count, "label")), one for each image\(owner), found \(array.name) of \(array.shape), whose "
            + "row \(grouped(row)) is not one 1 among zeros")
      }
      labels.append(UInt8(place - values.startIndex))
    }
    return labels
  }
}
