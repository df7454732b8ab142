import Glibc

/// How much memory this process may take: the machine's, or less where a container or a shell says so.
package enum MemoryLimit {
  /// In bytes. Found once, at the first tensor.
  package static let bytes: Int = {
    // First, because what OpenBLAS has for itself is no longer there for tensors.
    BLASRoom.shared.reserve()
    let machine = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
    let space = AddressSpace.left.map { max(0, $0 - reserved) }
    return ([machine] + limits(of: ControlGroups()) + [space].compactMap(\.self)).min() ?? machine
  }()

  /// Address space that will be taken without being used: by the allocator, and as stacks of threads, in bytes.
  package static var reserved: Int { (64 + 8 * ThreadPool.shared.threadCount) << 20 }

  /// The bytes that control groups allow, of those that have a limit.
  package static func limits(of groups: ControlGroups) -> [Int] {
    groups.groups(limiting: "memory").compactMap { group in
      let text = group.file(group.isSecondVersion ? "memory.max" : "memory.limit_in_bytes")
      // Without a limit it says "max", or a number beyond any machine's memory.
      return Int(text.prefix { $0.isNumber }).flatMap { $0 > 0 ? $0 : nil }
    }
  }
}
