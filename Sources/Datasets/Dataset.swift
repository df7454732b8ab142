/// A data set as it was read: images to train on, images to test with, and where they came from.
package struct Dataset: Sendable {
  package struct Source: Sendable {
    /// The folder or archive.
    package var path: String
    /// Whether these are only a part of the published set.
    package var isSample: Bool
  }

  /// What it is asked for by: `mnist`, or the path of a folder.
  package var name: String
  /// What people call it: `MNIST`.
  package var title: String
  package var train: ImageSet
  package var test: ImageSet
  package var source: Source
  /// One line that the reader should know, such as that this is a sample and how to get the whole.
  package var note: String?
  /// What part of it was asked for.
  package var options = DatasetOptions()

  /// One line: `MNIST: 60,000 + 10,000 images of 1×28×28, 10 classes`.
  package var summary: String {
    "\(title): \(grouped(train.count)) + \(grouped(test.count)) images of \(train.shape), "
      + "\(train.classNames.count) class\(train.classNames.count == 1 ? "" : "es")"
  }
}
