import Glibc

extension Paths {
  /// Makes a folder, and those around it, where they are not there.
  ///
  /// - Throws: ``FileError`` that names the one that cannot be made.
  package static func makeFolder(_ path: String) throws(FileError) {
    guard !path.isEmpty, !isFolder(path) else { return }
    guard path.utf8.count < PATH_MAX else { throw FileError("make the folder", path, code: ENAMETOOLONG) }
    let around = parent(path)
    if around != path { try makeFolder(around) }
    // Another process may have made it meanwhile.
    guard mkdir(path, 0o777) == 0 || isFolder(path) else { throw FileError("make the folder", path) }
  }
}
