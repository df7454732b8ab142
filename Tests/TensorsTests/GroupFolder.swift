import Foundation
import Tensors

/// Control groups as the system shows them in files.
final class GroupFolder {
  private let root = FileManager.default.temporaryDirectory.appending(path: "elbow-groups-\(UUID().uuidString)")

  deinit { try? FileManager.default.removeItem(at: root) }

  func write(_ path: String, _ text: String) throws {
    let file = root.appending(path: path)
    try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: file)
  }

  /// - Parameter lines: What /proc/self/cgroup says.
  func groups(_ lines: String) -> ControlGroups { ControlGroups(lines: lines, root: root.path) }
}
