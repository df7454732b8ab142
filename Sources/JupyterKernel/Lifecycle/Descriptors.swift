import Glibc

/// The file descriptors that a kernel lives on. With too few it would start and not answer: ZeroMQ takes no connection then,
/// and says nothing.
enum Descriptors {
  /// Those of its sockets, threads, pipes and history: 29 here, and a few for other versions of the libraries.
  private static let own = 32
  /// For two clients, with five connections each and three more while they look for it, and for the files of a cell.
  private static let others = 24
  /// A shell's limit below this is raised as far as the system lets it be.
  private static let comfortable: rlim_t = 1024

  /// - Throws: ``KernelError`` `.descriptors`, with the number that would do, where there are not enough.
  static func check() throws(KernelError) {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
    if limit.rlim_cur < comfortable, limit.rlim_cur < limit.rlim_max {
      limit.rlim_cur = min(comfortable, limit.rlim_max)
      setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
    }
    let wanted = own + others
    var opened: [Int32] = []
    defer { for descriptor in opened { close(descriptor) } }
    while opened.count < wanted {
      let descriptor = open("/dev/null", O_RDONLY | O_CLOEXEC)
      guard descriptor >= 0 else { break }
      opened.append(descriptor)
    }
    guard opened.count < wanted else { return }
    guard errno == EMFILE else {
      throw KernelError(.descriptors, "cannot open files: \(String(cString: strerror(errno)))")
    }
    let (allowed, missing) = (Int(limit.rlim_cur), wanted - opened.count)
    throw KernelError(
      .descriptors,
      "the kernel needs \(allowed + missing) file descriptors, and `ulimit -n` allows \(allowed): raise it, as by ulimit -n 256"
    )
  }
}
