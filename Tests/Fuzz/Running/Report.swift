import Foundation

/// Writes lines at once: what a worker found must not be lost in a buffer when a later cell ends it.
enum Report {
  static func write(_ text: String) {
    try? FileHandle.standardOutput.write(contentsOf: Data((text + "\n").utf8))
  }
}
