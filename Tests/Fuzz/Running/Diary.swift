import Foundation

/// A small file that tells which cell a worker runs. It outlives the worker.
struct Diary {
  let file: FileHandle

  init(_ path: URL) throws {
    if !FileManager.default.fileExists(atPath: path.path) {
      try Data().write(to: path)
    }
    file = try FileHandle(forUpdating: path)
  }

  /// The number and length come first, so that what an earlier, longer cell left behind them is not read.
  func write(_ number: Int, _ cell: String) throws {
    let bytes = Data(cell.utf8)
    try file.seek(toOffset: 0)
    try file.write(contentsOf: Data("\(number) \(bytes.count)\n".utf8) + bytes)
  }

  func read() throws -> (number: Int, cell: String)? {
    try file.seek(toOffset: 0)
    let data = try file.readToEnd() ?? Data()
    guard let end = data.firstIndex(of: 10) else { return nil }
    let head = String(decoding: data[..<end], as: UTF8.self).split(separator: " ").compactMap { Int($0) }
    guard head.count == 2 else { return nil }
    return (head[0], String(decoding: data[(end + 1)...].prefix(head[1]), as: UTF8.self))
  }
}
