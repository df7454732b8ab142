import Glibc

/// How much memory this process may take: the machine's, or less where a container or a shell says so.
package enum MemoryLimit {
  /// In bytes. Found once, at the first tensor.
  package static let bytes: Int = {
    let machine = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
    return
      ([machine] + controlGroups(of: text(of: "/proc/self/cgroup"))
      + [addressSpace].compactMap { $0.map { max(0, $0 - reserved) } }).min()
      ?? machine
  }()

  /// Address space that is taken but not used: a deep stack, and room for each thread in OpenBLAS and in the allocator.
  private static let reserved = 640 << 20

  /// The address space that `ulimit -v` allows; nil for any.
  package static var addressSpace: Int? {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0 else { return nil }
    return limit.rlim_cur == rlim_t.max ? nil : Int(clamping: limit.rlim_cur)
  }

  /// The limits of the groups that a process is in and of those around them, as /proc/self/cgroup names them: version 2 in
  /// a line `0::/path`, version 1 in one for each controller, as `5:memory:/path`.
  package static func controlGroups(of lines: String, root: String = "/sys/fs/cgroup") -> [Int] {
    lines.split(separator: "\n").flatMap { line -> [Int] in
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { return [] }
      let isSecond = parts[1].isEmpty
      guard isSecond || parts[1].split(separator: ",").contains("memory") else { return [] }
      let folder = isSecond ? root : root + "/memory"
      let file = isSecond ? "memory.max" : "memory.limit_in_bytes"
      // Within a container the path may be that outside of it: the root is the container's own group then.
      var path = parts[2].split(separator: "/")
      var limits: [Int] = []
      while true {
        let group = path.isEmpty ? folder : folder + "/" + path.joined(separator: "/")
        let number = text(of: "\(group)/\(file)").prefix { $0.isNumber }
        // Without a limit it says "max", or a number beyond any machine's memory.
        if let limit = Int(number), limit > 0 { limits.append(limit) }
        guard path.popLast() != nil else { return limits }
      }
    }
  }

  /// A small file as text; empty where it cannot be read.
  private static func text(of path: String) -> String {
    guard let file = fopen(path, "r") else { return "" }
    defer { fclose(file) }
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    let count = fread(&bytes, 1, bytes.count, file)
    return String(decoding: bytes[..<count], as: UTF8.self)
  }
}
