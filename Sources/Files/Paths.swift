import FoundationEssentials
import Glibc

/// What the file system is asked about paths.
package enum Paths {
  package static func isFile(_ path: String) -> Bool { kind(path) == S_IFREG }
  package static func isFolder(_ path: String) -> Bool { kind(path) == S_IFDIR }
  package static func exists(_ path: String) -> Bool { kind(path) != nil }

  /// Two parts of a path with one slash between.
  package static func join(_ folder: String, _ name: String) -> String {
    folder.utf8.last == slash ? folder + name : folder + "/" + name
  }

  /// The folder that a file or folder stands in; that of `/` is `/`.
  package static func parent(_ path: String) -> String {
    (isAbsolute(path) ? "/" : "") + parts(path).dropLast().joined(separator: "/")
  }

  /// What a file or folder is called within its folder: the last part of its path, empty for `/`.
  package static func name(_ path: String) -> String { parts(path).last ?? "" }

  /// Whether a file of no other folder than the present one can be meant.
  package static func isBareName(_ path: String) -> Bool { !path.utf8.contains(slash) }

  /// Whether the name of a file ends like this, as in `.npy`.
  package static func hasEnding(_ path: String, _ ending: String) -> Bool {
    path.utf8.reversed().starts(with: ending.utf8.reversed())
  }

  /// The system reads a path up to its first null byte: with one in it, another file would be meant.
  package static func hasNull(_ path: String) -> Bool { path.utf8.contains(0) }

  /// The path from the root on, so that it means the same in another folder.
  package static func absolute(_ path: String) -> String {
    guard !isAbsolute(path) else { return path }
    let folder = FirstProcess.told(".") {
      guard let folder = getcwd(nil, 0) else { return [] }
      defer { free(folder) }
      return Array(String(cString: folder).utf8)
    }
    return folder.isEmpty ? path : join(String(decoding: folder, as: UTF8.self), path)
  }

  /// The path without slashes at its end.
  package static func trimmed(_ path: String) -> String {
    let bytes = path.utf8
    let end = bytes.lastIndex { $0 != slash }.map { bytes.index(after: $0) }
    return String(path[..<(end ?? bytes.index(bytes.startIndex, offsetBy: min(1, bytes.count)))])
  }

  // All of this by bytes, as the system has it: a slash and an accent behind it are one character, which is no slash.
  private static let slash = UInt8(ascii: "/")

  /// Whether it begins at the root.
  package static func isAbsolute(_ path: String) -> Bool { path.utf8.first == slash }

  private static func parts(_ path: String) -> [String] {
    path.utf8.split(separator: slash).map { String(Substring($0)) }
  }

  /// The file that a path leads to in the end, through symbolic links; the path itself where there is none yet.
  package static func resolved(_ path: String) -> String {
    guard FirstProcess.isNeeded else { return resolvedHere(path) }
    return String(decoding: FirstProcess.told(path) { Array(resolvedHere(path).utf8) }, as: UTF8.self)
  }

  private static func resolvedHere(_ path: String) -> String {
    if let real = realpath(path, nil) {
      defer { free(real) }
      return String(cString: real)
    }
    // A link to a file that is not there yet.
    guard let target = target(ofLink: path) else { return path }
    return isAbsolute(target) || isBareName(path) ? target : join(parent(path), target)
  }

  /// Where a symbolic link leads.
  package static func target(ofLink path: String) -> String? {
    guard FirstProcess.isNeeded, !path.hasPrefix("/proc/") else { return targetHere(path) }
    let target = FirstProcess.told(path) { targetHere(path).map { Array($0.utf8) } ?? [] }
    return target.isEmpty ? nil : String(decoding: target, as: UTF8.self)
  }

  private static func targetHere(_ path: String) -> String? {
    let buffer = UnsafeMutablePointer<CChar>.allocate(capacity: Int(PATH_MAX))
    defer { buffer.deallocate() }
    let count = readlink(path, buffer, Int(PATH_MAX))
    guard count > 0 else { return nil }
    return String(decoding: UnsafeRawBufferPointer(start: buffer, count: count), as: UTF8.self)
  }

  /// The path of the running program, as the kernel of the system knows it: links are resolved.
  package static var runningProgram: String? { target(ofLink: "/proc/self/exe") }

  // MARK: Folders

  /// What lies directly in a folder, in no order; nothing where it cannot be read.
  package static func names(in folder: String) -> [String] {
    func here() -> [String] { (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] }
    guard FirstProcess.isNeeded else { return here() }
    return FirstProcess.told(folder) { Array(here().joined(separator: "\0").utf8) }
      .split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Makes a folder, and those around it, where they are not there.
  ///
  /// - Throws: ``FileError`` that names the one that cannot be made.
  package static func makeFolder(_ path: String) throws(FileError) {
    guard !FirstProcess.isNeeded else {
      return try FirstProcess.does("make the folder", path) { try makeFolder(path) }
    }
    guard !path.isEmpty, !isFolder(path) else { return }
    guard path.utf8.count < PATH_MAX else { throw FileError("make the folder", path, code: ENAMETOOLONG) }
    let around = parent(path)
    if around != path { try makeFolder(around) }
    // Another process may have made it meanwhile.
    guard mkdir(path, 0o777) == 0 || isFolder(path) else { throw FileError("make the folder", path) }
  }

  /// What has this path, as `S_IFREG` for a file; nil where nothing has.
  static func kind(_ path: String) -> mode_t? {
    func here() -> mode_t? {
      var status = stat()
      return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
    }
    guard FirstProcess.isNeeded else { return here() }
    let bytes = FirstProcess.told(path) { here().map { withUnsafeBytes(of: $0, Array.init) } ?? [] }
    return bytes.isEmpty ? nil : bytes.withUnsafeBytes { $0.loadUnaligned(as: mode_t.self) }
  }
}
