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

  private static func limiting(_ groups: ControlGroups) -> [(group: ControlGroups.Group, bytes: Int)] {
    groups.groups(limiting: "memory").compactMap { group in
      let text = group.file(group.isSecondVersion ? "memory.max" : "memory.limit_in_bytes")
      // Without a limit it says "max", or a number beyond any machine's memory.
      return number(text).flatMap { $0 > 0 ? (group, $0) : nil }
    }
  }

  // MARK: - What is left

  /// Bytes of memory that the process has in use.
  package static var used: Int {
    let pages = SmallFile.text(of: "/proc/self/statm").split(separator: " ").dropFirst().first.flatMap { Int($0) }
    return (pages ?? 0) * sysconf(Int32(_SC_PAGESIZE))
  }

  /// How many bytes this process can still take before the system ends it: of the machine's memory, which others use too, and of
  /// the control groups'.
  ///
  /// Of an address space much is taken by what never fills it, such as a buffer for each of many threads: see ``AddressSpace``.
  package static var room: Int {
    var rooms = ownLimits.map { group, bytes in bytes - use(of: group) }
    rooms.append(allowed - used)
    if let machine = sum(of: ["MemAvailable:", "SwapFree:"], in: SmallFile.text(of: "/proc/meminfo")) {
      rooms.append(machine << 10)
    }
    return max(0, rooms.min() ?? 0)
  }

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
  package static func use(of groups: ControlGroups) -> [Int] { limiting(groups).map { use(of: $0.group) } }

  private static func use(of group: ControlGroups.Group) -> Int {
    let used = number(group.file(group.isSecondVersion ? "memory.current" : "memory.usage_in_bytes")) ?? 0
    let prefix = group.isSecondVersion ? "" : "total_"
    let files = sum(of: ["inactive_file", "active_file"].map { prefix + $0 }, in: group.file("memory.stat")) ?? 0
    return max(0, used - files)
  }

  /// The first number of a text.
  private static func number(_ text: String) -> Int? { Int(text.prefix { $0.isNumber }) }

  /// The sum of the numbers that stand behind these words at the beginning of lines; nil where none does.
  private static func sum(of words: [String], in text: String) -> Int? {
    let numbers = text.split(separator: "\n").compactMap { line -> Int? in
      let parts = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: true)
      guard parts.count > 1, words.contains(String(parts[0])) else { return nil }
      return Int(parts[1])
    }
    return numbers.isEmpty ? nil : numbers.reduce(0, +)
  }
}
