import Files
import Glibc
import Testing

@Suite struct AtomicFileTests {
  private func kind(_ path: String) -> mode_t? {
    var status = stat()
    return stat(path, &status) == 0 ? status.st_mode & S_IFMT : nil
  }

  @Test("a device is written to, and no file comes in its place")
  func devices() throws {
    try AtomicFile.write([1, 2, 3], to: "/dev/null")
    #expect(kind("/dev/null") == S_IFCHR)
    let error = #expect(throws: FileError.self) { try AtomicFile.write([1, 2, 3], to: "/dev/full") }
    #expect(error?.code == ENOSPC && kind("/dev/full") == S_IFCHR)
  }

  @Test("nor in that of a pipe, also behind a link")
  func pipes() throws {
    let scratch = try Scratch()
    let (pipe, link) = (Paths.join(scratch.path, "pipe"), Paths.join(scratch.path, "link"))
    #expect(mkfifo(pipe, 0o600) == 0 && symlink(pipe, link) == 0)
    for path in [pipe, link] {
      let error = #expect(throws: FileError.self) { try AtomicFile.write([1], to: path) }
      #expect(error?.path == path && error?.description.hasSuffix("it is no file that can be written") == true)
      #expect(kind(pipe) == S_IFIFO)
    }
  }
}
