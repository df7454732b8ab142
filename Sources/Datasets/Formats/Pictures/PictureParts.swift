import Graphics

/// The pictures of a set, part by part, on their way to one form.
struct PictureParts {
  struct Part {
    let paths: [String]
    let labels: [UInt8]
    /// Where they come from, for errors.
    let folder: String
    var factors: ImageFactors?
  }

  /// Those to train on, to test with and to validate with.
  let parts: [Part?]
  let classes: [String]
  let path: String
  let notes: [String]

  /// All of them in one form: that of the options, or what they have in common.
  ///
  /// - Throws: ``DatasetError`` that names the file that cannot be read, or differs from the others; ``Cancelled``.
  func read(_ options: DatasetOptions) throws -> ImageParts {
    let size = try options.pictureSize(path)
    let pictures = try parts.map { part in try part.map { try PictureFiles($0.paths, folder: $0.folder) } }
    let stated = pictures.flatMap { $0?.stated ?? [] }
    guard let first = stated.first else { throw DatasetError(.notFound, path: path, "it has no PNG or JPEG files") }
    if size == nil { try Self.checkSizes(pictures.compactMap(\.self)) }
    // Grey pictures among coloured ones are coloured ones whose channels agree.
    let channels = options.channels ?? stated.map(\.channels).max() ?? 1
    let form = PictureForm(size: size, crop: options.crop ?? .center, channels: channels, ground: options.ground)
    let shape = ImageShape(
      channels: channels, height: size?.height ?? first.height, width: size?.width ?? first.width)
    func read(_ place: Int) throws -> ImageParts.Part? {
      guard let part = parts[place], let pictures = pictures[place] else { return nil }
      return try pictures.part(part.labels, classes, factors: part.factors, shape: shape, form: form)
    }
    guard let train = try read(0) else { throw DatasetError(.notFound, path: path, "it has no PNG or JPEG files") }
    var result = ImageParts(train: train, test: try read(1), validation: try read(2), path: path)
    result.notes = [Self.summary(of: stated, form)].compactMap(\.self) + notes
    return result
  }

  /// Refuses pictures of different sizes.
  private static func checkSizes(_ parts: [PictureFiles]) throws(DatasetError) {
    guard let first = parts.first?.stated.first, let firstPath = parts.first?.paths.first else { return }
    for part in parts {
      for (path, other) in zip(part.paths, part.stated) where (other.width, other.height) != (first.width, first.height)
      {
        throw DatasetError(
          .mismatch, path: path,
          "expected pictures of one size, \(first.width)×\(first.height) as \(firstPath), found "
            + "\(other.width)×\(other.height)",
          suggestion: "size=64 brings them to one, by the shorter side and the middle (size=64, crop=none stretches)")
      }
    }
  }

  /// What was done to their sizes, in a line; nil where nothing was.
  private static func summary(of stated: [StoredPicture], _ form: PictureForm) -> String? {
    guard let size = form.size else { return nil }
    let (widths, heights) = (stated.map(\.width), stated.map(\.height))
    guard let (narrowest, widest) = bounds(widths), let (lowest, highest) = bounds(heights) else { return nil }
    guard (narrowest, lowest) != (size.width, size.height) || (widest, highest) != (size.width, size.height) else {
      return nil
    }
    func words(_ least: Int, _ most: Int) -> String { least == most ? "\(least)" : "\(least) to \(most)" }
    return "pictures \(words(narrowest, widest)) wide and \(words(lowest, highest)) high were brought to "
      + "\(size.width)×\(size.height): "
      + (form.crop == .stretched ? "stretched" : "resized until they cover it, and the middle taken")
  }

  private static func bounds(_ lengths: [Int]) -> (Int, Int)? {
    lengths.min().flatMap { least in lengths.max().map { (least, $0) } }
  }
}
