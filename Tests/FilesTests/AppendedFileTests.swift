import Files
import Glibc
import Testing

@Suite struct AppendedFileTests {
  @Test func whatIsWrittenComesBehindWhatIsThere() throws {
    let scratch = try Scratch()
    let path = Paths.join(scratch.path, "log")
    let many = (0..<300_000).map { UInt8(truncatingIfNeeded: $0 * 7) }
    for bytes in [Array("head".utf8), [], many] { try AppendedFile.append(bytes, to: path) }
    #expect(try FileReader.bytes(of: path) == Array("head".utf8) + many)
    // So many from the front, and fewer where the file ends.
    let file = try FileReader(path)
    #expect(try file.next(6) == Array("head".utf8) + many.prefix(2))
    #expect(try file.next(1 << 20) == Array(many.dropFirst(2)))
    #expect(try file.next(6) == [])
  }

  @Test func whyItFailsIsSaid() throws {
    let scratch = try Scratch()
    for (path, code) in [
      (Paths.join(scratch.path, "none/log"), ENOENT), (scratch.path, EISDIR), ("/dev/full", ENOSPC),
    ] {
      let error = #expect(throws: FileError.self) { try AppendedFile.append([1, 2, 3], to: path) }
      #expect(error?.code == code && error?.path == path && error?.action == "write")
    }
  }
}
