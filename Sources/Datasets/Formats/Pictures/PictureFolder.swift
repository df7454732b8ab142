import Files

/// PNG and JPEG files in a folder, all of one size; sub-folders are classes. Sub-folders that are called `train` and `test`, or
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

  /// - Throws: ``DatasetError`` that names the file that cannot be read, or differs from the others; ``TensorError`` of
  ///   code `cancelled`.
  func read() throws -> ImageParts {
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
    func part(_ files: LabelledFiles?) throws -> ImageParts.Part? {
      try files.map { try PictureFiles($0.paths, folder: $0.path).part($0.labels, classes) }
    }
    guard let train = try part(files[0]) else {
      throw DatasetError(.notFound, path: path, "it has no PNG or JPEG files")
    }
    var parts = ImageParts(train: train, test: try part(files[1]), validation: try part(files[2]), path: path)
    try parts.checkShapes()
    parts.notes = notes + [left.line(in: path)].compactMap(\.self)
    return parts
  }
}
