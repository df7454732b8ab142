import Glibc

/// How much memory this process may take: the machine's, or less where a container or a shell says so.
package enum MemoryLimit {
  /// In bytes. Found once, at the first tensor.
  package static let bytes: Int = {
    let machine = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
    return
      ([machine] + limits(of: ControlGroups())
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

  /// What the control groups allow, of those that say something.
  package static func limits(of groups: ControlGroups) -> [Int] {
    groups.groups(limiting: "memory").compactMap { group in
      let text = group.file(group.isSecondVersion ? "memory.max" : "memory.limit_in_bytes")
      // Without a limit it says "max", or a number beyond any machine's memory.
      return Int(text.prefix { $0.isNumber }).flatMap { $0 > 0 ? $0 : nil }
    }
  }
}
