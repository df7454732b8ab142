import Tensors
import Text

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

  /// - Returns: nil where each image has a row of numbers that is no class: several classes at once, or measurements.
  /// - Throws: ``DatasetError`` where they are no labels of these images.
  func read(_ path: String) throws -> [UInt8]? {
    let isOneHot = array.shape.rank == 2 && array.shape[0] == count && array.shape[1] > 1
    guard array.shape.count == count || isOneHot else {
      throw DatasetError(
        .mismatch, path: path,
        "expected \(counted(count, "label")), one for each image\(owner), found \(array.name) of \(array.shape)")
    }
    if isOneHot { return array.shape[1] <= 256 ? hot(try array.tensor().array) : nil }
    return try whole(try array.tensor().array, path)
  }

  private func whole(_ numbers: [Float], _ path: String) throws(DatasetError) -> [UInt8] {
    let most = numbers.max() ?? 0
    guard !(most > 255) || most == .infinity else {
      throw DatasetError(
        .range, path: path, "labels are whole numbers from 0 to 255, and \(array.name) goes up to \(most)",
        suggestion: images.isEmpty ? nil : Self.without)
    }
    var labels: [UInt8] = []
    labels.reserveCapacity(numbers.count)
    for (place, number) in numbers.enumerated() {
      guard let label = UInt8(exactly: number) else {
        throw DatasetError(
          .range, path: path, "labels are whole numbers from 0 to 255, and \(array.name)[\(place)] is \(number)",
          suggestion: images.isEmpty ? nil : Self.without)
      }
      labels.append(label)
    }
    return labels
  }

  /// The way on for images whose labels are none.
  static let without = "under another name, as y_other, the array is left out, and the images come without labels"

  /// The place of the 1 in each row; nil where a row is not one 1 among zeros.
  private func hot(_ numbers: [Float]) -> [UInt8]? {
    let width = array.shape[1]
    var labels: [UInt8] = []
    labels.reserveCapacity(count)
    for row in 0..<count {
      let values = numbers[row * width..<(row + 1) * width]
      guard let place = values.firstIndex(of: 1), values.count(where: { $0 == 0 }) == width - 1 else { return nil }
      labels.append(UInt8(place - values.startIndex))
    }
    return labels
  }
}
