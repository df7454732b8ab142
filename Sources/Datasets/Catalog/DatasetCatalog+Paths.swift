import FoundationEssentials
import Tensors

// Data sets that are asked for by the path of a folder or a file.

extension DatasetCatalog {
  /// Endings of files that hold a data set.
  static let endings = [".npy", ".npz", ".safetensors", ".tar.gz", ".tar"]

  /// Whether a request is meant as a path: it holds a slash, begins with a dot or `~`, ends like a file of data, or is
  /// the name of something that is there.
  func isPath(_ request: String) -> Bool {
    guard !request.isEmpty, !request.contains("\0") else { return false }
    let path = expanded(request)
    return request.contains("/") || request.hasPrefix(".") || request.hasPrefix("~")
      || Self.endings.contains(where: request.hasSuffix) || Paths.isFile(path) || Paths.isFolder(path)
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
    let (train, test) = try read(path)
    let title = path.split(separator: "/").last.map(String.init) ?? "data"
    guard let test else { return try .parting(train, options, name: path, title: title, path: path) }
    return Dataset(
      name: path, title: title, train: train, test: test, source: Dataset.Source(path: path, isSample: false), note: nil
    )
  }

  private func read(_ path: String) throws -> (train: ImageSet, test: ImageSet?) {
    if Paths.isFolder(path) { return try read(folder: path) }
    if path.hasSuffix(".npy") { return try ImageArrays(path: path, arrays: [("", try NPY.read(path))]).read() }
    if path.hasSuffix(".npz") { return try ImageArrays(path: path, arrays: try NPZ.read(path)).read() }
    if path.hasSuffix(".safetensors") { return try ImageArrays(path: path, arrays: try safetensors(path)).read() }
    if path.hasSuffix(".tar.gz") || path.hasSuffix(".tar") { return try CIFAR10.read(archive: path) }
    throw DatasetError(
      .format, path: path, "the ending of this file names no format that data sets are read in",
      suggestion: "a folder with IDX or PNG files, or a file .npy, .npz or .safetensors")
  }

  private func read(folder: String) throws -> (train: ImageSet, test: ImageSet?) {
    for layout in [KnownDataset.Layout.idx, .cifar10] {
      if let found = DatasetFiles(at: folder, layout: layout) { return try found.read(classNames: nil) }
    }
    if let pictures = PNGFolder(folder) { return try pictures.read() }
    throw DatasetError(
      .notFound, path: folder, "there is no data set in this folder",
      notes: [
        "expected \(IDXFolder.names.joined(separator: ", ")) (plain or .gz), CIFAR-10's .bin files, or PNG files of one "
          + "size, in sub-folders by class or not"
      ] + Self.otherPictures(folder))
  }

  /// What is to be said of pictures that are no PNG files.
  private static func otherPictures(_ folder: String) -> [String] {
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).filter { name in
      [".jpg", ".jpeg", ".gif", ".bmp", ".webp"].contains { name.lowercased().hasSuffix($0) }
    }
    guard let first = names.min() else { return [] }
    return ["\(counted(names.count, "picture")) such as \(first) would have to be made PNG files first"]
  }

  private func safetensors(_ path: String) throws -> [(name: String, tensor: Tensor)] {
    let bytes = try WholeFile.read(path)
    let file: SafetensorsReader
    do { file = try SafetensorsReader(bytes) } catch { throw DatasetError(.damaged, path: path, error.message) }
    return try file.names.compactMap { name in try file.tensor(name).map { (name, $0) } }
  }
}

extension Dataset {
  /// Images from a tensor N×H×W, N×C×H×W or N×D.
  ///
  /// - Throws: ``DatasetError`` where it cannot be images, or the options do not fit them.
  package static func tensor(_ tensor: Tensor, labels: Tensor? = nil, _ options: DatasetOptions) throws -> Dataset {
    let arrays = [("x", tensor)] + (labels.map { [("labels", $0)] } ?? [])
    let (images, _) = try ImageArrays(path: "the tensor", arrays: arrays).read()
    var result = try parting(images, options, name: tensorName, title: "the tensor", path: "the tensor")
    result = try result.taking(options)
    return result
  }

  /// What data from a tensor are called: no path, and no name that can be asked for.
  package static let tensorName = "a tensor"
}
