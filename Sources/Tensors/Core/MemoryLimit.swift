import Glibc

/// How much memory this process may take: the machine's, or less where a container or a shell says so.
package enum MemoryLimit {
  /// In bytes. Found once, at the first tensor.
  package static let bytes: Int = {
    // First, because what OpenBLAS has for itself is no longer there for tensors.
    BLASRoom.shared.reserve()
    return min(allowed, AddressSpace.left.map { max(0, $0 - reserved) } ?? Int.max)
  }()

  /// What the machine has and control groups allow, in bytes.
  package static let allowed: Int = {
    let machine = sysconf(Int32(_SC_PHYS_PAGES)) * sysconf(Int32(_SC_PAGESIZE))
    return ([machine] + ownLimits.map(\.bytes)).min() ?? machine
  }()

  /// Address space that will be taken without being used: by the allocator, and as stacks of threads, in bytes.
  package static var reserved: Int { reserved(forThreads: ThreadPool.shared.threadCount) }

  /// What would be set aside on so many threads.
  package static func reserved(forThreads count: Int) -> Int { (64 + 8 * count) << 20 }

  /// The bytes that control groups allow, of those that have a limit.
  package static func limits(of groups: ControlGroups) -> [Int] { limiting(groups).map(\.bytes) }

  /// A control group that has a limit of memory, and where it says what is used of it.
  private struct LimitedGroup {
    let bytes: Int
    /// A number of bytes.
    let usePath: String
    /// Among lines of a name and a number of bytes, those of files that the group would give back.
    let statisticsPath: String
    let fileNames: [String]
  }

  private static func limiting(_ groups: ControlGroups) -> [LimitedGroup] {
    groups.groups(limiting: "memory").compactMap { group in
      let isSecond = group.isSecondVersion
      let path = group.path(isSecond ? "memory.max" : "memory.limit_in_bytes")
      // Without a limit it says "max", or a number beyond any machine's memory.
      guard let bytes = SmallFile.number(at: 0, of: path), bytes > 0 else { return nil }
      return LimitedGroup(
        bytes: bytes, usePath: group.path(isSecond ? "memory.current" : "memory.usage_in_bytes"),
        statisticsPath: group.path("memory.stat"),
        fileNames: ["inactive_file", "active_file"].map { isSecond ? $0 : "total_" + $0 })
    }
  }

  // MARK: - What is left
  // None of this takes memory from the allocator: see SmallFile.

  /// Bytes of memory that the process has in use.
  package static var used: Int {
    (SmallFile.number(at: 1, of: "/proc/self/statm") ?? 0) * sysconf(Int32(_SC_PAGESIZE))
  }

  /// How many bytes this process can still take before the system ends it: of the machine's memory, which others use too, and of
  /// the control groups'.
  ///
  /// Of an address space much is taken by what never fills it, such as a buffer for each of many threads: see ``AddressSpace``.
  package static var room: Int {
    var room = allowed - used
    for group in ownLimits { room = min(room, group.bytes - use(of: group)) }
    if let machine = SmallFile.sum(behind: free, of: "/proc/meminfo") { room = min(room, machine << 10) }
    return max(0, room)
  }

  private static let free = ["MemAvailable:", "SwapFree:"]

  /// Whether the process can take so many bytes at once, addresses for them included, and has some left then.
  package static func hasRoom(for bytes: Int) -> Bool {
    let wanted = bytes + 24 << 20
    func isThere() -> Bool { room >= wanted && (AddressSpace.limit == nil || AddressSpace.hasRoom(for: wanted)) }
    if isThere() { return true }
    // What tensors have freed and kept may be enough.
    Storage.releaseFreed()
    return isThere()
  }

  private static let ownLimits = limiting(ControlGroups())

  /// The bytes that a group uses, without those of files that it would give back.
  package static func use(of groups: ControlGroups) -> [Int] { limiting(groups).map(use) }

  private static func use(of group: LimitedGroup) -> Int {
    let used = SmallFile.number(at: 0, of: group.usePath) ?? 0
    return max(0, used - (SmallFile.sum(behind: group.fileNames, of: group.statisticsPath) ?? 0))
  }
}
