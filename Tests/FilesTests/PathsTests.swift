import Files
import Testing

/// The system takes paths apart by bytes, and so do we: an accent behind a slash makes one character of both.
@Suite struct PathsTests {
  private static let accented = "runs/\u{301}a"

  @Test("folders and names")
  func parts() {
    #expect(Paths.parent("/a/b") == "/a")
    #expect(Paths.parent("/a") == "/")
    #expect(Paths.parent("/") == "/")
    #expect(Paths.parent("a/b//") == "a")
    #expect(Paths.parent("a") == "")
    #expect(Paths.name("/a/b/") == "b")
    #expect(Paths.name("/") == "")
    #expect(Paths.join("a", "b") == "a/b")
    #expect(Paths.join("a/", "b") == "a/b")
    #expect(Paths.isBareName("a") && !Paths.isBareName("a/b"))
  }

  @Test("beside what joins with them")
  func joining() {
    #expect(Self.accented.count == 6)
    #expect(Paths.parent(Self.accented) == "runs")
    #expect(Paths.name(Self.accented) == "\u{301}a")
    #expect(!Paths.isBareName(Self.accented))
    #expect(Paths.join("\u{600}/", "a") == "\u{600}/a")
    #expect(Paths.hasEnding("\u{600}.npy", ".npy"))
    #expect(!Paths.hasEnding("a.npy\u{301}", ".npy"))
    #expect(Paths.isAbsolute("/\u{301}a") && !Paths.isAbsolute("a/"))
    #expect(Paths.hasNull("a\0\u{301}") && !Paths.hasNull("a"))
  }

  @Test("a file is written where its path says")
  func written() throws {
    let scratch = try Scratch()
    let path = "\(scratch.path)/\u{301}a"
    try AtomicFile.write([1, 2], to: path)
    #expect(Paths.isFile(path))
    #expect(Paths.names(in: scratch.path) == ["\u{301}a"])
  }

  @Test func theProgramKnowsItself() {
    #expect(Paths.runningProgram?.hasPrefix("/") == true)
  }

  @Test func foldersAreMadeWithThoseAroundThem() throws {
    let scratch = try Scratch()
    let path = Paths.join(scratch.path, "a/b")
    try Paths.makeFolder(path)
    #expect(Paths.isFolder(path) && Paths.names(in: path) == [])
    #expect(Paths.names(in: Paths.join(path, "none")) == [])
    try AtomicFile.write([], to: Paths.join(path, "file"))
    let error = #expect(throws: FileError.self) { try Paths.makeFolder(Paths.join(path, "file/c")) }
    // It names the one that is in the way.
    #expect(error?.path == Paths.join(path, "file"))
  }
}
