import Graphics
import Tensors
import Text
import Threads

/// PNG and JPEG files of one size on their way to pixels.
struct PictureFiles {
  private let paths: [String]
  private let folder: String

  init(_ paths: [String], folder: String) { (self.paths, self.folder) = (paths, folder) }

  /// Reads all of them.
  ///
  /// - Throws: ``DatasetError`` that names the file that cannot be read, or differs from the others; ``TensorError`` of
  ///   code `cancelled`.
  func part(_ labels: [UInt8], _ classNames: [String]) throws -> ImageParts.Part {
    var pictures: [Raster] = []
    var bytes = 0
    var areDeep = false
    for path in paths {
      try Cancellation.current.check()
      let (picture, isDeep) = try picture(path)
      areDeep = areDeep || isDeep
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
    guard let first = pictures.first else { throw DatasetError(.notFound, path: folder, "it has no PNG or JPEG files") }
    // Grey pictures among coloured ones are coloured ones whose channels agree.
    let channels = pictures.map(\.channels).max() ?? 1
    let shape = ImageShape(channels: channels, height: first.height, width: first.width)
    try MemoryRoom.check(pictures.count * shape.count, for: folder)
    var pixels: [UInt8] = []
    pixels.reserveCapacity(pictures.count * shape.count)
    for picture in pictures {
      for channel in 0..<channels {
        let start = min(channel, picture.channels - 1)
        pixels += stride(from: start, to: picture.pixels.count, by: picture.channels).map { picture.pixels[$0] }
      }
    }
    return ImageParts.Part(
      name: folder, images: try ImageSet(shape: shape, pixels: pixels, labels: labels, classNames: classNames),
      type: areDeep ? .uint16 : .uint8)
  }

  /// The picture in a file, grey or RGB, and whether its samples had 16 bits.
  private func picture(_ path: String) throws(DatasetError) -> (Raster, isDeep: Bool) {
    let bytes = try WholeFile.read(path)
    let picture: Raster
    let (isDeep, needed): (Bool, Int)
    do throws(GraphicsError) {
      let stated = try StoredPicture(bytes)
      (isDeep, needed) = (stated.isDeep, stated.workingBytes)
    } catch { throw Self.unreadable(path, bytes, error) }
    try MemoryRoom.check(needed, for: path)
    do throws(GraphicsError) { picture = try StoredPicture.decode(bytes) } catch {
      throw Self.unreadable(path, bytes, error)
    }
    guard picture.channels == 4 else { return (picture, isDeep) }
    let opaque = stride(from: 3, to: picture.pixels.count, by: 4).allSatisfy { picture.pixels[$0] == 255 }
    guard opaque else {
      throw DatasetError(
        .format, path: path, "expected a picture without transparent pixels, found some",
        suggestion: "put it on a background first")
    }
    var colours: [UInt8] = []
    colours.reserveCapacity(picture.pixels.count / 4 * 3)
    for start in stride(from: 0, to: picture.pixels.count, by: 4) { colours += picture.pixels[start..<start + 3] }
    do {
      return (try Raster(width: picture.width, height: picture.height, channels: 3, pixels: colours), isDeep)
    } catch { throw DatasetError(.damaged, path: path, error.message) }
  }

  private static func unreadable(_ path: String, _ bytes: [UInt8], _ error: GraphicsError) -> DatasetError {
    let kind = FileKind.phrase(of: Array(bytes.prefix(16)))
    let isOther = kind != FileKind.unknown && StoredPicture.Format(bytes) == nil
    return DatasetError(
      .damaged, path: path, isOther ? "not a PNG or JPEG that can be read: it is \(kind)" : error.message,
      suggestion: "take the file out of the folder, or mend it")
  }
}
