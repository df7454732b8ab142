import Glibc

/// A pipe whose ends never block and are not inherited by child processes.
final class Pipe: Sendable {
  let readEnd: Int32
  let writeEnd: Int32

  /// - Throws: ``KernelError`` where there are no more descriptors.
  init() throws(KernelError) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else {
      throw KernelError(.descriptors, "cannot open a pipe: \(String(cString: strerror(errno)))")
    }
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    readEnd = ends[0]
    writeEnd = ends[1]
  }

  deinit {
    close(readEnd)
    close(writeEnd)
  }
}
