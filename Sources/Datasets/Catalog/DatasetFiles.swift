import Files

/// Files of a data set that were found, not yet read.
enum DatasetFiles {
  case idx(IDXFolder)
  case cifar10Folder(String)
  case cifar10Archive(String)

  /// The files in a folder, or nil where it holds nothing of this layout.
  ///
  /// One file of a set is enough: that others are missing is reported when it is read, rather than passed over for a
  /// place further down the list.
  init?(at folder: String, layout: KnownDataset.Layout, anySet: Bool = false) {
    switch layout {
    case .idx:
      let files = IDXFolder(path: folder, anySet: anySet)
      guard files.isPresent else { return nil }
      self = .idx(files)
    case .cifar10:
      // Unpacked files first: they are read faster. The archive's own folder is what unpacking leaves beside it.
      let folders = [folder] + CIFAR10.Version.allCases.map { Paths.join(folder, $0.folderName) }
      let archives = CIFAR10.Version.allCases.map { Paths.join(folder, $0.archiveName) }
      if let unpacked = folders.first(where: { place in CIFAR10.Version.allCases.contains { $0.isIn(place) } }) {
        self = .cifar10Folder(unpacked)
      } else if let archive = archives.first(where: Paths.isFile) {
        self = .cifar10Archive(archive)
      } else {
        return nil
      }
    }
  }

  /// The folder or archive.
  var path: String {
    switch self {
    case .idx(let folder): folder.path
    case .cifar10Folder(let path), .cifar10Archive(let path): path
    }
  }

  /// Remarks for the reader on how they are read.
  var note: String? {
    guard case .idx(let folder) = self else { return nil }
    return folder.note
  }

  /// - Throws: ``DatasetError`` where files are missing, damaged or do not belong together; `Cancelled`.
  func read(classNames: [String]?) throws -> (train: ImageSet, test: ImageSet) {
    switch self {
    case .idx(let folder): try folder.read(classNames: classNames)
    case .cifar10Folder(let path): try CIFAR10.read(folder: path)
    case .cifar10Archive(let path): try CIFAR10.read(archive: path)
    }
  }
}
