import Glibc

/// The address space of this process, where the shell or a batch system limits it.
package enum AddressSpace {
  /// The command of the shell that set the limit, and the limit in bytes; nil for none.
  package static let limit: (name: String, bytes: Int)? = [(RLIMIT_AS, "ulimit -v"), (RLIMIT_DATA, "ulimit -d")]
    .compactMap { resource, name in bytes(resource).map { (name, $0) } }.min { $0.1 < $1.1 }

  /// Bytes left below the limit; nil where there is none.
  package static var left: Int? { limit.map { max(0, $0.bytes - used) } }

  /// Bytes taken, of those that the limit counts: all, or private memory that can be written to.
  package static var used: Int {
    let pages = SmallFile.number(at: limit?.name == "ulimit -d" ? 5 : 0, of: "/proc/self/statm")
    return (pages ?? 0) * sysconf(Int32(_SC_PAGESIZE))
  }

  /// Whether the system would map so many bytes now: it is asked for them, and they are given back.
  package static func hasRoom(for bytes: Int) -> Bool {
    guard let room = mmap(nil, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0), room != MAP_FAILED
    else { return false }
    munmap(room, bytes)
    return true
  }

  private static func bytes(_ resource: __rlimit_resource) -> Int? {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(resource.rawValue), &limit) == 0, limit.rlim_cur != rlim_t.max else {
      return nil
    }
    return Int(clamping: limit.rlim_cur)
  }
}
