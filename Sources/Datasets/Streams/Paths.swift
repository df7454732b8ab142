import Glibc

/// What the file system is asked about paths.
package enum Paths {
  package static func isFile(_ path: String) -> Bool { kind(path) == S_IFREG }
  package static func isFolder(_ path: String) -> Bool { kind(path) == S_IFDIR }

  /// Two parts of a path with one slash between.
  package static func join(_ folder: String, _ name: String) -> String {
    folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }

  /// The folder that a file or folder stands in; that of `/` is `/`.
  package static func parent(_ path: String) -> String {
    let parts = path.split(separator: "/", omittingEmptySubsequences: true).dropLast()
    return (path.hasPrefix("/") ? "/" : "") + parts.joined(separator: "/")
  }

  /// The path from the root on, so that it means the same in another folder.
  static func absolute(_ path: String) -> String {
    guard !path.hasPrefix("/"), let folder = getcwd(nil, 0) else { return path }
    defer { free(folder) }
    return join(String(cString: folder), path)
  }

  /// The path without slashes at its end.
  static func trimmed(_ path: String) -> String {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path
  }

  /// The file that a path leads to in the end, through symbolic links; the path itself where there is none yet.
  static func resolved(_ path: String) -> String {
    if let real = realpath(path, nil) {
      defer { free(real) }
      return String(cString: real)
    }
    // A link to a file that is not there yet.
    guard let target = target(ofLink: path) else { return path }
    return target.hasPrefix("/") || !path.contains("/") ? target : join(parent(path), target)
  }

  /// Where a symbolic link leads.
  static func target(ofLink path: String) -> String? {
    let buffer = UnsafeMutablePointer<CChar>.allocate(capacity: Int(PATH_MAX))
    defer { buffer.deallocate() }
    let count = readlink(path, buffer, Int(PATH_MAX))
    guard count > 0 else { return nil }
    return String(decoding: UnsafeRawBufferPointer(start: buffer, count: count), as: UTF8.self)
  }

  private static func kind(_ path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }
}
