import Files

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
  func read(_ options: DatasetOptions) throws -> ImageParts {
    let (files, classes, left) = try labelled()
    let parts = files.map { part in part.map { PictureParts.Part(paths: $0.paths, labels: $0.labels, folder: $0.path) }
    }
    return try PictureParts(
      parts: parts, classes: classes, path: path, notes: notes + [left.line(in: path)].compactMap(\.self)
    ).read(options)
  }

  /// The files of the part to train on, of which only the headers are read.
  ///
  /// - Throws: ``DatasetError`` that names the file that is no picture; ``Cancelled``.
  func collection() throws -> PictureCollection? {
    let (files, classes, _) = try labelled()
    guard let train = files[0], !train.paths.isEmpty else { return nil }
    return PictureCollection(
      try PictureFiles(train.paths, folder: train.path), labels: train.labels, classNames: classes)
  }

  /// The files of the parts, with the numbers of their classes, and what was left out.
  private func labelled() throws(DatasetError) -> (files: [LabelledFiles?], classes: [String], left: LeftOut) {
    var files: [LabelledFiles?] = []
    for listing in [train, test, validation] {
      if let listing { files.append(try LabelledFiles(listing)) } else { files.append(nil) }
    }
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
    return (files, classes, left)
  }
}
