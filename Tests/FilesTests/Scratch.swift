import Files
import FoundationEssentials

/// A folder of a test's own, removed with all that is in it when nobody holds it any more.
final class Scratch {
  let path: String

  init() throws {
    path = Paths.join(FileManager.default.temporaryDirectory.path, "elbow-files-\(UUID().uuidString)")
    try Paths.makeFolder(path)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
