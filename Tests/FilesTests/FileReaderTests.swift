import Files
import Glibc
import Testing

@Suite struct FileReaderTests {
  @Test func aFileIsReadFromItsFrontToItsBack() throws {
    let scratch = try Scratch()
    let path = Paths.join(scratch.path, "file")
    let bytes = (0..<200_000).map { UInt8(truncatingIfNeeded: $0 * 7) }
    try AtomicFile.write(bytes, to: path)
    let file = try FileReader(path)
    #expect(file.count == bytes.count && file.path == path)
    var front = [UInt8](repeating: 0, count: 10)
    let count = try front.withUnsafeMutableBytes { try file.read(into: $0) }
    #expect(front.prefix(count) == bytes.prefix(count))
    #expect(try file.rest() == Array(bytes.dropFirst(count)))
    #expect(try FileReader.bytes(of: path) == bytes)
  }

  @Test func whatIsNoFileIsSaidToBeNone() throws {
    let scratch = try Scratch()
    let pipe = Paths.join(scratch.path, "pipe")
    #expect(mkfifo(pipe, 0o600) == 0)
    for (path, code) in [(Paths.join(scratch.path, "none"), ENOENT), (scratch.path, EISDIR), (pipe, ENODEV)] {
      let error = #expect(throws: FileError.self) { try FileReader(path) }
      #expect(error?.code == code && error?.path == path)
    }
    let error = #expect(throws: FileError.self) { try FileReader.bytes(of: scratch.path) }
    #expect(error?.description == "cannot read \(scratch.path): it is a folder")
  }

  @Test func aPipeIsReadToItsEnd() throws {
    var ends: [Int32] = [-1, -1]
    #expect(pipe(&ends) == 0)
    #expect(write(ends[1], "abc", 3) == 3)
    close(ends[1])
    #expect(try FileReader(ends[0], named: "pipe").rest() == Array("abc".utf8))
  }
}
