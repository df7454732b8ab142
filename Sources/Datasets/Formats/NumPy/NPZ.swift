import Files
import Tensors
import Threads

/// NumPy's archive of several arrays: a zip archive of .npy files, as `numpy.savez` and `numpy.savez_compressed` write it.
package enum NPZ {
  /// The content of an archive.
  package struct Contents {
    /// The arrays of numbers in the order of the archive, none of them read yet.
    package var arrays: [StoredArray] = []
    /// Contents that are left: name and kind.
    package var left: [(name: String, what: String)] = []
  }

  /// - Throws: ``DatasetError`` where the file is anything but a whole archive.
  package static func read(_ path: String) throws -> Contents {
    let archive = try ZipReader(try WholeFile.read(path), path)
    var contents = Contents()
    for file in archive.files where !Paths.hasEnding(file.name, "/") {
      try Cancellation.current.check()
      guard Paths.hasEnding(file.name, ".npy") else {
        contents.left.append((file.name, "no array"))
        continue
      }
      let name = String(file.name.dropLast(4))
      let place = "\(path) (\(file.name))"
      switch try NPY.entry(name, path: place, open: { () throws(DatasetError) in try archive.source(of: file) }) {
      case .array(let array): contents.arrays.append(array)
      case .other(let what): contents.left.append((name, what))
      }
    }
    return contents
  }

  /// An archive of these arrays, as float32, not compressed.
  ///
  /// - Throws: ``DatasetError`` where it would be larger than the short sizes of zip archives can state.
  package static func encoded(_ arrays: [(name: String, tensor: Tensor)]) throws(DatasetError) -> [UInt8] {
    func little(_ number: Int, _ length: Int) -> [UInt8] {
      (0..<length).map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
    }
    var (archive, directory): ([UInt8], [UInt8]) = ([], [])
    for (name, tensor) in arrays {
      let file = NPY.encoded(tensor)
      let name = Array((name + ".npy").utf8)
      guard archive.count + file.count + 1_000 < 1 << 32, name.count < 1 << 16 else {
        throw DatasetError(
          .range, "these arrays are too large for one archive", suggestion: "save them one by one, as .npy")
      }
      // Both headers say: version 2.0, names in UTF-8, stored, written on the first day that can be stated.
      let facts =
        little(20, 2) + little(1 << 11, 2) + little(0, 2) + little(0, 2) + little(1 << 5 | 1, 2)
        + little(Int(ZipReader.checksum(file)), 4) + little(file.count, 4) + little(file.count, 4)
        + little(name.count, 2) + little(0, 2)
      directory += little(0x0201_4b50, 4) + little(20, 2) + facts + little(0, 10) + little(archive.count, 4) + name
      archive += little(0x0403_4b50, 4) + facts + name + file
    }
    let end =
      little(0x0605_4b50, 4) + little(0, 4) + little(arrays.count, 2) + little(arrays.count, 2)
      + little(directory.count, 4) + little(archive.count, 4) + little(0, 2)
    return archive + directory + end
  }
}
