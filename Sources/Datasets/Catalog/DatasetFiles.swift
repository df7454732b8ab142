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
      let archive = Paths.join(folder, CIFAR10.archiveName)
      // Unpacked files first: they are read faster. The archive's own folder is what unpacking leaves beside it.
      let folders = [folder, Paths.join(folder, "cifar-10-batches-bin")]
      let names = CIFAR10.trainNames + [CIFAR10.testName]
      let unpacked = folders.first { folder in names.contains { Paths.isFile(Paths.join(folder, $0)) } }
      if let unpacked {
        self = .cifar10Folder(unpacked)
      } else if Paths.isFile(archive) {
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

  /// - Throws: ``DatasetError`` where files are missing, damaged or do not belong together.
  func read(classNames: [String]?) throws(DatasetError) -> (train: ImageSet, test: ImageSet) {
    switch self {
    case .idx(let folder): try folder.read(classNames: classNames)
    case .cifar10Folder(let path): try CIFAR10.read(folder: path)
    case .cifar10Archive(let path): try CIFAR10.read(archive: path)
    }
  }
}
