import Foundation
import Tensors
import Testing

@Suite struct MemoryLimitTests {
  /// Control groups as the system shows them in files, of both versions.
  @Test func limitsOfControlGroupsAreFound() throws {
    let folder = GroupFolder()
    func limit(_ path: String, _ text: String) throws { try folder.write(path, text) }
    func limits(_ lines: String) -> [Int] { MemoryLimit.limits(of: folder.groups(lines)) }
    try limit("jobs/memory.max", "2000000000\n")
    try limit("jobs/one/memory.max", "max\n")
    #expect(limits("0::/jobs/one\n") == [2_000_000_000])
    // In a container the path is that outside of it, and the root is the container's own.
    try limit("memory.max", "500000000\n")
    #expect(limits("0::/docker/abc\n") == [500_000_000])
    #expect(limits("0::/\n") == [500_000_000])
    try limit("memory/x/memory.limit_in_bytes", "300000000\n")
    #expect(limits("9:cpu,cpuacct:/x\n5:memory:/x\n1:name=systemd:/x\n") == [300_000_000])
    #expect(limits("").isEmpty)
  }

  /// A file far longer than the piece that is read at a time, so that words lie across the ends of pieces.
  @Test func aLongFileIsReadInPieces() throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "words-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    let lines = (0..<3000).map { "name\($0): \($0 * 7)" }
    for indentation in 0..<40 {
      let text = String(repeating: "x", count: indentation) + " " + lines.joined(separator: " kB\n") + "\n"
      try Data(text.utf8).write(to: URL(filePath: path))
      let first = indentation == 0 ? 0 : 1
      for line in [0, 1, 511, 1234, 2999] {
        #expect(SmallFile.number(at: first + 3 * line + 1, of: path) == line * 7)
        #expect(SmallFile.sum(behind: ["name\(line):"], of: path) == line * 7)
      }
      #expect(SmallFile.sum(behind: ["name1:", "name2999:"], of: path) == 7 + 2999 * 7)
      #expect(SmallFile.number(at: first + 3 * 2999 + 2, of: path) == nil)
    }
    #expect(SmallFile.number(at: 0, of: path + "x") == nil)
  }

  @Test func thisProcessHasNumbers() {
    #expect((SmallFile.number(at: 0, of: "/proc/self/statm") ?? 0) > 0)
    #expect((SmallFile.sum(behind: ["MemTotal:"], of: "/proc/meminfo") ?? 0) > 0)
  }
}
