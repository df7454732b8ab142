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
}
