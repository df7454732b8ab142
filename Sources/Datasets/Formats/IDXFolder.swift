import Files
import FoundationEssentials
import Text

/// The four files of a data set in MNIST's layout, in one folder.
///
/// EMNIST's have the name of a split before these (`emnist-letters-train-images-idx3-ubyte`), say `test` for `t10k`, and
/// hold images that lie on their side: they are turned as its authors say (https://arxiv.org/abs/1702.05373).
struct IDXFolder {
  let path: String
  /// The prefix of the files' names.
  private let prefix: String
  /// The prefixes of files of other splits.
  private let others: [String]

  /// - Parameter anySet: whether the files may have the name of a split before their own, as EMNIST's; those of a set that
  ///   is asked for by its name may not.
  init(path: String, anySet: Bool) {
    self.path = path
    guard anySet else {
      (prefix, others) = ("", [])
      return
    }
    let names = Paths.names(in: path)
    let prefixes = names.compactMap { name in name.firstRange(of: "train-images").map { String(name[..<$0.lowerBound]) }
    }
    // Files without one stand for themselves; of several splits, all are told in the error.
    prefix = prefixes.contains("") ? "" : prefixes.min() ?? ""
    others = Set(prefixes).subtracting([prefix, ""]).sorted()
  }

  private var liesOnItsSide: Bool { prefix.lowercased().hasPrefix("emnist") }

  /// Remarks for the reader.
  var note: String? {
    liesOnItsSide ? "EMNIST's images, which lie on their side in its files, were turned upright" : nil
  }

  /// The names without ending, as the official files have them.
  static let names = [
    "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte", "t10k-labels-idx1-ubyte",
  ]

  /// Whether any of the four files is there: an incomplete folder is reported rather than passed over.
  var isPresent: Bool { IDXFolder.names.contains { file($0) != nil } }

  /// What the headers of the images' files say; nil where they cannot be read, or say different shapes.
  var outline: DatasetOutline? {
    let parts = ["train", "t10k"].compactMap { part in
      file(part + "-images-idx3-ubyte").flatMap { try? IDX.outline($0) }
    }
    guard parts.count == 2 else { return nil }
    let shapes = parts.map { ImageShape(channels: 1, height: $0.height, width: $0.width) }
    guard shapes[0] == shapes[1] else { return nil }
    return DatasetOutline(image: shapes[0], counts: (parts[0].count, parts[1].count))
  }

  /// - Parameter classNames: by label; by default the labels themselves.
  /// - Throws: ``DatasetError`` where a file is missing or damaged, or the files do not belong together.
  func read(classNames: [String]?) throws(DatasetError) -> (train: ImageSet, test: ImageSet) {
    guard prefix.isEmpty || others.isEmpty else {
      throw DatasetError(
        .format, path: path, "it holds several sets: \(([prefix] + others).joined(separator: ", "))",
        suggestion: "put the four files of each into a folder of its own")
    }
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
    let pixels =
      liesOnItsSide
      ? Rearranged.values(images.pixels, [images.count, images.width, images.height], [0, 2, 1]) : images.pixels
    do {
      return try ImageSet(
        shape: ImageShape(channels: 1, height: images.height, width: images.width), pixels: pixels,
        labels: labels, classNames: names)
    } catch {
      throw DatasetError(error.code, path: labelsPath, error.message)
    }
  }

  /// The file of this name: plain, gzip'd, or spelled with a dot as some mirrors do.
  private func file(_ name: String) -> String? {
    let forms = [name, name.replacing("t10k", with: "test")].flatMap { name in
      [name, name.replacing("-idx", with: ".idx")].flatMap { [prefix + $0, prefix + $0 + ".gz"] }
    }
    return forms.map { Paths.join(path, $0) }.first(where: Paths.isFile)
  }
}
