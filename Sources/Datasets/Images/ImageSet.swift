import Tensors
import Text

/// Images of one size, labelled or not.
package struct ImageSet: Sendable {
  /// N, the number of images.
  package let count: Int
  package let shape: ImageShape
  /// N×C×H×W values.
  package let values: PixelValues
  /// N classes, each an index into ``classNames``; all 0 where nobody knows them.
  package let labels: [UInt8]
  /// Empty where nobody knows the classes.
  package let classNames: [String]
  /// The factors that each image was drawn from, where they are known.
  package let factors: ImageFactors?
  /// Pixels are probabilities of white, and every batch draws them anew; from these numbers where it brings none of its
  /// own. Nil: pixels are what they are.
  package internal(set) var draw: Philox?

  /// - Throws: ``DatasetError`` where the numbers of pixels, labels and classes do not agree, or there is no image.
  package init(
    shape: ImageShape, values: PixelValues, labels: [UInt8], classNames: [String], factors: ImageFactors? = nil
  ) throws(DatasetError) {
    let sides = [shape.channels, shape.height, shape.width]
    guard sides.allSatisfy({ (1...65_535).contains($0) }) else {
      throw DatasetError(.range, "an image has sides of 1 to 65,535, found \(shape)")
    }
    guard !labels.isEmpty else { throw DatasetError(.mismatch, "a set holds at least one image, found none") }
    let (total, overflow) = shape.count.multipliedReportingOverflow(by: labels.count)
    guard !overflow, values.count == total else {
      throw DatasetError(
        .mismatch,
        "\(counted(labels.count, "label")) go with \(counted(labels.count, "image")) of \(shape), "
          + "found \(counted(values.count, "value")) of pixels")
    }
    if let wrong = labels.firstIndex(where: { $0 >= max(1, classNames.count) }) {
      throw DatasetError(
        .mismatch,
        "labels are 0 to \(max(1, classNames.count) - 1), found \(labels[wrong]) for image \(grouped(wrong))")
    }
    if let factors, factors.count != labels.count {
      throw DatasetError(
        .mismatch, "\(counted(labels.count, "image")) have as many rows of factors, found \(grouped(factors.count))")
    }
    self.count = labels.count
    self.shape = shape
    self.values = values
    self.labels = labels
    self.classNames = classNames
    self.factors = factors
  }

  /// A set of N×C×H×W bytes.
  package init(
    shape: ImageShape, pixels: [UInt8], labels: [UInt8], classNames: [String], factors: ImageFactors? = nil
  ) throws(DatasetError) {
    try self.init(
      shape: shape, values: .levels(pixels), labels: labels, classNames: classNames, factors: factors)
  }

  /// N×C×H×W bytes, 0 to 255; numbers between two levels are rounded.
  package var pixels: [UInt8] { values.levels }

  /// Whether every pixel is black or white.
  package var isBinary: Bool { draw != nil || values.areBinary }

  /// The images with these indices, in their order.
  ///
  /// - Throws: ``DatasetError`` where an index is outside of the set, or there is none; ``Cancelled``.
  package func subset(_ indices: some Collection<Int>) throws -> ImageSet {
    try check(indices)
    var result = try ImageSet(
      shape: shape, values: try values.chosen(indices, size: shape.count), labels: indices.map { labels[$0] },
      classNames: classNames, factors: factors?.subset(indices))
    result.draw = draw
    return result
  }

  /// These images with other pixels.
  func with(_ values: PixelValues) throws(DatasetError) -> ImageSet {
    try ImageSet(shape: shape, values: values, labels: labels, classNames: classNames, factors: factors)
  }

  /// Refuses indices outside of the set.
  func check(_ indices: some Collection<Int>) throws(DatasetError) {
    for index in indices where index < 0 || index >= count {
      throw DatasetError(.range, "image \(index) of a set of \(counted(count, "image")), numbered from 0")
    }
  }
}
