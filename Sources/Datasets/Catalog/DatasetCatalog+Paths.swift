import Files
import FoundationEssentials
import Tensors

// Data sets that are asked for by the path of a folder or a file.

extension DatasetCatalog {
  /// Endings of files that hold a data set.
  static let endings = [".npy", ".npz", ".safetensors", ".tar.gz", ".tar"]

  /// Whether a request is meant as a path: it holds a slash, begins with a dot or `~`, ends like a file of data, or is
  /// the name of something that is there.
  func isPath(_ request: String) -> Bool {
    guard !request.isEmpty, !Paths.hasNull(request) else { return false }
    let path = expanded(request)
    return !Paths.isBareName(request) || request.hasPrefix(".") || request.hasPrefix("~")
      || Self.endings.contains { Paths.hasEnding(request, $0) } || Paths.isFile(path) || Paths.isFolder(path)
  }

  /// Reads a folder or file.
  ///
  /// - Throws: ``DatasetError`` where it holds no data set, or a damaged one.
  func load(path request: String, _ options: DatasetOptions) throws -> Dataset {
    let path = Paths.absolute(Paths.trimmed(expanded(request)))
    guard Paths.isFolder(path) || Paths.isFile(path) else {
      throw DatasetError(
        .notFound, path: request, "there is no such folder or file",
        suggestion: "completion shows what is there: press Tab inside of the quotes")
    }
    let title = path == "/" ? "data" : Paths.name(path)
    return try Dataset.of(try read(path, options), options, name: path, title: title)
  }

  private func read(_ path: String, _ options: DatasetOptions) throws -> ImageParts {
    if options.layout != nil, Paths.isFolder(path) || Paths.hasEnding(path, ".tar.gz") || Paths.hasEnding(path, ".tar")
    {
      throw DatasetError(
        .range, path: path, "layout= says what the dimensions of an array are, and this holds pictures",
        suggestion: "leave out layout=")
    }
    if Paths.isFolder(path) { return try read(folder: path, options) }
    try options.checkHasNoPictureForm("a file")
    if Paths.hasEnding(path, ".npy") { return try arrays(path, [try NPY.read(path)], options) }
    if Paths.hasEnding(path, ".npz") {
      let contents = try NPZ.read(path)
      return try arrays(path, contents.arrays, left: contents.left, options)
    }
    if Paths.hasEnding(path, ".safetensors") { return try arrays(path, try safetensors(path), options) }
    if Paths.hasEnding(path, ".tar.gz") || Paths.hasEnding(path, ".tar") {
      return Self.parts(try CIFAR10.read(archive: path), path)
    }
    let front = try FileSource(path: path).bytes(16)
    throw DatasetError(
      .format, path: path, "the ending of this file names no format that data sets are read in",
      notes: ["by its first bytes it is \(FileKind.phrase(of: front))"],
      suggestion: "a folder with IDX, PNG or JPEG files, or a file .npy, .npz or .safetensors; \(Self.otherFormats)")
  }

  /// The way in for data in any other format, such as MATLAB's, HDF5, CSV, or CIFAR-100's own.
  private static let otherFormats =
    "what Python can read comes in by numpy.savez(\"set.npz\", x_train=images, y_train=labels) there"

  private func arrays(
    _ path: String, _ arrays: [StoredArray], left: [(name: String, what: String)] = [], _ options: DatasetOptions
  ) throws -> ImageParts {
    try ImageArrays(path: path, arrays: arrays, left: left, layout: options.layout).read()
  }

  /// A set of files whose bytes are pixels.
  private static func parts(_ read: (train: ImageSet, test: ImageSet), _ path: String) -> ImageParts {
    ImageParts(
      train: ImageParts.Part(name: "the images to train on", images: read.train),
      test: ImageParts.Part(name: "the images to test with", images: read.test), path: path)
  }

  private func read(folder: String, _ options: DatasetOptions) throws -> ImageParts {
    for layout in [KnownDataset.Layout.idx, .cifar10] {
      if let found = DatasetFiles(at: folder, layout: layout, anySet: true) {
        try options.checkHasNoPictureForm("a folder of arrays")
        var parts = Self.parts(try found.read(classNames: nil), folder)
        parts.notes = [found.note].compactMap(\.self)
        return parts
      }
    }
    if let faces = CelebA(folder) { return try faces.read(options) }
    try options.checkHasNoAttribute()
    if let pictures = PictureFolder(folder) { return try pictures.read(options) }
    throw DatasetError(
      .notFound, path: folder, "there is no data set in this folder",
      notes: [
        "expected \(IDXFolder.names.joined(separator: ", ")) (plain or .gz), CIFAR-10's batches, or PNG or JPEG "
          + "files, in sub-folders by class or not"
      ] + PictureFolder.contents(folder), suggestion: Self.otherFormats)
  }

  private func safetensors(_ path: String) throws -> [StoredArray] {
    let bytes = try WholeFile.read(path)
    let file: SafetensorsReader
    do { file = try SafetensorsReader(bytes) } catch { throw DatasetError(.damaged, path: path, error.message) }
    return file.storedArrays(path)
  }
}

extension Dataset {
  /// Images from a tensor N×H×W, N×C×H×W or N×D.
  ///
  /// - Throws: ``DatasetError`` where it cannot be images, or the options do not fit them.
  package static func tensor(_ tensor: Tensor, labels: Tensor? = nil, _ options: DatasetOptions) throws -> Dataset {
    try options.checkHasNoPictureForm("a tensor")
    let arrays = [StoredArray(name: "", tensor)] + (labels.map { [StoredArray(name: "labels", $0)] } ?? [])
    let parts = try ImageArrays(path: "the tensor", arrays: arrays, layout: options.layout).read()
    return try of(parts, options, name: tensorName, title: "the tensor").taking(options)
  }

  /// The name of data from a tensor: no path, and no name that can be asked for.
  package static let tensorName = "a tensor"
}
