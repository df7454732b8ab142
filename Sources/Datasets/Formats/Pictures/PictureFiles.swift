import Graphics
import Tensors

/// PNG files of one size on their way to pixels.
struct PictureFiles {
  private let paths: [String]
  private let folder: String

  init(_ paths: [String], folder: String) { (self.paths, self.folder) = (paths, folder) }

  /// Reads all of them.
  ///
  /// - Throws: ``DatasetError`` that names the file that cannot be read, or differs from the others; ``TensorError`` of
  ///   code `cancelled`.
  func images(_ labels: [UInt8], _ classNames: [String]) throws -> ImageSet {
    var pictures: [Raster] = []
    var bytes = 0
    for path in paths {
      try Interruption.check()
      let picture = try picture(path)
      if let first = pictures.first, (picture.width, picture.height) != (first.width, first.height) {
        throw DatasetError(
          .mismatch, path: path,
          "expected pictures of one size, \(first.width)×\(first.height) as \(paths[0]), found "
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
    return try ImageSet(shape: shape, pixels: pixels, labels: labels, classNames: classNames)
  }

  /// The picture in a file, grey or RGB.
  private func picture(_ path: String) throws(DatasetError) -> Raster {
    let bytes = try WholeFile.read(path)
    let picture: Raster
    do { picture = try PNG.decode(bytes) } catch {
      let kind = FileKind.phrase(of: Array(bytes.prefix(16)))
      let isOther = kind != FileKind.unknown && !bytes.starts(with: [0x89])
      throw DatasetError(
        .damaged, path: path, isOther ? "not a PNG that can be read: it is \(kind)" : error.message,
        suggestion: "take the file out of the folder, or mend it")
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
