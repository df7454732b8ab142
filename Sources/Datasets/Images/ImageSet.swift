/// Labelled images of one size, kept as the bytes they were read as.
package struct ImageSet: Sendable {
  /// N, the number of images.
  package let count: Int
  package let shape: ImageShape
  /// N×C×H×W bytes, 0 to 255.
  package let pixels: [UInt8]
  /// N classes, each an index into ``classNames``.
  package let labels: [UInt8]
  package let classNames: [String]
  /// What each image was drawn from, where that is known.
  package let factors: ImageFactors?

  /// - Throws: ``DatasetError`` where the numbers of pixels, labels and classes do not agree, or there is no image.
  package init(
    shape: ImageShape, pixels: [UInt8], labels: [UInt8], classNames: [String], factors: ImageFactors? = nil
  ) throws(DatasetError) {
    let sides = [shape.channels, shape.height, shape.width]
    guard sides.allSatisfy({ (1...65_535).contains($0) }) else {
      throw DatasetError(.range, "an image has sides of 1 to 65,535, found \(shape)")
    }
    guard !labels.isEmpty else { throw DatasetError(.mismatch, "a set holds at least one image, found none") }
    let (total, overflow) = shape.count.multipliedReportingOverflow(by: labels.count)
    guard !overflow, pixels.count == total else {
      throw DatasetError(
        .mismatch,
        "\(counted(labels.count, "label")) go with \(counted(labels.count, "image")) of \(shape), "
          + "found \(counted(pixels.count, "byte")) of pixels")
    }
    if let wrong = labels.firstIndex(where: { $0 >= classNames.count }) {
      throw DatasetError(
        .mismatch,
        "labels are 0 to \(classNames.count - 1), found \(labels[wrong]) for image \(grouped(wrong))")
    }
    if let factors, factors.count != labels.count {
      throw DatasetError(
        .mismatch, "\(counted(labels.count, "image")) have as many rows of factors, found \(grouped(factors.count))")
    }
    self.count = labels.count
    self.shape = shape
    self.pixels = pixels
    self.labels = labels
    self.classNames = classNames
    self.factors = factors
  }

  /// The images with these indices, in their order.
  ///
  /// - Throws: ``DatasetError`` where an index is outside of the set, or there is none.
  package func subset(_ indices: some Collection<Int>) throws(DatasetError) -> ImageSet {
    try check(indices)
    var (pixels, labels): ([UInt8], [UInt8]) = ([], [])
    pixels.reserveCapacity(indices.count * shape.count)
    labels.reserveCapacity(indices.count)
    for index in indices {
      pixels += self.pixels[index * shape.count..<(index + 1) * shape.count]
      labels.append(self.labels[index])
    }
    return try ImageSet(
      shape: shape, pixels: pixels, labels: labels, classNames: classNames, factors: factors?.subset(indices))
  }

  /// Refuses indices outside of the set.
  func check(_ indices: some Collection<Int>) throws(DatasetError) {
    for index in indices where index < 0 || index >= count {
      throw DatasetError(.range, "image \(index) of a set of \(counted(count, "image")), numbered from 0")
    }
  }
}
