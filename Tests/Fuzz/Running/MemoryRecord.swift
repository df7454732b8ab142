import Glibc
import Tensors

/// The memory that the process holds between sessions, which must not grow with their number.
struct MemoryRecord {
  private var bytes: [Int] = []
  /// What the allocator may still come to keep: up to 20 MB between runs of the same cells, and 48 on a busy machine.
  private static let tolerance = 96 << 20

  /// Notes what is held now, while there is no session.
  mutating func note() {
    // The allocator's free pages too: how it scatters them differs from run to run.
    Storage.releaseFreed()
    guard let file = fopen("/proc/self/statm", "r") else { return }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 200)
    guard fgets(&line, 200, file) != nil else { return }
    let pages = String(decoding: line.prefix { $0 != 0 }.map(UInt8.init), as: UTF8.self).split(separator: " ")
    if pages.count > 1, let resident = Int(pages[1]) { bytes.append(resident * Int(sysconf(Int32(_SC_PAGESIZE)))) }
  }

  /// By how many bytes the least that was held grew from the second quarter of the sessions to the last; nil where it
  /// is within what caches of freed memory explain, or where there were too few sessions to say.
  var growth: Int? {
    guard bytes.count >= 100 else { return nil }
    let quarter = bytes.count / 4
    let early = bytes[quarter..<2 * quarter].min() ?? 0
    let late = bytes[(3 * quarter)...].min() ?? 0
    return late - early > Self.tolerance ? late - early : nil
  }
}
