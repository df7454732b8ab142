import Glibc

extension AtomicFile {
  /// Removes what processes that were killed left unfinished of a file, or of all files of a folder.
  package static func removeLeftovers(of path: String, _ files: any FileSystem = SystemFiles()) {
    let isFolder = Paths.isFolder(path)
    let path = isFolder ? path : Paths.resolved(path)
    let folder = isFolder ? path : Paths.isBareName(path) ? "." : Paths.parent(path)
    let beginning = isFolder ? "." : ".\(Paths.name(path))."
    for name in Paths.names(in: folder) where name.hasPrefix(beginning) && name.hasSuffix(unfinished) {
      let leftover = Paths.join(folder, name)
      if isAbandoned(leftover, name) { files.remove(leftover) }
    }
  }

  /// Whether nobody writes it any more. The process may be one of another machine, on a disk that both see: what it wrote
  /// to a moment ago is not abandoned.
  private static func isAbandoned(_ path: String, _ name: String) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mtim.tv_sec < time(nil) - 60 else { return false }
    let mark = name.dropLast(unfinished.count).split(separator: ".").last ?? ""
    guard let process = mark.split(separator: "-").first.flatMap({ pid_t($0) }), process > 0 else { return true }
    return kill(process, 0) != 0 && errno == ESRCH
  }
}
