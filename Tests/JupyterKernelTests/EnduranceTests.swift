import FoundationEssentials
import Glibc
import JupyterKernel
import JupyterWire
import KernelSupport
import Testing

/// A kernel's costs in the long run.
@Suite(.serialized) struct EnduranceTests {
  /// The sockets that exist in the kernel's folder, its own and those of its connections.
  private func openSockets(of kernel: TestKernel) throws -> Int {
    // A file of /proc says that it is empty, and gives what it has bit by bit.
    let file = open("/proc/net/unix", O_RDONLY)
    defer { close(file) }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 1 << 16)
    while case let count = read(file, &part, part.count), count > 0 { bytes += part.prefix(count) }
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").filter { $0.contains(kernel.folder) }.count
  }

  @Test func keepsNoConnectionThatHasEnded() throws {
    let kernel = try TestKernel()
    let frontend = try DummyFrontend(kernel)
    _ = try frontend.execute("value 1")
    let before = try openSockets(of: kernel)
    #expect(before >= 10)
    for _ in 0..<100 { _ = try DummyFrontend(kernel).execute("value 1") }
    // The kernel sees a moment later that a client has gone.
    for _ in 0..<100 where try openSockets(of: kernel) > before { usleep(50_000) }
    #expect(try openSockets(of: kernel) <= before)
  }

  @Test func executesThousandsOfCellsOneAfterTheOther() throws {
    let kernel = try TestKernel()
    let frontend = try DummyFrontend(kernel)
    let clock = ContinuousClock()
    let time = try clock.measure {
      for _ in 0..<2000 { _ = try frontend.execute("value 1") }
    }
    // It takes a fifth of a millisecond; the rest is for slow machines and sanitizers.
    #expect(time / 2000 < .milliseconds(10))
  }

  @Test func executesThousandsOfCellsSentAtOnce() throws {
    let kernel = try TestKernel()
    let frontend = try DummyFrontend(kernel)
    let ids = (0..<5000).map { frontend.sendExecute("value \($0)") }
    for (number, id) in ids.enumerated() {
      #expect(try frontend.reply(to: id).content["execution_count"]?.integerValue == number + 1)
    }
  }
}
