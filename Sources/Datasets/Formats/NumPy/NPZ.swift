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
    var archive = ZipWriter()
    for (name, tensor) in arrays {
      guard archive.add(name + ".npy", NPY.encoded(tensor)) else {
        throw DatasetError(
          .range, "these arrays are too large for one archive", suggestion: "save them one by one, as .npy")
      }
    }
    return archive.encoded
  }
}
