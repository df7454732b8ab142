import FoundationEssentials
import Glibc

/// Where a process runs, as far as its number names it: the numbers of another machine's processes, or another container's,
/// mean nothing here. Homes are shared by both, and so the names of files have the place beside the number.
///
/// A lock on an open file would tell more, but not everywhere: NFS mounted without locks grants one to each machine, other
/// network file systems refuse it, and where the lock's server is gone a process waits for it for ever. A name asks nothing of a file
/// system.
enum ProcessPlace {
  private static let prefix = "at"

  /// What stands in names for where this process runs: a checksum (FNV-1a) of the machine's start, the processes' namespace, and
  /// the host's name.
  static let own: String = {
    let boot = (try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8)) ?? ""
    let namespace = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/ns/pid")) ?? ""
    var system = utsname()
    let host = uname(&system) == 0 ? withUnsafeBytes(of: system.nodename) { Array($0.prefix { $0 != 0 }) } : []
    let bytes = Array(boot.utf8) + Array(namespace.utf8) + host
    let hash = bytes.reduce(UInt32(2_166_136_261)) { ($0 ^ UInt32($1)) &* 16_777_619 }
    let digits = String(hash, radix: 16)
    return prefix + String(repeating: "0", count: 8 - digits.count) + digits
  }()

  /// Whether a part of a name is a place.
  static func isMark(_ part: Substring) -> Bool {
    part.count == prefix.count + 8 && part.hasPrefix(prefix) && part.dropFirst(prefix.count).allSatisfy(\.isHexDigit)
  }
}
