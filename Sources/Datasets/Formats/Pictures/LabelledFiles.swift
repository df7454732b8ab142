import Files

/// The pictures of one part of a data set, with their classes.
struct LabelledFiles {
  let path: String
  private(set) var paths: [String] = []
  private(set) var labels: [UInt8] = []
  private(set) var left = LeftOut()
  /// Names of the sub-folders, each a class; none where the pictures lie in the folder itself.
  let classes: [String]

  /// Lists a folder: pictures of its own, or sub-folders with pictures.
  ///
  /// - Throws: ``DatasetError`` where it has both.
  init(_ listing: FolderListing) throws(DatasetError) {
    path = listing.path
    left.add(listing.left)
    let inner = listing.folders.map(listing.inner)
    let filled = inner.filter { !$0.pictures.isEmpty }
    guard listing.pictures.isEmpty else {
      if let labelled = filled.first {
        throw DatasetError(
          .format, path: path,
          "it has pictures of its own (\(listing.pictures[0])) beside sub-folders with some (\(labelled.path))",
          suggestion: "give each file a class, in a sub-folder, or none")
      }
      paths = listing.pictures
      labels = [UInt8](repeating: 0, count: paths.count)
      classes = []
      for folder in inner { left.add(folder.path, .otherFolder) }
      return
    }
    classes = listing.folders
    for folder in inner {
      left.add(folder.left)
      for name in folder.folders { left.add(Paths.join(folder.path, name), .innerFolder) }
      if folder.pictures.isEmpty { left.add(folder.path, .emptyClass) }
    }
    // Numbered once the classes of all parts are known.
    paths = inner.flatMap(\.pictures)
    members = inner.map(\.pictures.count)
  }

  /// How many pictures each of the classes has.
  private var members: [Int] = []

  /// Gives the pictures the numbers that their classes have among those of all parts. A class without pictures keeps its
  /// number.
  mutating func number(in classes: [String]) throws(DatasetError) {
    guard !self.classes.isEmpty else { return }
    guard classes.count <= 256 else {
      throw DatasetError(
        .range, path: path, "there are at most 256 classes, and it has \(classes.count) sub-folders",
        suggestion: "the pictures in one folder, without classes; or fewer of the sub-folders")
    }
    labels = zip(self.classes, members).flatMap { name, count in
      [UInt8](repeating: UInt8(classes.firstIndex(of: name) ?? 0), count: count)
    }
  }
}
