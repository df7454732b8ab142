import Glibc
import Processes

/// The files of the first of several processes that run the same cells: there they are read and written, once, and all get
/// what was read and learn what failed. The others may be on machines that have other files, or none.
///
/// A process by itself, and a thread that runs no cells, works on its own files.
enum FirstProcess {
  static func told(
    _ action: String, _ path: String, _ body: () throws -> [UInt8]
  ) throws(FileError) -> [UInt8] {
    do {
      guard let group = ProcessGroup.current else { return try body() }
      let answer = try group.told {
        do { return [0] + (try body()) } catch let error as FileError { return [1] + error.bytes }
      }
      if answer.first == 0 { return Array(answer.dropFirst()) }
      throw FileError(bytes: answer.dropFirst())
    } catch let error as FileError { throw error } catch { throw FileError(action, path, code: ECONNABORTED) }
  }

  /// The answer to a question that never fails.
  static func told(_ path: String, _ body: () -> [UInt8]) -> [UInt8] { (try? told("read", path, body)) ?? [] }

  static func does(_ action: String, _ path: String, _ body: () throws -> Void) throws(FileError) {
    _ = try told(action, path) {
      try body()
      return []
    }
  }

  static var isNeeded: Bool { ProcessGroup.current != nil }
}

extension FileError {
  fileprivate var bytes: [UInt8] {
    withUnsafeBytes(of: code, Array.init) + Array(action.utf8) + [0] + Array(path.utf8)
  }

  fileprivate init(bytes: ArraySlice<UInt8>) {
    let texts = bytes.dropFirst(4).split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
    func text(_ place: Int) -> String { texts.count > place ? String(decoding: texts[place], as: UTF8.self) : "" }
    self.init(
      text(0), text(1), code: bytes.count < 4 ? EIO : bytes.withUnsafeBytes { $0.loadUnaligned(as: Int32.self) })
  }
}
