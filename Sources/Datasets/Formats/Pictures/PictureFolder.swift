import Files
import Graphics

/// PNG and JPEG files in a folder; sub-folders are classes. Sub-folders that are called `train` and `test`, or
/// `val`, hold the parts of a set, with classes in them or without.
struct PictureFolder {
  let path: String
  private let train: FolderListing
  private let test: FolderListing?
  private let validation: FolderListing?
  private var notes: [String] = []
  private var beside = LeftOut()

  private static let names = (
    train: ["train", "training"], test: ["test", "testing"], validation: ["val", "valid", "validation"]
  )

  /// Nil where there are no pictures where a set has them.
  init?(_ path: String) {
    self.path = path
    let all = FolderListing(path)
    func part(_ names: [String]) -> FolderListing? {
      all.folders.first { names.contains($0.lowercased()) }.map(all.inner).flatMap { Self.holdsPictures($0) ? $0 : nil }
    }
    let (train, test, validation) = (part(Self.names.train), part(Self.names.test), part(Self.names.validation))
    // A class may be called `train`, among others: a part has another part beside it, or classes of its own.
    if let train, test ?? validation != nil || !train.folders.isEmpty || all.folders.count == 1 {
      self.train = train
      // The only images held out are there to test with, whatever they are called.
      (self.test, self.validation) = test == nil ? (validation, nil) : (test, validation)
      if test == nil, let validation { notes.append("\(Self.name(validation)) is taken to test with") }
      let parts = [train, test, validation].compactMap { $0?.path }
      beside.add(all.left)
      for picture in all.pictures { beside.add(picture, .otherFile) }
      for folder in all.folders.map({ Paths.join(path, $0) }) where !parts.contains(folder) {
        beside.add(folder, .otherFolder)
      }
    } else if Self.holdsPictures(all) {
      (self.train, self.test, self.validation) = (all, nil, nil)
    } else {
      return nil
    }
  }

  /// The contents of a folder without pictures that are read, for an error.
  static func contents(_ path: String) -> [String] {
    let all = FolderListing(path)
    var left = all.left
    for folder in all.folders.map(all.inner) { left.add(folder.left) }
    let others = left.count(.otherPicture)
    let inner = all.folders.first { PictureFolder(Paths.join(path, $0)) != nil }
    return (others > 0 ? ["\(LeftOut.Reason.otherPicture.phrase(others)) would have to be made such first"] : [])
      + (inner.map { ["the folder \($0) in it holds some: data \"\(Paths.join(path, $0))\""] } ?? [])
  }

  private static func holdsPictures(_ listing: FolderListing) -> Bool {
    !listing.pictures.isEmpty || listing.folders.contains { !listing.inner($0).pictures.isEmpty }
  }

  private static func name(_ listing: FolderListing) -> String {
    Paths.name(listing.path)
  }

  /// All of them in one form: that of the options, or what they have in common.
  ///
  /// - Throws: ``DatasetError`` that names the file that cannot be read, or differs from the others; ``Cancelled``.
  func read(_ options: DatasetOptions = DatasetOptions()) throws -> ImageParts {
    var files = try [train, test, validation].map { listing in try listing.map { try LabelledFiles($0) } }
    let classes = Set(files.flatMap { $0?.classes ?? [] }).sorted(by: NaturalOrder.precedes)
    var left = beside
    for place in files.indices {
      try files[place]?.number(in: classes)
      left.add(files[place]?.left ?? LeftOut())
    }
    if let odd = files.first(where: { $0.map { $0.classes.isEmpty != classes.isEmpty } ?? false })??.path {
      throw DatasetError(
        .mismatch, path: odd, "its pictures have no classes, and those of other parts of the set have some",
        suggestion: "put the pictures of all parts into sub-folders, or those of none")
    }
    let size = try options.pictureSize(path)
    let pictures = try files.map { part in try part.map { try PictureFiles($0.paths, folder: $0.path) } }
    let stated = pictures.flatMap { $0?.stated ?? [] }
    guard let first = stated.first else { throw DatasetError(.notFound, path: path, "it has no PNG or JPEG files") }
    if size == nil { try Self.checkSizes(pictures.compactMap(\.self)) }
    // Grey pictures among coloured ones are coloured ones whose channels agree.
    let channels = options.channels ?? stated.map(\.channels).max() ?? 1
    let form = PictureForm(size: size, crop: options.crop ?? .center, channels: channels, ground: options.ground)
    let shape = ImageShape(
      channels: channels, height: size?.height ?? first.height, width: size?.width ?? first.width)
    func part(_ place: Int) throws -> ImageParts.Part? {
      guard let files = files[place], let pictures = pictures[place] else { return nil }
      return try pictures.part(files.labels, classes, shape: shape, form: form)
    }
    guard let train = try part(0) else { throw DatasetError(.notFound, path: path, "it has no PNG or JPEG files") }
    var parts = ImageParts(train: train, test: try part(1), validation: try part(2), path: path)
    parts.notes = notes + [Self.summary(of: stated, form), left.line(in: path)].compactMap(\.self)
    return parts
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
