/// The four files of a data set in MNIST's layout, in one folder.
struct IDXFolder {
  let path: String

  /// The names without ending, as the official files have them.
  static let names = [
    "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte",
  ]

  /// Whether any of the four files is there: an incomplete folder is reported rather than passed over.
  var isPresent: Bool { IDXFolder.names.contains { file($0) != nil } }

  /// - Parameter classNames: by label; by default the labels themselves.
  /// - Throws: ``DatasetError`` where a file is missing or damaged, or the files do not belong together.
  func read(classNames: [String]?) throws(DatasetError) -> (train: ImageSet, test: ImageSet) {
    let missing = IDXFolder.names.filter { file($0) == nil }
    guard missing.isEmpty else {
      throw DatasetError(
        .notFound, path: path, "expected four IDX files, plain or with .gz, found no \(missing.joined(separator: ", "))"
      )
    }
    let train = try set("train", classNames: classNames)
    let test = try set("t10k", classNames: classNames ?? train.classNames)
    guard train.shape == test.shape else {
      throw DatasetError(
        .mismatch, path: path, "expected images of one size, found \(train.shape) to train and \(test.shape) to test")
    }
    return (train, test)
  }

  private func set(_ part: String, classNames: [String]?) throws(DatasetError) -> ImageSet {
    let imagesPath = file(part + "-images-idx3-ubyte") ?? path
    let labelsPath = file(part + "-labels-idx1-ubyte") ?? path
    let images = try IDX.images(imagesPath)
    let labels = try IDX.labels(labelsPath)
    guard images.count == labels.count else {
      throw .wrong(
        .mismatch, path: labelsPath,
        expected: "\(counted(images.count, "label")), one for each image of \(imagesPath)",
        found: grouped(labels.count))
    }
    let names = classNames ?? (0...Int(labels.max() ?? 0)).map { String($0) }
    do {
      return try ImageSet(
        shape: ImageShape(channels: 1, height: images.height, width: images.width), pixels: images.pixels,
        labels: labels, classNames: names)
    } catch {
      throw DatasetError(error.code, path: labelsPath, error.message)
    }
  }

  /// The file of this name: plain, gzip'd, or spelled with a dot as some mirrors do.
  private func file(_ name: String) -> String? {
    let dotted = name.replacing("-idx", with: ".idx")
    return [name, name + ".gz", dotted, dotted + ".gz"].map { Paths.join(path, $0) }.first(where: Paths.isFile)
  }
}
