import FoundationEssentials
import Graphics
import Tensors

/// PNG files in a folder, all of one size; sub-folders are classes. Where there are the sub-folders `train` and `test`,
/// each holds its own part of the set.
struct PNGFolder {
  let path: String

  /// Nil where there are no PNG files.
  init?(_ path: String) {
    guard !Self.pictures(in: path).isEmpty || !Self.classes(in: path).isEmpty || Self.isSplit(path) else { return nil }
    self.path = path
  }

  /// - Throws: ``DatasetError`` that names the file that cannot be read, or differs from the others; ``TensorError`` of
  ///   code `cancelled`.
  func read() throws -> (train: ImageSet, test: ImageSet?) {
    guard Self.isSplit(path) else { return (try Self.set(Self.files(in: path), path), nil) }
    let (train, test) = (Paths.join(path, "train"), Paths.join(path, "test"))
    let classes = Set(Self.classes(in: train)).union(Self.classes(in: test)).sorted(by: NaturalOrder.precedes)
    let sets = try [train, test].map { try Self.set(Self.files(in: $0, classes: classes), $0) }
    guard sets[0].shape == sets[1].shape else {
      throw DatasetError(
        .mismatch, path: path,
        "expected images of one size, found \(sets[0].shape) to train and \(sets[1].shape) to test")
    }
    return (sets[0], sets[1])
  }

  /// The pictures with their classes, in natural order.
  private struct Files {
    var paths: [String] = []
    var labels: [UInt8] = []
    var classNames: [String] = []
  }

  private static func isSplit(_ path: String) -> Bool {
    ["train", "test"].map { Paths.join(path, $0) }.allSatisfy { !pictures(in: $0).isEmpty || !classes(in: $0).isEmpty }
  }

  private static func files(in folder: String, classes: [String]? = nil) throws(DatasetError) -> Files {
    let names = classes ?? Self.classes(in: folder)
    let own = pictures(in: folder)
    guard !names.isEmpty else {
      return Files(paths: own.map { Paths.join(folder, $0) }, labels: .init(repeating: 0, count: own.count))
    }
    guard own.isEmpty else {
      throw DatasetError(
        .format, path: folder, "it has PNG files of its own (\(own[0])) beside sub-folders with some (\(names[0]))",
        suggestion: "give each file a class, in a sub-folder, or none")
    }
    guard names.count <= 256 else {
      throw DatasetError(.range, path: folder, "there are at most 256 classes, and it has \(names.count) sub-folders")
    }
    var files = Files(classNames: names)
    for (label, name) in names.enumerated() {
      let place = Paths.join(folder, name)
      let found = pictures(in: place).map { Paths.join(place, $0) }
      files.paths += found
      files.labels += [UInt8](repeating: UInt8(label), count: found.count)
    }
    return files
  }

  /// Names of PNG files directly in a folder.
  private static func pictures(in folder: String) -> [String] {
    names(in: folder).filter { $0.lowercased().hasSuffix(".png") && Paths.isFile(Paths.join(folder, $0)) }
  }

  /// Sub-folders with PNG files in them.
  private static func classes(in folder: String) -> [String] {
    names(in: folder).filter { !pictures(in: Paths.join(folder, $0)).isEmpty }
  }

  private static func names(in folder: String) -> [String] {
    guard Paths.isFolder(folder) else { return [] }
    return ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
      .filter { !$0.hasPrefix(".") }.sorted(by: NaturalOrder.precedes)
  }

  // MARK: - Reading

  private static func set(_ files: Files, _ folder: String) throws -> ImageSet {
    var pictures: [Raster] = []
    var bytes = 0
    for path in files.paths {
      try Interruption.check()
      let picture = try picture(path)
      if let first = pictures.first, (picture.width, picture.height) != (first.width, first.height) {
        throw DatasetError(
          .mismatch, path: path,
          "expected pictures of one size, \(first.width)×\(first.height) as \(files.paths[0]), found "
            + "\(picture.width)×\(picture.height)", suggestion: "bring all pictures to one size first")
      }
      bytes += picture.pixels.count
      guard bytes <= largestFile else {
        throw DatasetError(.range, path: folder, "its pictures are more than \(counted(largestFile, "byte"))")
      }
      pictures.append(picture)
    }
    guard let first = pictures.first else { throw DatasetError(.notFound, path: folder, "it has no PNG files") }
    // Grey pictures among coloured ones are coloured ones whose channels agree.
    let channels = pictures.map(\.channels).max() ?? 1
    let shape = ImageShape(channels: channels, height: first.height, width: first.width)
    var pixels: [UInt8] = []
    pixels.reserveCapacity(pictures.count * shape.count)
    for picture in pictures {
      for channel in 0..<channels {
        let start = min(channel, picture.channels - 1)
        pixels += stride(from: start, to: picture.pixels.count, by: picture.channels).map { picture.pixels[$0] }
      }
    }
    return try ImageSet(shape: shape, pixels: pixels, labels: files.labels, classNames: files.classNames)
  }

  /// The picture in a file, grey or RGB.
  private static func picture(_ path: String) throws(DatasetError) -> Raster {
    let bytes = try WholeFile.read(path)
    let picture: Raster
    do { picture = try PNG.decode(bytes) } catch {
      throw DatasetError(.damaged, path: path, error.message, suggestion: "take the file out of the folder, or mend it")
    }
    guard picture.channels == 4 else { return picture }
    let opaque = stride(from: 3, to: picture.pixels.count, by: 4).allSatisfy { picture.pixels[$0] == 255 }
    guard opaque else {
      throw DatasetError(
        .format, path: path, "expected a picture without transparent pixels, found some",
        suggestion: "put it on a background first")
    }
    let colours = picture.pixels.indices.filter { $0 % 4 != 3 }.map { picture.pixels[$0] }
    do {
      return try Raster(width: picture.width, height: picture.height, channels: 3, pixels: colours)
    } catch { throw DatasetError(.damaged, path: path, error.message) }
  }
}
