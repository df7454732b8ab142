import Text

/// A data set as it was read: images to train on, images to test with, and where they came from.
package struct Dataset: Sendable {
  package struct Source: Sendable {
    /// The folder, file or archive.
    package var path: String
    /// Whether these are only a part of the published set.
    package var isSample: Bool
  }

  /// The name that it is asked for by: `mnist`, or the path of a folder or file.
  package var name: String
  /// Its title, as people write it: `MNIST`.
  package var title: String
  package var train: ImageSet
  package var test: ImageSet
  /// Images held out of those to train on, to look at during a training; nil where none were asked for.
  package var validation: ImageSet?
  package var source: Source
  /// Lines that the reader should know: that this is a sample and how to get the whole, how values were scaled, what was
  /// left out.
  package var notes: [String] = []
  /// The part of it that was asked for, and its form.
  package var options = DatasetOptions()

  /// The images that a training is judged by while it goes on: those to validate with, else those to test with.
  package var heldOut: ImageSet { validation ?? test }

  /// One line: `MNIST: 60,000 + 10,000 images of 1×28×28, 10 classes`.
  package var summary: String {
    let counts = grouped(train.count) + (validation.map { " + \(grouped($0.count)) to validate" } ?? "")
    var parts = ["\(title): \(counts) + \(grouped(test.count)) images of \(train.shape)", classes]
    if options.normalize == true { parts.append("values brought to 0 … 1") }
    switch options.binarize {
    case .static: parts.append("binarized")
    case .dynamic: parts.append("binarized anew for every batch")
    case nil: break
    }
    return parts.joined(separator: ", ")
  }

  private var classes: String {
    guard !train.classNames.isEmpty else { return "no labels" }
    let all = "\(train.classNames.count) class\(train.classNames.count == 1 ? "" : "es")"
    return options.classes.map { "\($0.count) of \(all) (\($0.joined(separator: ", ")))" } ?? all
  }
}
